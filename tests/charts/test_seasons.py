"""Quarters stand against the same quarter of other years: visits in spring and autumn make no rise or fall."""

from __future__ import annotations

import pytest

from catalog import indicator
from catalog.periods import PeriodKind
from charts.facts import trend_fact
from charts.numbers import scale_of
from charts.seasons import same_season, seasonal_fact
from tests.charts.lines import line
from ui.narrate import fact_sentence

VISITS, PUPILS = indicator("homes_visited"), indicator("pupils")
QUARTERS = [f"{year}-Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)][:6]


def test_only_the_same_quarter_of_each_year_is_compared() -> None:
    assert same_season(QUARTERS) == (1, 5)
    assert same_season(["2023-2024", "2024-2025"]) == (0, 1)
    assert same_season(["2024-01", "2024-02"]) == (0, 1)
    assert same_season([]) == ()


def test_a_spring_with_many_visits_and_a_summer_with_few_are_no_fall() -> None:
    lines = [line("东山乡", 70, 9, 80, 10, 75, 12), line("西河镇", 71, 9, 80, 10, 75, 12)]
    fact = seasonal_fact(lines, line("全县", 141, 18, 160, 20, 150, 24), VISITS, QUARTERS)
    assert (fact.values["from"], fact.values["to"], fact.values["first"], fact.values["up"]) == (18, 24, 1, True)


def test_a_first_year_has_nothing_to_compare_with() -> None:
    lines = [line("东山乡", 70, 9, 80), line("西河镇", 71, 9, 80)]
    assert seasonal_fact(lines, line("全县", 141, 18, 160), VISITS, QUARTERS[:3]).kind == "nothing"


def test_a_place_unknown_at_either_end_moved_neither_way() -> None:
    """枫树乡 fell from the second period, but what the whole is told of begins with the first; 高坪乡 is silent at the end."""
    lines = [
        line("东山乡", 100, 90, 80),
        line("西河镇", 50, 50, 45),
        line("枫树乡", None, 60, 40),
        line("高坪乡", 9, 8, None),
    ]
    fact = trend_fact(lines, line("全县", 150, 200, 165 - 40), PUPILS)
    assert (fact.values["alike"], fact.values["all"], fact.values["unknown"]) == (2, 2, 2)
    assert fact.values["share"] == pytest.approx(-0.2)
    said = fact_sentence(fact, PUPILS, scale_of(PUPILS), PeriodKind.SCHOOL_YEAR, "乡镇")
    assert "可比的2个乡镇中2个减少" in said
