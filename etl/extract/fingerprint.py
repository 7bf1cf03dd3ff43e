"""Knows a kind of sheet again by its header: the texts of the header, what the title is about and the unit it states.

No value and no name is part of it. Years and months change from file to file and are left out; the unit is not, for the
same header in 元 and in 万元 are two kinds of sheet.
"""

from __future__ import annotations

import hashlib
import json
import re

from etl.extract.cells import RawSheet
from etl.extract.header_cells import SEARCHED_ROWS, HeaderCells
from etl.extract.layout import Layout, named_datasets
from etl.extract.text import key_of
from etl.extract.units import money_unit_in
from etl.layouts import RememberedLayout

_YEAR = re.compile(r"20\d\d(?:-20\d\d)?")
_MONTH = re.compile(r"\d{1,2}月")


def fingerprint_of(cells: HeaderCells, rows: tuple[int, int], sheet_name: str, stem: str) -> str:
    """The fingerprint of a sheet whose header stands in these rows (zero-based, first and last)."""
    titles = cells.titles(rows[0])
    header = [[_timeless(text) for text in path] for path in cells.paths(*rows)]
    while header and not header[-1]:
        header.pop()
    known = [header, named_datasets(titles, sheet_name, stem), money_unit_in(list(titles)) or ""]
    return hashlib.sha256(json.dumps(known, ensure_ascii=False).encode()).hexdigest()[:32]


def fingerprint_at(sheet: RawSheet, layout: Layout, stem: str) -> str:
    """The fingerprint of a sheet that was recognised."""
    return fingerprint_of(HeaderCells.of(sheet), (layout.top, layout.bottom), sheet.name, stem)


def recall(
    sheet: RawSheet, stem: str, dataset: str | None, remembered: tuple[RememberedLayout, ...]
) -> tuple[RememberedLayout, tuple[int, int]] | None:
    """The remembered layout whose header stands on the sheet, and in which rows; None when there is none."""
    wanted = {each.fingerprint: each for each in remembered if dataset in (None, each.layout.dataset)}
    heights = {each.height for each in wanted.values()}
    if not wanted:
        return None
    cells = HeaderCells.of(sheet)
    for top in range(cells.above, min(len(cells.texts), cells.above + SEARCHED_ROWS)):
        if len({text for text in cells.texts[top] if text}) < 2:
            continue
        for height in heights:
            if top + height <= len(cells.texts):
                rows = (top, top + height - 1)
                found = wanted.get(fingerprint_of(cells, rows, sheet.name, stem))
                if found is not None:
                    return found, rows
    return None


def _timeless(text: str) -> str:
    return _MONTH.sub("#月", _YEAR.sub("#", key_of(text)))
