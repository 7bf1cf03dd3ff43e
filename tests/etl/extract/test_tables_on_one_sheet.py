"""Several tables on one sheet, hidden copies of a sheet, headers printed again: each number once, at its own address."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.etl.extract.books import HEAD, TITLE, Read, Row, enrolment, read_path, read_rows, write_book

DROPOUT_TITLE = "青云县2024年3月控辍保学情况表"
DROPOUT_HEAD = ("学校名称", "疑似辍学", "辍学人数")


def by_dataset(read: Read) -> dict[str | None, list[tuple[object, ...]]]:
    """(school, period) of each dataset's rows."""
    return {each.dataset: read.rows("school_text", "period", sheet=at) for at, each in enumerate(read.sheets)}


def test_tables_beside_each_other_are_read_each_for_itself(tmp_path: Path) -> None:
    rows: list[Row] = [
        (*TITLE, *[None] * 6, DROPOUT_TITLE),
        (*HEAD, None, *DROPOUT_HEAD),
        ("石桥镇", "石桥小学", "小学", 6, 240, 110, None, "双河小学", 1, 2),
    ]
    read = read_rows(tmp_path, rows)
    assert read.codes("error") == []
    assert by_dataset(read) == {"enrolment": [("石桥小学", "2023-2024-1")], "dropout": [("双河小学", "2024-03")]}
    assert read.sheets[1].columns["dropouts"] == "J"
    assert read.sheets[0].sheet_no != read.sheets[1].sheet_no


def test_the_second_half_of_a_table_beside_the_first_has_its_title_too(tmp_path: Path) -> None:
    rows: list[Row] = [
        TITLE,
        ("学校名称", "学段", "在校生数", "学校名称", "学段", "在校生数"),
        ("石桥小学", "小学", 240, "双河小学", "小学", 100),
    ]
    read = read_rows(tmp_path, rows)
    found = [
        row for sheet in range(len(read.sheets)) for row in read.rows("school_text", "period", "pupils", sheet=sheet)
    ]
    assert found == [("石桥小学", "2023-2024-1", 240), ("双河小学", "2023-2024-1", 100)]


def test_a_table_under_another_keeps_its_own_title_and_takes_the_period_above(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("青云县2023年秋季在校生统计表（小学）",),
        ("学校名称", "班数", "在校生数"),
        ("石桥学校", 6, 240),
        (None,),
        ("二、初中",),
        ("学校名称", "班数", "在校生数"),
        ("石桥学校", 3, 120),
    ]
    read = read_rows(tmp_path, rows)
    found = [row for sheet in (0, 1) for row in read.rows("stage", "period", "pupils", "row_no", sheet=sheet)]
    assert found == [("primary", "2023-2024-1", 240, 3), ("junior", "2023-2024-1", 120, 7)]


def test_two_datasets_under_each_other_are_two(tmp_path: Path) -> None:
    rows: list[Row] = [
        *enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110)),
        (None,),
        (DROPOUT_TITLE,),
        DROPOUT_HEAD,
        ("石桥小学", 1, 2),
    ]
    read = read_rows(tmp_path, rows)
    assert by_dataset(read) == {"enrolment": [("石桥小学", "2023-2024-1")], "dropout": [("石桥小学", "2024-03")]}


def test_a_blank_column_within_a_table_makes_no_second_table(tmp_path: Path) -> None:
    head = ("学校名称", "学段", "班数", None, "在校生数")
    read = read_rows(tmp_path, enrolment(("石桥小学", "小学", 6, None, 240), head=head))
    assert (len(read.sheets), read.rows("classes", "pupils")) == (1, [(6, 240)])


def test_a_header_of_two_rows_printed_again_is_no_data(tmp_path: Path) -> None:
    head = [("学校名称", "一年级", None, "二年级", None), (None, "班数", "人数", "班数", "人数")]
    rows: list[Row] = [TITLE, *head, ("石桥小学", 1, 40, 2, 80), *head, ("双河小学", 1, 30, 1, 31)]
    read = read_rows(tmp_path, rows, merges=("A2:A3", "B2:C2", "D2:E2", "A5:A6", "B5:C5", "D5:E5"))
    assert read.codes("error") == []
    assert read.rows("school_text", "grade", "pupils") == [
        ("石桥小学", 1, 40),
        ("双河小学", 1, 30),
        ("石桥小学", 2, 80),
        ("双河小学", 2, 31),
    ]


def test_a_hidden_draft_is_left_out_and_a_lone_hidden_sheet_is_told(tmp_path: Path) -> None:
    one, draft = (
        enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110)),
        enrolment(("石桥镇", "石桥小学", "小学", 6, 239, 110)),
    )
    path = write_book(tmp_path / "表.xlsx", {"在校生": one, "旧稿": draft})
    book = load_workbook(path)
    book["旧稿"].sheet_state = "hidden"
    book.save(path)
    read = read_path(path)
    assert [each.dataset for each in read.sheets] == ["enrolment", None]
    assert [each.sheet for each in read.found("hidden_sheet_left_out")] == ["旧稿"]
    book["在校生"]["A1"] = None
    book.remove(book["在校生"])
    book.create_sheet("说明").append(["请填写"])
    book.save(path)
    assert read_path(path).codes("warning") == ["hidden_sheet_read"]


def test_a_forecast_in_brackets_is_not_the_fact(tmp_path: Path) -> None:
    head = ("学校名称", "学段", "班数", "在校生数（预测）")
    assert read_rows(tmp_path, enrolment(("石桥小学", "小学", 6, 240), head=head)).rows("classes", "pupils") == [
        (6, None)
    ]


def test_an_expected_amount_is_no_programme_of_its_own(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("2023年秋季学期营养改善计划发放情况",),
        ("学校名称", "学段", "资助人数", "预计资助人数", "资助金额（元）"),
        ("石桥小学", "小学", 10, 13, 5000),
    ]
    read = read_rows(tmp_path, rows)
    assert read.rows("programme", "recipients") == [("营养改善计划", 10)]
