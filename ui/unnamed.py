"""Places without their names, for a screen that many see: 乡镇03, 学校017. A place keeps its number on every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from metrics.register import Place
from ui.text import say

_ID = re.compile(r"([TS])0*(\d+)")
_LEVELS = {"T": ("township", 2), "S": ("school", 3)}
_NAMED = {"area": "area_id", "core": "core_id", "member": "member_id"}


def number_of(area_id: str | None, name: str = "") -> str:
    """What a township or school is called instead, whether it is still there or not; of anything else its name."""
    found = _ID.fullmatch(area_id or "")
    if found is None:
        return name
    level, digits = _LEVELS[found[1]]
    return say(f"audience.a_{level}", n=found[2].zfill(digits))


def numbers_by_name(places: Iterable[Place]) -> dict[str, str]:
    """What each place is called, by its name: districts keep theirs."""
    return {each.name: number_of(each.area_id, each.name) for each in places}


def without_names(frame: pd.DataFrame, by_name: Mapping[str, str]) -> pd.DataFrame:
    """Values with the numbers of places where their names stood. `by_name`: of districts and townships, for the column of
    parents; one that is not among them is not named at all."""
    changed = {
        name: [number_of(area_id, each) for area_id, each in zip(frame[code], frame[name], strict=True)]
        for name, code in _NAMED.items()
        if name in frame and code in frame
    }
    if "parent" in frame:
        changed["parent"] = [by_name.get(each, "—") if isinstance(each, str) else each for each in frame["parent"]]
    return frame.assign(**{name: pd.Series(cells, index=frame.index, dtype="str") for name, cells in changed.items()})


def place_without_name(place: Place) -> Place:
    """The place under its number."""
    return replace(
        place, name=number_of(place.area_id, place.name), township=number_of(place.township_id, place.township or "")
    )
