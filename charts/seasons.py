"""Which periods a finding may set side by side. Quarters have seasons of their own (homes are visited in spring and autumn):
a quarter stands against the same quarter of other years, never against the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalog.model import Indicator
from catalog.periods import PeriodKind, parse_period
from charts.facts import Fact, trend_fact
from charts.series import Line, picked


def same_season(codes: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the periods with the season of the last: of quarters the same quarter of each year, of others all."""
    if not codes or parse_period(codes[-1]).kind is not PeriodKind.QUARTER:
        return tuple(range(len(codes)))
    quarter = codes[-1].split("-")[-1]
    return tuple(number for number, code in enumerate(codes) if code.split("-")[-1] == quarter)


def is_thinned(codes: Sequence[str]) -> bool:
    """Whether a finding about the last of these periods leaves others out."""
    return len(same_season(codes)) < len(codes)


def seasonal_fact(lines: Sequence[Line], district: Line | None, indicator: Indicator, codes: Sequence[str]) -> Fact:
    """`trend_fact` over the periods of the last one's season; `first` stays the number among all of `codes`."""
    numbers = same_season(codes)
    fact = trend_fact(
        [picked(line, numbers) for line in lines], picked(district, numbers) if district else None, indicator
    )
    if not numbers:
        return fact
    return replace(fact, values=fact.values | {"first": numbers[fact.values.get("first", 0)]})
