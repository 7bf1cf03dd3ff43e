"""The checks on subsidy, dropout control and exams that need a finder of their own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from catalog.periods import PeriodKind, parse_period
from catalog.reconciliations import reconciliation
from catalog.settings.aid import AidRange
from catalog.stages import grade_label_zh
from metrics.alerts.board import Board
from metrics.reconcile.declared import detail_of
from metrics.reconcile.judge import judged
from metrics.reconcile.row import Origin, Reconciled

_TOTALS = "enrolment_totals"
_KINDS = ("programme", "category")

_AID = """
WITH roll AS (SELECT school_id, stage, period, pupils FROM enrolment_totals WHERE area_level = 'school' AND pupils IS NOT NULL),
got AS (
    SELECT area_id, stage, period, programme, sum(recipients)::DOUBLE AS n FROM subsidy
    WHERE area_level = 'school' AND list_contains($terms, period) AND recipients IS NOT NULL AND stage IS NOT NULL GROUP BY ALL)
SELECT got.area_id, got.stage, got.period, got.programme, got.n AS a, coalesce(own.pupils, autumn.pupils)::DOUBLE AS b,
    CASE WHEN own.pupils IS NULL THEN $autumn ELSE got.period END AS roll_of FROM got
LEFT JOIN roll own ON own.school_id = got.area_id AND own.stage = got.stage AND own.period = got.period
LEFT JOIN roll autumn ON autumn.school_id = got.area_id AND autumn.stage = got.stage AND autumn.period = $autumn
ORDER BY got.period, got.area_id, got.programme"""

_PAID = """
SELECT area_id, stage, period, programme, category, amount::DOUBLE AS amount, recipients::DOUBLE AS recipients FROM subsidy
WHERE list_contains($terms, period) AND (amount IS NOT NULL OR recipients IS NOT NULL)
ORDER BY period, area_id, stage, programme, category"""

_DROPOUT_ROLL = """
WITH first AS (
    SELECT area_id, stage, min(period) AS period, arg_min(enrolled_start, period)::DOUBLE AS a FROM dropout
    WHERE area_level = 'school' AND list_contains($periods, period) AND enrolled_start IS NOT NULL GROUP BY area_id, stage)
SELECT f.*, e.pupils::DOUBLE AS b FROM first f LEFT JOIN enrolment_totals e
    ON e.area_id = f.area_id AND e.stage IS NOT DISTINCT FROM f.stage AND e.period = $autumn AND e.area_level = 'school'
ORDER BY f.area_id, f.stage"""

_LEDGER = """
SELECT area_id, stage, period, still_out::DOUBLE AS still_out, dropouts::DOUBLE AS dropouts, returned::DOUBLE AS returned FROM dropout
WHERE list_contains($periods, period) ORDER BY area_id, stage, period"""

_ELIGIBLE = """
WITH papers AS (
    SELECT area_id, stage, grade, period, exam, arg_max(subject, eligible) AS subject, max(eligible)::DOUBLE AS a FROM exam
    WHERE area_level = 'school' AND list_contains($periods, period) AND eligible IS NOT NULL AND grade IS NOT NULL GROUP BY ALL)
SELECT p.*, e.pupils::DOUBLE AS b FROM papers p LEFT JOIN enrolment e
    ON e.area_id = p.area_id AND e.stage IS NOT DISTINCT FROM p.stage AND e.grade = p.grade AND e.period = $autumn AND e.area_level = 'school'
