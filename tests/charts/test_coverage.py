"""The first few returns of a new year are neither a fall nor the year a page begins with."""

from __future__ import annotations

from dataclasses import replace

from catalog import indicator
from charts.coverage import judged, last_covered, partial, reported
from charts.facts import trend_fact
from charts.numbers import scale_of
from charts.series import Line
from charts.trend import trend_figure
from tests.charts.lines import line

PUPILS, RETENTION = indicator("pupils"), indicator("retention_rate")


def stated(name: str, *values: float | None, counted: tuple[int, ...], due: int) -> Line:
    """A line with so many schools reported at each period, of `due`."""
    return replace(line(name, *values), counted=counted, missing=tuple(due - each for each in counted))


WHOLE = stated("全县", 41285, 38221, 2214, counted=(119, 119, 8), due=119)


def test_eight_of_119_schools_are_no_period_to_compare():
    assert partial([WHOLE], PUPILS) == {2}
    assert (last_covered([WHOLE], PUPILS), reported([WHOLE], 2)) == (1, (8, 119))
    place = stated("清水镇", 2082, 1460, 900, counted=(4, 4, 2), due=4)
    fact = trend_fact([judged(place, PUPILS, 1)], judged(WHOLE, PUPILS, 1), PUPILS)
    assert (fact.kind, fact.values["to"]) == ("whole", 38221)
    assert judged(place, PUPILS, 2).values == (2082, 1460, None)


def test_a_sum_of_the_first_year_is_read_against_the_later_ones_and_a_ratio_is_not():
    growing = stated("全县", 0.9, 0.95, counted=(12, 58), due=118)
    assert partial([growing], PUPILS) == {0}
    assert partial([growing], RETENTION) == frozenset()


def test_what_only_some_schools_ever_state_is_covered():
    assert last_covered([stated("全县", 10, 11, counted=(75, 75), due=119)], PUPILS) == 1
    assert last_covered([line("全县", None, None)], PUPILS) == 1


def test_a_period_not_all_reported_is_drawn_hollow():
    figure = trend_figure([WHOLE], ["a", "b", "c"], scale_of(PUPILS), colors={WHOLE.area_id: "#000"}, partial={2})
    assert figure["data"][0]["marker"]["symbol"] == ["circle", "circle", "circle-open"]
