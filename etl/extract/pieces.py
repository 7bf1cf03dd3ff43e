"""Several tables on one sheet, beside or under each other, become a sheet each; every cell keeps its address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from etl.extract.aid import programme_in
from etl.extract.bands import Band, bands_of
from etl.extract.cells import Merge, RawSheet
from etl.extract.context import district_in, exam_in
from etl.extract.header_cells import SEARCHED_ROWS
from etl.extract.layout import Layout, find_layouts, holds_numbers, subject_in
from etl.extract.periods import period_in
from etl.extract.text import as_text, key_of
from etl.extract.units import money_unit_in
from etl.extract.vocabulary import place_words
from etl.extract.words import SERIAL_WORDS

T = TypeVar("T")

MOST_TABLES = 20  # more pieces than that are no tables, but a sheet made to keep us busy


def split_tables(sheet: RawSheet, context: str, forced: str | None) -> list[RawSheet]:
    """The tables of a sheet, each as a sheet in which all other cells are blank; the sheet itself when it is one table.

    `context` is the file's name, `forced` the dataset a person named.
    """
    found: list[RawSheet] = []
    for part in _beside(sheet, context, forced):
        layout = _table(part, context, forced)
        bands = bands_of(part, layout) if layout is not None else []
        if layout is None or not 2 <= len(bands) <= MOST_TABLES:
            found.append(part)
            continue
        pieces = [(_rows(part, band), band) for band in bands]
        later = [_with_titles_of(piece, layout, context, forced) for piece, _ in pieces[1:]]
        if all(each is not None for each in later):
            found += [pieces[0][0], *(each for each in later if each is not None)]
        else:
            found.append(part)
    return found


def _table(sheet: RawSheet, context: str, forced: str | None) -> Layout | None:
    """The layout of what is a table by itself: with names of places and numbers under its header."""
    for layout in find_layouts(sheet, context, forced)[:1]:
        if layout.of_role("place") and layout.of_role("fact") and holds_numbers(sheet, layout):
            return layout
    return None


def _beside(sheet: RawSheet, context: str, forced: str | None) -> list[RawSheet]:
    cuts = sorted({*_blank_columns(sheet), *_second_names(sheet)})
    if not cuts or len(cuts) > MOST_TABLES:
        return [sheet]
    edges = [0, *cuts, sheet.width]
    spans = [(left, right) for left, right in pairwise(edges) if right > left]
    tables, parts = [spans[0]], [_columns(sheet, *spans[0])]
    for left, right in spans[1:]:
        first = _table(parts[0], context, forced)
        part = _with_titles_of(_columns(sheet, left, right), first, context, forced) if first is not None else None
        if part is not None:
            tables.append((left, right))
            parts.append(part)
        else:
            tables[-1] = (tables[-1][0], right)
            parts[-1] = replace(_columns(sheet, *tables[-1]), inherited=parts[-1].inherited)
    first = _table(parts[0], context, forced)
    return parts if len(parts) > 1 and first is not None and first.dataset.places == ("",) else [sheet]


def _blank_columns(sheet: RawSheet) -> list[int]:
    """Columns right of which something stands again, themselves blank all the way down."""
    blank = [all(_is_blank(row[column]) for row in sheet.rows) for column in range(sheet.width)]
    return [
        column
        for column in range(1, sheet.width)
        if blank[column - 1] and not blank[column] and not all(blank[:column])
    ]


def _second_names(sheet: RawSheet) -> list[int]:
    """Columns where the names of schools begin again in one row of the header, with the columns that lead to them."""
    names, leads = place_words("school"), place_words("township") | place_words("school_code") | SERIAL_WORDS
    found = set()
    for row in sheet.rows[:SEARCHED_ROWS]:
        words = [key_of(as_text(cell)) if cell.__class__ is str else "" for cell in row]
        for column in [column for column, word in enumerate(words) if word in names][1:]:
            start = column
            while start > 0 and words[start - 1] in leads:
                start -= 1
            if start > 0 and any(words[:start]):
                found.add(start)
    return sorted(found)


def _is_blank(cell: object) -> bool:
    return cell is None or cell == "" or (cell.__class__ is str and not as_text(cell))


def _columns(sheet: RawSheet, left: int, right: int) -> RawSheet:
    """The sheet with nothing but these columns, `right` not included."""
    before: list[object] = [""] * left
    after: list[object] = [""] * (sheet.width - right)
    rows = [[*before, *row[left:right], *after] for row in sheet.rows]
    merges = [
        Merge(each.top, each.left, each.bottom, min(each.right, right - 1))
        for each in sheet.merges
        if left <= each.left < right
    ]
    faults = {where: fault for where, fault in sheet.faults.items() if left <= where[1] < right}
    return replace(sheet, rows=rows, merges=merges, faults=faults)


def _rows(sheet: RawSheet, band: Band) -> RawSheet:
    """The sheet with nothing but the rows of a band."""
    blank: list[object] = [""] * sheet.width
    rows = [row if band.first <= at <= band.last else blank for at, row in enumerate(sheet.rows[: band.last + 1])]
    merges = [each for each in sheet.merges if band.first <= each.top <= band.last]
    faults = {where: fault for where, fault in sheet.faults.items() if band.first <= where[0] <= band.last}
    return replace(sheet, rows=rows, merges=merges, faults=faults, above=band.first)


def _with_titles_of(part: RawSheet, first: Layout, context: str, forced: str | None) -> RawSheet | None:
    """A later table with what the title over the first says for it too; None when it is no table by itself.

    Without a title of its own that is everything; else the district and the period. Whether the unit of money holds
    under another title is not known: it is kept apart.
    """
    own = _table(part, context, forced)
    if own is not None and own.titles:
        unit = money_unit_in(list(first.titles)) if not money_unit_in(list(own.titles)) else None
        return replace(part, inherited=_general(first, own.titles), unit_above=unit or "")
    part = replace(part, inherited=first.titles)
    return part if _table(part, context, forced) is not None else None


def _general(first: Layout, own: Sequence[str]) -> tuple[str, ...]:
    """What the first table's title says and the own title `own` does not: district, period, exam, programme."""
    above = first.titles
    stated = _first(lambda text: period_in(text, first.dataset), above)
    known = _first(lambda text: period_in(text, first.dataset), own)
    said = [str(_first(district_in, above) or ""), stated.text if stated is not None and known is None else ""]
    said += [
        str(_first(reader, above) or "") for reader in (exam_in, subject_in, programme_in) if not _first(reader, own)
    ]
    return tuple(text for text in ("".join(said[:2]), *said[2:]) if text)


def _first(reader: Callable[[str], T | None], texts: Sequence[str]) -> T | None:
    return next((found for text in texts if (found := reader(text)) is not None), None)
