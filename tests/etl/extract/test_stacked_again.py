"""Tables under each other with the same header are told apart by their titles; statistics are no schools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl.extract.labels import is_statistic
from etl.extract.run import extract
from tests.etl.build import Bureau, write_book

A, B, J = "青山镇中心小学", "白水乡中心小学", "青山镇初级中学"


def facts(path: Path) -> list[tuple[Any, ...]]:
    """School, stage, period and the pupils or the amount of every row taken."""
    found = []
    for sheet in extract(path).sheets:
        for row in sheet.table.to_pylist() if sheet.table is not None else []:
            value = row.get("pupils", row.get("amount"))
            found.append((row["school_text"], row["stage"], row["period"], value))
    return sorted(found, key=str)


def test_two_columns_of_two_stages(tmp_path: Path) -> None:
    rows = [["测试县2023年秋季小学在校生统计"], ["学校", "在校生数"], [A, 300], ["合计", 300],
            ["测试县2023年秋季初中在校生统计"], ["学校", "在校生数"], [J, 500], ["合计", 500]]  # fmt: skip
    assert facts(write_book(tmp_path / "a.xlsx", {"表": rows})) == [
        (A, "primary", "2023-2024-1", 300), (J, "junior", "2023-2024-1", 500),
    ]  # fmt: skip


def test_two_columns_of_two_years(tmp_path: Path) -> None:
    rows = [["测试县2022年秋季小学在校生统计"], ["学校", "在校生数"], [A, 300],
            ["测试县2023年秋季小学在校生统计"], ["学校", "在校生数"], [B, 100]]  # fmt: skip
    assert facts(write_book(tmp_path / "a.xlsx", {"表": rows})) == [
        (B, "primary", "2023-2024-1", 100), (A, "primary", "2022-2023-1", 300),
    ]  # fmt: skip


@pytest.mark.parametrize(("unit", "factor"), [("百元", 100), ("元", 1), ("万元", 10_000)])
def test_each_table_has_the_unit_of_its_title(tmp_path: Path, unit: str, factor: int) -> None:
    header = ["学校", "资助人数", "资助金额"]
    rows = [["测试县2023年秋季小学免教科书费补助（单位：元）"], header, [A, 200, 20000], ["合计", 200, 20000], [],
            [f"测试县2023年秋季小学免教科书费补助（单位：{unit}）"], header, [B, 100, 100], ["合计", 100, 100]]  # fmt: skip
    amounts = {school: amount for school, _, _, amount in facts(write_book(tmp_path / "a.xlsx", {"表": rows}))}
    assert amounts == {A: 20000, B: 100 * factor}


def test_the_same_title_on_the_next_page_is_no_second_table(tmp_path: Path) -> None:
    title, header = ["测试县2023年秋季小学在校生统计"], ["学校", "在校生数"]
    path = write_book(tmp_path / "a.xlsx", {"表": [title, header, [A, 300], title, header, [B, 100]]})
    assert [each.table.num_rows for each in extract(path).sheets] == [2]


@pytest.mark.parametrize(
    ("written", "term"), [("上期", 1), ("下期", 2), ("度（上）", 1), ("上学期", 1), ("第二学期", 2)]
)
def test_the_two_halves_of_a_school_year(tmp_path: Path, written: str, term: int) -> None:
    rows = [[f"测试县2023—2024学年{written}小学在校生统计"], ["学校", "在校生数"], [A, 300]]
    assert facts(write_book(tmp_path / "a.xlsx", {"表": rows})) == [(A, "primary", f"2023-2024-{term}", 300)]


def test_spring_does_not_overwrite_autumn(bureau: Bureau, files: Path) -> None:
    for half, pupils in (("上期", 300), ("下期", 290)):
        title = f"测试县2023—2024学年{half}小学在校生统计"
        bureau.must_take(write_book(files / f"{half}.xlsx", {"表": [[title], ["学校", "在校生数"], [A, pupils]]}))
    assert bureau.pupils("2023-2024-1") == {A: 300}
    assert bureau.pupils("2023-2024-2") == {A: 290}


@pytest.mark.parametrize(
    "text", ["校均", "人均", "全县校均", "乡镇平均", "比上年±", "同比±%", "上年年末数", "去年秋季", "与上年比"]
)
def test_statistics_are_no_schools(text: str) -> None:
    assert is_statistic(text)


@pytest.mark.parametrize("text", ["人和小学", "上元中学", "均安镇中心小学", "同心小学", "平均乡小学"])
def test_schools_are_no_statistics(text: str) -> None:
    assert not is_statistic(text)
