"""A cell in yuan on a sheet in 万元, or the reverse, is a warning at that cell."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.build import Answer, Bureau, write_book

SCHOOLS = ("石桥镇中心小学", "枫林乡中心小学", "双河乡中心小学", "清水镇中心小学")


def payments(path: Path, unit: str, *cells: tuple[Any, Any], note: str = "") -> Path:
    header = ["学校", "学段", "资助项目", "资助人数", f"资助金额{unit}"]
    rows = [[name, "小学", "寄宿生生活补助", *cell] for name, cell in zip(SCHOOLS, cells, strict=False)]
    return write_book(path, {"资助": [[f"2023年秋季学期学生资助统计表{note}"], header, *rows]})


def odd(answer: Answer) -> list[str]:
    found = [each for each in answer.value["findings"] if each["code"] == "amount_per_head_odd"]
    assert all(each["level"] == "warning" for each in found)
    return [each["cell"] for each in found]


def test_one_cell_in_yuan_on_a_sheet_in_ten_thousands_is_named(bureau: Bureau, files):
    cells = [(100, 5), (40, 2), (60, 30000), (20, 1)]
    answer = bureau.must_take(payments(files / "a.xlsx", "（万元）", *cells))
    assert odd(answer) == ["E5"]
    found = answer.finding("amount_per_head_odd")
    assert "双河乡中心小学" in found["message"]
    assert "300000000元" in found["message"]
    assert "单位" in found["advice"]


def test_one_cell_in_ten_thousands_on_a_sheet_in_yuan_is_named(bureau: Bureau, files):
    assert odd(
        bureau.must_take(payments(files / "a.xlsx", "（元）", (100, 50000), (40, 20000), (60, 3), (20, 10000)))
    ) == ["E5"]


def test_a_cell_that_names_its_unit_is_no_slip(bureau: Bureau, files):
    assert odd(bureau.must_take(payments(files / "a.xlsx", "（万元）", (100, 5), (40, "20000元"), (60, 3)))) == []


def test_different_standards_and_blanks_are_no_slips(bureau: Bureau, files):
    cells = [(100, 25000), (40, 240000), (60, None), (0, 0)]
    assert odd(bureau.must_take(payments(files / "a.xlsx", "（元）", *cells))) == []


def test_equipment_in_yuan_among_ten_thousands_is_named(bureau: Bureau, files):
    header = ["学校", "学段", "在校生数", "教学仪器设备值（万元）"]
    values = [(240, 48.5), (200, 400000), (300, 60), (100, 22)]
    rows = [[name, "小学", *cell] for name, cell in zip(SCHOOLS, values, strict=True)]
    answer = bureau.must_take(write_book(files / "a.xlsx", {"条件": [["2023—2024学年办学条件统计表"], header, *rows]}))
    assert odd(answer) == ["D4"]


def test_amounts_off_the_standard_of_their_term_are_told_once_for_their_kind(bureau: Bureau, files):
    """500 yuan a term for a primary boarder in the autumn of 2023: 50 000 for 100 is right, 40 000 and 30 000 are not."""
    cells = [(100, 50000), (100, 40000), (100, 30000), (20, 10000)]
    answer = bureau.must_take(payments(files / "a.xlsx", "（元）", *cells))
    (found,) = [each for each in answer.value["findings"] if each["code"] == "amount_off_standard"]
    assert found["level"] == "info"
    assert "4 行中有 2 行" in found["message"]
    assert "每学期 500 元" in found["message"]
    assert found["cell"] == "E4"


@pytest.mark.parametrize(("unit", "cells"), [("（万元）", [(100, 50000), (40, 20000)]), ("（元）", [(100, 5), (40, 2)]), ("（元）", [(50000, 100), (20000, 40)])])  # fmt: skip
def test_a_sheet_whose_unit_or_columns_cannot_be_right_is_refused(bureau: Bureau, files, unit, cells):
    answer = bureau.take(payments(files / "a.xlsx", unit, *cells))
    assert (answer.status, answer.finding("amount_unit_impossible")["cell"]) == (1, "E3")


def test_a_sheet_of_no_period_is_refused_for_that_only(bureau: Bureau, files):
    header = ["学校", "学段", "资助项目", "资助人数", "资助金额（元）"]
    rows = [["学生资助统计表"], header, [SCHOOLS[0], "小学", "寄宿生生活补助", 100, 50000]]
    answer = bureau.take(write_book(files / "a.xlsx", {"资助": rows}))
    assert (answer.status, answer.codes[0]) == (1, "period_unknown")
