"""Identities of places. Never deleted: a place that nobody names any more is dead, and comes back under its id."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

import duckdb

from store.names import normalise_name

LEVELS = {"district": "D{:04d}", "township": "T{:04d}", "zone": "Z{:04d}", "school": "S{:05d}"}
# The home district of a store whose files have not named it yet.
UNNAMED_DISTRICT = "本区县"


@dataclass(frozen=True)
class Entry:
    """One identity. `district_id` and `township_id` are where it was first said to lie."""

    area_id: str
    level: str
    code: str | None
    name: str
    district_id: str | None
    township_id: str | None


@runtime_checkable
class Minting(Protocol):
    """What minting needs of a writer."""

    connection: duckdb.DuckDBPyConnection
    pending_entries: list[tuple[Entry, datetime.datetime]]

    def flush_registry(self) -> None: ...


Identity = tuple[str, ...]


class Places:
    """All entries, live and dead."""

    def __init__(self, entries: list[tuple[Entry, bool]]) -> None:
        self._entries: dict[str, Entry] = {}
        self._live: dict[str, dict[str, Entry]] = {level: {} for level in LEVELS}
        self._live_by: dict[Identity, str] = {}
        self._dead_by: dict[Identity, str] = {}
        self._last = dict.fromkeys(LEVELS, 0)
        for entry, live in entries:
            if live:
                self.add(entry)
            else:
                self._remember(entry)
                self._dead_by.update(dict.fromkeys(identities(entry), entry.area_id))

    def __getitem__(self, area_id: str) -> Entry:
        return self._entries[area_id]

    def live(self, level: str) -> list[Entry]:
        """The live places of a level."""
        return list(self._live[level].values())

    def live_like(self, entry: Entry) -> Entry | None:
        """The live place with the same identity; for a school with a code, only the code is its identity."""
        found = self._live_by.get(identities(entry)[0])
        return self._entries[found] if found else None

    def dead_like(self, entry: Entry) -> str | None:
        """The id of a dead place with the same identity; a namesake with another code is another school."""
        for identity in identities(entry):
            found = self._dead_by.get(identity)
            if found and found not in self._live[entry.level]:
                code = self._entries[found].code
                if not (entry.code and code) or entry.code == code:
                    return found
        return None

    def add(self, entry: Entry) -> None:
        """Let the place be live."""
        self._remember(entry)
        self._live[entry.level][entry.area_id] = entry
        self._live_by.update(dict.fromkeys(identities(entry), entry.area_id))

    def next_id(self, level: str) -> str:
        """The next unused id of the level."""
        return LEVELS[level].format(self._last[level] + 1)

    def _remember(self, entry: Entry) -> None:
        self._entries[entry.area_id] = entry
        self._last[entry.level] = max(self._last[entry.level], int(entry.area_id[1:]))


def identities(entry: Entry) -> list[Identity]:
    """By what a place is known again, strongest first."""
    within = entry.township_id or entry.district_id or ""
    by_name = (entry.level, "name", within, normalise_name(entry.name))
    return [(entry.level, "code", entry.code), by_name] if entry.code else [by_name]


def fetcher(source: Any) -> Callable[[str], list[dict[str, Any]]]:
    """`rows` of a Reader or Writer, or the same over a bare connection."""
    if hasattr(source, "rows"):
        return source.rows

    def rows(sql: str) -> list[dict[str, Any]]:
        answer = source.execute(sql)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    return rows


def load(source: Any) -> Places:
    """Every entry, and whether a live batch claims it."""
    if isinstance(source, Minting):
        source.flush_registry()
    rows = fetcher(source)(
        "SELECT r.area_id, r.level, r.code, r.name, r.district_id, r.township_id, r.area_id IN"
        " (SELECT area_id FROM claim JOIN batch USING (batch_seq) WHERE live) AS live"
        " FROM registry r ORDER BY r.area_id"
    )
    return Places([(Entry(**{key: row[key] for key in Entry.__annotations__}), row["live"]) for row in rows])


def mint(
    writer: Minting, places: Places, level: str, name: str, *,
    code: str | None = None, district_id: str | None = None, township_id: str | None = None,
) -> Entry:  # fmt: skip
    """The entry of a new place, of a live one with the same identity, or of a dead one that comes back."""
    entry = Entry("", level, code or None, name.strip(), district_id, township_id)
    there = places.live_like(entry)
    if there is not None:
        return there
    dead = places.dead_like(entry)
    if dead is not None:
        return _revive(writer, places, replace(entry, area_id=dead))
    entry = replace(entry, area_id=places.next_id(level))
    places.add(entry)
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    writer.pending_entries.append((entry, now))
    return entry


def _revive(writer: Minting, places: Places, entry: Entry) -> Entry:
    old = places[entry.area_id]
    entry = replace(
        entry,
        code=entry.code or old.code,
        district_id=entry.district_id or old.district_id,
        township_id=entry.township_id or old.township_id,
    )
    places.add(entry)
    writer.flush_registry()
    writer.connection.execute(
        "UPDATE registry SET name = ?, code = ?, district_id = ?, township_id = ? WHERE area_id = ?",
        [entry.name, entry.code, entry.district_id, entry.township_id, entry.area_id],
    )
    return entry


def mint_district(writer: Minting, places: Places, name: str) -> Entry:
    """A district. The unnamed home district, if it is the only one, is named instead of a second one made."""
    live = places.live("district")
    if len(live) == 1 and live[0].name == UNNAMED_DISTRICT and normalise_name(name) != UNNAMED_DISTRICT:
        entry = replace(live[0], name=name.strip())
        writer.flush_registry()
        writer.connection.execute("UPDATE registry SET name = ? WHERE area_id = ?", [entry.name, entry.area_id])
        places.add(entry)
        return entry
    return mint(writer, places, "district", name)
