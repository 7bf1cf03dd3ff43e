"""From two numbers to a verdict: the one place where a cross-check passes or fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from catalog.reconciliations import Check, Outcome, Relation
from metrics.alerts.board import Board
from metrics.reconcile.row import Origin, Reconciled

# Sums of fractions: a limit met exactly is not passed by the last bit.
_EXACT = 1e-9

Row = dict[str, Any]


def tolerance_of(board: Board, check: Check, right: float | None) -> float:
    """How far the sides may be apart, in their own unit."""
    if not check.tolerance:
        return 0.0
    value = board.settings.number(check.tolerance)
    return value * abs(right or 0.0) if check.relation is Relation.SHARE else value


def holds(check: Check, left: float, right: float | None, tolerance: float, low: float | None, high: float | None) -> bool:  # fmt: skip
    """Whether the left side stands to the right one as it should."""
    room = tolerance + _EXACT * max(1.0, abs(left))
    if check.relation is Relation.BETWEEN:
        return (low is None or left >= low - room) and (high is None or left <= high + room)
    if right is None:
        raise ValueError(f"{check.name}: nothing to compare with")
    return left <= right + room if check.relation is Relation.AT_MOST else abs(left - right) <= room


def judged(board: Board, check: Check, row: Row, left_from: Iterable[Origin] = (), right_from: Iterable[Origin] = ()) -> Iterator[Reconciled]:  # fmt: skip
    """The verdict on one row: area_id, stage, period, a, b; perhaps low, high, detail, reason. Nothing of a place that is
    no more, and nothing when neither side is known: then there was nothing to check."""
    spot = board.spots.get(row["area_id"])
    left, right = row["a"], row["b"]
    if spot is None or (left is None and right is None):
        return
    low, high = row.get("low"), row.get("high")
    reason = row.get("reason") or ("left" if left is None else "right" if right is None and low is None and high is None else "")  # fmt: skip
    tolerance = tolerance_of(board, check, right)
    if reason:
        outcome = Outcome.UNCHECKED
    else:
        outcome = Outcome.PASSED if holds(check, left, right, tolerance, low, high) else Outcome.FAILED
    yield Reconciled(
        check, outcome, spot.level, spot.area_id, spot.name, spot.area_id if spot.level == "township" else spot.township_id,
        spot.name if spot.level == "township" else spot.township, row["stage"], row["period"], left, right, tolerance, low, high,
        row.get("detail") or "", reason, tuple(left_from), tuple(right_from),
    )  # fmt: skip
