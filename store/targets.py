"""Targets in the store's log: each is set, changed and taken back by batches of their own, as settings are."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from catalog.indicators import indicator
from catalog.model import Level
from catalog.targets import BadTarget, Target, checked
from store.settings import Asked, changed_entries, log_entries
from store.versions import Store

_NAME = "target"


@dataclass(frozen=True)
class SetTarget:
    """A target in force: who set it, when, in which batch."""

    target: Target
    person: str
    at: datetime.datetime
    batch: str


def targets_in_force(reader: Asked) -> list[SetTarget]:
    """Every target of a version that is not taken back, in the order they were set."""
    found: dict[str, SetTarget] = {}
    for row in changed_entries(reader):
        if row["name"] != _NAME or not row["live"]:
            continue
        found.pop(row["entry"], None)
        if row["value"] is not None:
            target = Target(**json.loads(row["value"]))
            found[row["entry"]] = SetTarget(target, row["person"], row["at"], row["batch"])
    return list(found.values())


def set_target(store: Store, target: Target, person: str) -> int:
    """Set a target, or change the one for the same indicator, area, year and stage; returns the version.

    BadTarget, and nothing is changed, when it cannot be, its area is none, or it is set so already.
    """
    checked(target)
    with store.write(person=person) as writer:
        places = writer.rows("SELECT level, name FROM area WHERE area_id = ?", [target.area_id])
        measured = indicator(target.indicator)
        if not places:
            raise BadTarget(f"没有编号为“{target.area_id}”的地方")
        if Level(places[0]["level"]) not in measured.levels:
            raise BadTarget(f"“{measured.zh}”没有{places[0]['name']}这一级的数，不能定目标")
        if any(each.target == target for each in targets_in_force(writer)):
            raise BadTarget("已经是这个目标，没有改动")
        words = f"目标 {measured.zh} {places[0]['name']} {target.year}：{target.value:g}"
        report = {"note": target.document, "changes": [words]}
        return log_entries(writer, [(_NAME, target.key, vars(target))], report)


def remove_target(store: Store, target: Target, person: str) -> int:
    """Take a target out of force; returns the version. BadTarget when there is none of this key."""
    with store.write(person=person) as writer:
        found = next((each for each in targets_in_force(writer) if each.target.key == target.key), None)
        if found is None:
            raise BadTarget("没有这个目标")
        report = {"note": "取消目标", "changes": [f"取消目标 {indicator(target.indicator).zh} {target.year}"]}
        return log_entries(writer, [(_NAME, target.key, None)], report)
