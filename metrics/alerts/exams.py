"""Exams and pairs: positions that slide, pupils who do not sit, gaps that widen. Papers are compared by Z alone.

A kind of exam is one paper a year: the same stage, grade, subject and name without its year. Where a year has two papers
of one kind, or one of two full marks, nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.alerts import Alert, alert
from catalog.exam_names import exam_kind
from catalog.periods import lies_in, parse_period
from catalog.stages import grade_label_zh
from metrics.alerts.board import Board, Point
from metrics.alerts.row import AlertRow
from metrics.alerts.rules import trail_of, weigh

_WHOLE = "总分"
_PAIRS = """
SELECT DISTINCT core_school_id, member_school_id FROM pair
WHERE core_school_id IS NOT NULL AND member_school_id IS NOT NULL AND ("start" IS NULL OR "start" <= $early) AND ("end" IS NULL OR "end" >= $late)
ORDER BY core_school_id, member_school_id"""
_PAPERS = """
SELECT DISTINCT exam, subject, period FROM exam WHERE list_contains($periods, period) AND exam IS NOT NULL AND subject IS NOT NULL"""
# The same Z as metrics/spread.py, sigma's floor included: below that share of the mean it is what is left of rounding.
_SQL = """
WITH asked AS (SELECT unnest($exam) AS exam, unnest($period) AS period, unnest($subject) AS subject, unnest($kind) AS kind, unnest($back) AS back),
papers AS (
    SELECT e.stage, e.grade, e.subject, a.kind, a.back, e.exam, e.period, e.school_id, e.district_id, e.sat::DOUBLE AS sat, e.eligible::DOUBLE AS eligible,
        e.sum_score::DOUBLE AS sum_score, e.sum_squares::DOUBLE AS sum_squares, e.full_mark, e.area_level
    FROM exam e JOIN asked a ON a.exam = e.exam AND a.period = e.period AND a.subject = e.subject),
spread AS (
    SELECT stage, grade, subject, kind, back, district_id, sum(sat) FILTER (counts) AS n, sum(sum_score) FILTER (counts) / n AS mu,
        count(DISTINCT exam) = 1 AND count(DISTINCT full_mark) <= 1 AS one_paper,
        CASE WHEN bool_and(sum_squares IS NOT NULL) FILTER (counts) THEN sum(sum_squares) FILTER (counts) / n END AS square,
        sqrt(greatest(square - mu * mu, 0)) AS sigma
    FROM (SELECT *, area_level = 'school' AND coalesce(sat > 0, false) AND sum_score IS NOT NULL AS counts FROM papers) GROUP BY ALL),
placed AS (
    SELECT p.*, CASE WHEN p.sat >= $fewest AND s.n >= $fewest AND s.sigma > 1e-7 * abs(s.mu) THEN (p.sum_score / p.sat - s.mu) / s.sigma END AS z
    FROM papers p JOIN spread s ON s.stage IS NOT DISTINCT FROM p.stage AND s.grade IS NOT DISTINCT FROM p.grade AND s.subject = p.subject
        AND s.kind = p.kind AND s.back = p.back AND s.district_id IS NOT DISTINCT FROM p.district_id
    WHERE s.one_paper AND p.area_level = 'school')
