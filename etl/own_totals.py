"""Which printed totals of areas are stored: those that say more than their rows, of areas the sheet covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pyarrow as pa

from catalog import dataset as dataset_named
from etl.compare import periods_kept_under
from etl.model import ExtractedSheet
from store.identity import Resolver
from store.schema import quoted
from store.writer import Writer


def with_own_totals(sheets: Iterable[ExtractedSheet], resolver: Resolver, writer: Writer) -> list[ExtractedSheet]:
    """The sheets, each with those of its printed totals that are kept among its rows."""
    return [_with_own_totals(each, resolver, writer) for each in sheets]


def _with_own_totals(sheet: ExtractedSheet, resolver: Resolver, writer: Writer) -> ExtractedSheet:
    totals = sheet.area_totals
    if totals is None or sheet.table is None or not totals.num_rows or sheet.dataset is None:
        return sheet
    kept = [number for number, row in enumerate(totals.to_pylist()) if _is_kept(row, sheet, resolver, writer)]
    table = pa.concat_tables([sheet.table, totals.take(pa.array(kept, pa.int64()))])
    return replace(sheet, table=table, totals_kept=len({totals["row_no"][number].as_py() for number in kept}))


def _is_kept(row: dict[str, Any], sheet: ExtractedSheet, resolver: Resolver, writer: Writer) -> bool:
    if row["row_no"] in sheet.repeating and not _corrects(row, str(sheet.dataset), resolver, writer):
        return False
    return row["area_level"] == "township" or _names_every_township(row, sheet, resolver, writer)


def _corrects(row: dict[str, Any], name: str, resolver: Resolver, writer: Writer) -> bool:
    """A total that repeats its schools says nothing new, unless an earlier total of the same area stands to be corrected."""
    area = (
        resolver.township(row["township_text"], row["district_text"])
        if row["area_level"] == "township"
        else resolver.district(row["district_text"])
    )
    key = [each for each in dataset_named(name).key if each != "period"]
    same = "".join(f" AND {quoted(each)} IS NOT DISTINCT FROM ?" for each in key)
    found = writer.rows(
        f"SELECT 1 AS known FROM {quoted(name)} WHERE area_id = ? AND list_contains(?, period){same} LIMIT 1",
        [area, periods_kept_under([row["period"]]), *(row[each] for each in key)],
    )
    return area is not None and bool(found)


def _names_every_township(row: dict[str, Any], sheet: ExtractedSheet, resolver: Resolver, writer: Writer) -> bool:
    """A total of some townships is not the district's: every township known to have schools of the stage is there."""
    known = writer.rows(
        "SELECT DISTINCT a.township_id FROM school_stage s JOIN area a ON a.area_id = s.school_id"
        " WHERE a.township_id IS NOT NULL AND (s.stage = ? OR ? IS NULL) AND (a.district_id = ? OR ? IS NULL)",
        [row["stage"], row["stage"], *[resolver.district(row["district_text"])] * 2],
    )
    return {each["township_id"] for each in known} <= _townships(sheet, resolver)


def _townships(sheet: ExtractedSheet, resolver: Resolver) -> set[str]:
    """Where the schools of a sheet lie."""
    columns = ["district_text", "township_text", "school_text", "school_code"]
    assert sheet.table is not None
    found = set()
    for row in sheet.table.select(columns).group_by(columns).aggregate([]).to_pylist():
        township = resolver.township(row["township_text"], row["district_text"])
        if township is None:
            match = resolver.school(
                row["school_code"], row["school_text"], None, row["district_text"], candidates=False
            )
            township = resolver.place(match.school_id).township_id if match.school_id else None
        found |= {township} if township else set()
    return found
