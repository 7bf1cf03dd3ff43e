"""Jobs on the history: look at what taking a batch back would change, and return to a version."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from etl.compare import changes_of, remember
from etl.place_declarations import change_of
from store import Store
from store.declarations import add_change, declare
from store.history import return_to, touched_datasets
from store.schema import quoted
from store.writer import Writer

Progress = Callable[[float, str], None]


def look(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    """Build the version in which a batch is taken back (`live` false) or brought again, or in which a `change` of a place
    is declared, as a candidate to look at.

    The candidate lies where a draft's does, so pages show it under `draft=ID`, and it expires as drafts do.
    """
    progress(0.1, "正在计算变化")
    number, changes = uuid.uuid4().hex[:16], {}
    with store.write(person=person) as writer:
        if "change" in request:
            add_change(writer, change_of(request["change"]))
            writer.rebuild([])
        else:
            changes = _set_live(writer, request["batch"], bool(request["live"]))
        writer.keep_candidate(store.folder.drafts / number / "candidate.duckdb")
    asked = {"batch": request.get("batch"), "live": bool(request.get("live")), "change": request.get("change")}
    return {"draft": number, **asked, "base_version": store.current(), "changes": changes}


def _set_live(writer: Writer, batch: str, live: bool) -> dict[str, Any]:
    """Flip a batch on the writer's copy and rebuild; by dataset, what that does to rows and cells (`etl.compare.Changes`).

    A row that only this batch spoke of is `removed` or `new`; one that an earlier batch stated otherwise is `changed`; what
    a later batch stated stays as it is.
    """
    seq = writer.set_live(batch, live)
    names = sorted(touched_datasets(writer, seq))
    for name in names:
        remember(writer.connection, name, _periods(writer, name, seq))
    writer.rebuild(names)
    return {name: changes_of(writer.connection, name, seq, ()).as_json() for name in names}


def _periods(writer: Writer, name: str, seq: int) -> list[str]:
    """The periods whose rows a batch can touch: those it states and, where it replaces, those it covers."""
    stated = writer.rows(f"SELECT DISTINCT period FROM {quoted('rows_' + name)} WHERE batch_seq = ?", [seq])
    slices = json.loads(writer.rows("SELECT slices FROM batch WHERE batch_seq = ?", [seq])[0]["slices"] or "[]")
    covered = {period for each in slices if each["dataset"] == name for period in each.get("periods") or ()}
    return sorted({row["period"] for row in stated if row["period"]} | covered)


def declare_change(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    """Declare what became of a school or township."""
    progress(0.1, "正在登记")
    return {"version": declare(store, change_of(request["change"]), person)}


def go_back(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    """Publish a kept version's state forward."""
    progress(0.1, "正在恢复版本")
    return {"version": return_to(store, int(request["version"]), person)}
