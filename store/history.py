"""Batches taken back, brought again, and old versions published forward. What was stored stays stored."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from catalog import DATASETS
from store.errors import UnknownBatch
from store.reader import Reader
from store.schema import quoted
from store.versions import Store
from store.writer import NewBatch, Writer, batch_id


@dataclass(frozen=True)
class Batch:
    """One batch of the log. `sheets`: {"sheet", "dataset", "period", "rows_read", "rows_accepted"}."""

    batch_id: str
    kind: str
    file_name: str | None
    file_hash: str | None
    person: str
    created_at: datetime.datetime
    live: bool
    replaces: bool
    slices: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    report: dict[str, Any] | None
    sheets: list[dict[str, Any]]


def batches(reader: Reader) -> list[Batch]:
    """Every batch in the order of history, live or not."""
    sheets: dict[int, list[dict[str, Any]]] = {}
    for row in reader.rows(
        "SELECT batch_seq, sheet, dataset, period, rows_read, rows_accepted FROM sheet ORDER BY batch_seq, sheet_no"
    ):
        sheets.setdefault(row.pop("batch_seq"), []).append(row)
    found = []
    for row in reader.rows("SELECT * FROM batch ORDER BY batch_seq"):
        seq = row.pop("batch_seq")
        row |= {name: json.loads(row[name] or empty) for name, empty in _JSON.items()}
        found.append(Batch(**row, sheets=sheets.get(seq, [])))
    return found


_JSON = {"slices": "[]", "findings": "[]", "report": "null"}


def events(reader: Reader) -> list[dict[str, Any]]:
    """What was done, by whom and when, oldest first."""
    return reader.rows('SELECT "at", person, action, batch_id, version, note FROM event ORDER BY "at", version')


def undo(store: Store, batch_id: str, person: str) -> int:
    """Withdraw a batch, wherever in the history it stands, and return the version without it.

    A batch that is withdrawn already changes nothing: the current version is returned.
    """
    return _set_live(store, batch_id, person, live=False, action="undo")


def redo(store: Store, batch_id: str, person: str) -> int:
    """Bring a withdrawn batch back to its place in history and return the version with it."""
    return _set_live(store, batch_id, person, live=True, action="redo")


def _set_live(store: Store, batch_id: str, person: str, *, live: bool, action: str) -> int:
    with store.write(person=person) as writer:
        found = writer.rows("SELECT batch_seq, live FROM batch WHERE batch_id = ?", [batch_id])
        if not found:
            raise UnknownBatch(f"no batch {batch_id!r}")
        if found[0]["live"] == live:
            return writer.version - 1
        seq = writer.set_live(batch_id, live)
        writer.rebuild(touched_datasets(writer, seq))
        return writer.publish(action=action, batch=batch_id)


def touched_datasets(writer: Writer, seq: int) -> set[str]:
    """The datasets that a batch has rows of, or replaced rows of."""
    touched = {
        each.name
        for each in DATASETS
        if writer.rows(f"SELECT 1 FROM {quoted('rows_' + each.name)} WHERE batch_seq = ? LIMIT 1", [seq])
    }
    raw = writer.rows("SELECT slices FROM batch WHERE batch_seq = ?", [seq])
    return touched | {each["dataset"] for each in json.loads(raw[0]["slices"] or "[]") if raw}


def return_to(store: Store, version: int, person: str) -> int:
    """Publish a kept version's state forward and return the new number.

    The batches that were live then are live again; later ones stay in the log, withdrawn. UnknownVersion when the
    version is not kept.
    """
    with store.read(version) as reader:
        then = {row["batch_id"] for row in reader.rows("SELECT batch_id FROM batch WHERE live")}
    with store.write(person=person) as writer:
        now = {row["batch_id"]: row["live"] for row in writer.rows("SELECT batch_id, live FROM batch")}
        changed = {batch: batch in then for batch, live in now.items() if live != (batch in then)}
        touched: set[str] = set()
        for batch, live in changed.items():
            touched |= touched_datasets(writer, writer.set_live(batch, live))
        writer.rebuild(touched)
        return writer.publish(action="return", note=_return_note(version, changed))


def _return_note(version: int, changed: dict[str, bool]) -> str:
    withdrawn = sorted(batch for batch, live in changed.items() if not live)
    brought = sorted(batch for batch, live in changed.items() if live)
    parts = [f"to version {version}"]
    if withdrawn:
        parts.append(f"withdrawn: {', '.join(withdrawn)}")
    if brought:
        parts.append(f"brought back: {', '.join(brought)}")
    return "; ".join(parts)


def add_alias(store: Store, name: str, school_id: str, person: str, township: str | None = None) -> int:
    """Let `name` (in `township` only, if given) mean a school from now on and in all stored rows.

    An alias is a batch of its own, so it is taken back by `undo`. KeyError when there is no such live school.
    """
    with store.write(person=person) as writer:
        if not writer.rows("SELECT 1 FROM area WHERE area_id = ? AND level = 'school'", [school_id]):
            raise KeyError(school_id)
        seq = writer.add_batch(
            NewBatch(kind="alias", report={"name": name, "school_id": school_id, "township": township})
        )
        writer.add_alias(seq, name, school_id, township)
        writer.rebuild([])
        return writer.publish(action="alias", batch=batch_id(seq), note=f"{name} = {school_id}")


def aliases(reader: Reader) -> list[dict[str, Any]]:
    """The live aliases: name, township_text, school_id, school, batch_id, person, created_at."""
    return reader.rows(
        "SELECT a.name, a.township_text, a.school_id, s.name AS school, b.batch_id, b.person, b.created_at FROM rows_alias a"
        " JOIN batch b USING (batch_seq) LEFT JOIN area s ON s.area_id = a.school_id WHERE b.live ORDER BY a.batch_seq"
    )
