"""What a workbook of ours holds when others open it."""

import datetime
import math
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reports import Download, Field, FieldKind, write_workbook
from reports.table import Sheet
from reports.workbook import MOST_ROWS, TooManyRowsError
from tests.reports.reopen import formula_cells, rows_by_calamine, rows_by_openpyxl

FORMULAS = ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠a", " =1", "\u3000=1", "\n=1"]
FIELDS = (
    Field("学校", FieldKind.TEXT),
    Field("标识码", FieldKind.CODE),
    Field("在校生", FieldKind.WHOLE, "人"),
    Field("资助金额", FieldKind.NUMBER, "元", 2),
    Field("巩固率", FieldKind.PERCENT, decimals=1),
    Field("结对时间", FieldKind.DATE),
)
ROWS = [
    ("云台小学", "0021620001", 0, -12.5, 0.975, datetime.date(2023, 9, 1)),
    ("双河小学", "3142000017", None, None, None, None),
]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The rows above as a workbook with one explaining sheet."""
    path = tmp_path / "out.xlsx"
    note = Sheet("口径", ("项目", "内容"), [("算法", "=分子÷分母"), ("单位", "人")])
    write_workbook(path, Download("试", FIELDS, list(zip(*ROWS, strict=True)), (note,)))
    return path


def test_both_readers_find_what_was_written(written: Path) -> None:
    header = ["学校", "标识码", "在校生（人）", "资助金额（元）", "巩固率", "结对时间"]
    opened = rows_by_openpyxl(written)
    assert opened[0] == header
    assert opened[1][:5] == ["云台小学", "0021620001", 0, -12.5, 0.975]
    assert opened[1][5].date() == datetime.date(2023, 9, 1)
    calamine = rows_by_calamine(written)
    assert calamine[0] == header
    assert calamine[1] == ["云台小学", "0021620001", 0.0, -12.5, 0.975, datetime.date(2023, 9, 1)]


def test_unknown_stays_blank_and_zero_stays_zero(written: Path) -> None:
    assert rows_by_openpyxl(written)[2] == ["双河小学", "3142000017", None, None, None, None]
    assert rows_by_calamine(written)[1][2] == 0


def test_numbers_are_numbers_and_codes_are_text(written: Path) -> None:
    sheet = load_workbook(written)["数据"]
    assert [sheet.cell(2, column).data_type for column in range(1, 7)] == ["s", "s", "n", "n", "n", "d"]
    assert sheet["B2"].number_format == "@"
    assert sheet["C2"].number_format == "#,##0"
    assert sheet["D2"].number_format == "#,##0.00"
    assert sheet["E2"].number_format == "0.0%"


def test_the_header_stays_in_sight_and_columns_are_wide_enough(written: Path) -> None:
    book = load_workbook(written)
    assert [sheet.freeze_panes for sheet in book] == ["A2", "A2"]
    assert book["数据"].auto_filter.ref == "A1:F3"
    assert book["数据"].column_dimensions["B"].width >= len("0021620001")
    assert book["口径"].column_dimensions["B"].width >= 2 * len("=分子÷分母") - 2


def test_text_that_begins_like_a_formula_is_never_one(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    fields = (Field("=标题", FieldKind.TEXT), Field("代码", FieldKind.CODE))
    note = Sheet("来源", ("文件",), [(text,) for text in FORMULAS])
    write_workbook(path, Download("试", fields, [FORMULAS, FORMULAS], (note,)))
    assert formula_cells(path) == []
    book = load_workbook(path)
    assert all(cell.data_type == "s" for row in book["数据"].iter_rows() for cell in row)
    shown = [str(text).replace("_x000D_", "\r") for text, _ in rows_by_openpyxl(path)[1:]]
    assert shown == FORMULAS
    # Excel writes the quote mark for such cells itself: it keeps them text when somebody edits the cell.
    assert all(row[0].quotePrefix for row in book["数据"].iter_rows(min_row=2))


def test_addresses_are_no_links(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(path, Download("试", (Field("学校", FieldKind.TEXT),), [["http://example.org/x", "mailto:a@b"]]))
    assert load_workbook(path)["数据"]._hyperlinks == []


def test_numbers_that_are_none_are_left_blank(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(path, Download("试", (Field("数", FieldKind.NUMBER),), [[math.nan, math.inf, 3]]))
    assert [row[0] for row in rows_by_openpyxl(path)[1:]] == [None, None, 3]


def test_a_big_table_goes_row_by_row_and_holds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    count = 70_000
    columns = [[f"学校{n}" for n in range(count)], [f"{n:010d}" for n in range(count)], list(range(count))]
    write_workbook(path, Download("大", FIELDS[:3], columns))
    opened = rows_by_calamine(path)
    assert len(opened) == count + 1
    assert opened[-1] == [f"学校{count - 1}", f"{count - 1:010d}", count - 1]
    assert formula_cells(path) == []


def test_nothing_but_a_header_when_there_are_no_rows() -> None:
    target = BytesIO()
    write_workbook(target, Download("空", FIELDS, [()] * len(FIELDS)))
    assert [cell.value for cell in load_workbook(target)["数据"][1]][:2] == ["学校", "标识码"]


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    with pytest.raises(TooManyRowsError):
        write_workbook(BytesIO(), Download("大", (Field("数", FieldKind.WHOLE),), [range(MOST_ROWS + 1)]))


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        Download("歪", (Field("一", FieldKind.TEXT), Field("二", FieldKind.TEXT)), [["a"], []])
