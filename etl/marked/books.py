"""Open a file as a workbook that can be drawn on: xlsx as it is, everything else as its plain values."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from openpyxl import Workbook, load_workbook

from etl.extract.cells import RawSheet
from etl.extract.container import Container, look_at
from etl.extract.delimited import read_delimited
from etl.extract.limits import Limits
from etl.extract.workbook import read_workbook
from etl.marked.draw import writable

_NOT_IN_A_TITLE = re.compile(r"[\\/*?:\[\]]")
_KEPT = (str, bool, int, float, datetime.datetime, datetime.date, datetime.time)


def open_book(path: Path, stem: str, limits: Limits) -> Workbook | None:
    """The workbook, None when the file is none. Macros and links to other files are left behind."""
    container, refused = look_at(path, limits)
    if refused is not None or container is None:
        return None
    if container is Container.XLSX:
        return load_workbook(path, keep_vba=False, keep_links=False, rich_text=True)
    if container is Container.TEXT:
        sheets = read_delimited(path)
        sheets[0].name = stem
        return _plain_book(sheets)
    sheets, problems = read_workbook(path, container, limits)
    return None if problems else _plain_book(sheets)


def _plain_book(sheets: list[RawSheet]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(_NOT_IN_A_TITLE.sub(" ", sheet.name)[:31] or "Sheet")
        for row, values in enumerate(sheet.rows, start=1):
            for column, value in enumerate(values, start=1):
                if value in ("", None):
                    continue
                cell = page.cell(row, column)
                if isinstance(value, str) or not isinstance(value, _KEPT):
                    cell.value, cell.data_type = writable(str(value)), "s"
                    cell.quotePrefix = str(value)[:1] in tuple("=+-@")
                else:
                    cell.value = value
        for merge in sheet.merges:
            page.merge_cells(
                start_row=merge.top + 1,
                start_column=merge.left + 1,
                end_row=merge.bottom + 1,
                end_column=merge.right + 1,
            )
        if sheet.hidden:
            page.sheet_state = "hidden"
    return book
