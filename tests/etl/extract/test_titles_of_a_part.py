"""A title of some pupils over a column that says 人数 only is asked; one that says whose is read."""

from pathlib import Path

import pytest

from tests.etl.extract.books import read_rows

HEAD = ["学校", "班数", "总人数", "男", "女"]


@pytest.mark.parametrize(
    "title", ["留守儿童统计表", "寄宿生花名汇总", "女生情况统计表", "招生情况统计表", "毕业生情况表", "贫困学生统计表"]
)
def test_whose_number_it_is_must_be_said(tmp_path: Path, title: str) -> None:
    read = read_rows(tmp_path, [[f"石桥镇2023年秋季小学{title}"], HEAD, ["双河小学", 6, 45, 20, 25]])
    assert read.cells("title_counts_a_part") == ["C2"]
    assert "title_counts_a_part" in read.codes("error")


@pytest.mark.parametrize(
    ("title", "header"),
    [("留守儿童统计表", "在校生数"), ("在校生及留守儿童统计表", "人数"), ("寄宿制学校统计表", "学生数"), ("小学生统计表", "人数")],
)  # fmt: skip
def test_a_number_that_says_it_is_taken(tmp_path: Path, title: str, header: str) -> None:
    read = read_rows(tmp_path, [[f"2023年秋季小学{title}"], ["学校", "班数", header], ["双河小学", 6, 45]])
    assert (read.rows("pupils"), read.codes("error")) == ([(45,)], [])


def test_the_part_beside_the_whole_is_no_question(tmp_path: Path) -> None:
    rows = [["2023年秋季小学留守儿童统计表"], ["学校", "学生数", "留守儿童"], ["双河小学", 120, 45]]
    assert read_rows(tmp_path, rows).rows("pupils", "left_behind") == [(120, 45)]
