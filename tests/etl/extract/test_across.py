"""Schools as columns: each number is taken, and its address is that of its own cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract import extract
from etl.layouts import Said, SheetLayout, table_key
from tests.etl.extract.books import TITLE, Row, read_rows, write_book

HEAD = ("统计项目", "石桥小学", "双河小学")


def across(*rows: Row, head: Row = HEAD) -> list[Row]:
    """A sheet with a school per column."""
    return [TITLE, head, *rows]


def test_schools_as_columns_are_read_with_the_row_of_the_measure_and_the_column_of_the_school(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path, across(("班数", 6, 3), ("在校生数", 240, 100), ("其中：女生", 110, 50), ("注：按学籍填报",))
    )
    assert read.codes("error") == []
    named = [(row[0], *row[1:]) for row in read.rows("school_text", "classes", "pupils", "girls", "row_no", "block_no")]
    assert ("石桥小学", None, 240, None, 4, 0) in named
    assert ("双河小学", None, None, 50, 5, 1) in named
    assert len(named) == 6
    assert read.sheet.blocks[1] == {"classes": "C", "pupils": "C", "girls": "C"}
    assert read.sheet.header_rows == [2]


def test_what_is_wrong_is_named_at_its_own_cell(tmp_path: Path) -> None:
    read = read_rows(tmp_path, across(("班数", 6, 3), ("在校生数", 240, "约100")))
    assert read.cells("number_with_words") == ["C4"]


def test_a_total_among_the_schools_is_compared_and_not_taken(tmp_path: Path) -> None:
    read = read_rows(tmp_path, across(("班数", 6, 3, 9), ("在校生数", 240, 100, 341), head=(*HEAD, "合计")))
    assert len(read.rows("pupils")) == 4
    assert read.cells("total_mismatch") == ["D4"]


def test_grades_below_each_other_under_schools(tmp_path: Path) -> None:
    rows = across(
        ("一年级", "班数", 1, 2),
        (None, "人数", 40, 60),
        ("二年级", "班数", 1, 1),
        (None, "人数", 41, 35),
        head=("年级", "项目", *HEAD[1:]),
    )
    read = read_rows(tmp_path, rows, merges=("A3:A4", "A5:A6"))
    found = {row for row in read.rows("school_text", "grade", "pupils", "row_no") if row[2] is not None}
    assert found == {("石桥小学", 1, 40, 4), ("双河小学", 1, 60, 4), ("石桥小学", 2, 41, 6), ("双河小学", 2, 35, 6)}


def test_townships_as_columns_are_townships(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("2023年秋季学期小学营养改善计划汇总表",),
        ("项目", "石桥镇", "双河乡"),
        ("资助人数", 10, 20),
        ("资助金额（元）", 5000, 9000),
    ]
    read = read_rows(tmp_path, rows)
    assert {(row[0], row[1]) for row in read.rows("township_text", "amount") if row[1]} == {
        ("石桥镇", 5000.0),
        ("双河乡", 9000.0),
    }


@pytest.mark.parametrize("labels", [("项目", ""), ("乡镇", ""), ("指标", "指标"), ("项目", "学校")])
def test_townships_over_the_schools_leave_the_numbers_to_the_schools(tmp_path: Path, labels: tuple[str, str]) -> None:
    rows = [
        ["测试县2023年秋季在校生统计"],
        [labels[0], "青山镇", "", "黑石镇"],
        [labels[1], "青山镇中心小学", "青山初级中学", "黑石镇初级中学"],
        ["班数", 6, 5, 9],
        ["在校生数", 300, 120, 500],
    ]
    read = read_rows(tmp_path, rows)
    pupils = [row for row in read.rows("township_text", "school_text", "pupils") if row[2] is not None]
    assert [row[1:] for row in pupils] == [("青山镇中心小学", 300), ("青山初级中学", 120), ("黑石镇初级中学", 500)]
    assert pupils[2][0] in ("黑石镇", None)
    assert read.codes("error") == []


def test_a_school_in_a_list_of_schools_names_no_columns(tmp_path: Path) -> None:
    rows = [("石桥镇中心小学校", "小学", 34, 170), ("石桥初中", "初中", 58, 362), ("清水小学", "小学", 22, 110)]
    read = read_rows(tmp_path, [("拨付一览",), ("校别", "类", "甲数", "乙数"), *rows])
    assert read.sheet.dataset is None
    assert set(read.codes("error")) == {"nothing_recognised"}


def test_a_header_row_that_was_named_is_not_turned_round(tmp_path: Path) -> None:
    path = write_book(tmp_path / "表.xlsx", {"表": across(("班数", 6, 3), ("在校生数", 240, 100))})
    assert extract(path).sheets[0].dataset == "enrolment"
    said = Said(sheets={table_key("表", 0): SheetLayout(header=(2, 2))})
    read = extract(path, said=said)
    assert read.sheets[0].table is None
    assert "layout_incomplete" in {found.code for found in read.findings}


def test_programmes_as_rows_over_their_sum_are_read_one_by_one(tmp_path: Path) -> None:
    rows = [("寄宿生生活补助", 50000, 20000), ("营养餐", 90000, 36000), ("合计", 140000, 56000)]
    title = ("2023年秋季学期小学资助金额统计表（单位：元）",)
    read = read_rows(tmp_path, [title, ("资助项目", "石桥小学", "双河小学"), *rows])
    assert {(programme, amount) for programme, amount in read.rows("programme", "amount")} == {
        ("寄宿生生活补助", 50000), ("营养改善计划", 90000), ("寄宿生生活补助", 20000), ("营养改善计划", 36000),
    }  # fmt: skip