SELECT stage, grade, subject, kind, school_id, {columns} FROM placed GROUP BY ALL
HAVING count(*) FILTER (back = 0) = 1 AND ({wanted}) ORDER BY school_id, stage, grade, kind, subject"""
_COLUMNS = ", ".join(
    [
        f'max("{name}") FILTER (back = {back}) AS "{name}{back}"'
        for back in (0, 1, 2)
        for name in ("z", "sat", "eligible")
    ]
    + ["max(exam) FILTER (back = 0) AS exam", "max(period) FILTER (back = 0) AS period"]
)
# What cannot become an alert need not come out of the database; the rules weigh the rest.
_WANTED = """(z0 < z1 AND z1 < z2) OR sat0 / nullif(eligible0, 0) < $sat_rate
    OR sat0 / nullif(eligible0, 0) < sat1 / nullif(eligible1, 0) - $sat_fall OR list_contains($paired, school_id)"""


def find(board: Board) -> Iterator[AlertRow]:
    """Every alert on exams and pairs."""
    pairs = _pairs(board)
    found = _placed(board, sorted({school for pair in pairs for school in pair}))
    for name in ("z_falling", "sat_rate_low", "sat_rate_falling"):
        yield from _weighed(board, alert(name), found)
    yield from _gaps(board, pairs, found)


def _pairs(board: Board) -> list[tuple[str, str]]:
    """Core and member of every pair that runs at the end of the year and ran the year before."""
    ends = [parse_period(board.year).end, parse_period(board.before[0]).end]
    rows = board.reader.rows(_PAIRS, {"late": ends[0], "early": ends[1]})
    return [(row["core_school_id"], row["member_school_id"]) for row in rows]


def _placed(board: Board, paired: list[str]) -> list[dict[str, Any]]:
    years = (board.year, *board.before)
    rows = board.reader.rows("SELECT DISTINCT period FROM exam WHERE period IS NOT NULL")
    back = {row["period"]: number for row in rows for number, year in enumerate(years) if lies_in(row["period"], year)}
    if 0 not in back.values():
        return []
    papers = board.reader.rows(_PAPERS, {"periods": list(back)})
    # The sum of subjects where there is one: a school is said once.
    whole = {exam_kind(row["exam"]) for row in papers if row["subject"] == _WHOLE}
    wanted = [row for row in papers if row["subject"] == _WHOLE or exam_kind(row["exam"]) not in whole]
    named = sorted({(row["exam"], row["period"], row["subject"]) for row in wanted})
    params = {
        "exam": [exam for exam, _, _ in named], "period": [period for _, period, _ in named],
        # An exam of the autumn and one of the spring under one name are two kinds.
        "kind": [f"{exam_kind(exam)}{period[9:] or period[4:7]}" for exam, period, _ in named],
        "back": [back[period] for _, period, _ in named], "subject": [subject for _, _, subject in named],
        "fewest": board.settings.number("exam_smallest_base"), "paired": paired,
        "sat_rate": board.limit(alert("sat_rate_low")), "sat_fall": board.limit(alert("sat_rate_falling")),
    }  # fmt: skip
    return board.reader.rows(_SQL.format(columns=_COLUMNS, wanted=_WANTED), params)


def _weighed(board: Board, what: Alert, found: list[dict[str, Any]]) -> Iterator[AlertRow]:
    """One paper at a time: the rules know places and stages, not papers."""
    point = _z_point if what.reads[0] == "exam_z" else _sat_point
    years = (board.year, *board.before)
    for row in found:
        points = {year: made for back, year in enumerate(years) if (made := point(row, back)) is not None}
        if board.year in points:
            yield from weigh(board, what, {(row["school_id"], row["stage"]): points}, **_of_paper(what, row))


def _z_point(row: dict[str, Any], back: int) -> Point | None:
    z = row[f"z{back}"]
    return None if z is None else Point(z, None, row[f"sat{back}"])


def _sat_point(row: dict[str, Any], back: int) -> Point | None:
    sat, eligible = row[f"sat{back}"], row[f"eligible{back}"]
    return Point(sat / eligible, sat, eligible) if sat is not None and eligible else None


def _of_paper(what: Alert, row: dict[str, Any]) -> dict[str, Any]:
    """What tells the alert on one paper from that on another."""
    paper = {name: str(row[name]) for name in ("grade", "exam", "subject") if row[name] is not None}
    return {
        "part": "/".join(str(row[name]) for name in ("grade", "kind", "subject") if row[name] is not None),
        "detail": paper_name(row),
        "sat": (row["sat0"], row["eligible0"]),
        "trail": trail_of(what, row["school_id"], row["period"], row["stage"], **paper),
    }


def paper_name(row: dict[str, Any]) -> str:
    """A paper as it is read: 九年级中考总分."""
    kind, grade = exam_kind(row["exam"]), row["grade"]
    lead = "" if grade is None or grade_label_zh(grade) in kind else grade_label_zh(grade)
    return f"{lead}{kind}{row['subject']}"


def _gaps(board: Board, pairs: list[tuple[str, str]], found: list[dict[str, Any]]) -> Iterator[AlertRow]:
    """Members that are further behind their core than a year ago, in the same kind of exam."""
    wider, limit = alert("pair_gap_wider"), board.limit(alert("pair_gap_wider")) or 0
    by_paper: dict[tuple, dict[str, dict[str, Any]]] = {}
    for row in found:
        by_paper.setdefault((row["stage"], row["grade"], row["kind"], row["subject"]), {})[row["school_id"]] = row
    for rows in by_paper.values():
        for core_id, member_id in pairs:
            core, member = rows.get(core_id), rows.get(member_id)
            now, before = (_gap(core, member, back) for back in (0, 1))
            if core is None or member is None or now is None or before is None or core_id not in board.spots:
                continue
            if now <= 0 or now - before <= limit + 1e-9:
                continue
            base = min(core["sat0"], member["sat0"], core["sat1"], member["sat1"])
            of_paper = _of_paper(wider, member)
            core_name = board.spots[core_id].name
            said = of_paper | {
                "part": f"{of_paper['part']}/{core_id}",
                "detail": f"{core_name}{of_paper['detail']}",
                "core_id": core_id,
            }
            point = Point(now, None, member["sat0"])
            made = board.row(wider, member_id, point, stage=member["stage"], before=before, base=base, **said)
            if made is not None:
                yield made


def _gap(core: dict[str, Any] | None, member: dict[str, Any] | None, back: int) -> float | None:
    """How far a member is behind its core; None where either Z is unknown."""
    if core is None or member is None or core[f"z{back}"] is None or member[f"z{back}"] is None:
        return None
    return float(core[f"z{back}"] - member[f"z{back}"])
