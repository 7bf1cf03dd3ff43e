"""How an office draws a sheet: title rows, a line with the unit, merged headers, subtotals, a signature line."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = Any  # what a cell takes: text, a number, a day, or None
HeaderPath = tuple[str, ...]
DASH = "—"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass
class Sheet:
    """One sheet to draw. `header` gives each column its path from the top group to the leaf; equal neighbours are
    merged across, short paths are merged down. `merge_down` lists columns whose equal runs in the body are merged."""

    name: str
    titles: Sequence[str]
    header: Sequence[HeaderPath]
    rows: Sequence[Sequence[Cell]]
    meta: Sequence[str] = ()
    footers: Sequence[str] = ()
    merge_down: Sequence[int] = ()
    index_row: bool = False
    label_columns: int = 3
    widths: Mapping[int, float] = field(default_factory=dict)
    money: Sequence[int] = ()


def write_workbook(path: Path, sheets: Iterable[Sheet], *, shade: str | None = None) -> None:
    """Write the sheets to an .xlsx file; `shade` is the header's fill colour, if the office uses one."""
    book = Workbook()
    book.remove(book.active)
    # A fixed time of writing: the same seed gives the same workbook.
    book.properties.creator, book.properties.created = "青云县教育局", datetime.datetime(2026, 9, 1)
    for style in _styles(shade):
        book.add_named_style(style)
    for sheet in sheets:
        _draw(book.create_sheet(sheet.name), sheet)
    book.save(path)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]], encoding: str) -> None:
    """Write a csv as Excel on a Chinese Windows saves it: `gb18030`, or `utf-8-sig` with its mark."""
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)


def full_width(number: int) -> str:
    """The number typed with a Chinese input method switched to full width: １２３."""
    return str(number).translate(_FULL_WIDTH)


def with_commas(number: float) -> str:
    """The number as text with thousands commas, halves kept: 12,345.5."""
    return f"{number:,.1f}" if number % 1 else f"{number:,.0f}"


def with_totals(
    rows: Sequence[Sequence[Cell]],
    group: int,
    sums: Sequence[int],
    *,
    label: int | None = None,
    subtotal: str = "小计",
    total: str = "合计",
) -> list[list[Cell]]:
    """The rows with a subtotal after each run of equal `group` cells and a total at the end, in column `label`."""
    label = group + 1 if label is None else label
    drawn: list[list[Cell]] = []
    for name, run in groupby(rows, key=lambda row: row[group]):
        members = [list(row) for row in run]
        drawn += members
        if subtotal:
            drawn.append(_sum_row(members, sums, {group: name, label: subtotal}))
    drawn.append(_sum_row(rows, sums, {group if total != "合计" else 0: total}))
    return drawn


def _sum_row(rows: Sequence[Sequence[Cell]], sums: Sequence[int], labels: dict[int, Cell]) -> list[Cell]:
    row: list[Cell] = [labels.get(column) for column in range(len(rows[0]))]
    for column in sums:
        row[column] = sum(each[column] for each in rows if isinstance(each[column], int | float))
    return row


def _styles(shade: str | None) -> list[NamedStyle]:
    line = Side(style="thin", color="808080")
    box = Border(left=line, right=line, top=line, bottom=line)
    centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
    fill = PatternFill("solid", fgColor=shade) if shade else PatternFill()
    return [
        NamedStyle("表题", font=Font(name="方正小标宋简体", size=16, bold=True), alignment=centre),
        NamedStyle("表注", font=Font(name="宋体", size=10), alignment=Alignment(vertical="center")),
        NamedStyle("表头", font=Font(name="黑体", size=10), alignment=centre, border=box, fill=fill),
        NamedStyle("表体", font=Font(name="宋体", size=10), alignment=Alignment(vertical="center"), border=box),
        NamedStyle("表体中", font=Font(name="宋体", size=10), alignment=centre, border=box),
        NamedStyle("表体金额", font=Font(name="宋体", size=10), border=box, number_format="#,##0.00"),
    ]


