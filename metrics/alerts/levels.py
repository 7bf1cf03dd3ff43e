"""Alerts whose numbers need rolling up: retention, dropout rates, shares of townships, variation. Asked of the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from catalog import dataset
from catalog.alerts import Alert, Rule, alert
from catalog.periods import PeriodKind, label_zh, parse_period, shift_years
from catalog.settings.standards import SEVEN_ITEMS
from metrics.alerts.board import Board, Point, Points
from metrics.alerts.row import AlertRow
from metrics.alerts.rules import trail_of, weigh
from metrics.engine import answer, answer_many
from metrics.question import ask

ByLevel = dict[str, Points]

_NUMBERS = ("value", "numerator", "denominator")


def find(board: Board) -> Iterator[AlertRow]:
    """Every alert that reads an area's number, and of schools those on cohorts and on children still out."""
    years = (board.year, board.before[0])
    retention = _asked(board, "retention_rate", ("school", "township", "district"), years, ("stage",))
    for name in ("retention_low", "retention_falling", "retention_over"):
        yield from _at_its_levels(board, alert(name), retention)
    yield from _beside_district(board, alert("retention_below_district"), retention)
    large = _asked(board, "large_class_share", ("township", "district"), years[:1], ("stage",))
    yield from _at_its_levels(board, alert("large_class_share_high"), large)
    yield from _variation(board)
    if periods := board.periods("dropout"):
        yield from _dropout(board, periods, retention)


def _beside_district(board: Board, what: Alert, points: ByLevel) -> Iterator[AlertRow]:
    """Townships weighed against their district of the same year, where both are known whole."""
    wholes = points.get("district", {})
    placed = {}
    for (area_id, stage), years in points.get("township", {}).items():
        own, whole = years.get(board.year), wholes.get((board.districts.get(area_id, ""), stage), {}).get(board.year)
        if own is not None and whole is not None and not own.missing and not whole.missing:
            placed[area_id, stage] = {board.year: own, board.before[0]: whole}
    yield from weigh(board, what, placed)


def _dropout(board: Board, periods: list[str], retention: ByLevel) -> Iterator[AlertRow]:
    years = (board.year, board.before[0])
    months = [code for code in periods if parse_period(code).kind is PeriodKind.MONTH][-1:]
    months += [shift_years(code, -1) for code in months]
    rates = _asked(board, "dropout_rate", ("township", "district"), years, ("stage",))
    yield from _at_its_levels(board, alert("dropout_rate_high"), rates)
    yield from _at_its_levels(board, alert("dropout_rate_rising"), rates)
    still_out, returned = _asked_together(
        board, ("dropout_open", "return_rate"), ("school", "township", "district"), years[:1]
    )
    yield from _at_its_levels(board, alert("open_dropouts"), still_out, detail=label_zh(periods[-1]))
    yield from _unreported(board, retention, still_out.get("school", {}))
    yield from _at_its_levels(board, alert("return_rate_low"), returned)
    if months:
        # Apart from the years: years alone, and months alone, are answered the short way.
        monthly = _asked(board, "dropout_rate", ("township",), months)
        yield from _month_by_month(board, monthly.get("township", {}), *months)


def _unreported(board: Board, retention: ByLevel, still_out: Points) -> Iterator[AlertRow]:
    """Schools whose cohorts shrank while their own returns, all of them made, say that nobody is out."""
    lost = alert("leaving_unreported")
    quiet = {
        area_id
        for (area_id, _), years in still_out.items()
        if (out := years.get(board.year)) is not None and out.value == 0 and not out.missing
    }
    theirs = {place: years for place, years in retention.get("school", {}).items() if place[0] in quiet}
    for row in _at_its_levels(board, replace(lost, rule=Rule.BELOW), {"school": theirs}):
        yield replace(row, alert=lost)


def _month_by_month(board: Board, rates: Points, month: str, before: str) -> Iterator[AlertRow]:
    """The last month beside the same of the year before. Where schools are missing then, nothing may be said to have grown."""
    more = alert("dropouts_up_on_month")
    least = board.limit(more) or 0
    for (area_id, _), months in rates.items():
        now, then = months.get(month), months.get(before)
        if now is None or then is None or now.n is None or then.n is None or then.missing:
            continue
        if now.n - then.n >= least:
            point = Point(now.n, now.n, None, now.missing)
            row = board.row(more, area_id, point, period=month, before=then.n, trail=trail_of(more, area_id, month))
            if row is not None:
                yield row


def _variation(board: Board) -> Iterator[AlertRow]:
    """Each of the seven of 优质均衡 by itself: they are never pooled, and the other resources have no limit of their own."""
    high, items = alert("variation_high"), dataset("resource").column("item").choices
    frame = _frame(board, "balance_cv", ("district",), (board.year,))
    for item in (each for each in frame["item"].unique() if each in SEVEN_ITEMS) if len(frame) else ():
        points = points_by_level(frame[frame["item"] == item]).get("district", {})
        name = items[item][0] if item in items else item
        for row in weigh(board, high, points, part=item, detail=name):
            yield replace(row, trail=trail_of(high, row.area_id, row.period, row.stage, item=item))


def _frame(
    board: Board, name: str, levels: Sequence[str], periods: Sequence[str], split: Sequence[str] = ()
) -> pd.DataFrame:
    """The engine's rows of an indicator at several levels at once."""
    return answer(ask(board.reader, name, periods, None, split), levels)


def _asked(
    board: Board, name: str, levels: Sequence[str], periods: Sequence[str], split: Sequence[str] = ()
) -> ByLevel:
    return points_by_level(_frame(board, name, levels, periods, split))


def _asked_together(board: Board, names: Sequence[str], levels: Sequence[str], periods: Sequence[str]) -> list[ByLevel]:
    """Indicators of the same rows, in one pass where they allow it."""
    answered = answer_many([ask(board.reader, name, periods) for name in names], levels)
    return [{level: points_by_level(frame).get(level, {}) for level, frame in each.items()} for each in answered]


def _at_its_levels(board: Board, what: Alert, points: ByLevel, **more: str) -> Iterator[AlertRow]:
    for level in what.levels:
        yield from weigh(board, what, points.get(level.value, {}), **more)


def points_by_level(frame: pd.DataFrame) -> ByLevel:
    """The rows as points by level, and by stage where they are split by it."""
    stages = frame["stage"].tolist() if "stage" in frame else [None] * len(frame)
    names = (frame[name].tolist() for name in ("level", "area_id", "period"))
    numbers = ([None if each != each else each for each in frame[name].tolist()] for name in _NUMBERS)
    found: dict[str, Points] = defaultdict(lambda: defaultdict(dict))
    rows = zip(stages, *names, *numbers, frame["schools_missing"].tolist(), strict=True)
    for stage, level, area_id, period, value, n, d, missing in rows:
        place = (area_id, stage if isinstance(stage, str) else None)
        found[level][place][period] = Point(value, n, d, int(missing))
    return found
