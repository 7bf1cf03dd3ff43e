"""Which periods of the data answer for a period that was asked.

* A stock answers with its snapshot: its own period, and a school year with its autumn term.
* A flow is summed over the periods that lie in the one asked, at ONE granularity for each school and stage: the one whose
  known periods cover most days (so the year itself if it was stated, else its terms if both are there, else its months),
  the coarsest on a tie. Never two together.
* A calendar (fiscal) year holds the terms that begin in it: spring of Y-1 to Y, autumn of Y to Y+1.
* A running count takes everything of the school year up to the end of the period.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from catalog.periods import Period, PeriodError, PeriodKind, autumn_term, parse_period, school_year_of, shift_years
from metrics.errors import UnknownPeriod

# Coarsest first; the order decides a tie.
_GRAINS = (
    PeriodKind.SCHOOL_YEAR,
    PeriodKind.FISCAL_YEAR,
    PeriodKind.HALF_YEAR,
    PeriodKind.TERM,
    PeriodKind.QUARTER,
    PeriodKind.MONTH,
    PeriodKind.WEEK,
)


@dataclass(frozen=True)
class Step:
    """`native` is one of the periods of the data that answer for `answer`. `stage`: only for schools' rows of that stage."""

    answer: str
    native: str
    grain: int
    days: int
    order: int
    stage: str | None = None


@lru_cache(maxsize=4096)
def period(code: str) -> Period:
    """The period, parsed once. UnknownPeriod for a malformed code."""
    try:
        return parse_period(code)
    except PeriodError as error:
        raise UnknownPeriod(f"“{code}”不是一个时期：请写成 2023-2024、2023-2024-1、2024-03 或 2024") from error


def answers(
    natives: Iterable[str], kinds: tuple[PeriodKind, ...], asked: Iterable[str] | None, *, stock: bool
) -> tuple[str, ...]:
    """The periods to answer for, in order of time: those asked, or those of the data; each of a kind the indicator has.

    A period of the data that is of no such kind stands for the narrowest one around it (a month for its term). A stock's
    own period may always be asked for: a school year's snapshot is kept under its autumn term.
    """
    natives = tuple(natives)
    if asked is not None:
        codes = {code for code in asked if period(code).kind in kinds or (stock and code in natives)}
    else:
        codes = {wider for code in natives if (wider := _widened(code, kinds))}
    return tuple(sorted(codes, key=lambda code: (period(code).start, period(code).end, code)))


def _widened(code: str, kinds: tuple[PeriodKind, ...]) -> str | None:
    inner = period(code)
    if inner.kind in kinds:
        return code
    candidates = (_around(inner.start, kind) for kind in reversed(_GRAINS) if kind in kinds)
    return next((each for each in candidates if each and _belongs(inner, period(each))), None)


def _around(day: datetime.date, kind: PeriodKind) -> str | None:
    if kind is PeriodKind.SCHOOL_YEAR:
        return school_year_of(day)
    if kind is PeriodKind.TERM:
        return f"{school_year_of(day)}-{1 if day.month >= 9 or day.month == 1 else 2}"
    if kind is PeriodKind.FISCAL_YEAR:
        return f"{day.year}"
    if kind is PeriodKind.HALF_YEAR:
        return f"{day.year}-H{1 if day.month < 7 else 2}"
    return f"{day.year}-{day.month:02d}" if kind is PeriodKind.MONTH else None


def _belongs(inner: Period, outer: Period) -> bool:
    if outer.kind is PeriodKind.FISCAL_YEAR and inner.kind is PeriodKind.TERM:
        return inner.start.year == outer.start.year
    return outer.start <= inner.start and inner.end <= outer.end


def _step(answer: str, native: Period, stage: str | None = None) -> Step:
    days = (native.end - native.start).days + 1
    return Step(answer, native.code, _GRAINS.index(native.kind), days, native.end.toordinal(), stage)


@lru_cache(maxsize=256)
def flow_steps(asked: tuple[str, ...], natives: tuple[str, ...]) -> tuple[Step, ...]:
    """Every period of the data that lies in each period asked."""
    known = sorted((period(code) for code in natives), key=lambda each: each.start)
    starts = [each.start for each in known]
    steps: list[Step] = []
    for code in asked:
        outer = period(code)
        for inner in known[bisect_left(starts, outer.start) :]:
            if inner.start > outer.end:
                break
            if _belongs(inner, outer):
                steps.append(_step(code, inner))
    return tuple(steps)


@lru_cache(maxsize=256)
def running_steps(asked: tuple[str, ...], natives: tuple[str, ...]) -> tuple[Step, ...]:
    """Every period of the data from the start of the school year to the end of each period asked."""
    known: dict[str, list[Period]] = {}
    for native in map(period, natives):
        if native.school_year:
            known.setdefault(native.school_year, []).append(native)
    steps: list[Step] = []
    for code in asked:
        end = period(code).end
        steps += [_step(code, each) for each in known.get(period(code).school_year or "", []) if each.end <= end]
    return tuple(steps)


@lru_cache(maxsize=256)
def snapshot_steps(asked: tuple[str, ...], natives: tuple[str, ...]) -> tuple[Step, ...]:
    """The snapshot each period asked answers with; none where the data has none."""
    steps: list[Step] = []
    for code in asked:
        outer = period(code)
        native = autumn_term(code) if outer.kind is PeriodKind.SCHOOL_YEAR and code not in natives else code
        if native in natives:
            steps.append(_step(code, period(native)))
    return tuple(steps)


@lru_cache(maxsize=256)
def cohort_steps(
    asked: tuple[str, ...], natives: tuple[str, ...], years: tuple[tuple[str, int], ...]
) -> tuple[Step, ...]:
    """The year of intake of each school year of graduation asked, by stage: `years` is (stage, years of study)."""
    steps: list[Step] = []
    for code in asked:
        for stage, length in years:
            entered = shift_years(code, 1 - length)
            steps += [
                Step(code, each.native, each.grain, each.days, each.order, stage)
                for each in flow_steps((entered,), natives)
            ]
    return tuple(steps)


def school_year_code(code: str) -> str | None:
    """The school year the period lies in; None for a calendar year."""
    return period(code).school_year


def is_autumn(code: str) -> bool:
    """Whether the period is an autumn term."""
    return period(code).kind is PeriodKind.TERM and code == autumn_term(code)


def begins_first(code: str) -> tuple[int, int]:
    """What sorts periods by their first day, the longer of two first."""
    return period(code).start.toordinal(), -period(code).end.toordinal()


def is_plain(steps: tuple[Step, ...]) -> bool:
    """Whether each answer is exactly one period of the data, so that nothing is summed over time."""
    return len({step.answer for step in steps}) == len(steps)
