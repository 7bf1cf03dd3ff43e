"""Schools above the size limit of their kind, once a year by the autumn roll."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.alerts import alert
from catalog.stages import stage
from metrics.alerts.board import Board, Point
from metrics.alerts.row import AlertRow, Trail
from metrics.sizes import NINE_YEAR, over_limit, school_sizes, stages_of


def find(board: Board) -> Iterator[AlertRow]:
    """Every school known to be above its limit."""
    large = alert("school_too_large")
    for each in over_limit(school_sizes(board.reader, board.year)):
        one = None if each.kind == NINE_YEAR else each.kind
        # Of a nine-year school both stages are asked for by name: kindergarten classes of the same school do not count.
        trail = Trail(large.reads[0], each.school_id, board.year, {"stage": one or stages_of(each.kind)})
        kind = "小学、初中合计" if one is None else stage(one).zh
        point = Point(each.pupils, each.pupils, None)
        made = board.row(large, each.school_id, point, stage=one, trail=trail, detail=kind)
        if made is not None:
            yield made
