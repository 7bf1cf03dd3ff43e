"""A sum is of the rows it stands with: a township's over its schools, a total of those above it."""

from __future__ import annotations

from pathlib import Path

from tests.etl.extract.books import read_rows

TITLE = ["青云县2023-2024学年第一学期在校生统计表"]
A, B, C, D = "石桥镇中心小学", "石桥镇第二小学", "双河乡中心小学", "双河乡第二小学"


def test_townships_over_their_schools_in_one_stage_are_compared_with_those(tmp_path: Path) -> None:
    rows = [
        TITLE, ["单位", "学段", "在校生"],
        ["石桥镇", "小学", 722], [f"  {A}", "小学", 481], [f"  {B}", "小学", 241],
        ["双河乡", "小学", 442], [f"  {C}", "小学", 321], [f"  {D}", "小学", 121],
    ]  # fmt: skip
    assert read_rows(tmp_path, rows).found("total_mismatch") == []


def test_a_total_over_later_rows_is_of_those_above_it_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    rows = [
        TITLE,
        ["学校", "学段", "人数"],
        [A, "小学", 481],
        [B, "小学", 241],
        ["合计", "小学", 722],
        [C, "小学", 321],
    ]
    right = read_rows(tmp_path, rows)
    rows[4] = ["合计", "小学", 732]
    assert (right.found("total_mismatch"), read_rows(tmp_path, rows, name="错").cells("total_mismatch")) == ([], ["C5"])
