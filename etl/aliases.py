"""Other names of schools. Each is a batch of its own, so taking one back goes through the log like any undo."""

from __future__ import annotations

from typing import Any

from etl.words import WrongUsage
from store import Store, normalise_name
from store.history import add_alias, undo
from store.history import aliases as live_aliases


def listed(store: Store) -> list[dict[str, Any]]:
    """The live aliases: name, township, school_id, school, batch, person, at."""
    if store.current() is None:
        return []
    with store.read() as reader:
        found = live_aliases(reader)
    return [
        {
            "name": each["name"],
            "township": each["township_text"],
            "school_id": each["school_id"],
            "school": each["school"],
            "batch": each["batch_id"],
            "person": each["person"],
            "at": each["created_at"],
        }
        for each in found
    ]


def add(store: Store, name: str, school_id: str, person: str, township: str | None = None) -> int:
    """Let a name mean a school, in stored rows too; returns the new version. WrongUsage for an unknown school."""
    if not name.strip():
        raise WrongUsage("别名不能为空。")
    if store.current() is None:
        raise WrongUsage(f"还没有任何学校，没有 {school_id}。")
    try:
        return add_alias(store, name.strip(), school_id, person, township)
    except KeyError as error:
        raise WrongUsage(f"没有学校 {school_id}；学校 ID 形如 S00001。") from error


def remove(store: Store, name: str, person: str, township: str | None = None) -> int:
    """Take back every live alias of this name (in one township only, if given); returns the new version."""
    wanted = normalise_name(name)
    found = [
        each
        for each in listed(store)
        if normalise_name(each["name"]) == wanted and township in (None, each["township"])
    ]
    if not found:
        raise WrongUsage(f"没有别名“{name}”。")
    return max(undo(store, each["batch"], person) for each in found)
