"""What a table leaves open or says twice is asked: units of another table, staff for pupils, months that contradict."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.extract.books import read_path, read_rows, write_book

A, B = "青山镇中心小学", "白水乡中心小学"
AID = "测试县2023年秋季小学困难学生生活补助发放表"
MEALS = "测试县2023年秋季小学营养改善计划补助发放表"
PUPILS = "测试县2023-2024学年第一学期在校生统计表"
DROPOUT = "测试县2023年9月控辍保学月报表"


def test_a_second_table_with_its_own_title_does_not_inherit_the_unit(tmp_path: Path) -> None:
    header = ["学校", "补助金额"]
    rows = [[AID], ["单位：万元"], header, [A, 2.5], [B, 1.25], [], [MEALS], header, [A, 120000], [B, 60000]]
    found = read_rows(tmp_path, rows)
    assert found.cells("unit_of_another_table") == ["B8"]
    said = read_rows(tmp_path, [*rows[:7], ["单位：元"], *rows[7:]])
    assert said.codes("error") == []
    assert said.rows("amount", sheet=1) == [(120000,), (60000,)]


def test_the_sheets_name_states_the_unit(tmp_path: Path) -> None:
    rows = [[AID], ["学校", "补助金额"], [A, 2.5]]
    assert read_rows(tmp_path, rows, sheet="补助（万元）").rows("amount") == [(25000,)]
    both = read_rows(tmp_path, [[AID], ["单位：元"], *rows[1:]], sheet="补助（万元）")
    assert both.codes("error") == ["unit_contradicted"]


@pytest.mark.parametrize(
    ("sheet", "title", "header"),
    [
        ("表", "测试县2023年秋季教职工统计表", ["学校", "人数", "女", "专任"]),
        ("表", "测试县2023年秋季教师情况统计表", ["学校", "合计", "男", "女"]),
        ("教师", "测试县2023-2024学年第一学期基本情况", ["学校", "人数", "女"]),
    ],
)
def test_staff_never_become_pupils(tmp_path: Path, sheet: str, title: str, header: list[str]) -> None:
    found = read_rows(tmp_path, [[title], header, [A, 30, 20, 28][: len(header)]], sheet=sheet)
    assert "staff_not_pupils" in found.codes("error")
    assert found.sheet.table is None


@pytest.mark.parametrize("words", [("人数", "人数"), ("总数", "人数"), ("人数", "总数")])
def test_the_group_tells_teachers_from_pupils(tmp_path: Path, words: tuple[str, str]) -> None:
    header = [["学校", "教师", "学生"], [None, *words]]
    found = read_rows(tmp_path, [[PUPILS], *header, [A, 30, 481]])
    assert found.rows("school_text", "pupils") == [(A, 481)]
    assert found.codes("error") == []


@pytest.mark.parametrize(
    ("sheet", "title", "header"),
    [("10月", DROPOUT, ["学校", "学段", "辍学人数"]), ("2022年秋", PUPILS, ["学校", "学段", "在校生"])],
)
def test_a_sheet_named_after_another_period_than_its_title_is_asked(
    tmp_path: Path, sheet: str, title: str, header: list[str]
) -> None:
    rows = [[title], header, [A, "小学", 1]]
    assert read_rows(tmp_path, rows, sheet=sheet).codes("error") == ["sheet_name_contradicts_title"]
    assert read_rows(tmp_path, rows, sheet=sheet, period="2023-2024-1").found("sheet_name_contradicts_title") == []


def test_a_file_named_after_another_period_is_warned_of(tmp_path: Path) -> None:
    rows = [["测试县2023年在校生统计表"], ["学校", "学段", "在校生"], [A, "小学", 481]]
    assert "file_name_contradicts_title" in read_rows(tmp_path, rows, name="测试县2022年秋季在校生").codes("warning")
    for name in ("测试县2023年在校生", "2020—2025学年在校生", "2023—2024学年在校生"):
        assert read_rows(tmp_path, rows, name=name).codes("warning") == []


def test_a_sum_to_date_is_no_month(tmp_path: Path) -> None:
    header = ["学校", "学段", "辍学人数"]
    summed = [["测试县控辍保学月报表（截至2023年10月底累计）"], header, [A, "小学", 5]]
    assert read_rows(tmp_path, summed).codes("error") == ["cumulative_for_month"]
    assert read_rows(tmp_path, [["测试县2023年10月控辍保学月报表"], *summed[1:]]).codes("error") == []


def test_months_over_the_turn_of_the_year_are_asked(tmp_path: Path) -> None:
    months = ["9月", "10月", "11月", "12月", "1月"]
    rows = [["学校", "学段", *months], [A, "小学", 1, 0, 0, 0, 2]]
    assert read_rows(tmp_path, [["测试县2023年辍学人数统计表"], *rows]).codes("error") == ["months_wrap"]
    whole = read_rows(tmp_path, [["测试县2023-2024学年辍学人数统计表"], *rows])
    assert [period for (period,) in whole.rows("period")][-1] == "2024-01"
    down = [["学校", "学段", "月份", "辍学人数"], *([A, "小学", month, 1] for month in months)]
    assert "months_wrap" in read_rows(tmp_path, [["测试县2023年辍学人数统计表"], *down]).codes("error")


def test_months_of_one_year_are_read(tmp_path: Path) -> None:
    rows = [["测试县2023年辍学人数统计表"], ["学校", "学段", "1月", "2月", "9月"], [A, "小学", 1, 0, 2]]
    found = read_path(write_book(tmp_path / "辍学.xlsx", {"表": rows}))
    assert [period for (period,) in found.rows("period")] == ["2023-01", "2023-02", "2023-09"]
