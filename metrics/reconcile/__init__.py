"""Cross-checks (对账): every declared check weighed over a whole district for one school year.

`reconcile(reader, year)` gives each place where there was something to compare: agrees, does not, or cannot be checked and
why. What each check is stands in `catalog/reconciliations/`; `cells_behind` leads from either side to its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from catalog.reconciliations import RECONCILIATIONS, Check, Outcome, Shape
from metrics.alerts.board import Board
from metrics.reconcile import enrolment, returns
from metrics.reconcile.cells import cells_behind
from metrics.reconcile.declared import find_in_areas, find_in_files, find_in_rows
from metrics.reconcile.row import Origin, Reconciled
from store.reader import Reader

__all__ = ["Origin", "Reconciled", "cells_behind", "reconcile"]

_SHAPES = {Shape.ROW: find_in_rows, Shape.AREA: find_in_areas, Shape.CELL: find_in_files}
_FINDERS: dict[str, Callable[[Board], Iterator[Reconciled]]] = {
    each.__name__: each
    for each in (
        enrolment.grades_make_total, enrolment.spring_like_autumn, enrolment.class_bands_fit, enrolment.class_size_plausible,
        enrolment.transfers_cancel, enrolment.graduates_like_intake, enrolment.resource_roll_like_autumn, enrolment.teachers_like_staff,
        returns.aid_within_enrolment, returns.aid_per_head_standard, returns.aid_amount_in_steps, returns.dropout_roll_like_autumn,
        returns.dropouts_carry_over, returns.eligible_within_grade,
    )
}  # fmt: skip
_OUTCOMES = tuple(Outcome)


def reconcile(reader: Reader, year: str, areas: Collection[str] | None = None) -> list[Reconciled]:
    """Every check of the school year: failures first, strict ones before those that may have their reasons, in the order of
    declaration. `areas`: what a visitor may see, as township ids (None: all); what concerns a district is for who sees it all.
    """
    board = Board(reader, year, reader)
    found: list[Reconciled] = []
    for check in RECONCILIATIONS:
        mine = list(_found(board, check))
        if areas is not None:
            mine = [each for each in mine if each.township_id in areas]
        found += mine
    return sorted(found, key=lambda row: (_OUTCOMES.index(row.outcome), not row.check.strict))


def _found(board: Board, check: Check) -> Iterator[Reconciled]:
    shape = _SHAPES.get(check.shape)
    return shape(board, check) if shape else _FINDERS[check.name](board)
