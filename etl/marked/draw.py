"""Draw findings onto a workbook: openpyxl keeps the formats, formulas and widths of what was there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import CellCoordinatesException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from etl.model import ERROR, INFO, WARNING, Finding

LIST_SHEET = "核对清单"
LEVEL_NAMES = {ERROR: "要改", WARNING: "确认", INFO: "参考"}
# The colours of the grid on the page, so that the clerk finds the same cells again.
_FILLS = {ERROR: "FBE5D8", WARNING: "FFF3CF", INFO: "DCEAF1"}
_PAINT = {level: PatternFill("solid", fgColor=colour) for level, colour in _FILLS.items()}
_EDGE = Border(*[Side(style="medium", color="C8500A")] * 4)
_HEADINGS = (("序号", 6), ("级别", 8), ("工作表", 18), ("单元格", 12), ("问题", 70), ("怎么办", 60))
_ORDER = {level: number for number, level in enumerate(LEVEL_NAMES)}
# A finding about a long range colours its beginning only: a comment says where it ends.
_MOST_CELLS = 400
# Each comment is a drawing of its own: beyond some thousands a workbook takes minutes to open. The worst come first.
MOST_DRAWN, MOST_COLOURED, MOST_LISTED = 2_000, 20_000, 5_000
_AUTHOR = "知衡"
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_LINK = Font(color="0563C1", underline="single")
# Neither may stand in the XML of a workbook: control characters, and halves of characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Spot:
    """Where a finding stands: zero or more cells of a sheet, the first of which takes the comment."""

    cells: Sequence[Cell]
    finding: Finding


def draw_findings(book: Workbook, findings: Sequence[Finding], notes: Sequence[str] = ()) -> None:
    """Colour and comment the cells that findings name and put the list of them in front, the worst first.

    `notes` are said beside the list. What is beyond the limits above is listed, or at least counted.
    """
    ordered = sorted(findings, key=lambda each: _ORDER[each.level])
    spots = [spot for each in ordered[:MOST_DRAWN] if (spot := spot_of(book, each))]
    left = MOST_COLOURED
    for spot in spots:
        _paint(spot.cells[: max(1, left)], spot.finding.level)
        left -= len(spot.cells)
    comments: dict[int, tuple[Cell, list[Finding]]] = {}
    for spot in spots:
        comments.setdefault(id(spot.cells[0]), (spot.cells[0], []))[1].append(spot.finding)
    for cell, said in comments.values():
        cell.comment = comment_of(said, cell.comment)
    write_list(book, ordered, [*notes, *_limits_met(len(findings))])


def _paint(cells: Sequence[Cell], level: str) -> None:
    """Colour cells, but none that a worse finding coloured before."""
    for cell in cells:
        if cell.fill not in _PAINT.values():
            cell.fill = _PAINT[level]
            if level == ERROR:
                cell.border = _EDGE


def _limits_met(count: int) -> list[str]:
    said = [f"共 {count} 条；表中只标出前 {MOST_DRAWN} 条（先标“要改”的）。"] if count > MOST_DRAWN else []
    return said + ([f"清单只列前 {MOST_LISTED} 条，请先改正这些再上传。"] if count > MOST_LISTED else [])


def spot_of(book: Workbook, finding: Finding) -> Spot | None:
    """The cells of a finding; None when it names none, or a place that this workbook does not have."""
    if not finding.cell:
        return None
    sheet = sheet_of(book, finding)
    if sheet is None:
        return None
    try:
        left, top, right, bottom = range_boundaries(finding.cell)
    except (ValueError, TypeError, CellCoordinatesException):
        return None
    if None in (left, top, right, bottom):
        return None
    places = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)][:_MOST_CELLS]
    return Spot([_writable(sheet, row, column) for row, column in places], finding)


def sheet_of(book: Workbook, finding: Finding) -> Worksheet | None:
    """The sheet a finding speaks of; a file of one sheet needs no name."""
    sheets = [each for each in book.worksheets if each.title != LIST_SHEET]
    if finding.sheet in book.sheetnames:
        named = book[finding.sheet]
        return named if isinstance(named, Worksheet) else None
    return sheets[0] if len(sheets) == 1 else None


def _writable(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell, or the first one of the merged range that covers it: only that one can hold anything."""
    cell = sheet.cell(row, column)
    if isinstance(cell, Cell):
        return cell
    covering = next(each for each in sheet.merged_cells.ranges if cell.coordinate in each)
    first = sheet.cell(covering.min_row, covering.min_col)
    assert isinstance(first, Cell)
    return first


def comment_of(said: Iterable[Finding], before: Comment | None) -> Comment:
    """What is to be said of one cell, below what somebody wrote there before."""
    parts = [before.text.strip()] if before is not None else []
    for each in sorted(said, key=lambda finding: _ORDER[finding.level]):
        advice = f"\n{each.advice}" if each.advice else ""
        parts.append(f"【{LEVEL_NAMES[each.level]}】{each.message}{advice}")
    comment = Comment(writable("\n\n".join(parts)), _AUTHOR)
    comment.width, comment.height = 320, 60 + 46 * len(parts)
    return comment


def write_list(book: Workbook, findings: Sequence[Finding], notes: Sequence[str] = ()) -> None:
    """The sheet in front: one line per finding, the worst first, each with a link to its cell; `notes` to the right."""
    sheet = book.create_sheet(LIST_SHEET, 0)
    for position, (heading, width) in enumerate((*_HEADINGS, ("说明", 50)) if notes else _HEADINGS, start=1):
        cell = sheet.cell(1, position, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF5")
        sheet.column_dimensions[get_column_letter(position)].width = width
    ordered = sorted(findings, key=lambda finding: _ORDER[finding.level])
    for number, each in enumerate(ordered[:MOST_LISTED], start=1):
        _write_line(book, sheet, number, each)
    for row, note in enumerate(notes, start=2):
        write_text(sheet, row, len(_HEADINGS) + 1, note)
    sheet.freeze_panes = "A2"
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other.title == LIST_SHEET


def _write_line(book: Workbook, sheet: Worksheet, number: int, each: Finding) -> None:
    row = number + 1
    sheet.cell(row, 1, number)
    texts = (LEVEL_NAMES[each.level], each.sheet, each.cell, each.message, each.advice)
    for position, text in enumerate(texts, start=2):
        write_text(sheet, row, position, text)
    sheet.cell(row, 2).fill = _PAINT[each.level]
    target = sheet_of(book, each) if each.cell else None
    if target is not None:
        title = target.title.replace("'", "''")
        place = sheet.cell(row, 4)
        place.hyperlink = Hyperlink(ref=place.coordinate, location=f"'{title}'!{each.cell}")
        place.font = _LINK


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write text that stays text: findings quote cells, and a quoted formula must not come alive."""
    cell = sheet.cell(row, column)
    cell.value = writable(text)
    cell.data_type = "s"
    cell.alignment = _WRAPPED
    if text[:1] in tuple("=+-@"):
        cell.quotePrefix = True


def writable(text: str) -> str:
    """The text without what a workbook cannot hold: findings quote cells as they were."""
    return _UNWRITABLE.sub("\ufffd", text)
