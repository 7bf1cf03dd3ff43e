"""How far each target is reached: the value now, the gap to it, and (of what adds up over a year) the share done."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from catalog import dataset as declared
from catalog import indicator as declared_indicator
from catalog.model import Direction, Indicator, Role
from catalog.targets import Target
from metrics import times
from metrics.disclosure import ACTING
from metrics.in_force import targets_of
from metrics.question import ask
from metrics.values import values
from store.reader import Reader
from store.targets import SetTarget


@dataclass(frozen=True)
class Progress:
    """A target beside what is known. `gap` is actual less target; `met` None: unknown yet, because nothing or not everything
    is in. Of a sum over the year `done` is its share of the target and `elapsed` the share of the year the data covers."""

    target: Target
    area: str
    level: str
    actual: float | None
    gap: float | None
    met: bool | None
    missing: int
    done: float | None = None
    elapsed: float | None = None
    person: str = ""
    at: datetime.datetime | None = None
    batch: str = ""


def progress(
    reader: Reader,
    areas: Collection[str] | None = None,
    indicator: str | None = None,
    year: str | None = None,
    audience: str = ACTING,
) -> list[Progress]:
    """Every target in force (of one indicator, of one school year, if named) within the townships a visitor may see (None:
    all). `audience`: whose eyes the value, and so the gap, is for (metrics/disclosure/)."""
    places = {row["area_id"]: row for row in reader.once("SELECT area_id, level, name, township_id FROM area")}
    chosen = [
        each
        for each in targets_of(reader)
        if each.target.area_id in places
        and indicator in (None, each.target.indicator)
        and year in (None, each.target.year)
        and _seen(places[each.target.area_id], areas)
    ]
    known = _Known(reader, audience, [(each.target, places[each.target.area_id]["level"]) for each in chosen])
    return [_progress(known, each, places[each.target.area_id]) for each in chosen]


def _seen(place: dict[str, Any], areas: Collection[str] | None) -> bool:
    return areas is None or place["level"] == "district" or place["township_id"] in areas or place["area_id"] in areas


class _Known:
    """The values behind many targets: one question for each indicator, level and stage, whatever the places and years."""

    def __init__(self, reader: Reader, audience: str, asked: Sequence[tuple[Target, str]]) -> None:
        self._reader, self._audience = reader, audience
        self._years: dict[tuple[str, str, str | None], set[str]] = {}
        for target, level in asked:
            self._years.setdefault((target.indicator, level, target.stage), set()).add(target.year)
        self._rows: dict[tuple[str, str, str | None], dict[tuple[str, str], dict[str, Any]]] = {}
        self._elapsed: dict[tuple[str, str], float | None] = {}

    def row(self, target: Target, level: str) -> dict[str, Any] | None:
        """The row of metrics.values that a target is held against; None when there is none."""
        key = (target.indicator, level, target.stage)
        if key not in self._rows:
            where = {"stage": target.stage} if target.stage else None
            frame = values(
                self._reader, target.indicator, level, sorted(self._years[key]), where, audience=self._audience
            )
            named = ({str(name): value for name, value in row.items()} for row in frame.to_dict("records"))
            self._rows[key] = {(row["area_id"], row["period"]): row for row in named}
        return self._rows[key].get((target.area_id, target.year))

    def missing(self, target: Target, level: str) -> int:
        """The schools missing from the row, where no total of the area's own stands for them. Of all stages together such a
        total may stand for one stage only, so each is asked for itself."""
        row = self.row(target, level)
        if row is None or not row["own_total"]:
            return int(row["schools_missing"]) if row else 0
        if target.stage or not row["schools_missing"]:
            return 0
        frame = values(self._reader, target.indicator, level, [target.year], split=("stage",), audience=self._audience)
        mine = frame[(frame["area_id"] == target.area_id) & ~frame["own_total"].astype(bool)]
        return int(mine["schools_missing"].sum())

    def elapsed(self, name: str, year: str) -> float | None:
        """The share of a year that the data of an indicator covers; None without data."""
        if (name, year) not in self._elapsed:
            asked = times.period(year)
            last = max(
                (min(times.period(step.native).end, asked.end) for step in ask(self._reader, name, [year]).steps),
                default=None,
            )
            days = (asked.end - asked.start).days + 1
            self._elapsed[name, year] = None if last is None else ((last - asked.start).days + 1) / days
        return self._elapsed[name, year]


def target_values(found: Iterable[Progress], area_id: str, stage: str | None = None) -> dict[str, float]:
    """Year -> target of an area and stage: the line to draw beside its values."""
    return {
        each.target.year: each.target.value
        for each in found
        if each.target.area_id == area_id and each.target.stage == stage
    }


def _progress(known: _Known, found: SetTarget, place: dict[str, Any]) -> Progress:
    target, measured = found.target, declared_indicator(found.target.indicator)
    row = known.row(target, place["level"])
    actual = None if row is None or math.isnan(row["value"]) else float(row["value"])
    missing = known.missing(target, place["level"]) if row else 0
    done, elapsed = _done(known, target, measured, actual)
    return Progress(
        target, place["name"], place["level"], actual, None if actual is None else actual - target.value,
        _met(measured, target, actual, missing, elapsed), missing, done, elapsed, found.person, found.at, found.batch,
    )  # fmt: skip


def _met(measured: Indicator, target: Target, actual: float | None, missing: int, elapsed: float | None) -> bool | None:
    """Whether it is reached. A sum that has passed its target has; anything else with schools missing or a part of the year
    to come is not yet known."""
    if actual is None:
        return None
    higher = measured.direction is Direction.HIGHER
    reached = actual >= target.value if higher else actual <= target.value
    sums = measured.denominator is None
    open_yet = missing > 0 or (sums and elapsed is not None and elapsed < 1)
    if not open_yet:
        return reached
    return reached if sums and reached == higher else None


def _done(
    known: _Known, target: Target, measured: Indicator, actual: float | None
) -> tuple[float | None, float | None]:
    """The share of the target done and of the year gone, for a sum of a flow; None for a snapshot or a ratio."""
    role = declared(measured.numerator.dataset).column(measured.numerator.column).role
    if measured.denominator is not None or measured.function != "total" or role is not Role.FLOW:
        return None, None
    done = actual / target.value if actual is not None and target.value else None
    return done, known.elapsed(measured.name, target.year)
