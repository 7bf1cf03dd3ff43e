"""A sheet of which somebody said how it is to be read: for this file, or once for all files with the same header."""

from __future__ import annotations

from dataclasses import dataclass, replace

from catalog.periods import is_period
from etl.extract.across import read_across
from etl.extract.cells import RawSheet
from etl.extract.collect import Findings
from etl.extract.corrected import corrected_layout, missing, words_of
from etl.extract.fingerprint import fingerprint_at, recall
from etl.extract.grid import header_grid, plain_grid
from etl.extract.header_cells import DEEPEST, HeaderCells
from etl.extract.layout import Layout
from etl.extract.pupils import lists_pupils, mentions_persons, read_by
from etl.extract.redact import redacted
from etl.extract.text import column_letters
from etl.extract.units import MONEY
from etl.layouts import RememberedLayout, Said, SheetLayout, table_key
from etl.model import ExtractedSheet


@dataclass(frozen=True)
class Told:
    """What holds for a sheet: `layout` is all of it, `own` what was said of this file."""

    layout: SheetLayout
    own: SheetLayout
    recalled: RememberedLayout | None = None


def told_of(sheet: RawSheet, stem: str, dataset: str | None, said: Said) -> Told | None:
    """What was said of the sheet; None when it is to be recognised without help."""
    own = said.sheets.get(table_key(redacted(sheet.name), sheet.table_no), SheetLayout())
    found = recall(sheet, stem, own.dataset or dataset, said.remembered)
    if found is None:
        return None if own.says_nothing() else Told(own, own)
    remembered, rows = found
    under = replace(remembered.layout, header=(rows[0] + 1, rows[1] + 1))
    return Told(own.over(_with_unit_row(sheet, under, rows[1])), own, remembered)


def _with_unit_row(sheet: RawSheet, layout: SheetLayout, bottom: int) -> SheetLayout:
    """A row of units under the remembered header belongs to it, and says more than what was remembered of units."""
    cells = HeaderCells.of(sheet)
    if layout.header is None or layout.header[1] - layout.header[0] + 2 > DEEPEST or not cells.is_unit_row(bottom + 1):
        return layout
    stated = {column_letters(index) for index, text in enumerate(cells.texts[bottom + 1]) if text}
    columns = {
        letters: replace(each, unit=None) if letters in stated else each for letters, each in layout.columns.items()
    }
    return replace(layout, header=(layout.header[0], layout.header[1] + 1), columns=columns)


def _remembered_unit(told: Told) -> str | None:
    """A unit of money that nobody said of this file."""
    if told.recalled is None or told.own.unit:
        return None
    units = [
        told.layout.unit,
        *(each.unit for letters, each in told.layout.columns.items() if letters not in told.own.columns),
    ]
    return next((unit for unit in units if unit in MONEY), None)


def read_as_told(
    sheet: RawSheet, told: Told, stem: str, dataset: str | None, period: str | None, findings: Findings
) -> ExtractedSheet:
    """The sheet by what was said of it, which is said again as a finding."""
    if told.layout.skip:
        return _left_out(sheet, told, findings)
    layout = corrected_layout(sheet, told.layout, stem, dataset, findings)
    _report(told, layout, findings)
    chosen = _period(told, period, findings)
    # A header row that somebody named is one: what it says is never turned round.
    if told.layout.header is None and (layout is None or missing(layout)):
        across = read_across(sheet, stem, told.layout.dataset or dataset, chosen, findings)
        if across is not None:
            return across
    if layout is None:
        named = told.layout.header is not None and not (told.layout.dataset or dataset)
        reason = "表头行已定，还请选定数据集" if named else "没有找到认识的表头"
        return _unreadable(sheet, None, reason, findings)
    lacking = missing(layout)
    if lacking and not lists_pupils(sheet, layout):
        return _unreadable(sheet, layout, f"还缺“{'”“'.join(lacking)}”", findings)
    layout = replace(layout, remembered_unit=_remembered_unit(told))
    read = read_by(sheet, layout, stem, chosen, findings)
    if not read.pupil_level:
        read.fingerprint = fingerprint_at(sheet, layout, stem)
        read.recalled = told.recalled.fingerprint if told.recalled else ""
        contradicted = any((each.code, each.sheet) == ("unit_contradicted", read.sheet) for each in findings.found)
        read.remembered_unit = "" if contradicted else layout.remembered_unit or ""
    return read


def _period(told: Told, period: str | None, findings: Findings) -> str | None:
    said = told.layout.period
    if said is not None and not is_period(said):
        findings.add("correction_unusable", value=said, what=f"“{said}”不是时期的写法")
        return period
    return said or period


def _report(told: Told, layout: Layout | None, findings: Findings) -> None:
    if told.recalled is not None:
        what = words_of(told.recalled.layout, layout)
        findings.add("layout_recalled", person=told.recalled.person, day=told.recalled.at[:10], what=what)
    if not told.own.says_nothing():
        findings.add("layout_told", what=words_of(told.own, layout))


def _left_out(sheet: RawSheet, told: Told, findings: Findings) -> ExtractedSheet:
    findings.add("sheet_not_needed")
    persons = mentions_persons(sheet)
    left = ExtractedSheet(
        redacted(sheet.name), sheet.number, reason="核对时定为不需要", rows_read=len(sheet.rows), pupil_level=persons
    )
    left.recalled = told.recalled.fingerprint if told.recalled else ""
    if not persons:
        left.grid = plain_grid(sheet)
    return left


def _unreadable(sheet: RawSheet, layout: Layout | None, reason: str, findings: Findings) -> ExtractedSheet:
    """Not yet enough was said. The file is refused: the clerk is in the middle of something."""
    persons = mentions_persons(sheet)
    findings.add("layout_incomplete", cell=f"A{layout.bottom + 1}" if layout else "", what=reason)
    read = ExtractedSheet(
        redacted(sheet.name), sheet.number, reason=reason, rows_read=len(sheet.rows), pupil_level=persons
    )
    if layout is not None:
        read.header_rows = list(range(layout.top + 1, layout.bottom + 2))
    if not persons:
        read.grid = header_grid(sheet, layout) if layout else plain_grid(sheet)
    return read
