"""A school written once over the rows of its grades: its own where they go on in order, else one question."""

from __future__ import annotations

from pathlib import Path

from tests.etl.extract.books import read_rows

TITLE = ["青云县2023-2024学年第一学期在校生统计表"]
HEAD = ["学校", "年级", "人数"]
A, B = "石桥镇中心小学", "石桥镇第二小学"


def test_blank_rows_whose_grades_go_on_are_the_schools_and_its_sum_is_compared_with_them(tmp_path: Path) -> None:
    rows = [
        TITLE, HEAD, [A, "一年级", 81], [None, "二年级", 80], [None, "小计", 162],
        [B, "一年级", 41], [None, "二年级", 40], [None, "小计", 81],
    ]  # fmt: skip
    read = read_rows(tmp_path, rows)
    assert read.rows("school_text", "grade", "pupils") == [(A, 1, 81), (A, 2, 80), (B, 1, 41), (B, 2, 40)]
    assert read.cells("school_filled_down") == ["A4:A7"]
    assert read.cells("total_mismatch") == ["C5"]


def test_blank_rows_that_do_not_go_on_are_one_question_and_never_advice_to_delete(tmp_path: Path) -> None:
    read = read_rows(tmp_path, [TITLE, HEAD, [A, "一年级", 81], [None, "二年级", 80], [None, "二年级", 79]])
    assert read.cells("school_left_blank") == ["A4:A5"]
    assert read.found("row_without_school") == []
    assert not any("删去" in each.advice for each in read.findings)
