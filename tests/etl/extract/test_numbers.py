"""Numbers as offices type them, and what is no number."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from etl.extract.numbers import parse_number, read_numbers
from tests.etl.extract.books import HEAD, Read, enrolment, read_path, read_rows


def pupils_typed(folder: Path, *cells: object) -> Read:
    """Read a sheet whose pupils' column holds these cells."""
    return read_rows(
        folder,
        enrolment(*[("石桥镇", f"石桥第{number}小学", "小学", 6, cell, None) for number, cell in enumerate(cells, 1)]),
    )


@pytest.mark.parametrize("text", ["１２３４", "1,234", "1 234", "1234人", "1,234 人", " 1234.0", "'1234", "１,２３４"])
def test_full_width_commas_spaces_and_suffixes_are_numbers(tmp_path: Path, text: str) -> None:
    assert pupils_typed(tmp_path, text).rows("pupils") == [(1234,)]


def test_a_sign_of_yuan_is_no_word() -> None:
    assert [str(parse_number(text).value) for text in ("¥18,750.00", "￥12")] == ["18750.00", "12"]
    assert parse_number("12/3").state == "words"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("约120", "number_with_words"),
        ("120(含5)", "number_with_words"),
        ("三百九十", "not_a_number"),
        ("1:19", "number_with_words"),
        ("45%", "number_with_words"),
        ("12,34", "number_with_words"),
        (-5, "negative"),
        (12.5, "not_whole"),
        (datetime.date(2023, 2, 7), "date_for_number"),
        ("#DIV/0!", "error_cell"),
        ("120余", "number_with_words"),
    ],
)
def test_what_is_no_exact_count_stops_the_file_with_its_cell(tmp_path: Path, typed: object, code: str) -> None:
    (found,) = pupils_typed(tmp_path, 100, typed).found(code)
    assert (found.level, found.cell) == ("error", "E4")
    assert found.message
    assert found.advice


def test_blank_is_unknown_and_zero_is_zero(tmp_path: Path) -> None:
    read = pupils_typed(tmp_path, None, 0, "0", "〇")
    assert read.rows("pupils") == [(None,), (0,), (0,), (0,)]
    assert read.codes("error") == []


def test_dashes_are_unknown_and_told_once_per_column_with_their_range(tmp_path: Path) -> None:
    read = pupils_typed(tmp_path, "—", "-", "－", "/", "--", 7)
    assert read.rows("pupils") == [(None,)] * 5 + [(7,)]
    (told,) = read.found("not_applicable")
    assert (told.level, told.cell) == ("info", "E3:E7")
    assert "5" in told.message


def test_none_in_words_is_unknown_with_a_warning(tmp_path: Path) -> None:
    read = pupils_typed(tmp_path, "无", 5)
    assert read.rows("pupils") == [(None,), (5,)]
    assert [each.level for each in read.found("none_written")] == ["warning"]


def test_ten_thousand_yuan_is_multiplied_exactly(tmp_path: Path) -> None:
    rows = [
        ("2020年春季学期学生资助情况",),
        ("学段", "资助人数", "资助金额（万元）"),
        ("学前教育", 2206, 82.725),
        ("义务教育", 9079, 343.9125),
        ("普通高中", 2878, 288.6),
        ("中等职业", 698, 69.8),
        ("合计", 14861, 785.04),
    ]
    read = read_rows(tmp_path, rows)
    assert read.rows("area_level", "stage", "recipients", "amount") == [
        ("district", "kindergarten", 2206, 827250.0),
        ("district", None, 9079, 3439125.0),
        ("district", "senior", 2878, 2886000.0),
        ("district", "vocational", 698, 698000.0),
    ]
    # 785.04 is 785.0375 as printed: no difference to report.
    assert read.found("total_mismatch") == []
    assert read.sheet.skipped_because == {"total": 1}


def test_the_unit_line_holds_for_money_without_a_unit_of_its_own(tmp_path: Path) -> None:
    rows = [
        ("2023年秋季学期学生资助统计表",),
        ("单位：人、万元",),
        ("学校名称", "学段", "资助人数", "资助金额", "应助人数"),
        ("石桥小学", "小学", 10, "0.5", 10),
    ]
    assert read_rows(tmp_path, rows).rows("recipients", "amount", "eligible") == [(10, 5000.0, 10)]


def test_money_texts_with_commas_keep_their_cents(tmp_path: Path) -> None:
    rows = [
        ("2023年秋季学期学生资助统计表",),
        ("学校名称", "学段", "资助人数", "资助金额（元）"),
        ("石桥小学", "小学", 10, "12,345.50"),
    ]
    assert read_rows(tmp_path, rows).rows("amount") == [(12345.5,)]


