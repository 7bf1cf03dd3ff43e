"""Write a composed file in its format. xlsx through xlsxwriter, xls through xlwt, xlsb, ods and text by hand."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
import xlwt

from tests.corpus.ods import write_ods
from tests.corpus.page import Book, Page
from tests.corpus.table import Day, ErrorCell, Formula, Percent, Signed
from tests.corpus.xlsb import write_xlsb

_XLS_ERRORS = {
    "#NULL!": 0x00,
    "#DIV/0!": 0x07,
    "#VALUE!": 0x0F,
    "#REF!": 0x17,
    "#NAME?": 0x1D,
    "#NUM!": 0x24,
    "#N/A": 0x2A,
}


def write(book: Book, folder: Path) -> Path:
    """The file on disk."""
    form, *how = book.form.split(":", 2)
    path = folder / f"{book.stem}.{form}"
    if form in ("xlsx", "xlsm"):
        _write_xlsx(book, path)
    elif form == "xls":
        _write_xls(book, path)
    elif form == "ods":
        write_ods(book.pages, path)
    elif form == "xlsb":
        write_xlsb(book.pages, path)
    else:
        path.write_bytes(_text(book.pages[0], how[1]).encode(how[0]))
    return path


def cells(page: Page) -> Iterator[tuple[int, int, object]]:
    """(row, column, value) of the cells that hold something."""
    for row, line in enumerate(page.grid):
        for column, cell in enumerate(line):
            if cell is not None and cell != "":
                yield row, column, cell


def _write_xlsx(book: Book, path: Path) -> None:
    workbook = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False})
    formats = {
        "percent": workbook.add_format({"num_format": "0.00%"}),
        "signed": workbook.add_format({"num_format": '0.00"%"'}),
        "day": workbook.add_format({"num_format": "yyyy/m/d"}),
    }
    for page in book.pages:
        sheet = workbook.add_worksheet(page.name)
        for top, left, bottom, right in page.merges:
            sheet.merge_range(top, left, bottom, right, "")
        for row, column, cell in cells(page):
            _xlsx_cell(sheet, row, column, cell, formats)
        for row in page.hidden_rows:
            sheet.set_row(row, None, None, {"hidden": True})
        for column in page.hidden_columns:
            sheet.set_column(column, column, None, None, {"hidden": True})
        if page.hidden:
            sheet.hide()
    workbook.close()
    _drop_zero_results(path)


def _xlsx_cell(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: object, formats: dict[str, object]
) -> None:
    match cell:
        case Percent(value):
            sheet.write_number(row, column, value, formats["percent"])
        case Signed(value):
            sheet.write_number(row, column, value, formats["signed"])
        case Day(value):
            sheet.write_datetime(row, column, value, formats["day"])
        case Formula(text, value):
            sheet.write_formula(row, column, f"={text}", None, "" if value is None else value)
        case ErrorCell(text):
            sheet.write_formula(row, column, "=1/0", None, text)
        case str():
            sheet.write_string(row, column, cell)
        case _:
            sheet.write_number(row, column, cell)


def _drop_zero_results(path: Path) -> None:
    """xlsxwriter stores an empty result as <v></v>; programs that never computed store none."""
    rest = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(rest, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item, old.read(item).replace(b' t="str"><f>SUM(A1:A2)</f><v></v>', b"><f>SUM(A1:A2)</f>"))
    path.write_bytes(rest.getvalue())


def _write_xls(book: Book, path: Path) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    signed = xlwt.easyxf(num_format_str='0.00"%"')
    percent, day = xlwt.easyxf(num_format_str="0.00%"), xlwt.easyxf(num_format_str="yyyy/m/d")
    for page in book.pages:
        sheet = workbook.add_sheet(page.name or "Sheet1", cell_overwrite_ok=True)
        for row, column, cell in cells(page):
            match cell:
                case Percent(value):
                    sheet.write(row, column, value, percent)
                case Signed(value):
                    sheet.write(row, column, value, signed)
                case Day(value):
                    sheet.write(row, column, value, day)
                case Formula(text, _):
                    sheet.write(row, column, xlwt.Formula(text))
                case ErrorCell(text):
                    sheet.row(row).set_cell_error(column, _XLS_ERRORS[text])
                case _:
                    sheet.write(row, column, cell)
        for top, left, bottom, right in page.merges:
            sheet.merged_ranges.append((top, bottom, left, right))
        for row in page.hidden_rows:
            sheet.row(row).hidden = True
        for column in page.hidden_columns:
            sheet.col(column).hidden = True
        sheet.visibility = 1 if page.hidden else 0
    workbook.save(str(path))


def _text(page: Page, delimiter: str) -> str:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=delimiter)
    for row in page.grid:
        writer.writerow([_as_typed(cell) for cell in row])
    return lines.getvalue()


def _as_typed(cell: object) -> object:
    match cell:
        case Percent(value):
            return f"{value * 100:.2f}%"
        case Signed(value):
            return f"{value:.2f}%"
        case Day(value):
            return f"{value.year}/{value.month}/{value.day}"
        case ErrorCell(text):
            return text
        case None:
            return ""
        case _:
            return cell
