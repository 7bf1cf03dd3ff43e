"""Jobs on the history: look at what taking a batch back would change, and return to a version."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from etl.place_declarations import change_of
from store import Store
from store.declarations import add_change, declare
from store.history import return_to, touched_datasets

Progress = Callable[[float, str], None]


def look(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    """Build the version in which a batch is taken back (`live` false) or brought again, or in which a `change` of a place
    is declared, as a candidate to look at.

    The candidate lies where a draft's does, so pages show it under `draft=ID`, and it expires as drafts do.
    """
    progress(0.1, "正在计算变化")
    number = uuid.uuid4().hex[:16]
    with store.write(person=person) as writer:
        if "change" in request:
            add_change(writer, change_of(request["change"]))
            writer.rebuild([])
        else:
            seq = writer.set_live(request["batch"], bool(request["live"]))
            writer.rebuild(touched_datasets(writer, seq))
        writer.keep_candidate(store.folder.drafts / number / "candidate.duckdb")
    asked = {"batch": request.get("batch"), "live": bool(request.get("live")), "change": request.get("change")}
    return {"draft": number, **asked, "base_version": store.current()}


def declare_change(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    """Declare what became of a school or township."""
    progress(0.1, "正在登记")
    return {"version": declare(store, change_of(request["change"]), person)}


def go_back(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    """Publish a kept version's state forward."""
    progress(0.1, "正在恢复版本")
    return {"version": return_to(store, int(request["version"]), person)}
