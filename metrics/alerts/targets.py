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
    for each in progress(board.reader, year=board.year):
        if each.met is not False:
            continue
        target, measured = each.target, indicator(each.target.indicator)
        trail = Trail(measured.name, target.area_id, board.year, {"stage": target.stage} if target.stage else {})
        row = board.row(missed, target.area_id, Point(each.actual, None, None), stage=target.stage, before=target.value,
                        part=measured.name, detail=measured.zh, unit=measured.unit, decimals=measured.decimals, trail=trail)  # fmt: skip
        if row is not None:
            yield row
