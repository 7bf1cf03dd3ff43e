"""Places without their names, for a screen that many see: 乡镇03, 学校017. A place keeps its number on every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from metrics.register import Place
from ui.text import say

_DIGITS = {"township": 2, "school": 3}
_NAMED = {"area": "area_id", "core": "core_id", "member": "member_id"}


def numbered(places: Iterable[Place]) -> dict[str, str]:
    """What each township and school is called instead, by id."""
    return {
        each.area_id: say(f"audience.a_{each.level}", n=each.area_id[1:].lstrip("0").zfill(_DIGITS[each.level]))
        for each in places
        if each.level in _DIGITS
    }


def without_names(frame: pd.DataFrame, instead: Mapping[str, str], by_name: Mapping[str, str]) -> pd.DataFrame:
    """Values with the numbers of places where their names stood. `by_name`: of townships, for the column of parents."""
    changed = {
        name: frame[code].map(instead).where(frame[code].isin(instead.keys()), frame[name])
        for name, code in _NAMED.items()
        if name in frame and code in frame
    }
    if "parent" in frame:
        changed["parent"] = frame["parent"].map(lambda name: by_name.get(name, name))
    return frame.assign(**changed)


def place_without_name(place: Place, instead: Mapping[str, str]) -> Place:
    """The place under its number."""
    township = instead.get(place.township_id or "", place.township)
    return replace(place, name=instead.get(place.area_id, place.name), township=township)
