"""Which of several namesakes a name means on a day, by what was declared: who took the name when, and who is no more."""

from __future__ import annotations

import datetime
from typing import Any

from store.names import normalise_name
from store.place_changes import MERGED, RENAMED, Change, live_changes

_FIRST, _LAST = datetime.date.min, datetime.date.max


class DatedNames:
    """The declarations, asked by name and day. A day that is not known means today."""

    def __init__(self, source: Any, *, known: bool) -> None:
        self.changes: list[Change] = live_changes(source) if known else []
        self._gone = {each.area_id: each.on_date for each in self.changes if each.kind == MERGED}
        self._renamed = [each for each in self.changes if each.kind == RENAMED]

    @property
    def days(self) -> list[datetime.date]:
        """The days on which a name may begin to mean another place, and one before all of them."""
        return [_FIRST, *sorted({each.on_date for each in self.changes})]

    def stands(self, area_id: str, on: datetime.date | None) -> bool:
        """Whether the place was not merged away by that day."""
        return on is None or area_id not in self._gone or on < self._gone[area_id]

    def gone_on(self, area_id: str) -> datetime.date | None:
        """The first day on which the place is no more."""
        return self._gone.get(area_id)

    def holders(self, found: set[str], wanted: str, on: datetime.date | None) -> set[str]:
        """Of several places of this name those that bore it on the day; all of them if none did."""
        if len(found) < 2 or not self.changes:
            return found
        day = on or _LAST
        there = {each for each in found if self.stands(each, day) and self._bears(each, wanted, day)}
        return there or found

    def _bears(self, area_id: str, wanted: str, day: datetime.date) -> bool:
        """The name's last change by that day decides, else the first one after it."""
        mine = [each for each in self._renamed if each.area_id == area_id]
        names = [(each, normalise_name(each.name or ""), normalise_name(each.former or "")) for each in mine]
        known = [each for each in names if wanted in each[1:]]
        past = [each for each in known if each[0].on_date <= day]
        if past:
            return past[-1][1] == wanted
        return not known or known[0][2] == wanted
