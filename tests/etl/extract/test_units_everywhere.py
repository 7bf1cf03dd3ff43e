"""A unit holds where it is written: over one column, over a group, in a row, in a remark below, in a number format."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from etl.extract.book import read_file
from etl.extract.limits import LIMITS
from tests.etl.extract.books import Read, enrolment, read_rows, write_book

A, B = "青山镇中心小学", "白水乡中心小学"
TITLE = ["测试县2023年秋季小学资助统计"]
LIVING, MEALS = "家庭经济困难学生生活补助", "营养改善计划"


def read(path: Path) -> Read:
    """The file as the child reads it."""
    return Read(*read_file(path, path.stem, None, None, LIMITS))


def amounts(tmp_path: Path, *rows: list[object]) -> list[tuple[object, ...]]:
    """(school, programme, recipients, amount) of a sheet of these rows."""
    found = read(write_book(tmp_path / "a.xlsx", {"表": [TITLE, *rows]}))
    assert found.codes("error") == []
    return sorted(found.rows("school_text", "programme", "recipients", "amount"), key=str)


@pytest.mark.parametrize("mark", ["（{}）", "({})", "/{}"])
def test_programmes_beside_each_other_each_in_its_unit(tmp_path: Path, mark: str) -> None:
    header = ["学校", "生活补助" + mark.format("万元"), "营养膳食补助" + mark.format("元")]
    assert amounts(tmp_path, header, [A, 1.25, 100000]) == [
        (A, LIVING, None, 12500), (A, MEALS, None, 100000),
    ]  # fmt: skip


@pytest.mark.parametrize("unit", ["万元", "人、万元"])
def test_the_unit_of_a_group_holds_for_the_columns_it_fits(tmp_path: Path, unit: str) -> None:
    header = [["学校", f"生活补助（{unit}）", None, "营养膳食补助（元）", None], [None, "人数", "金额", "人数", "金额"]]
    assert amounts(tmp_path, *header, [A, 20, 1.25, 200, 100000]) == [
        (A, LIVING, 20, 12500), (A, MEALS, 200, 100000),
    ]  # fmt: skip


@pytest.mark.parametrize("remark", ["注：金额单位为万元", "说明：以万元计", "单位：人、万元"])
def test_a_remark_under_the_table_states_the_unit(tmp_path: Path, remark: str) -> None:
    rows = [["学校", "项目", "资助人数", "资助金额"], [A, "生活补助", 20, 1.25], [remark]]
    assert amounts(tmp_path, *rows) == [(A, LIVING, 20, 12500)]


def test_a_remark_against_the_title_is_refused(tmp_path: Path) -> None:
    rows = [["单位：元"], ["学校", "资助人数", "资助金额"], [A, 20, 1.25], ["注：金额单位为万元"]]
    assert read(write_book(tmp_path / "a.xlsx", {"表": [TITLE, *rows]})).cells("unit_contradicted") == ["A5"]


@pytest.mark.parametrize(
    ("shown", "value", "amount"),
    [('0.00"万元"', 1.25, 12500), ('0!.0000"万元"', 12500, 12500), ('0.00"元"', 12500, 12500), ("0.00,\\千\\元", 12500, 12500)],
)  # fmt: skip
def test_a_number_format_that_writes_the_unit(tmp_path: Path, shown: str, value: float, amount: float) -> None:
    path = _formatted(tmp_path, [TITLE, ["学校", "资助人数", "资助金额"], [A, 20, value]], {"C3": shown})
    assert read(path).rows("amount") == [(amount,)]


@pytest.mark.parametrize("shown", ["0!.0,", "0\\.0,", "0!.0000"])
def test_amounts_shown_in_the_unit_of_their_header_are_stored_in_yuan(tmp_path: Path, shown: str) -> None:
    rows = [TITLE, ["学校", "资助人数", "资助金额（万元）"], [A, 20, 12500]]
    assert read(_formatted(tmp_path, rows, {"C3": shown})).rows("amount") == [(12500,)]


@pytest.mark.parametrize(
    ("header", "shown"), [("资助金额（元）", "0!.0,"), ("资助金额", "0.0,"), ("资助金额（万元）", "0.0,")]
)
def test_amounts_shown_smaller_than_any_unit_says_are_refused(tmp_path: Path, header: str, shown: str) -> None:
    rows = [TITLE, ["学校", "资助人数", header], [A, 20, 12500]]
    assert read(_formatted(tmp_path, rows, {"C3": shown})).cells("shown_divided") == ["C3"]


def test_amounts_shown_in_another_unit_than_stated_are_refused(tmp_path: Path) -> None:
    for header, errors in (("资助金额（元）", ["unit_contradicted"]), ("资助金额（万元）", []), ("资助金额", [])):
        rows = [TITLE, ["学校", "资助人数", header], [A, 20, 1.25]]
        found = read(_formatted(tmp_path, rows, {"C3": '0.00"万"'}))
        assert (found.codes("error"), found.rows("amount")) == (errors, [(12500,)])


def test_thousands_separators_divide_nothing(tmp_path: Path) -> None:
    rows = [TITLE, ["学校", "资助人数", "资助金额（万元）"], [A, 20, 1.25]]
    for shown in ("#,##0.00", "#,##0.00_);(#,##0.00)", "_ * #,##0.00_ ;_ * -#,##0.00_ "):
        assert read(_formatted(tmp_path, rows, {"C3": shown})).rows("amount") == [(12500,)]


def test_a_written_sign_of_percent_multiplies_nothing(tmp_path: Path) -> None:
    title = ["测试县2023-2024学年第一学期小学六年级数学期末检测（满分100分）"]
    rows = [title, ["学校", "实考人数", "平均分", "低分率"], [A, 200, 80, 0.5], [B, 200, 80, 0.015]]
    found = read(_formatted(tmp_path, rows, {"D3": '0.0"%"', "D4": "0.0%"}))
    assert found.codes("error") == []
    assert found.rows("school_text", "n_low") == [(A, 1), (B, 3)]


def _formatted(tmp_path: Path, rows: list[list[object]], formats: dict[str, str]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, shown in formats.items():
        book.active[cell].number_format = shown
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_a_header_printed_again_in_another_unit_is_refused(tmp_path: Path) -> None:
    rows = [
        ["学校", "资助人数", "资助金额（元）"],
        [A, 20, 12500],
        ["学校", "资助人数", "资助金额（万元）"],
        [B, 10, 0.625],
    ]
    found = read(write_book(tmp_path / "a.xlsx", {"表": [TITLE, *rows]}))
    assert "C4" in [each.cell for each in found.findings if each.stops]


def test_person_times_beside_persons_are_left_out(tmp_path: Path) -> None:
    rows = [["学校", "资助人次", "资助人数", "资助金额（元）"], [A, 40, 20, 12500]]
    assert amounts(tmp_path, *rows) == [(A, None, 20, 12500)]


def test_numbers_typed_with_their_units_are_no_titles_of_the_next_table(tmp_path: Path) -> None:
    first = [
        ["测试县2023年秋季免费教科书发放表"],
        ["学校", "资助人数", "资助金额"],
        [A, "309人", "193125.0元"],
        [B, "20人", "100元"],
    ]
    second = [
        [],
        ["测试县2024年春季寄宿生生活补助发放表"],
        ["学校", "应助人数", "资助人数", "资助金额"],
        [A, "391人", "387人", "193500.0元"],
    ]
    path = write_book(tmp_path / "a.xlsx", {"表": [*first, *second]})
    found = read(path)
    assert [found.rows("programme", "period", "recipients", sheet=at)[0] for at in (0, 1)] == [
        ("免费教科书", "2023-2024-1", 309), ("寄宿生生活补助", "2023-2024-2", 387),
    ]  # fmt: skip


def test_a_row_of_typed_numbers_is_no_title_of_the_next_page(tmp_path: Path) -> None:
    header = ["乡镇", "校名", "资助人数", "金额", "备注"]
    rows = [
        header,
        ["青山镇", A, "60", "37.5千元", "新建"],
        [None, "青山东岭小学", "50", "25千元"],
        header,
        ["白水乡", "白水初级中学", "9", "4.5千元"],
    ]
    assert amounts(tmp_path, *rows) == [
        ("白水初级中学", None, 9, 4500), ("青山东岭小学", None, 50, 25000), (A, None, 60, 37500),
    ]  # fmt: skip


@pytest.mark.parametrize("unit", ["百人", "人、十万元", "角"])
def test_a_unit_by_which_no_sheet_is_converted_refuses_it(tmp_path: Path, unit: str) -> None:
    title, *table = enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110))
    rows = [title, (f"单位：{unit}",), *table]
    assert "unit_not_converted" in read_rows(tmp_path, rows).codes("error")
