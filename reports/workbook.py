"""An xlsx of one download: a sheet of data, then the sheets that explain it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.formulas import begins_like_formula
from reports.table import NUMERIC, Download, Field, FieldKind, Sheet

FONT = "微软雅黑"
LONGEST_TEXT = 32_767  # what a cell of Excel can hold
MOST_ROWS = 1_048_575  # and a sheet, without the header
# Past this, rows go to disk as they are written: 100,000 rows of 20 columns would else take 400 MB.
CELLS_IN_MEMORY = 200_000
_INK, _LINE, _HEADER = "#1B2430", "#E1E7ED", "#DCEAF1"

CellWriter = Callable[[int, int, Any, Format | None], object]


class TooManyRowsError(ValueError):
    """More rows than a sheet of Excel can hold: filter, or take the csv."""


def write_workbook(target: Path | BinaryIO, download: Download) -> None:
    """Write `download` as a workbook: the sheet 数据, then its notes. TooManyRowsError if they do not fit."""
    if download.row_count > MOST_ROWS:
        raise TooManyRowsError(f"{download.row_count} rows do not fit on a sheet ({MOST_ROWS})")
    options = {
        "constant_memory": download.row_count * len(download.fields) > CELLS_IN_MEMORY,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10, "font_color": _INK},
    }
    with xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options) as book:
        book.set_properties({"title": download.title, "author": "知衡 Zhiheng"})
        _write_data(book, download)
        for sheet in download.notes:
            _write_sheet(book, sheet)


def _write_data(book: xlsxwriter.Workbook, download: Download) -> None:
    sheet = book.add_worksheet("数据")
    _arrange(sheet, [_width_of(field, column) for field, column in zip(download.fields, download.columns, strict=True)])
    header = _header_format(book)
    sheet.set_row(0, 32)
    for index, field in enumerate(download.fields):
        sheet.write_string(0, index, field.header, header)
    if download.row_count:
        sheet.autofilter(0, 0, download.row_count, len(download.fields) - 1)
    _write_rows(book, sheet, download)


def _write_rows(book: xlsxwriter.Workbook, sheet: Worksheet, download: Download) -> None:
    """How to write a cell is decided once a column, and the library's own writer called directly: this is the speed."""
    pairs = zip(download.fields, download.columns, strict=True)
    columns = [_prepared(field, column) for field, column in pairs]
    writers = [
        (index, *_writer(book, sheet, field, column))
        for index, (field, column) in enumerate(zip(download.fields, columns, strict=True))
    ]
    for row, cells in enumerate(zip(*columns, strict=True), start=1):
        for (index, write, style), value in zip(writers, cells, strict=True):
            if value is not None:
                write(row, index, value, style)


def _write_sheet(book: xlsxwriter.Workbook, note: Sheet) -> None:
    sheet = book.add_worksheet(note.title)
    _arrange(
        sheet,
        [_text_width(islice((row[i] for row in note.rows), 200), note.header[i]) for i in range(len(note.header))],
    )
    header, plain = _header_format(book), book.add_format({"text_wrap": True, "valign": "top"})
    quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    for index, title in enumerate(note.header):
        sheet.write_string(0, index, title, header)
    for number, row in enumerate(note.rows, start=1):
        for index, text in enumerate(row):
            sheet.write_string(number, index, text[:LONGEST_TEXT], quoted if begins_like_formula(text) else plain)


def _arrange(sheet: Worksheet, widths: list[float]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)


def _header_format(book: xlsxwriter.Workbook) -> Format:
    return book.add_format(
        {"bold": True, "bg_color": _HEADER, "text_wrap": True, "valign": "vcenter", "align": "center",
         "bottom": 1, "bottom_color": _LINE}
    )  # fmt: skip


def _prepared(field: Field, column: Sequence[Any]) -> Sequence[Any]:
    """The cells as they will be written: text cut to what a cell can hold, numbers that are none left blank."""
    if field.kind in NUMERIC:
        return [value if value is not None and isfinite(value) else None for value in column]
    if field.kind is FieldKind.DATE:
        return column
    return [None if value is None else str(value)[:LONGEST_TEXT] for value in column]


def _writer(
    book: xlsxwriter.Workbook, sheet: Worksheet, field: Field, column: Sequence[Any]
) -> tuple[CellWriter, Format | None]:
    if field.kind in NUMERIC:
        return sheet.write_number, book.add_format({"num_format": number_format(field)})
    if field.kind is FieldKind.DATE:
        return sheet.write_datetime, book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    # A code is also marked as text, so that typing it again in its cell keeps the zeros.
    marks = {"num_format": "@"} if field.kind is FieldKind.CODE else {}
    risky = frozenset(text for text in column if text and begins_like_formula(text))
    plain = book.add_format(marks) if marks else None
    if not risky:
        return sheet.write_string, plain
    return _quoting_writer(sheet, risky, book.add_format({"quote_prefix": True, **marks})), plain


def _quoting_writer(sheet: Worksheet, risky: frozenset[str], quoted: Format) -> CellWriter:
    """What begins like a formula is a string cell anyway; the quote mark keeps it text when someone edits the cell."""

    def write(row: int, column: int, text: str, plain: Format | None) -> object:
        return sheet.write_string(row, column, text, quoted if text in risky else plain)

    return write


def number_format(field: Field) -> str:
    """How Excel shows the numbers of a column: thousands, percent as percent, its decimals."""
    tail = f".{'0' * field.decimals}" if field.decimals else ""
    return f"0{tail}%" if field.kind is FieldKind.PERCENT else f"#,##0{tail}"


def _width_of(field: Field, column: Iterable[Any]) -> float:
    if field.kind is FieldKind.DATE:
        return max(12.0, _text_width((), field.header))
    shown = (
        f"{value:,.{field.decimals}f}" if field.kind in NUMERIC else str(value) for value in column if value is not None
    )
    return min(40.0, _text_width(islice(shown, 200), field.header))


def _text_width(texts: Iterable[str], header: str) -> float:
    """The width that shows the longest of `texts`, the header broken over two lines; 8 to 80 characters."""
    widest = max((_display_width(line) for text in texts for line in str(text).split("\n")), default=0)
    return float(min(80, max(8, widest + 2, _display_width(header) / 2 + 4)))


def _display_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text[:200])
