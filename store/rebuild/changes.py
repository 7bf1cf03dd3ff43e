"""What people declared of places, laid over the register: renamed, merged, split off, from a day on.

A declaration holds until it is taken back: a register that still names a merged school, or a township that is no more,
changes nothing of it.
"""

from __future__ import annotations

import datetime
from typing import Any

import duckdb

from store.names import normalise_name
from store.place_changes import MERGED, RENAMED, SPLIT, Change, live_changes

ALWAYS = datetime.date(1900, 1, 1)

Row = dict[str, Any]


def with_changes(rows: list[Row], changes: list[Change], born: dict[str, Row]) -> list[Row]:
    """The dated attributes of the schools after every change, in its order. `rows`: each school's in order of
    valid_from, the first of which also holds before; `born`: of schools that no register names, what they began with."""
    if not changes:
        return rows
    by_school: dict[str, list[Row]] = {}
    for row in rows:
        by_school.setdefault(row["school_id"], []).append(row)
    for school_id, row in born.items():
        by_school.setdefault(school_id, [row])
    for change in changes:
        for mine in by_school.values():
            _apply(change, mine)
    return [row for mine in by_school.values() for row in mine]


def _apply(change: Change, mine: list[Row]) -> None:
    school_id = mine[0]["school_id"]
    if change.level == "township":
        if change.kind == MERGED:
            _move(mine, change, "township_id", district_id=change.district_id)
        return
    if change.kind == RENAMED and school_id == change.area_id:
        _rename(mine, change)
    elif change.kind == MERGED:
        if school_id == change.area_id:
            for row in _from_day(mine, change.on_date):
                row |= {"status": "closed", "closed": change.on_date}
        else:
            _move(mine, change, "parent_id")
    if (change.kind == SPLIT and school_id == change.area_id) or (change.founds and school_id == change.other_id):
        for row in mine:
            row["opened"] = row["opened"] or change.on_date


def _rename(mine: list[Row], change: Change) -> None:
    """From the day on the new name, unless the register states another one later."""
    former = {normalise_name(each["name"]) for each in mine if each["valid_from"] <= change.on_date}
    former |= {normalise_name(change.former or "")}
    told_before = mine[0]["valid_from"] < change.on_date
    for row in _from_day(mine, change.on_date):
        if normalise_name(row["name"]) in former:
            row["name"] = change.name
    if not told_before and mine[0]["valid_from"] < change.on_date:
        mine[0]["name"] = change.former


def _move(mine: list[Row], change: Change, column: str, **more: Any) -> None:
    """From the day on, what lay in the one lies in the other."""
    if any(row[column] == change.area_id for row in mine):
        for row in _from_day(mine, change.on_date):
            if row[column] == change.area_id and row["school_id"] != change.other_id:
                row |= {column: change.other_id, **more}


def _from_day(mine: list[Row], day: datetime.date) -> list[Row]:
    """The school's rows from this day on; what holds on it is parted there."""
    if day <= mine[0]["valid_from"] and mine[0]["valid_from"] > ALWAYS:
        mine.insert(0, mine[0] | {"valid_from": ALWAYS})
    if all(row["valid_from"] != day for row in mine):
        before = [row for row in mine if row["valid_from"] < day]
        mine.insert(len(before), before[-1] | {"valid_from": day})
    return [row for row in mine if row["valid_from"] >= day]


def rebuild_township_now(connection: duckdb.DuckDBPyConnection) -> None:
    """Refill `township_now`: each live township, the one that it is part of today, and its first and last day."""
    connection.execute("DELETE FROM township_now")
    changes = [each for each in live_changes(connection) if each.level == "township"]
    merged = {each.area_id: each for each in changes if each.kind == MERGED}
    opened = {each.other_id: each.on_date for each in changes if each.founds}
    live = connection.execute(
        "SELECT area_id FROM registry WHERE level = 'township'"
        " AND area_id IN (SELECT area_id FROM claim JOIN batch USING (batch_seq) WHERE live) ORDER BY area_id"
    ).fetchall()
    for (area_id,) in live:
        now = area_id
        while now in merged:
            now = merged[now].other_id or now
        closed = merged[area_id].on_date if area_id in merged else None
        connection.execute("INSERT INTO township_now VALUES (?, ?, ?, ?)", [area_id, now, opened.get(area_id), closed])
