"""Questions asked of the rows themselves: papers, scores in bins, pairs and what they did, who was silent.

They list what was collected; what is measured goes through `values`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog.periods import parse_period, school_year_of
from metrics.disclosure import stranger_of
from store import Reader

Scope = Sequence[str] | None
_STAGES = "SELECT school_id, list(stage) AS stages FROM school_stage GROUP BY school_id"


@dataclass(frozen=True)
class Paper:
    """One exam paper: where it stands in the store and its full mark."""

    stage: str
    grade: int | None
    exam: str
    subject: str
    period: str
    full_mark: float | None


def papers(reader: Reader) -> list[Paper]:
    """Every paper, by period, subjects with the most pupils first."""
    rows = reader.once(
        "SELECT stage, grade, exam, subject, period, max(full_mark) AS full_mark FROM exam"
        " WHERE stage IS NOT NULL AND exam IS NOT NULL AND subject IS NOT NULL"
        " GROUP BY ALL ORDER BY period, stage, grade, exam, sum(sat) DESC, subject"
    )
    return [Paper(**row) for row in rows]


def score_bins(reader: Reader, paper: Paper, townships: Sequence[str] | None) -> dict[float, int]:
    """Pupils by lower bound of the score, of schools in these townships (None: all); empty when no school gave bins."""
    rows = reader.rows(
        "SELECT bins FROM exam WHERE stage = ? AND grade IS NOT DISTINCT FROM ? AND exam = ? AND subject = ? AND period = ?"
        " AND bins IS NOT NULL AND area_level = 'school' AND (? OR list_contains(?, township_id))",
        [paper.stage, paper.grade, paper.exam, paper.subject, paper.period, townships is None, list(townships or [])],
    )
    counts: dict[float, int] = {}
    for row in rows:
        for lower, count in json.loads(row["bins"]).items():
            counts[float(lower)] = counts.get(float(lower), 0) + int(count)
    return counts


def school_bins(reader: Reader, paper: Paper, school_id: str) -> dict[float, int]:
    """Pupils of one school by lower bound of the score; empty when it gave no bins."""
    rows = reader.rows(
        "SELECT bins FROM exam WHERE stage = ? AND grade IS NOT DISTINCT FROM ? AND exam = ? AND subject = ? AND period = ?"
        " AND bins IS NOT NULL AND school_id = ?",
        [paper.stage, paper.grade, paper.exam, paper.subject, paper.period, school_id],
    )
    return {float(lower): int(count) for row in rows for lower, count in json.loads(row["bins"]).items()}


def without_spread(reader: Reader, paper: Paper) -> tuple[int, list[tuple[str, str]]]:
    """How many schools sat a paper, and (name, township id) of those whose mean came without a spread: no Z without them."""
    rows = reader.rows(
        "SELECT a.name, e.township_id, e.sum_squares IS NULL AS lacking FROM exam e JOIN area a ON a.area_id = e.school_id"
        " WHERE e.stage = ? AND e.grade IS NOT DISTINCT FROM ? AND e.exam = ? AND e.subject = ? AND e.period = ?"
        " AND e.area_level = 'school' AND e.sat > 0 AND e.sum_score IS NOT NULL ORDER BY e.school_id",
        [paper.stage, paper.grade, paper.exam, paper.subject, paper.period],
    )
    return len(rows), [(row["name"], row["township_id"]) for row in rows if row["lacking"]]


@dataclass(frozen=True)
class PairRow:
    """One spell of one pair. Townships are the schools' own; `stages` are those that both schools have."""

    core_id: str
    core: str
    core_township: str | None
    member_id: str
    member: str
    member_township: str | None
    pair_type: str | None
    group: str | None
    start: datetime.date | None
    end: datetime.date | None
    stages: tuple[str, ...] = ()


