"""The last total of several tables on one sheet may be of all of them: it is compared with all, and is no one table's."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from etl.extract.collect import Findings
from etl.model import ExtractedSheet, Finding

_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?")
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_CODES = ("total_mismatch", "total_not_checked")


def settle_joint_totals(read: Sequence[ExtractedSheet], findings: Findings) -> None:
    """Take back that a total differs where it is what all tables of its sheet add up to; and never keep a total that may be
    of all tables as the district's own of one of them."""
    for name in {each.sheet for each in read if each.table_no > 0}:
        tables = [each for each in read if each.sheet == name and each.table is not None]
        for found in [each for each in findings.found if each.sheet == name and each.code in _CODES]:
            _settle(found, tables, findings)


def _settle(found: Finding, tables: Sequence[ExtractedSheet], findings: Findings) -> None:
    where = _CELL.fullmatch(found.cell)
    own = _table_of(where, tables) if where else None
    if where is None or own is None or len(tables) < 2:
        return
    place = _fact_at(own, where[1])
    if place is None or not _NUMBER.fullmatch(found.value):  # a number as long as somebody's is not told
        return
    printed = float(found.value)
    together = sum(_sum(each, *place) for each in tables)
    slack = 1e-5 * max(1.0, abs(printed))
    if printed >= together - slack:
        _drop_total(own, int(where[2]))
    if abs(printed - together) <= slack:
        findings.found.remove(found)


def _table_of(where: re.Match[str], tables: Sequence[ExtractedSheet]) -> ExtractedSheet | None:
    """The table that a cell belongs to: the lowest whose header stands above it and that reads its column."""
    above = [
        each for each in tables if each.header_rows and each.header_rows[0] < int(where[2]) and _fact_at(each, where[1])
    ]
    return max(above, key=lambda each: each.header_rows[0], default=None)


def _fact_at(table: ExtractedSheet, letter: str) -> tuple[int, str] | None:
    """(block, column) that a physical column feeds by itself."""
    for block, letters in table.blocks.items():
        for name, places in letters.items():
            if places == letter:
                return block, name
    return None


def _sum(table: ExtractedSheet, block: int, name: str) -> float:
    rows = table.table
    if rows is None or name not in rows.column_names or not pa.types.is_primitive(rows.column(name).type):
        return 0.0
    chosen = rows.filter(pc.equal(rows.column("block_no"), block)).column(name)
    return float(pc.sum(chosen).as_py() or 0.0)


def _drop_total(table: ExtractedSheet, row: int) -> None:
    totals = table.area_totals
    if totals is None:
        return
    of_district = pc.and_(pc.equal(totals.column("row_no"), row), pc.equal(totals.column("area_level"), "district"))
    table.area_totals = totals.filter(pc.invert(of_district))
