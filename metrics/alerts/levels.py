"""Alerts whose numbers need rolling up: retention, dropout rates, shares of townships, variation. Asked of the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from catalog import dataset
from catalog.alerts import Alert, Rule, alert
from catalog.periods import PeriodKind, label_zh, parse_period, shift_years
from metrics.alerts.board import Board, Point, Points
from metrics.alerts.row import AlertRow
from metrics.alerts.rules import trail_of, weigh
from metrics.engine import answer
from metrics.question import ask


def find(board: Board) -> Iterator[AlertRow]:
    """Every alert that reads an area's number, and of schools those on cohorts and on children still out."""
    years = (board.year, board.before[0])
    retention = _frame(board, "retention_rate", ("school", "township"), years, ("stage",))
    for name in ("retention_low", "retention_falling", "retention_over"):
        yield from _at_its_levels(board, alert(name), retention)
    large = _frame(board, "large_class_share", ("township", "district"), years[:1], ("stage",))
    yield from _at_its_levels(board, alert("large_class_share_high"), large)
    yield from _variation(board)
    if periods := board.periods("dropout"):
        yield from _dropout(board, periods)
        yield from _unreported(board, retention)


def _dropout(board: Board, periods: list[str]) -> Iterator[AlertRow]:
    years = (board.year, board.before[0])
    months = [code for code in periods if parse_period(code).kind is PeriodKind.MONTH][-1:]
    months += [shift_years(code, -1) for code in months]
    # Years and months in one question: they are separate answers to it.
    rates = _frame(board, "dropout_rate", ("township", "district"), (*years, *months), ("stage",))
    yield from _at_its_levels(board, alert("dropout_rate_high"), rates)
    yield from _at_its_levels(board, alert("dropout_rate_rising"), rates)
    still_out = _frame(board, "dropout_open", ("school",), years[:1])
    for row in _at_its_levels(board, alert("open_dropouts"), still_out):
        yield replace(row, detail=label_zh(periods[-1]))
    returned = _frame(board, "return_rate", ("township", "district"), years[:1])
    yield from _at_its_levels(board, alert("return_rate_low"), returned)
    if months:
        yield from _month_by_month(board, points_of(rates, "township"), *months)


def _unreported(board: Board, retention: pd.DataFrame) -> Iterator[AlertRow]:
    """Schools whose cohorts shrank while their own returns, all of them made, say that nobody is out."""
    lost, open_now = (
        alert("leaving_unreported"),
        points_of(_frame(board, "dropout_open", ("school",), (board.year,)), "school"),
    )
    for row in _at_its_levels(board, replace(lost, rule=Rule.BELOW), retention):
        out = open_now.get((row.area_id, None), {}).get(board.year)
        if out is not None and out.value == 0 and not out.missing:
            yield replace(row, alert=lost)


def _month_by_month(board: Board, rates: Points, month: str, before: str) -> Iterator[AlertRow]:
    """The last month beside the same of the year before. Where schools are missing then, nothing may be said to have grown."""
    more = alert("dropouts_up_on_month")
    for area_id in dict.fromkeys(area_id for area_id, _ in rates):
        stages = [points for (each, _), points in rates.items() if each == area_id]
        now, then = (_summed([points[code] for points in stages if code in points]) for code in (month, before))
        if now is None or then is None or then.missing or (now.n or 0) - (then.n or 0) < (board.limit(more) or 0):
            continue
        row = board.row(more, area_id, now, period=month, before=then.n, trail=trail_of(more, area_id, month))
        if row is not None:
            yield row


def _summed(points: list[Point]) -> Point | None:
    """How many in all stages; None where nobody is known to have reported."""
    known = [point.n for point in points if point.n is not None]
    missing = max((point.missing for point in points), default=0)
    return Point(sum(known), sum(known), None, missing) if known else None


def _variation(board: Board) -> Iterator[AlertRow]:
    """Each resource by itself: they are never pooled."""
    high, items = alert("variation_high"), dataset("resource").column("item").choices
    frame = _frame(board, "balance_cv", ("district",), (board.year,))
    for item in frame["item"].unique() if len(frame) else ():
        for row in weigh(board, high, points_of(frame[frame["item"] == item], "district")):
            trail = trail_of(high, row.area_id, row.period, row.stage, item=item)
            yield replace(row, part=item, detail=items[item][0] if item in items else item, trail=trail)


def _frame(
    board: Board, name: str, levels: Sequence[str], periods: Sequence[str], split: Sequence[str] = ()
) -> pd.DataFrame:
    """The engine's rows of an indicator at several levels at once."""
    return answer(ask(board.reader, name, periods, None, split), levels)


def _at_its_levels(board: Board, what: Alert, frame: pd.DataFrame) -> Iterator[AlertRow]:
    for level in what.levels:
        yield from weigh(board, what, points_of(frame, level.value))


def points_of(frame: pd.DataFrame, level: str) -> Points:
    """One level's rows as points, by stage where they are split by it."""
    mine = frame[frame["level"] == level]
    stages = mine["stage"].tolist() if "stage" in mine else [None] * len(mine)
    names = ("area_id", "period", "value", "numerator", "denominator", "schools_missing")
    points: Points = {}
    for stage, area_id, period, value, n, d, missing in zip(
        stages, *(mine[name].tolist() for name in names), strict=True
    ):
        known = [None if number != number else number for number in (value, n, d)]
        key = (area_id, stage if isinstance(stage, str) else None)
        points.setdefault(key, {})[period] = Point(known[0], known[1], known[2], int(missing))
    return points
