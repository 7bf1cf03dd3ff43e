"""Rows and columns of numbers that are no school's: averages, last year, units under the header, columns without a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract.labels import is_statistic
from tests.etl.extract.books import enrolment, read_rows

ONE = ("石桥镇", "石桥小学", "小学", 6, 240, 110)
TWO = ("双河乡", "双河小学", "小学", 3, 100, 50)


@pytest.mark.parametrize(
    "label",
    [
        "平均",
        "全县平均",
        "上年同期",
        "上年合计",
        "比上年增减",
        "同比增长（%）",
        "占比",
        "最高",
        "增减率",
        "与上年相比增减",
    ],
)
def test_a_row_of_statistics_is_no_school(tmp_path: Path, label: str) -> None:
    read = read_rows(tmp_path, enrolment(ONE, TWO, (label, None, None, 5, 170, 80)))
    assert read.rows("school_text") == [("石桥小学",), ("双河小学",)]
    assert read.sheet.skipped_because == {"statistic": 1}
    read = read_rows(tmp_path, enrolment(ONE, TWO, (None, label, None, 5, 170, 80)))
    assert read.rows("school_text") == [("石桥小学",), ("双河小学",)]


@pytest.mark.parametrize("name", ["平均镇小学", "同兴小学", "上年村小学", "高峰小学", "计划生育学校"])
def test_schools_with_such_words_in_their_names_are_schools(name: str) -> None:
    assert not is_statistic(name)


def test_a_row_of_units_under_the_header_holds_for_its_columns(tmp_path: Path) -> None:
    rows = [
        ("2023年秋季学期营养改善计划发放表",),
        ("学校名称", "学段", "资助人数", "资助金额"),
        (None, None, "人", "万元"),
        ("石桥小学", "小学", 10, 0.5),
    ]
    assert read_rows(tmp_path, rows).rows("recipients", "amount") == [(10, 5000.0)]


def test_a_month_that_may_be_january_or_october_is_refused(tmp_path: Path) -> None:
    head = ("学校名称", "月份", "疑似辍学", "辍学人数")
    rows = [
        ("控辍保学月报",),
        head,
        ("石桥小学", 2023.1, 1, 0),
        ("石桥小学", 2023.11, 1, 0),
        ("石桥小学", 2023.09, 1, 0),
    ]
    read = read_rows(tmp_path, rows)
    assert read.cells("period_cell_unreadable") == ["B3"]
    assert read.rows("period") == [(None,), ("2023-11",), ("2023-09",)]


def test_numbers_under_no_header_are_told(tmp_path: Path) -> None:
    read = read_rows(tmp_path, enrolment((*ONE, 7), (*TWO, 9)))
    assert read.cells("column_without_header") == ["G"]