def pairs(reader: Reader, scope: Scope) -> list[PairRow]:
    """Every pair with at least one school in the visitor's townships, by core and member."""
    rows = reader.once(
        "SELECT p.core_school_id AS core_id, c.name AS core, c.township_id AS core_township, p.member_school_id AS member_id,"
        ' m.name AS member, m.township_id AS member_township, p.pair_type, p."group", p."start", p."end",'
        " coalesce(list_sort(list_intersect(cs.stages, ms.stages)), []) AS stages"
        " FROM pair p JOIN area c ON c.area_id = p.core_school_id JOIN area m ON m.area_id = p.member_school_id"
        f" LEFT JOIN ({_STAGES}) cs ON cs.school_id = p.core_school_id LEFT JOIN ({_STAGES}) ms ON ms.school_id = p.member_school_id"
        ' ORDER BY c.name, m.name, p."start"'
    )
    found = [PairRow(**(row | {"stages": tuple(row["stages"])})) for row in rows]
    return (
        found
        if scope is None
        else [each for each in found if each.core_township in scope or each.member_township in scope]
    )


@dataclass(frozen=True)
class Activity:
    """What one core did with its members in one period: counts are None when nobody stated them."""

    period: str
    activity: str
    count: float | None
    persons: float | None
    lessons: float | None


def activities(reader: Reader, core_id: str, members: Sequence[str]) -> list[Activity]:
    """The activities of a core with these members, and those not tied to one member, by period."""
    rows = reader.rows(
        'SELECT period, activity, sum("count")::DOUBLE AS "count", sum(persons)::DOUBLE AS persons, sum(lessons_taught)::DOUBLE AS lessons'
        " FROM support WHERE core_school_id = ? AND (member_school_id IS NULL OR list_contains(?, member_school_id))"
        " GROUP BY ALL ORDER BY period, activity",
        [core_id, list(members)],
    )
    return [Activity(**row) for row in rows]


def activities_outside(reader: Reader, core_id: str, members: Sequence[str]) -> list[Activity]:
    """The same as those see who need not act: where few persons stand behind any of a school year and activity, none of these
    says how many there were, or the others would tell."""
    found = activities(reader, core_id, members)
    others = activities(stranger_of(reader), core_id, members)
    few = {_kind(one) for one, other in zip(found, others, strict=True) if one.persons != other.persons}
    return [replace(each, persons=None) if _kind(each) in few else each for each in found]


def _kind(each: Activity) -> tuple[str, str]:
    return school_year_of(parse_period(each.period).start), each.activity


@dataclass(frozen=True)
class Silence:
    """Schools of one township due in one period that did not report."""

    period: str
    township_id: str
    township: str
    due: int
    missing: int


def silences(reader: Reader, dataset: str, periods: Sequence[str], scope: Scope) -> list[Silence]:
    """Every township and period in which some school that was due did not report, the worst first."""
    rows = reader.rows(
        """SELECT d.period, d.township_id, a.name AS township, count(*) AS due, count(*) FILTER (NOT d.reported) AS missing FROM (
            SELECT period, township_id, school_id, bool_and(reported) AS reported FROM due
            WHERE dataset = ? AND list_contains(?, period) GROUP BY ALL) d
        JOIN area a ON a.area_id = d.township_id
        GROUP BY ALL HAVING missing > 0 ORDER BY missing / due DESC, missing DESC, d.period DESC, a.name""",
        [dataset, list(periods)],
    )
    found = [Silence(**row) for row in rows]
    return found if scope is None else [each for each in found if each.township_id in scope]


def never_reported(reader: Reader, dataset: str, periods: Sequence[str], scope: Scope) -> list[tuple[str, str, str]]:
    """(school id, name, township id) of schools due in each of these periods that reported in none of them."""
    rows = reader.rows(
        """SELECT d.school_id, a.name, d.township_id FROM due d JOIN area a ON a.area_id = d.school_id
        WHERE d.dataset = ? AND list_contains(?, d.period)
        GROUP BY ALL HAVING NOT bool_or(d.reported) AND count(DISTINCT d.period) = ? ORDER BY a.name""",
        [dataset, list(periods), len(periods)],
    )
    return [tuple(row.values()) for row in rows if scope is None or row["township_id"] in scope]
