"""What the reader drops and a second look finds: errors, formulas without a result, percentages in xls, xlsb, ods and xlsx."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.page import Book, Page
from tests.corpus.table import ErrorCell, Formula, Percent
from tests.corpus.writer import write
from tests.etl.extract.books import HEAD, TITLE, Read, read_path

FORMS = ("xlsx", "xls", "ods")
ALL_FORMS = (*FORMS, "xlsb")
EXAM = "青云县2024年春季期末八年级语文成绩统计表"
EXAM_HEAD = ["学校名称", "参考人数", "平均分", "及格率（%）"]


def read_grid(folder: Path, form: str, *rows: list[object]) -> Read:
    """One sheet with these rows, written as `form` and read."""
    return read_path(write(Book("表", form, [Page("Sheet1", list(rows))], frozenset()), folder))


@pytest.mark.parametrize("form", ALL_FORMS)
def test_an_error_in_a_cell_is_named_at_its_address(tmp_path: Path, form: str) -> None:
    read = read_grid(
        tmp_path, form, list(TITLE), list(HEAD), ["石桥镇", "石桥小学", "小学", 6, ErrorCell("#DIV/0!"), 110]
    )
    assert [(each.cell, each.value) for each in read.found("error_cell")] == [("E3", "#DIV/0!")]


@pytest.mark.parametrize("form", FORMS)
def test_a_formula_without_a_result_is_named_at_its_address(tmp_path: Path, form: str) -> None:
    read = read_grid(
        tmp_path, form, list(TITLE), list(HEAD), ["石桥镇", "石桥小学", "小学", 6, Formula("SUM(A1:A2)"), 110]
    )
    assert read.cells("formula_without_value") == ["E3"]


@pytest.mark.parametrize("form", ALL_FORMS)
def test_a_number_shown_as_a_percentage_is_a_fraction_whatever_the_header_says(tmp_path: Path, form: str) -> None:
    rows: list[list[object]] = [
        [EXAM],
        EXAM_HEAD,
        ["石桥初级中学", 200, 71.5, Percent(0.85)],
        ["双河初级中学", 100, 70.0, Percent(1)],
    ]
    read = read_grid(tmp_path, form, *rows)
    assert read.codes("error") == []
    assert read.rows("n_pass", "derived") == [(170, "n_pass,sum_score"), (100, "n_pass,sum_score")]


@pytest.mark.parametrize("form", ALL_FORMS)
def test_a_percentage_of_thousands_is_refused(tmp_path: Path, form: str) -> None:
    read = read_grid(tmp_path, form, [EXAM], EXAM_HEAD, ["石桥初级中学", 200, 71.5, Percent(85)])
    assert read.cells("above_maximum") == ["D3"]


@pytest.mark.parametrize("form", FORMS)
def test_merged_townships_are_filled_down(tmp_path: Path, form: str) -> None:
    grid: list[list[object]] = [
        list(TITLE),
        list(HEAD),
        ["石桥镇", "石桥小学", "小学", 6, 240, 110],
        [None, "石桥初级中学", "初中", 6, 300, 140],
    ]
    path = write(Book("表", form, [Page("Sheet1", grid, [(2, 0, 3, 0)])], frozenset()), tmp_path)
    assert read_path(path).rows("township_text") == [("石桥镇",), ("石桥镇",)]


def test_an_error_is_told_in_a_row_that_states_nothing_else(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["2023年秋季学期营养改善计划发放表"],
        ["学校名称", "学段", "资助人数", "资助金额"],
        ["石桥小学", "小学", 3, 90],
        ["双河小学", "小学", None, ErrorCell("#N/A")],
    ]
    assert read_grid(tmp_path, "xlsx", *rows).cells("error_cell") == ["D4"]
