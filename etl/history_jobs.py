"""Jobs on the history: look at what taking a batch back would change, and return to a version."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from store import Store
from store.history import return_to, touched_datasets

Progress = Callable[[float, str], None]


def look(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    """Build the version in which a batch is taken back (`live` false) or brought again, as a candidate to look at.

    The candidate lies where a draft's does, so pages show it under `draft=ID`, and it expires as drafts do.
    """
    progress(0.1, "正在计算变化")
    number = uuid.uuid4().hex[:16]
    with store.write(person=person) as writer:
        seq = writer.set_live(request["batch"], bool(request["live"]))
        writer.rebuild(touched_datasets(writer, seq))
        writer.keep_candidate(store.folder.drafts / number / "candidate.duckdb")
    return {"draft": number, "batch": request["batch"], "live": bool(request["live"]), "base_version": store.current()}


def go_back(store: Store, request: dict[str, Any], person: str, progress: Progress) -> dict[str, Any]:
    """Publish a kept version's state forward."""
    progress(0.1, "正在恢复版本")
    return {"version": return_to(store, int(request["version"]), person)}
