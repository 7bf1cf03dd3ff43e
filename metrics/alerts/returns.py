"""The returns themselves: months not reported, schools missing, own totals unlike their parts, an old register."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from catalog import DATASETS
from catalog.alerts import alert
from catalog.periods import PeriodKind, label_zh, parse_period
from metrics.alerts.board import Board, Point
from metrics.alerts.row import AlertRow
from metrics.alerts.rules import trail_of

_MOST_NAMED = 6
# A school with two stages has reported when both are in, or when a row names none (metrics/reporting.py).
_MADE = """
SELECT school_id, period, any_value(township_id) AS township_id, coalesce(bool_or(reported AND stage IS NULL), false) OR bool_and(reported) AS made
FROM due WHERE dataset = 'dropout' AND list_contains($months, period) GROUP BY school_id, period"""
_MONTHS = f"""
SELECT school_id, count(*)::DOUBLE AS due, list(period ORDER BY period) FILTER (NOT made) AS missing FROM ({_MADE})
GROUP BY school_id HAVING count(*) FILTER (NOT made) >= $limit ORDER BY school_id"""
_REPORTS = f"""
SELECT township_id, count(*)::DOUBLE AS due, count(*) FILTER (made)::DOUBLE AS made FROM ({_MADE})
WHERE township_id IS NOT NULL GROUP BY township_id HAVING count(*) FILTER (made) / count(*) < $limit - 1e-9 ORDER BY township_id"""
# A return that is only beginning to come in names nobody.
_MISSING = """
SELECT dataset, period, stage, school_id FROM (
    SELECT *, count(*) FILTER (reported OR covered) OVER place >= $begun * count(*) OVER place AS begun
    FROM due JOIN (SELECT unnest($datasets) AS dataset, unnest($periods) AS period) USING (dataset, period)
    WINDOW place AS (PARTITION BY dataset, period, stage))
WHERE begun AND NOT reported AND NOT covered
ORDER BY dataset, period, school_id, stage"""
_TOTALS = """
WITH stated AS (
    SELECT area_level, area_id, stage, period, pupils::DOUBLE AS pupils FROM enrolment_totals
    WHERE area_level <> 'school' AND list_contains($periods, period) AND pupils IS NOT NULL),
parts AS (
    SELECT level, area_id, stage, period, sum(pupils)::DOUBLE AS pupils, bool_and(pupils IS NOT NULL) AS known FROM (
        SELECT unnest(['township', 'district']) AS level, unnest([township_id, district_id]) AS area_id, stage, period, pupils
        FROM enrolment_totals WHERE area_level = 'school' AND list_contains($periods, period)) GROUP BY ALL),
silent AS (
    SELECT DISTINCT unnest([township_id, district_id]) AS area_id, stage, period FROM due
    WHERE dataset = 'enrolment' AND NOT reported AND list_contains($periods, period))
SELECT s.area_id, s.stage, s.period, s.pupils AS stated, p.pupils AS parts FROM stated s
JOIN parts p ON p.level = s.area_level AND p.area_id = s.area_id AND p.period = s.period AND p.stage IS NOT DISTINCT FROM s.stage
LEFT JOIN silent x ON x.area_id = s.area_id AND x.period = s.period AND x.stage IS NOT DISTINCT FROM s.stage
WHERE p.known AND x.area_id IS NULL AND abs(s.pupils - p.pupils) > $limit ORDER BY s.period, s.area_id, s.stage"""
_REGISTER = """
SELECT DISTINCT r.period, b.created_at FROM rows_school r JOIN batch b USING (batch_seq) WHERE b.live"""


def find(board: Board) -> Iterator[AlertRow]:
    """Every alert on returns in the year."""
    yield from _months(board)
    yield from _missing(board)
    yield from _totals(board)
    yield from _register(board)


def _months(board: Board) -> Iterator[AlertRow]:
    months = [code for code in board.due_periods.get("dropout", ()) if parse_period(code).kind is PeriodKind.MONTH]
    silent = alert("months_not_reported")
    for row in board.reader.rows(_MONTHS, {"months": months, "limit": board.limit(silent)}):
        n = float(len(row["missing"]))
        point = Point(n, n, row["due"])
        made = board.row(
            silent, row["school_id"], point, detail=_named([f"{int(code[5:])}月" for code in row["missing"]])
        )
        if made is not None:
            yield made
    if months:
        yield from _reports(board, months[-1])


def _reports(board: Board, month: str) -> Iterator[AlertRow]:
    low = alert("report_rate_low")
    for row in board.reader.rows(_REPORTS, {"months": [month], "limit": board.limit(low)}):
        point = Point(row["made"] / row["due"], row["made"], row["due"])
        made = board.row(low, row["township_id"], point, period=month, trail=trail_of(low, row["township_id"], month))
        if made is not None:
            yield made


def _named(words: list[str]) -> str:
    return "、".join(words[:_MOST_NAMED]) + ("等" if len(words) > _MOST_NAMED else "")


def _missing(board: Board) -> Iterator[AlertRow]:
    absent = alert("missing_from_return")
    # The monthly return has an alert of its own; of an exam nobody knows which grades a school has. Of the others the return
    # in their own rhythm is what is owed.
    named = {
        each.name: each.zh
        for each in DATASETS
        if each.stages_due and not each.due_where_seen and each.name != "dropout"
    }
    rhythm = {each.name: each.period_kinds[0] for each in DATASETS}
    owed = [
        (name, code)
        for name in named
        for code in board.due_periods.get(name, ())
        if parse_period(code).kind is rhythm[name]
    ]
    params = {
        "datasets": [name for name, _ in owed],
        "periods": [code for _, code in owed],
        "begun": board.settings.number("alert_return_begun"),
    }
    for row in board.reader.rows(_MISSING, params):
        made = board.row(absent, row["school_id"], Point(None, None, None), stage=row["stage"], period=row["period"],
                         part=row["dataset"], detail=named[row["dataset"]])  # fmt: skip
        if made is not None:
            yield made


def _totals(board: Board) -> Iterator[AlertRow]:
    unlike = alert("total_unlike_parts")
    params = {"periods": board.periods("enrolment_totals"), "limit": board.limit(unlike)}
    for row in board.reader.rows(_TOTALS, params):
        point = Point(row["stated"], row["stated"], row["parts"])
        made = board.row(unlike, row["area_id"], point, stage=row["stage"], period=row["period"], before=row["parts"])
        if made is not None:
            yield made


def _register(board: Board) -> Iterator[AlertRow]:
    """The register's own period says as of when it holds; without one, the day it was put in use."""
    old = alert("register_old")
    known = [
        parse_period(row["period"]).start if row["period"] else row["created_at"].date()
        for row in board.log.rows(_REGISTER)
    ]
    asked = parse_period(board.year).start
    known = [day for day in known if day <= parse_period(board.year).end]
    if not known:
        return
    months = _months_between(max(known), asked)
    if months < (board.limit(old) or 0):
        return
    for spot in board.spots.values():
        if spot.level == "district":
            made = board.row(old, spot.area_id, Point(float(months), float(months), None), detail=_as_of(max(known)))
            if made is not None:
                yield made


def _as_of(day: datetime.date) -> str:
    return label_zh(f"{day.year}-{day.month:02d}")


def _months_between(earlier: datetime.date, later: datetime.date) -> int:
    return max(0, (later.year - earlier.year) * 12 + later.month - earlier.month)
