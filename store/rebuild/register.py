"""Dated attributes of schools, from the rows of the register. Other datasets never rename or move a school."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from store.identity import Resolver
from store.place_changes import Change, live_changes
from store.rebuild.changes import ALWAYS, with_changes

REGISTER = "school"

# A register row without a period holds since always.
SINCE_ALWAYS = "DATE '1900-01-01'"
_CARRIED = (
    "name",
    "township_id",
    "district_id",
    "zone",
    "parent_school",
    "ownership",
    "urban_rural",
    "status",
    "opened",
    "closed",
)

_LIVE = f"""
SELECT l.school_id, coalesce(p.first_day, {SINCE_ALWAYS}) AS valid_from, r.row_id, r.school_text AS name,
    l.township_id, l.district_id, r.zone, r.parent_school, r.ownership, r.urban_rural, r.status, r.opened, r.closed
FROM rows_{REGISTER} r JOIN batch b ON b.batch_seq = r.batch_seq AND b.live
JOIN place_link l ON l.area_level = coalesce(r.area_level, 'school') AND l.school_id IS NOT NULL
    AND l.district_text IS NOT DISTINCT FROM r.district_text AND l.township_text IS NOT DISTINCT FROM r.township_text
    AND l.school_text IS NOT DISTINCT FROM r.school_text AND l.school_code IS NOT DISTINCT FROM r.school_code
    AND l.period IS NOT DISTINCT FROM CASE WHEN l.dated THEN r.period END
LEFT JOIN period_span p ON p.period = r.period
"""


def rebuild_history(connection: duckdb.DuckDBPyConnection, resolver: Resolver) -> None:
    """Fill school_history: per school and first day, each attribute as last stated by then; blank never overwrites."""
    latest = ", ".join(f"arg_max({name}, row_id) AS {name}" for name in _CARRIED)
    carried = ", ".join(f"last_value({name} IGNORE NULLS) OVER upto AS {name}" for name in _CARRIED)
    rows = connection.execute(
        f"WITH stated AS (SELECT school_id, valid_from, {latest} FROM ({_LIVE}) GROUP BY school_id, valid_from)"
        f" SELECT school_id, valid_from, {carried} FROM stated"
        " WINDOW upto AS (PARTITION BY school_id ORDER BY valid_from) ORDER BY school_id, valid_from"
    ).fetchall()
    found = [dict(zip(("school_id", "valid_from", *_CARRIED), row, strict=True)) for row in rows]
    dated = [_with_ids(each, resolver) for each in _with_first_township(found, resolver)]
    changes = live_changes(connection)
    _insert(connection, with_changes(dated, changes, _born(resolver, changes)))
    connection.execute(
        "INSERT INTO school_history BY NAME"
        f" SELECT area_id AS school_id, {SINCE_ALWAYS} AS valid_from, name, township_id, district_id FROM registry"
        " WHERE level = 'school' AND area_id NOT IN (SELECT school_id FROM school_history)"
        " AND area_id IN (SELECT area_id FROM claim JOIN batch USING (batch_seq) WHERE live)"
    )


def _born(resolver: Resolver, changes: list[Change]) -> dict[str, dict[str, Any]]:
    """What the schools that a change may touch began with, for those that no register names."""
    touched = {each.area_id for each in changes} | {each.other_id for each in changes}
    return {
        entry.area_id: dict.fromkeys(_HISTORY.names) | {
            "school_id": entry.area_id, "valid_from": ALWAYS, "name": entry.name,
            "township_id": entry.township_id, "district_id": entry.district_id,
        }
        for entry in (resolver.live("school") if changes else ())
        if entry.area_id in touched or entry.township_id in touched
    }  # fmt: skip


def _with_first_township(rows: list[dict[str, Any]], resolver: Resolver) -> list[dict[str, Any]]:
    """Until a township is stated, a school lies where it was first said to, else where it is first stated to."""
    first: dict[str, tuple[str | None, str | None]] = {}
    for row in rows:
        if row["township_id"] and row["school_id"] not in first:
            first[row["school_id"]] = (row["township_id"], row["district_id"])
    for row in rows:
        entry = resolver.place(row["school_id"])
        row["name"] = row["name"] or entry.name
        if not row["township_id"]:
            before = (entry.township_id, entry.district_id)
            row["township_id"], row["district_id"] = before if before[0] else first.get(row["school_id"], (None, None))
            row["district_id"] = row["district_id"] or entry.district_id
    return rows


def _with_ids(row: dict[str, Any], resolver: Resolver) -> dict[str, Any]:
    zone, parent = row.pop("zone"), row.pop("parent_school")
    row["zone_id"] = resolver.zone(zone, row["district_id"])
    row["parent_id"] = resolver.school_in(parent, row["township_id"], row["district_id"]) if parent else None
    return row


_HISTORY = pa.schema(
    [("school_id", pa.string()), ("valid_from", pa.date32())]
    + [(name, pa.string()) for name in ("name", "township_id", "district_id", "zone_id", "parent_id")]
    + [(name, pa.string()) for name in ("ownership", "urban_rural", "status")]
    + [("opened", pa.date32()), ("closed", pa.date32())]
)


def _insert(connection: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    connection.register("incoming_history", pa.Table.from_pylist(rows, schema=_HISTORY))
    connection.execute("INSERT INTO school_history BY NAME FROM incoming_history")
    connection.unregister("incoming_history")
