"""Pairs with their lines: the school years of both ends, how the gap moved, and what may be said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog import indicator as declared
from catalog import stages
from catalog.exam_names import exam_kind
from catalog.model import Indicator
from catalog.periods import PeriodKind, parse_period
from catalog.stages import grade_label_zh
from charts.facts import Fact, GapMove, gap_fact, gap_move
from charts.series import Line, lines_of
from metrics.ledger import PairRow, Paper
from ui.context import Context, Where
from ui.sat import SAT_RATE, beside_sat
from ui.school_exams import is_exam
from ui.selection import widened
from ui.text import language, name_of, say

TOTAL_SUBJECT = "总分"
_COUNTY = re.compile(r"^\w{1,5}?[县区市](?=\w{4})")


# What a pair counts as narrowed by.
CLOSED = ("gap_member_rose", "gap_both", "gap_core_fell")


@dataclass(frozen=True)
class PairView:
    """One pair with both lines and, where both ends are known before and now, how the gap moved."""

    pair: PairRow
    core: Line | None
    member: Line | None
    move: GapMove | None
    fact: Fact | None

    @property
    def core_name(self) -> str:
        """The core's name without the district it shares with everyone."""
        return short_name(self.pair.core)

    @property
    def member_name(self) -> str:
        """The member's name likewise."""
        return short_name(self.pair.member)

    @property
    def sat(self) -> str:
        """How many sat at either end in the last period; empty where the pair is not compared by an exam."""
        ends = [
            (name, line)
            for name, line in ((self.core_name, self.core), (self.member_name, self.member))
            if line and line.notes
        ]
        return say("join.clause").join(f"{name} {line.notes[-1]}" for name, line in ends)

    @property
    def name(self) -> str:
        """Core and member as a heading."""
        return f"{self.core_name} – {self.member_name}"


def short_name(school: str) -> str:
    """A school's name without a county in front: 青云县第二初级中学 -> 第二初级中学."""
    return _COUNTY.sub("", school) or school


def pair_periods(context: Context, indicator: Indicator, years: Sequence[str]) -> tuple[str, ...]:
    """The school years of the indicator's data within the years chosen."""
    return _school_years_in(context.periods(indicator.numerator.dataset), tuple(years))


@lru_cache(maxsize=200)
def _school_years_in(natives: tuple[str, ...], years: tuple[str, ...]) -> tuple[str, ...]:
    """The school years among `years` that any of the periods lies in. Of ten years of months that is a question for once."""
    codes = (widened(parse_period(native), PeriodKind.SCHOOL_YEAR) for native in natives)
    return tuple(sorted({code for code in codes if code is not None and code in years}))


def begins_at(pair: PairRow, periods: Sequence[str]) -> int:
    """The number of the first period that lies in the pairing for more than half of it."""
    if pair.start is None:
        return 0
    for number, code in enumerate(periods):
        period = parse_period(code)
        if period.start + (period.end - period.start) / 2 >= pair.start:
            return number
    return len(periods)


def school_lines(
    context: Context, indicator: Indicator, periods: Sequence[str], where: Where, schools: Sequence[str]
) -> dict[str, Line]:
    """The lines of these schools by id; schools outside the visitor's scope have none."""
    if not schools or not periods:
        return {}
    table = context.values(indicator.name, "school", periods, {**where, "school": tuple(sorted(set(schools)))})
    return {line.area_id: line for line in lines_of(table, periods)}


def pair_views(
    context: Context,
    indicator: Indicator,
    periods: Sequence[str],
    where: Where,
    among: Sequence[PairRow] | None = None,
) -> list[PairView]:
    """Every pair (or each of those in `among`) that is running in the last period, with its lines."""
    last = parse_period(periods[-1]) if periods else None
    pairs = [
        pair
        for pair in (context.pairs() if among is None else among)
        if last is None
        or ((pair.end is None or pair.end >= last.start) and (pair.start is None or pair.start <= last.end))
    ]
    lines = school_lines(
        context, indicator, periods, where, [school for pair in pairs for school in (pair.core_id, pair.member_id)]
    )
    if is_exam(indicator):
        sat = school_lines(context, declared(SAT_RATE), periods, where, list(lines))
        lines = {line.area_id: line for line in beside_sat(list(lines.values()), sat)}
    return [_view(pair, lines, periods, indicator) for pair in pairs]


def _view(pair: PairRow, lines: dict[str, Line], periods: Sequence[str], indicator: Indicator) -> PairView:
    core, member = lines.get(pair.core_id), lines.get(pair.member_id)
    move = gap_move(core.values, member.values, begins_at(pair, periods)) if core and member else None
    # Only a Z has a known size of chance; other measures show the two ends and claim nothing.
    fact = gap_fact(move) if move and indicator.name == "exam_z" else None
    return PairView(pair, core, member, move, fact)


def junior_paper(context: Context) -> Paper | None:
    """The latest paper that pairs are judged by: the totals of the junior leaving exam."""
    found = [paper for paper in context.papers() if paper.stage == "junior" and paper.subject == TOTAL_SUBJECT]
    return found[-1] if found else None


def junior_exam(context: Context) -> dict:
    """The conditions of the exam that pairs are judged by, else nothing."""
    latest = junior_paper(context)
    if latest is None:
        return {}
    return exam_where(context, latest.stage, latest.grade, exam_kind(latest.exam), latest.subject)


def exam_where(context: Context, stage: str, grade: int | None, kind: str, subject: str) -> dict:
    """The conditions that select one kind of exam in one subject over the years."""
    exams = sorted(
        {
            paper.exam
            for paper in context.papers()
            if paper.stage == stage and paper.grade == grade and exam_kind(paper.exam) == kind
        }
    )
    where: dict = {"stage": stage, "exam": tuple(exams), "subject": subject}
    return where if grade is None else where | {"grade": str(grade)}


def exam_periods(context: Context, paper: Paper, years: Sequence[str]) -> tuple[str, ...]:
    """The school years in which this kind of exam was held, within those given."""
    kind = exam_kind(paper.exam)
    alike = [
        each
        for each in context.papers()
        if each.stage == paper.stage and each.grade == paper.grade and exam_kind(each.exam) == kind
    ]
    held = {widened(parse_period(each.period), PeriodKind.SCHOOL_YEAR) for each in alike}
    return tuple(code for code in years if code in held)


def z_indicator() -> Indicator:
    """The indicator pairs are judged by."""
    return declared("exam_z")


def exam_code(paper: Paper) -> str:
    """A kind of exam in an address: stage, grade and the name without its year."""
    return f"{paper.stage}-{paper.grade or ''}-{exam_kind(paper.exam)}"


def exam_name(paper: Paper) -> str:
    """A kind of exam as it is read."""
    stage = name_of(stages.stage(paper.stage))
    grade = "" if paper.grade is None else f"Grade {paper.grade}" if language() == "en" else grade_label_zh(paper.grade)
    kind = exam_kind(paper.exam)
    return (
        kind
        if stage in kind or (grade and grade in kind)
        else f"{grade or stage}{' ' if language() == 'en' else ''}{kind}"
    )


def exam_title(paper: Paper) -> str:
    """A kind of exam with its subject."""
    return f"{exam_name(paper)} {paper.subject}"