def _draw(page: Worksheet, sheet: Sheet) -> None:
    width = len(sheet.header)
    row = _draw_titles(page, sheet, width)
    first_data = _draw_header(page, sheet, row)
    for offset, values in enumerate(sheet.rows):
        for column, value in enumerate(values, 1):
            cell = page.cell(first_data + offset, column, value)
            cell.style = _body_style(column - 1, sheet)
            if isinstance(value, datetime.date):
                cell.number_format = "yyyy/m/d"
    for column in sheet.merge_down:
        _merge_runs(page, sheet, first_data, column)
    for offset, text in enumerate(sheet.footers):
        page.cell(first_data + len(sheet.rows) + offset, 1, text).style = "表注"
    for column in range(width):
        default = 11.0 if column >= sheet.label_columns else 14.0
        page.column_dimensions[get_column_letter(column + 1)].width = sheet.widths.get(column, default)
    page.freeze_panes = page.cell(first_data, min(sheet.label_columns, width) + 1)


def _body_style(column: int, sheet: Sheet) -> str:
    if column in sheet.money:
        return "表体金额"
    return "表体中" if column in sheet.merge_down else "表体"


def _draw_titles(page: Worksheet, sheet: Sheet, width: int) -> int:
    """Draw title and unit lines; return the first row below them."""
    row = 1
    for title in sheet.titles:
        page.cell(row, 1, title).style = "表题"
        if width > 1:
            page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        page.row_dimensions[row].height = 28
        row += 1
    if sheet.meta:
        step = max(1, (width - 1) // max(1, len(sheet.meta) - 1)) if len(sheet.meta) > 1 else 1
        for number, text in enumerate(sheet.meta):
            page.cell(row, min(1 + number * step, width), text).style = "表注"
        row += 1
    return row


def _draw_header(page: Worksheet, sheet: Sheet, top: int) -> int:
    """Draw the header's tree with merged cells and, if asked, the row 甲 乙 1 2 3; return the first data row."""
    depth = max(len(path) for path in sheet.header)
    for column, path in enumerate(sheet.header, 1):
        for level in range(depth):
            page.cell(top + level, column).style = "表头"
        for level, label in enumerate(path):
            if column == 1 or sheet.header[column - 2][: level + 1] != path[: level + 1]:
                page.cell(top + level, column, label)
        if len(path) < depth:
            page.merge_cells(
                start_row=top + len(path) - 1, start_column=column, end_row=top + depth - 1, end_column=column
            )
    for level in range(depth - 1):
        _merge_groups(page, sheet.header, top, level)
    if sheet.index_row:
        for column in range(len(sheet.header)):
            text = "甲乙丙丁戊"[column] if column < sheet.label_columns else column - sheet.label_columns + 1
            page.cell(top + depth, column + 1, text).style = "表头"
        depth += 1
    return top + depth


def _merge_groups(page: Worksheet, header: Sequence[HeaderPath], top: int, level: int) -> None:
    column = 1
    deep = [path[: level + 1] if len(path) > level + 1 else (*path, column) for column, path in enumerate(header)]
    for _, run in groupby(deep):
        length = len(list(run))
        if length > 1:
            page.merge_cells(
                start_row=top + level, start_column=column, end_row=top + level, end_column=column + length - 1
            )
        column += length


def _merge_runs(page: Worksheet, sheet: Sheet, first_data: int, column: int) -> None:
    """Merge equal neighbours of a column down, as long as everything merged to its left is equal too."""
    left = [each for each in sheet.merge_down if each <= column]
    key: Callable = lambda pair: tuple(pair[1][each] for each in left)  # noqa: E731
    for values, run in groupby(enumerate(sheet.rows), key=key):
        lines = [number for number, _ in run]
        if len(lines) > 1 and values[-1] is not None:
            for line in lines[1:]:
                page.cell(first_data + line, column + 1).value = None
            page.merge_cells(
                start_row=first_data + lines[0],
                start_column=column + 1,
                end_row=first_data + lines[-1],
                end_column=column + 1,
            )