def exam_rates(folder: Path, header: str, *cells: object) -> Read:
    """Read an exam sheet with this rate column."""
    rows: list[tuple[object, ...]] = [("2024年中考语文成绩统计表（满分120分）",), ("学校名称", "实考人数", header)]
    return read_rows(folder, [*rows, *[(f"第{number}初级中学", 200, cell) for number, cell in enumerate(cells, 1)]])


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("及格率", (0.853, 0.5)),
        ("及格率（%）", (85.3, 50.0)),
        ("及格率", ("85.3%", "50%")),
        ("及格率", (85.3, 50)),
        ("及格率", ("85.3％", 0.5)),
        ("及格率(‰)", (853, 500)),
    ],
)
def test_rates_are_read_by_header_cell_or_column(tmp_path: Path, header: str, cells: tuple[object, ...]) -> None:
    read = exam_rates(tmp_path, header, *cells)
    assert read.codes("error") == []
    assert read.rows("n_pass", "derived") == [(171, "n_pass"), (100, "n_pass")]


@pytest.mark.parametrize(
    ("header", "cells"), [("及格率", (1, 0)), ("及格率", (85.3, 0.5)), ("及格率(%)", (0.853, 0.9))]
)
def test_rates_that_may_be_either_are_never_guessed(tmp_path: Path, header: str, cells: tuple[object, ...]) -> None:
    assert "rate_ambiguous" in exam_rates(tmp_path, header, *cells).codes("error")


def test_formulas_without_a_stored_result_and_error_cells_are_findings(tmp_path: Path) -> None:
    # openpyxl writes formulas without results, as some office programs do.
    read = pupils_typed(tmp_path, 100, "=1+1")
    assert read.cells("formula_without_value") == ["E4"]


def test_codes_stay_text_with_leading_zeros_and_lose_the_point_zero(tmp_path: Path) -> None:
    head = ("学校标识码", "学校名称", "学段", "在校生数")
    read = read_rows(
        tmp_path, enrolment((2134000123.0, "石桥小学", "小学", 1), ("0113010001", "双河小学", "小学", 2), head=head)
    )
    assert read.rows("school_code") == [("2134000123",), ("0113010001",)]
    path = tmp_path / "2023年秋季在校生.csv"
    path.write_text("学校标识码,学校名称,学段,在校生数\n011301,石桥小学,小学,5\n", encoding="gb18030")
    assert read_path(path).rows("school_code", "pupils") == [("011301", 5)]


def test_a_number_merged_over_several_rows_is_refused(tmp_path: Path) -> None:
    rows = enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110), ("石桥镇", "双河小学", "小学", 6, None, 110))
    assert read_rows(tmp_path, rows, merges=("E3:E4",)).cells("merged_numbers") == ["E3:E4"]


def test_a_part_larger_than_its_whole_is_found_in_its_cell(tmp_path: Path) -> None:
    (found,) = read_rows(tmp_path, enrolment(("石桥镇", "石桥小学", "小学", 6, 100, 110))).found("part_exceeds_whole")
    assert (found.level, found.cell, found.value) == ("error", "F3", "110")
    assert "100" in found.message


def test_findings_of_one_kind_are_counted_beyond_two_hundred(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        enrolment(*[("石桥镇", f"石桥第{number}小学", "小学", 6, "约9", None) for number in range(250)], head=HEAD),
    )
    assert len(read.found("number_with_words")) == 200
    (rest,) = read.found("more_findings")
    assert "50" in rest.message
    assert rest.level == "error"


def test_clean_columns_are_taken_as_they_are() -> None:
    numbers = read_numbers([1.0, 2.0, 3.0])
    assert numbers.values.tolist() == [1.0, 2.0, 3.0]
    assert numbers.odd == {}


def test_ten_thousand_in_the_cell_is_absolute() -> None:
    parsed = parse_number("3.5万")
    assert (parsed.state, parsed.value) == ("absolute", 35000)


def test_a_code_turned_into_scientific_notation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "2023年秋季在校生.csv"
    path.write_text("学校标识码,学校名称,学段,在校生数\n2.134E+09,石桥小学,小学,5\n", encoding="utf-8")
    assert read_path(path).cells("code_damaged") == ["A2"]


def test_a_unit_that_cannot_be_converted_stops_the_file(tmp_path: Path) -> None:
    head = ("学校名称", "学段", "图书册数", "运动场地面积（亩）")
    read = read_rows(tmp_path, enrolment(("石桥小学", "小学", 5000, 3.5), title=("2023—2024学年办学条件",), head=head))
    (found,) = read.found("unit_unknown")
    assert (found.level, found.cell, found.value) == ("error", "D2", "亩")
