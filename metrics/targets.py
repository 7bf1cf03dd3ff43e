"""How far each target is reached: the value now, the gap to it, and (of what adds up over a year) the share done."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from catalog import dataset as declared
from catalog import indicator as declared_indicator
from catalog.model import Direction, Indicator, Role
from catalog.targets import Target
from metrics import times
from metrics.question import ask
from metrics.values import values
from store.reader import Reader
from store.targets import SetTarget, targets_in_force


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
    reader: Reader, areas: Collection[str] | None = None, indicator: str | None = None, year: str | None = None
) -> list[Progress]:
    """Every target in force (of one indicator, of one school year, if named) within the townships a visitor may see (None: all)."""
    places = {row["area_id"]: row for row in reader.rows("SELECT area_id, level, name, township_id FROM area")}
    found = []
    for each in targets_in_force(reader):
        place = places.get(each.target.area_id)
        if place is None or (indicator is not None and each.target.indicator != indicator):
            continue
        if year is not None and each.target.year != year:
            continue
        if areas is None or place["level"] == "district" or place["township_id"] in areas or place["area_id"] in areas:
            found.append(_progress(reader, each, place["name"], place["level"]))
    return found


def target_values(found: Iterable[Progress], area_id: str, stage: str | None = None) -> dict[str, float]:
    """Year -> target of an area and stage: the line to draw beside its values."""
    return {
        each.target.year: each.target.value
        for each in found
        if each.target.area_id == area_id and each.target.stage == stage
    }


def _progress(reader: Reader, found: SetTarget, area: str, level: str) -> Progress:
    target, measured = found.target, declared_indicator(found.target.indicator)
    where = {"stage": target.stage} if target.stage else None
    frame = values(reader, target.indicator, level, [target.year], where)
    mine = frame[(frame["area_id"] == target.area_id) & (frame["period"] == target.year)]
    known = mine["value"].dropna().tolist()
    actual = float(known[0]) if known else None
    missing = int(mine["schools_missing"].iloc[0]) if len(mine) and not mine["own_total"].iloc[0] else 0
    done, elapsed = _done(reader, target, measured, actual)
    return Progress(
        target, area, level, actual, None if actual is None else actual - target.value,
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
    reader: Reader, target: Target, measured: Indicator, actual: float | None
) -> tuple[float | None, float | None]:
    """The share of the target done and of the year gone, for a sum of a flow; None for a snapshot or a ratio."""
    role = declared(measured.numerator.dataset).column(measured.numerator.column).role
    if measured.denominator is not None or measured.function != "total" or role is not Role.FLOW:
        return None, None
    steps = ask(reader, measured.name, [target.year]).steps
    year = times.period(target.year)
    last = max((min(times.period(step.native).end, year.end) for step in steps), default=None)
    elapsed = None if last is None else ((last - year.start).days + 1) / ((year.end - year.start).days + 1)
    return (actual / target.value if actual is not None and target.value else None), elapsed
