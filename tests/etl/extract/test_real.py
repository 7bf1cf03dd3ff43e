"""One real table nobody made for us, through the child process."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from etl.extract import extract
from etl.model import Extract

TABLE = "taiwan_primary_enrolment_107_113.csv"


@pytest.fixture(scope="module")
def lines(request: pytest.FixtureRequest) -> list[dict[str, str]]:
    """The table as plain rows of text: the naive side of the comparison."""
    folder = request.getfixturevalue("real_dir")
    with (folder / TABLE).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def extracted(real_dir: Path) -> Extract:
    """The table read by us."""
    return extract(real_dir / TABLE)


def by_county(lines: list[dict[str, str]], *words: str) -> Counter[str]:
    """Sums per county of all columns whose header holds every word and no forecast."""
    sums: Counter[str] = Counter()
    for line in lines:
        for header, text in line.items():
            if all(word in header for word in words) and "推估" not in header and text:
                sums[line["縣市名稱"]] += int(float(text))
    return sums


def ours_by_county(extracted: Extract, column: str, *, graded: bool) -> Counter[str]:
    """Our sums per county, over grade rows or over the others."""
    sums: Counter[str] = Counter()
    table = extracted.sheets[0].table
    assert table is not None
    for row in table.to_pylist():
        if row[column] is not None and (row["grade"] is not None) == graded:
            sums[row["district_text"]] += row[column]
    return sums


def test_all_schools_of_the_real_table_are_accepted(extracted: Extract) -> None:
    (sheet,) = extracted.sheets
    assert (sheet.dataset, sheet.period, sheet.rows_read, sheet.rows_accepted) == ("enrolment", "2024-2025", 2668, 2668)
    assert not extracted.refused
    assert sheet.table is not None
    assert set(sheet.table.column("stage").to_pylist()) == {"primary"}


def test_pupils_girls_classes_teachers_and_graduates_agree_by_county(
    extracted: Extract, lines: list[dict[str, str]]
) -> None:
    stated = Counter[str]()
    for line in lines:
        stated[line["縣市名稱"]] += int(float(line["學生人數"]))
    assert ours_by_county(extracted, "pupils", graded=False) == stated
    assert ours_by_county(extracted, "pupils", graded=True) == by_county(lines, "年級", "學生數")
    assert ours_by_county(extracted, "girls", graded=True) == by_county(lines, "年級女學生數")
    assert ours_by_county(extracted, "classes", graded=True) == by_county(lines, "年級班級數")
    assert ours_by_county(extracted, "teachers_fulltime", graded=False) == by_county(lines, "專任教師")
    assert ours_by_county(extracted, "graduates", graded=False) == by_county(lines, "畢業生")


def test_graduates_stand_in_the_year_before_and_nothing_else_does(extracted: Extract) -> None:
    table = extracted.sheets[0].table
    assert table is not None
    for row in table.to_pylist():
        assert (row["period"] == "2023-2024") == (row["graduates"] is not None)


def test_forecasts_and_references_are_listed_as_unused(extracted: Extract) -> None:
    (unused,) = [each for each in extracted.findings if each.code == "columns_unknown"]
    for header in (
        "推估114年人數",
        "參考學生人數",
        "學生人數差異",
        "學生人數變化百分比",
        "學校名稱_ref",
        "Unnamed: 12",
    ):
        assert header in unused.message


def test_codes_of_the_real_table_keep_their_zeros(extracted: Extract, lines: list[dict[str, str]]) -> None:
    table = extracted.sheets[0].table
    assert table is not None
    assert set(table.column("school_code").to_pylist()) == {line["學校代碼"] for line in lines}