ORDER BY p.period, p.area_id, p.grade, p.exam"""


def _terms(board: Board) -> list[str]:
    return [code for code in board.periods("subsidy") if parse_period(code).kind is PeriodKind.TERM]


def aid_within_enrolment(board: Board) -> Iterator[Reconciled]:
    """By programme: one pupil may have several, but none of them twice in a term."""
    check = reconciliation("aid_within_enrolment")
    for row in board.reader.rows(_AID, {"terms": _terms(board), "autumn": f"{board.year}-1"}):
        where = {"stage": row["stage"]}
        left = Origin(
            "subsidy", ("recipients",), row["area_id"], (row["period"],), where | {"programme": row["programme"]}
        )
        right = Origin(_TOTALS, ("pupils",), row["area_id"], (row["roll_of"],), where)
        yield from judged(board, check, row | {"detail": row["programme"] or ""}, (left,), (right,))


def aid_per_head_standard(board: Board) -> Iterator[Reconciled]:
    """Amount over recipients against the range of the standard in force that term."""
    check = reconciliation("aid_per_head_standard")
    for row in board.reader.rows(_PAID, {"terms": _terms(board)}):
        allowed = _allowed(board, row)
        amount, recipients = row["amount"], row["recipients"]
        if recipients == 0:
            continue
        head = amount / recipients if amount is not None and recipients is not None else None
        detail, reason = detail_of(row, _KINDS), "left" if head is None else allowed.reason
        made = row | {
            "a": head,
            "b": None if head is not None else recipients or amount,
            "detail": detail,
            "reason": reason,
        }
        if allowed.low is not None and head is not None:
            nearer = allowed.low if head < allowed.low else allowed.high
            made |= {"low": allowed.low, "high": allowed.high, "b": nearer}
        left, below = (_paid(row, column) for column in ("amount", "recipients"))
        yield from judged(board, check, made, (left, below))


def _allowed(board: Board, row: dict[str, Any]) -> AidRange:
    return board.settings.aid.range_of(row["programme"], row["category"], row["stage"], row["period"])


def _paid(row: dict[str, Any], column: str) -> Origin:
    key = {name: row[name] for name in ("stage", *_KINDS)}
    return Origin("subsidy", (column,), row["area_id"], (row["period"],), key)


def aid_amount_in_steps(board: Board) -> Iterator[Reconciled]:
    """An amount against the nearest multiple of the step of its standard."""
    check = reconciliation("aid_amount_in_steps")
    for row in board.reader.rows(_PAID, {"terms": _terms(board)}):
        step = _allowed(board, row).step
        if step is None or row["amount"] is None:
            continue
        nearest = round(row["amount"] / step) * step
        yield from judged(board, check, row | {"a": row["amount"], "b": nearest, "detail": detail_of(row, _KINDS)}, (_paid(row, "amount"),))  # fmt: skip


def dropout_roll_like_autumn(board: Board) -> Iterator[Reconciled]:
    """Pupils at the start of the year, as the first dropout return has them, against the autumn roll."""
    check, autumn = reconciliation("dropout_roll_like_autumn"), f"{board.year}-1"
    for row in board.reader.rows(_DROPOUT_ROLL, {"periods": board.periods("dropout"), "autumn": autumn}):
        where = {"stage": row["stage"]}
        left = Origin("dropout", ("enrolled_start",), row["area_id"], (row["period"],), where)
        yield from judged(board, check, row, (left,), (Origin(_TOTALS, ("pupils",), row["area_id"], (autumn,), where),))  # fmt: skip


def dropouts_carry_over(board: Board) -> Iterator[Reconciled]:
    """Who is out at the end of a period against the end of the one before, and what came and went between.

    The first return of a place has none before it in the year; a missing month in between breaks the chain.
    """
    check = reconciliation("dropouts_carry_over")
    months = [code for code in board.periods("dropout") if parse_period(code).kind is PeriodKind.MONTH]
    place = {code: number for number, code in enumerate(months)}
    rows = board.reader.rows(_LEDGER, {"periods": months})
    for _, mine in groupby(rows, key=lambda row: (row["area_id"], row["stage"])):
        before: dict[str, Any] | None = None
        for row in mine:
            if row["still_out"] is not None:
                yield from _carried(board, check, row, before, place)
            before = row


def _carried(board: Board, check: Any, row: dict[str, Any], before: dict[str, Any] | None, place: dict[str, int]) -> Iterator[Reconciled]:  # fmt: skip
    follows = before is not None and place[row["period"]] - place[before["period"]] == 1
    parts = (before["still_out"] if before and follows else None, row["dropouts"], row["returned"])
    reason = "before" if parts[0] is None else "right" if None in parts[1:] else ""
    due = None if reason else parts[0] + parts[1] - parts[2]
    where = {"stage": row["stage"]}
    out = Origin("dropout", ("still_out",), row["area_id"], (row["period"],), where)
    moved = Origin("dropout", ("dropouts", "returned"), row["area_id"], (row["period"],), where)
    earlier = (Origin("dropout", ("still_out",), row["area_id"], (before["period"],), where),) if before and follows else ()  # fmt: skip
    yield from judged(
        board, check, row | {"a": row["still_out"], "b": due, "reason": reason}, (out,), (*earlier, moved)
    )


def eligible_within_grade(board: Board) -> Iterator[Reconciled]:
    """Who was to sit an exam against the pupils of the grade in the autumn; of its papers the one with most."""
    check, autumn = reconciliation("eligible_within_grade"), f"{board.year}-1"
    for row in board.reader.rows(_ELIGIBLE, {"periods": board.periods("exam"), "autumn": autumn}):
        key = {name: row[name] for name in ("stage", "grade", "exam", "subject")}
        left = Origin("exam", ("eligible",), row["area_id"], (row["period"],), key)
        right = Origin(
            "enrolment", ("pupils",), row["area_id"], (autumn,), {"stage": row["stage"], "grade": row["grade"]}
        )
        detail = f"{grade_label_zh(int(row['grade']))}·{row['exam']}"
        yield from judged(board, check, row | {"detail": detail}, (left,), (right,))
