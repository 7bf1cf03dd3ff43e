"""The rules that weigh a number against a limit, the year before, or similar schools. One function for each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any

from catalog import INDICATORS, dataset
from catalog.alerts import Alert, Rule
from metrics.alerts.board import Board, Point, Points
from metrics.alerts.row import AlertRow, Trail

_KINDS = dataset("school").column("urban_rural").choices
_INDICATORS = {each.name for each in INDICATORS}
# Numbers come from divisions: a limit met exactly is not passed by the last bit.
_EXACT = 1e-9
_FEWEST_PEOPLE = 2


def weigh(board: Board, alert: Alert, points: Points, **more: Any) -> Iterator[AlertRow]:
    """The rows of one alert at one level. `more`: what every row of them says besides (part, detail, trail)."""
    if alert.rule is Rule.TIMES:
        yield from _unlike_similar(board, alert, points)
        return
    # Asked of every number of every school: what does not change from one to the next is looked up before.
    year, before, weighed, limits = board.year, board.before, _WEIGHED[alert.rule], board.limits(alert)
    for (area_id, stage), years in points.items():
        now, limit = years.get(year), limits[stage]
        if now is None or now.value is None or limit is None:
            continue
        earlier = [years.get(each) for each in before]
        hit = weighed(now, earlier, limit)
        if hit is None or (alert.beyond_chance and not _beyond_chance(now, earlier[0])):
            continue
        base = _base(alert, now, earlier[0])
        said = {"trail": trail_of(alert, area_id, board.year, stage)} | hit | more
        row = board.row(alert, area_id, now, stage=stage, base=base, **said)
        if row is not None:
            yield row


def trail_of(alert: Alert, area_id: str, period: str, stage: str | None = None, **where: str) -> Trail | None:
    """Where the number of an alert comes from, if an indicator gives it."""
    if alert.reads[0] not in _INDICATORS:
        return None
    return Trail(alert.reads[0], area_id, period, ({"stage": stage} if stage else {}) | where)


def _base(alert: Alert, now: Point, before: Point | None) -> float | None:
    """The number of people a verdict would rest on; of a change the smaller of both."""
    if alert.rule is Rule.SHRINK:
        return before.n if before else None
    if alert.rule in (Rule.RISE, Rule.FALL, Rule.MOVE) and before is not None:
        return None if now.d is None or before.d is None else min(now.d, before.d)
    return now.d


Hit = dict[str, Any] | None


def _above(now: Point, _earlier: list[Point | None], limit: float) -> Hit:
    return {} if (now.value or 0) > limit + _EXACT else None


def _below(now: Point, _earlier: list[Point | None], limit: float) -> Hit:
    return {} if (now.value or 0) < limit - _EXACT else None


def _reaches(now: Point, _earlier: list[Point | None], limit: float) -> Hit:
    return {} if (now.value or 0) >= limit - _EXACT else None


def _changed(sign: int) -> Callable[[Point, list[Point | None], float], Hit]:
    """A change beyond the limit: upwards (1), downwards (-1) or either way (0)."""

    def weighed(now: Point, earlier: list[Point | None], limit: float) -> Hit:
        before = earlier[0]
        if before is None or before.value is None or now.value is None:
            return None
        change = now.value - before.value
        size = abs(change) if sign == 0 else change * sign
        return {"before": before.value} if size > limit + _EXACT else None

    return weighed


def _shrinks(now: Point, earlier: list[Point | None], limit: float) -> Hit:
    before = earlier[0]
    if before is None or not before.value or now.value is None:
        return None
    return {"before": before.value} if (before.value - now.value) / before.value > limit + _EXACT else None


def _slides(now: Point, earlier: list[Point | None], limit: float) -> Hit:
    last, first = (point.value if point else None for point in earlier)
    if now.value is None or last is None or first is None or not first > last > now.value:
        return None
    return {"before": first} if first - now.value > limit + _EXACT else None


_WEIGHED: dict[Rule, Callable[[Point, list[Point | None], float], Hit]] = {
    Rule.ABOVE: _above,
    Rule.BELOW: _below,
    Rule.REACHES: _reaches,
    Rule.RISE: _changed(1),
    Rule.FALL: _changed(-1),
    Rule.MOVE: _changed(0),
    Rule.SHRINK: _shrinks,
    Rule.SLIDE: _slides,
}


def _beyond_chance(now: Point, before: Point | None) -> bool:
    """Whether two shares of people differ by more than one standard error of their difference, and by two people."""
    if before is None or now.value is None or before.value is None or not now.d or not before.d:
        return False
    change = abs(now.value - before.value)
    pooled = min(max(((now.n or 0) + (before.n or 0)) / (now.d + before.d), 0.0), 1.0)
    error = (pooled * (1 - pooled) * (1 / now.d + 1 / before.d)) ** 0.5
    return change > error and change * now.d >= _FEWEST_PEOPLE - _EXACT


def _unlike_similar(board: Board, alert: Alert, points: Points) -> Iterator[AlertRow]:
    """Schools whose value is so many times the median of the schools of their stage and kind, themselves left out."""
    groups: dict[tuple[str | None, str], list[tuple[str, Point]]] = {}
    for (area_id, stage), years in points.items():
        now, spot = years.get(board.year), board.spots.get(area_id)
        if now and now.value is not None and spot and spot.urban_rural:
            groups.setdefault((stage, spot.urban_rural), []).append((area_id, now))
    fewest, limit = board.settings.number("alert_similar_fewest"), board.limit(alert) or 0
    for (stage, kind), members in groups.items():
        ranked = sorted(point.value or 0 for _, point in members)
        for area_id, now in members:
            value = now.value or 0
            # No school so far above the others can be in the lower half of them all.
            if len(members) <= fewest or value < ranked[len(ranked) // 2]:
                continue
            usual = _median_without(ranked, value)
            if value < limit * usual - _EXACT:
                continue
            row = board.row(alert, area_id, now, stage=stage, before=usual, detail=_KINDS[kind][0] if kind in _KINDS else kind,
                            trail=trail_of(alert, area_id, board.year, stage))  # fmt: skip
            if row is not None:
                yield row


def _median_without(ranked: list[float], value: float) -> float:
    """The median of sorted numbers with one of them left out."""
    gone = bisect_left(ranked, value)
    others = len(ranked) - 1
    ends = ((others - 1) // 2, others // 2)
    return sum(ranked[place + (place >= gone)] for place in ends) / 2
