"""Subsidy: amounts off what the other schools pay, more recipients than pupils or than eligible, pupils left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.alerts import Alert, alert
from catalog.periods import PeriodKind, parse_period
from metrics.alerts.board import Board, Point
from metrics.alerts.row import AlertRow
from metrics.alerts.rules import trail_of

# An amount is what is usual when so large a part of so many schools pays it.
_SHARE, _FEWEST = 0.6, 5

_ODD = """
WITH paid AS (
    SELECT school_id, stage, period, programme, category, amount::DOUBLE AS n, recipients::DOUBLE AS d, n / d AS pay
    FROM subsidy WHERE area_level = 'school' AND list_contains($periods, period) AND recipients > 0 AND amount IS NOT NULL),
paid_so AS (
    SELECT stage, period, programme, category, round(pay, 1) AS rounded, count(*) AS m FROM paid
    GROUP BY stage, period, programme, category, rounded),
usual AS (
    SELECT stage, period, programme, category, arg_max(rounded, m) AS usual FROM paid_so
    GROUP BY stage, period, programme, category HAVING max(m) >= $share * sum(m) AND sum(m) >= $fewest)
SELECT p.*, u.usual FROM paid p JOIN usual u
    ON u.period = p.period AND u.stage IS NOT DISTINCT FROM p.stage AND u.programme IS NOT DISTINCT FROM p.programme
        AND u.category IS NOT DISTINCT FROM p.category
WHERE abs(p.pay - u.usual) > $limit ORDER BY p.period, p.school_id, p.programme, p.category"""

_KINDS = """
SELECT DISTINCT stage, period, programme, category FROM subsidy WHERE area_level = 'school' AND list_contains($periods, period) AND programme IS NOT NULL"""
_OFF = """
WITH standards AS (
    SELECT unnest($stage) AS stage, unnest($period) AS period, unnest($programme) AS programme,
    unnest($category) AS category, unnest($low) AS low, unnest($high) AS high)
SELECT s.school_id, s.stage, s.period, s.programme, s.category, s.amount::DOUBLE AS n, s.recipients::DOUBLE AS d, n / d AS pay,
    CASE WHEN pay < low THEN low ELSE high END AS standard
FROM subsidy s JOIN standards t ON t.period = s.period AND t.stage = s.stage AND t.programme = s.programme
    AND t.category IS NOT DISTINCT FROM s.category
WHERE s.area_level = 'school' AND s.recipients > 0 AND s.amount IS NOT NULL AND (pay < low - $limit OR pay > high + $limit)
ORDER BY s.period, s.school_id, s.programme, s.category"""

_FULL = """
SELECT school_id, stage, period, sum(recipients)::DOUBLE AS n, sum(eligible)::DOUBLE AS d FROM subsidy
WHERE area_level = 'school' AND list_contains($periods, period) AND recipients IS NOT NULL AND eligible IS NOT NULL
GROUP BY ALL HAVING sum(eligible) > 0 AND (sum(recipients) / sum(eligible) < $limit - 1e-9 OR sum(recipients) > sum(eligible))
ORDER BY period, school_id, stage"""

_ABOVE = """
WITH roll AS (SELECT school_id, stage, period, pupils FROM enrolment_totals WHERE area_level = 'school' AND pupils IS NOT NULL),
got AS (
    SELECT school_id, stage, period, programme, sum(recipients)::DOUBLE AS n FROM subsidy
    WHERE area_level = 'school' AND list_contains($terms, period) AND stage IS NOT NULL AND recipients IS NOT NULL GROUP BY ALL)
