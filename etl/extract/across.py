"""Sheets with schools (or townships) as columns and one row per measure: turned round, read, and turned back.

In the long table such a sheet has one row per school and measure, so that each number still has its cell: the row of
the measure, in the block of the school's column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from etl.extract.cells import Merge, RawSheet
from etl.extract.collect import Findings
from etl.extract.context import SCHOOL_END, TOWNSHIP_END
from etl.extract.grid import plain_grid
from etl.extract.header_cells import SEARCHED_ROWS
from etl.extract.labels import is_footer, is_note
from etl.extract.layout import Layout, find_layouts, holds_numbers
from etl.extract.pupils import lists_pupils
from etl.extract.sheet import read_sheet
from etl.extract.text import as_text, cell_name, column_index, column_letters, key_of
from etl.model import ExtractedSheet, Finding

_MOST_CELLS = 200_000
_SCHOOL, _TOWNSHIP = "学校名称", "乡镇"
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")


@dataclass(frozen=True)
class Turned:
    """A sheet turned round from row `top` and column `left` on; what stands above stays, then comes a blank row."""

    sheet: RawSheet
    top: int
    left: int

    def back(self, row: int, column: int) -> tuple[int, int]:
        """Where a cell of the turned sheet stands on the sheet itself."""
        return (row, column) if row <= self.top else (self.top + column, self.left + row - self.top - 1)


def read_across(
    sheet: RawSheet, stem: str, forced: str | None, period: str | None, findings: Findings
) -> ExtractedSheet | None:
    """The sheet read with its columns as rows; None when no row of it names schools or that makes no sense either."""
    for turned in _turned(sheet):
        layout = _layout(turned, stem, forced)
        if layout is None:
            continue
        before = len(findings.found)
        read = read_sheet(turned.sheet, layout, stem, period, findings)
        findings.found[before:] = [_found_back(turned, each) for each in findings.found[before:]]
        return _read_back(turned, sheet, layout, read)
    return None


def _layout(turned: Turned, stem: str, forced: str | None) -> Layout | None:
    layouts = [each for each in find_layouts(turned.sheet, stem, forced) if holds_numbers(turned.sheet, each)]
    if not layouts or layouts[0].dataset.places != ("",) or not layouts[0].of_role("fact"):
        return None
    return None if lists_pupils(turned.sheet, layouts[0]) or layouts[0].top <= turned.top else layouts[0]


def _turned(sheet: RawSheet) -> Iterator[Turned]:
    """Every row that may name the columns, with what stands under it turned round; of small sheets only."""
    if len(sheet.rows) * sheet.width > _MOST_CELLS:
        return
    for top, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        texts = [key_of(as_text(cell)) if cell.__class__ is str else "" for cell in row]
        for ending, word in ((SCHOOL_END, _SCHOOL), (TOWNSHIP_END, _TOWNSHIP)):
            named = [column for column, text in enumerate(texts) if ending.search(text) and len(text) > 2]
            if named and named[0] > 0 and any(texts[: named[0]]) and not _lists(sheet, top, named[0], ending):
                left = next(
                    column for column in range(named[0]) if column == named[0] - 1 or _filled(sheet, top, column)
                )
                yield _turn(sheet, top, left, named[0], word)


def _names_schools(cells: list[object]) -> bool:
    """Whether what stands in a row is schools, for the most part."""
    texts = [key_of(as_text(cell)) for cell in cells if as_text(cell)]
    named = sum(1 for text in texts if SCHOOL_END.search(text) and len(text) > 2)
    return named > 0 and named * 2 >= len(texts)


def _lists(sheet: RawSheet, top: int, column: int, ending: re.Pattern[str]) -> bool:
    """Whether names go on below in the same column: then the row is one of a list, not a header of names."""
    return any(ending.search(key_of(as_text(row[column]))) for row in sheet.rows[top + 1 :] if as_text(row[column]))


def _filled(sheet: RawSheet, top: int, column: int) -> bool:
    return any(row[column] not in ("", None) for row in sheet.rows[top:])


def _turn(sheet: RawSheet, top: int, left: int, names: int, word: str) -> Turned:
    """`names` is the first column that is named after a school; the words left of it name the measures."""
    end = next((at for at in range(top + 1, len(sheet.rows)) if _ends(sheet.rows[at])), len(sheet.rows))
    block = [list(column) for column in zip(*(row[left:] for row in sheet.rows[top:end]), strict=True)]
    for label in block[: names - left]:
        label[0] = ""
    block[0][0] = word
    if word == _TOWNSHIP and top + 1 < end and _names_schools(sheet.rows[top + 1][names:]):
        # Its township stands over each school: the numbers are the school's, not the township's own.
        for label in block[: names - left]:
            label[1] = ""
        block[0][1] = _SCHOOL
    width = max(sheet.width, end - top)
    rows = [[*row, *[""] * (width - len(row))] for row in (*sheet.rows[:top], [], *block)]
    merges = [each for each in sheet.merges if each.bottom < top]
    merges += [
        Merge(top + 1 + each.left - left, each.top - top, top + 1 + each.right - left, each.bottom - top)
        for each in sheet.merges
        if each.top >= top and each.bottom < end and each.left >= left
    ]

    def moved(where: tuple[int, int]) -> tuple[int, int]:
        return where if where[0] < top else (top + 1 + where[1] - left, where[0] - top)

    faults = {moved(where): fault for where, fault in sheet.faults.items() if where[0] < end and where[1] >= left}
    percents = {moved(where) for where in sheet.percents if where[0] < end and where[1] >= left}
    units = {moved(where): unit for where, unit in sheet.units.items() if where[0] < end and where[1] >= left}
    return Turned(replace(sheet, rows=rows, merges=merges, faults=faults, percents=percents, units=units), top, left)


def _ends(row: list[object]) -> bool:
    """Signatures and remarks under the table, or a blank row."""
    texts = [text for cell in row if (text := as_text(cell))]
    return not texts or is_footer(texts[0]) or is_note(texts[0])


def _found_back(turned: Turned, found: Finding) -> Finding:
    parts = []
    for part in found.cell.split(":"):
        match, letters = _CELL.fullmatch(part), part if part.isalpha() else ""
        if match:
            parts.append(cell_name(*turned.back(int(match.group(2)) - 1, column_index(match.group(1)))))
        elif letters:  # a whole column is a row here: named by its first cell
            parts.append(cell_name(turned.top + column_index(letters), turned.left))
    return replace(found, cell=":".join(parts))


def _read_back(turned: Turned, sheet: RawSheet, layout: Layout, read: ExtractedSheet) -> ExtractedSheet:
    read.header_rows = [turned.top + 1]
    read.grid = plain_grid(sheet)
    if read.table is None or not read.table.num_rows:
        return read
    facts = [each.name for each in layout.dataset.facts]
    totals = _telling_totals(read)
    places = [row for table in (read.table, totals) if table is not None for row in table.column("row_no").to_pylist()]
    numbers = {row: at for at, row in enumerate(dict.fromkeys(places))}
    blocks: dict[int, dict[str, str]] = {at: {} for at in numbers.values()}
    own, read.table = read.blocks, _table_back(turned, read.table, read.blocks, facts, numbers, blocks)
    if totals is not None:
        read.area_totals = _table_back(turned, totals, own, facts, numbers, blocks)
        read.repeating = sorted({*read.area_totals.column("row_no").to_pylist()}) if read.repeating else []
    read.blocks = blocks
    read.columns = {
        name: sorted({block[name] for block in blocks.values() if name in block})
        for name in facts
        if _any(blocks, name)
    }
    return read


def _telling_totals(read: ExtractedSheet) -> pa.Table | None:
    """The totals of areas without those that repeat the sum of their columns, unless all do: turned back, a row holds
    the totals of several areas, so that only all of them can be said to repeat."""
    totals = read.area_totals
    if totals is None or not totals.num_rows:
        return None
    rows = totals.column("row_no").to_pylist()
    telling = [at for at, row in enumerate(rows) if row not in read.repeating]
    if not telling:
        return totals
    read.repeating = []
    return totals.take(pa.array(telling, pa.int64()))


def _table_back(
    turned: Turned,
    table: pa.Table,
    own: dict[int, dict[str, str]],
    facts: list[str],
    numbers: dict[int, int],
    blocks: dict[int, dict[str, str]],
) -> pa.Table:
    """The table with a row per school and measure, each in the row of its measure; `blocks` learns the columns."""
    rows: list[dict[str, object]] = []
    for row in table.to_pylist():
        where, number = own.get(row["block_no"], {}), numbers[row["row_no"]]
        for name in facts:
            if row[name] is None:
                continue
            at = turned.top + column_index(where[name].split("+")[0]) + 1
            blocks[number][name] = column_letters(turned.left + row["row_no"] - 2 - turned.top)
            derived = name if name in (row["derived"] or "").split(",") else None
            blank = dict.fromkeys(facts)
            rows.append(row | blank | {name: row[name], "row_no": at, "block_no": number, "derived": derived})
    return pa.Table.from_pylist(rows, schema=table.schema)


def _any(blocks: dict[int, dict[str, str]], name: str) -> bool:
    return any(name in block for block in blocks.values())
