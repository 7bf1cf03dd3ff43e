"""The forms we hand out to everybody: who gets one, what stands in it, and that they come back in."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from catalog import DATASETS
from catalog.model import Dataset
from catalog.periods import PeriodKind
from etl.form_sheets import LAST_YEAR_SHEET
from etl.forms import forms_zip
from tests.etl.build import Bureau, enrolment
from tests.etl.handed_out import fill_in

ROWS = [
    ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230),
    ("石桥镇", "石桥初级中学", "初中", 9, 400, 190),
    ("石桥镇", "石桥幼儿园", "幼儿园", 4, 100, 48),
    ("白沙镇", "白沙九年一贯制学校", "小学", 6, 210, 100),
    ("白沙镇", "白沙九年一贯制学校", "初中", 3, 120, 60),
]


@pytest.fixture
def filled(bureau: Bureau, files: Path) -> Bureau:
    bureau.must_take(enrolment(files / "a.xlsx", ROWS))
    return bureau


def unpacked(content: bytes) -> dict[str, openpyxl.Workbook]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: openpyxl.load_workbook(io.BytesIO(archive.read(name))) for name in archive.namelist()}


def rows_of(book: openpyxl.Workbook) -> list[dict[str, object]]:
    """The rows below the example, by header."""
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[3]]
    return [
        dict(zip(header, [cell.value for cell in row], strict=True))
        for row in sheet.iter_rows(min_row=5)
        if row[0].value
    ]


def test_each_township_gets_its_schools_in_the_stages_that_report(filled: Bureau):
    forms = unpacked(forms_zip(filled.store, "dropout", "2024-03", "township"))
    assert set(forms) == {"石桥镇_控辍保学_2024年3月.xlsx", "白沙镇_控辍保学_2024年3月.xlsx"}
    bridge = rows_of(forms["石桥镇_控辍保学_2024年3月.xlsx"])
    assert {(row["学校"], row["学段"]) for row in bridge} == {("石桥镇中心小学", "小学"), ("石桥初级中学", "初中")}
    sand = rows_of(forms["白沙镇_控辍保学_2024年3月.xlsx"])
    assert [row["学段"] for row in sand] == ["小学", "初中"]


def test_each_school_gets_its_own_of_the_townships_asked_for(filled: Bureau):
    sand = filled.rows("SELECT area_id FROM area WHERE level = 'township' AND name = '白沙镇'")[0]["area_id"]
    forms = unpacked(forms_zip(filled.store, "enrolment", "2024-2025-1", "school", [sand]))
    assert list(forms) == ["白沙镇_白沙九年一贯制学校_在校生_2024—2025学年第一学期.xlsx"]
    with pytest.raises(ValueError, match="village"):
        forms_zip(filled.store, "enrolment", "2024-2025-1", "village")
    with pytest.raises(ValueError, match="no return"):
        forms_zip(filled.store, "published", "2024-2025", "school")


def test_what_was_handed_out_comes_back_in(filled: Bureau, files: Path):
    for name, book in unpacked(forms_zip(filled.store, "dropout", "2024-03", "township")).items():
        sheet = book.worksheets[0]
        column = [cell.value for cell in sheet[3]].index("辍学") + 1
        for row in range(5, 5 + len(rows_of(book))):
            sheet.cell(row, column, 1)
        book.save(files / name)
        filled.must_take(files / name)
    found = filled.rows("SELECT sum(dropouts) AS n, count(*) AS rows FROM dropout WHERE period = '2024-03'")
    assert found == [{"n": 4, "rows": 4}]


@pytest.mark.slow
@pytest.mark.parametrize("dataset", [each for each in DATASETS if each.names_places], ids=lambda each: each.name)
def test_every_form_filled_in_lawfully_is_accepted_to_the_last_number(filled: Bureau, files: Path, dataset: Dataset):
    """What is typed into the forms of two townships, and then of one school, stands in the store."""
    period = {PeriodKind.MONTH: "2024-11", PeriodKind.QUARTER: "2024-Q4", PeriodKind.TERM: "2024-2025-1"}.get(
        dataset.period_kinds[0], "2024-2025"
    )
    typed: Counter[str] = Counter()
    for name in written(filled, files, dataset.name, period, "township"):
        typed.update(fill_in(files / name, dataset, seed=len(name)))
        filled.must_take(files / name)
    names = ", ".join(f"sum({each.name})::DOUBLE AS {each.name}" for each in dataset.facts)
    if dataset.facts:
        [stored] = filled.rows(f'SELECT {names} FROM "{dataset.name}" WHERE period <> $1', "2023-2024-1")
        assert stored == {each.name: typed[each.name] for each in dataset.facts}
    last = written(filled, files, dataset.name, period, "school")[-1]
    fill_in(files / last, dataset, seed=7)
    filled.must_take(files / last)
    assert len(filled.rows("SELECT 1 FROM area WHERE level = 'school'")) == 4


def written(bureau: Bureau, files: Path, dataset: str, period: str, by: str) -> list[str]:
    """The forms of a return written to files, and their names."""
    with zipfile.ZipFile(io.BytesIO(forms_zip(bureau.store, dataset, period, by))) as archive:
        archive.extractall(files)
        return archive.namelist()


def test_a_form_shows_last_year_beside_it_and_lets_only_the_answers_be_changed(filled: Bureau):
    book = unpacked(forms_zip(filled.store, "enrolment", "2024-2025-1", "township"))[
        "石桥镇_在校生_2024—2025学年第一学期.xlsx"
    ]
    before = [[cell.value for cell in row] for row in book[LAST_YEAR_SHEET].iter_rows(min_row=2)]
    pupils = before[0].index("在校生数")
    assert {(row[1], row[pupils]) for row in before[1:]} == {
        ("石桥镇中心小学", 480), ("石桥初级中学", 400), ("石桥幼儿园", 100)
    }  # fmt: skip
    form = book.worksheets[0]
    assert form.protection.sheet
    assert form.protection.password is None
    locked = [form[cell].protection.locked for cell in ("A1", "E3", "E4", "E5", "H9")]
    assert locked == [False, True, True, False, False]
    assert not form.column_dimensions["E"].protection.locked, "below the ruled rows too"
    assert not form.protection.insertRows
