"""What fuzzing found, each as a small file of its own."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from tests.etl.extract.books import HEAD, TITLE, enrolment, read_path, read_rows
from tests.etl.extract.test_files import inline, sheet_xml

ROW = ("石桥镇", "石桥小学", "小学", 6, 240, 110)


@pytest.mark.parametrize("text", ["学" * 3000, "9" * 400, "第一学期" * 800, "（其中" * 5000])
def test_pages_of_text_above_a_table_take_no_time(tmp_path: Path, text: str) -> None:
    started = time.process_time()
    read = read_rows(tmp_path, [TITLE, *[(text + str(number),) for number in range(6)], HEAD, ROW])
    assert time.process_time() - started < 5
    assert read.rows("pupils") == [(240,)]


@pytest.mark.parametrize("value", [1e30, 10**18, "1e999", 4e12])
def test_a_count_beyond_all_bounds_is_refused_and_becomes_no_other_number(tmp_path: Path, value: object) -> None:
    read = read_rows(tmp_path, enrolment(("石桥镇", "石桥小学", "小学", value, 240, 110)))
    assert read.cells("above_maximum") == ["D3"]
    assert read.rows("pupils") == [(240,)]


def test_an_address_beyond_the_last_column_is_no_wide_sheet(tmp_path: Path) -> None:
    rows = f'<row r="1">{inline("A1", "甲")}</row><row r="9">{inline("ZZZZ9", "乙")}</row>'
    started = time.process_time()
    read = read_path(sheet_xml(tmp_path / "宽.xlsx", rows))
    assert (read.codes(), time.process_time() - started < 3) == (["sheet_too_wide_apart"], True)


def test_every_finding_names_one_cell_or_one_range(tmp_path: Path) -> None:
    head = ("学校名称", "学段", "资助人数男", "资助人数女", "寄宿生生活补助人数", "营养改善计划人数")
    read = read_rows(
        tmp_path, [("2023年秋季学期学生资助发放表",), head, ("石桥小学", "小学", 3, 4, 3, 4)], dataset="subsidy"
    )
    assert read.found("group_total_left_out")
    assert all(re.fullmatch(r"([A-Z]+\d*(:[A-Z]+\d*)?)?", each.cell) for each in read.findings)


def test_totals_beside_schools_as_columns_keep_their_cells(tmp_path: Path) -> None:
    rows = [
        ("明河区2023—2024学年第一学期小学基本情况统计表",),
        ("统计项目", "枫林街道", "桃源乡", "双河街道", "全县合计"),
        ("班数", 6, 8, 5, 40),
        ("在校生数", 381, 862, 630, 2308),
    ]
    read = read_rows(tmp_path, rows)
    totals = read.sheet.area_totals
    assert totals is not None
    said = {
        (row["row_no"], read.sheet.blocks[row["block_no"]][name]): row[name]
        for row in totals.to_pylist()
        for name in ("classes", "pupils")
        if row[name] is not None
    }
    assert said == {(3, "E"): 40, (4, "E"): 2308}


def test_a_total_too_long_to_be_told_is_compared_with_nothing(tmp_path: Path) -> None:
    table = [HEAD, ROW, ("石桥镇", "双河小学", "小学", 3, 90, 41), ("合计", None, None, 9, 330106199001011234, 151)]
    read = read_rows(tmp_path, [TITLE, *table, (), ("青云县2023年秋季初中在校生统计表",), *table])
    assert read.found("total_mismatch")


def test_a_printed_total_that_is_no_whole_number_is_not_rounded_to_one(tmp_path: Path) -> None:
    read = read_rows(tmp_path, enrolment(ROW, ("石桥镇", "小计", "小学", 9, "310.4", 140)))
    totals = read.sheet.area_totals
    assert totals is not None
    assert totals.select(["classes", "pupils"]).to_pylist() == [{"classes": 9, "pupils": None}]
