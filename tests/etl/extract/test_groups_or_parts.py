"""A column beside groups of columns is their sum only where the numbers say so; 其中 is a part, never a group."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.etl.extract.books import Read, read_rows

TITLE = ["青云县2023-2024学年第一学期在校生统计表"]
A, B, C = "石桥镇中心小学", "石桥镇第二小学", "双河乡九年一贯制学校"


def enrolled(folder: Path, head: Sequence[str], *rows: Sequence[object]) -> Read:
    return read_rows(folder, [TITLE, head, *rows])


def test_a_part_of_the_pupils_is_no_stage_of_the_classes(tmp_path: Path) -> None:
    head = ["学校", "学段", "班数", "学生数", "其中：学前班", "女生"]
    read = enrolled(tmp_path, head, [A, "小学", 12, 511, 30, 231], [B, "小学", 6, 241, 0, 111])
    assert read.rows("school_text", "stage", "classes", "pupils") == [(A, "primary", 12, 511), (B, "primary", 6, 241)]
    assert read.cells("columns_are_no_groups") == ["E"]
    assert read.found("group_total_left_out") == []


def test_special_classes_do_not_add_up_to_the_classes_and_are_left_with_a_warning(tmp_path: Path) -> None:
    read = enrolled(tmp_path, ["学校", "班数", "特教班", "在校生"], [A, 12, 1, 481], [B, 6, 0, 241])
    assert read.rows("classes", "pupils") == [(12, 481), (6, 241)]
    assert "columns_are_no_groups" in read.codes("warning")


def test_a_part_without_classes_beside_it_is_not_taken_for_classes(tmp_path: Path) -> None:
    read = enrolled(tmp_path, ["学校", "学段", "学生数", "其中：学前班"], [A, "小学", 511, 30])
    assert read.rows("classes", "pupils") == [(None, 511)]
    assert read.cells("part_of_what") == ["D"]


def test_an_amount_keeps_its_own_meaning_beside_a_part_of_it(tmp_path: Path) -> None:
    rows = [
        ["青云县2023年秋季学期困难学生生活补助发放表"], ["学校", "发放情况", None, None],
        [None, "人数", "金额（元）", "其中：免费教科书（元）"], [A, 40, 25000, 3000], [B, 20, 12500, 1500],
    ]  # fmt: skip
    read = read_rows(tmp_path, rows, merges=["B2:D2", "A2:A3"])
    assert read.rows("recipients", "amount") == [(40, 25000), (20, 12500)]
    assert read.cells("columns_are_no_groups") == ["D"]


def test_a_total_that_its_grades_do_not_add_up_to_is_told_with_its_cell(tmp_path: Path) -> None:
    head = ["学校", *(f"{each}年级" for each in "一二三四五六"), "合计"]
    read = enrolled(tmp_path, head, [A, 80, 80, 80, 80, 80, 81, 480], [B, 40, 40, 40, 40, 40, 41, 241])
    assert read.cells("row_total_mismatch") == ["H3"]


def test_a_total_that_its_stages_do_not_add_up_to_is_told_and_what_only_it_says_is_kept(tmp_path: Path) -> None:
    read = enrolled(tmp_path, ["学校", "小学", "初中", "合计"], [C, 181, 131, 302], [A, None, None, 481])
    assert read.cells("row_total_mismatch") == ["D3"]
    assert (A, "primary", 481) in read.rows("school_text", "stage", "pupils")
