"""Targets of the year that are known not to be reached. What is not all in, or a year not yet over, is no miss."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import indicator
from catalog.alerts import alert
from metrics.alerts.board import Board, Point
from metrics.alerts.row import AlertRow, Trail
from metrics.targets import progress


def find(board: Board) -> Iterator[AlertRow]:
    """A row for each target of the year that was missed."""
    missed = alert("target_missed")
    # A school year answers for the calendar year it begins in: that one is over when it ends.
    years = (board.year, board.year[:4])
    for each in (found for year in years for found in progress(board.reader, year=year)):
        if each.met is not False:
            continue
        target, measured = each.target, indicator(each.target.indicator)
        trail = Trail(measured.name, target.area_id, target.year, {"stage": target.stage} if target.stage else {})
        row = board.row(missed, target.area_id, Point(each.actual, None, None), stage=target.stage, period=target.year, before=target.value,
                        part=measured.name, detail=measured.zh, unit=measured.unit, decimals=measured.decimals, trail=trail)  # fmt: skip
        if row is not None:
            yield row