SELECT got.*, coalesce(own.pupils, autumn.pupils)::DOUBLE AS pupils, own.pupils IS NULL AND got.period <> $autumn AS borrowed FROM got
LEFT JOIN roll own ON own.school_id = got.school_id AND own.stage = got.stage AND own.period = got.period
LEFT JOIN roll autumn ON autumn.school_id = got.school_id AND autumn.stage = got.stage AND autumn.period = $autumn
WHERE got.n > coalesce(own.pupils, autumn.pupils) ORDER BY got.period, got.school_id, got.programme"""


def find(board: Board) -> Iterator[AlertRow]:
    """Every alert on subsidy, in the periods within the year in which it was reported."""
    periods = board.periods("subsidy")
    if not periods:
        return
    off = list(_off_standard(board, periods))
    yield from off
    told = {(each.area_id, each.stage, each.period, each.part) for each in off}
    for each in _unlike_others(board, periods):
        if (each.area_id, each.stage, each.period, each.part) not in told:
            yield each
    yield from _above_enrolment(board, periods)
    yield from _unlike_eligible(board, periods)


def _off_standard(board: Board, periods: list[str]) -> Iterator[AlertRow]:
    """Payments outside what the declared standard of their term allows."""
    off = alert("aid_off_standard")
    kinds = board.reader.rows(_KINDS, {"periods": periods})
    ranges = [(kind, board.settings.aid.range_of(kind["programme"], kind["category"], kind["stage"], kind["period"])) for kind in kinds]  # fmt: skip
    known = [(kind, found) for kind, found in ranges if found.low is not None]
    if not known:
        return
    params: dict[str, Any] = {name: [kind[name] for kind, _ in known] for name in ("stage", "period", "programme", "category")}  # fmt: skip
    params |= {"low": [found.low for _, found in known], "high": [found.high for _, found in known]}
    for row in board.reader.rows(_OFF, params | {"limit": board.limit(off)}):
        yield from _paid(board, off, row, row["standard"])


def _unlike_others(board: Board, periods: list[str]) -> Iterator[AlertRow]:
    """Payments unlike what most schools pay for the same."""
    odd = alert("aid_unlike_others")
    params = {"periods": periods, "share": _SHARE, "fewest": _FEWEST, "limit": board.limit(odd)}
    for row in board.reader.rows(_ODD, params):
        yield from _paid(board, odd, row, row["usual"])


def _paid(board: Board, what: Alert, row: dict[str, Any], against: float) -> Iterator[AlertRow]:
    kind = {name: row[name] for name in ("programme", "category") if row[name]}
    trail = trail_of(what, row["school_id"], row["period"], row["stage"], **kind)
    point = Point(row["pay"], row["n"], row["d"])
    yield from _made(board, what, row, point, before=against, part="/".join(kind.values()), detail="·".join(kind.values()), trail=trail)  # fmt: skip


def _above_enrolment(board: Board, periods: list[str]) -> Iterator[AlertRow]:
    """By programme: one pupil may have several programmes, but none of them twice in a term."""
    above = alert("aid_above_enrolment")
    terms = [code for code in periods if parse_period(code).kind is PeriodKind.TERM]
    for row in board.reader.rows(_ABOVE, {"terms": terms, "autumn": f"{board.year}-1"}):
        name = row["programme"] or "资助"
        yield from _made(board, above, row, Point(row["n"], row["n"], row["pupils"]), before=row["pupils"], part=name,
                         detail=f"{name}（对照秋季在校生）" if row["borrowed"] else name)  # fmt: skip


def _unlike_eligible(board: Board, periods: list[str]) -> Iterator[AlertRow]:
    left_out, above = alert("aid_left_out"), alert("aid_above_eligible")
    limit = board.limit(left_out) or 0
    for row in board.reader.rows(_FULL, {"periods": periods, "limit": limit}):
        value = row["n"] / row["d"]
        chosen = above if value > 1 else left_out
        yield from _made(board, chosen, row, Point(value, row["n"], row["d"]), trail=trail_of(chosen, row["school_id"], row["period"], row["stage"]))  # fmt: skip


def _made(board: Board, what: Alert, row: dict[str, Any], point: Point, **more: Any) -> Iterator[AlertRow]:
    made = board.row(what, row["school_id"], point, stage=row["stage"], period=row["period"], **more)
    if made is not None:
        yield made
