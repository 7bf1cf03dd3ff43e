"""Rows under a school that are parts of it: its stages where they add up to it, its girls and boarders never."""

from __future__ import annotations

from pathlib import Path

from tests.etl.extract.books import read_rows

TITLE = ["青云县2023-2024学年第一学期在校生统计表"]
A, B = "双河乡九年一贯制学校", "石桥镇中心小学"


def test_stages_that_add_up_to_their_school_take_its_place(tmp_path: Path) -> None:
    rows = [TITLE, ["学校", "人数"], [A, 312], ["  其中：小学部", 181], ["  初中部", 131], [B, 481]]
    read = read_rows(tmp_path, rows)
    assert read.rows("school_text", "stage", "pupils") == [(A, "primary", 181), (A, "junior", 131), (B, "primary", 481)]
    assert read.found("total_mismatch") == []


def test_stages_that_do_not_add_up_to_their_school_are_asked(tmp_path: Path) -> None:
    read = read_rows(tmp_path, [TITLE, ["学校", "人数"], [A, 322], ["其中：小学部", 181], ["初中部", 131], [B, 481]])
    assert read.cells("school_parts_differ") == ["A3"]
    assert "school_parts_differ" in read.codes("error")


def test_girls_under_the_boarders_of_a_school_are_no_school(tmp_path: Path) -> None:
    read = read_rows(tmp_path, [TITLE, ["学校", "人数"], [B, 481], ["其中：寄宿生", 12], ["女生", 231]])
    assert read.rows("school_text", "pupils") == [(B, 481)]


def test_a_column_of_school_parts_is_the_stage(tmp_path: Path) -> None:
    rows = [TITLE, ["学校", "学部", "人数"], [A, "小学部", 181], [None, "初中部", 131], [B, "小学部", 481]]
    read = read_rows(tmp_path, rows, merges=["A3:A4"])
    assert [stage for (stage,) in read.rows("stage")] == ["primary", "junior", "primary"]
