"""Two schools beside each other, within the dates of their pair."""

from __future__ import annotations

from typing import Any

from catalog.periods import parse_period
from tests.soundness.told import Told


def pairs_in(told: Told, period: str) -> set[tuple[str, str]]:
    """(core, member) of every pair of which a spell overlaps the period."""
    asked = parse_period(period)
    found = set()
    for said in told.said:
        if said.dataset == "pair":
            start, end = said.values.get("start"), said.values.get("end")
            if (start is None or start <= asked.end) and (end is None or end >= asked.start):
                found.add((said.values["core"], said.values["member"]))
    return found


def side_by_side(told: Told, schools: dict[str, dict[str, Any]], period: str) -> dict[tuple[str, str], dict[str, Any]]:
    """For each pair of which either school has a value: both values, and core less member where both are known."""
    found = {}
    for core, member in pairs_in(told, period):
        one, other = (schools.get(school, {}).get("value") for school in (core, member))
        if one is not None or other is not None:
            gap = None if one is None or other is None else one - other
            found[core, member] = {"core_value": one, "member_value": other, "gap": gap}
    return found
