"""A district's number that lacks townships says so, and makes no finding where it is a sum."""

from __future__ import annotations

from dataclasses import replace

from catalog import INDICATORS, indicator
from charts.numbers import scale_of
from tests.charts.lines import line
from ui.explore import told_text
from ui.silent_areas import from_schools, stated_areas, whole_to_judge

VISITS, RATE, PUPILS = indicator("homes_visited"), indicator("review_rate"), indicator("pupils")
LINES = [line("东山乡", 7, 9, 8), line("西河镇", None, 4, 3), line("枫树乡", None, 2, 1)]
WHOLE = line("全县", 7, 15, 12)


def test_the_townships_that_stated_a_quarter_are_counted() -> None:
    assert [stated_areas(VISITS, LINES, (), number) for number in range(3)] == [(1, 3), None, None]
    assert stated_areas(VISITS, LINES, ("枫树乡",), 0) == (1, 2)
    hidden = [LINES[0], *(replace(each, hidden=(True, False, False)) for each in LINES[1:])]
    assert stated_areas(VISITS, hidden, (), 0) is None, "what may not be shown was not silent"
    assert stated_areas(PUPILS, LINES, (), 0) is None, "schools make this return; they are counted as missing"
    assert stated_areas(VISITS, [line("东山乡", None), line("西河镇", None)], (), 0) is None


def test_only_a_return_whose_rows_name_no_school_is_one_of_areas() -> None:
    alone = {each.numerator.dataset for each in INDICATORS if not from_schools(each)}
    assert alone == {"dropout_review", "population"}


def test_a_number_that_lacks_townships_has_a_mark() -> None:
    assert told_text(WHOLE, 0, scale_of(VISITS), lacks=True) == "7*"
    assert told_text(WHOLE, 0, scale_of(VISITS)) == "7"


def test_a_sum_that_lacks_townships_makes_no_finding_and_a_rate_may() -> None:
    judged = whole_to_judge(WHOLE, VISITS, LINES, ())
    assert judged is not None
    assert judged.values == (None, 15, 12)
    assert whole_to_judge(WHOLE, VISITS, [replace(each, values=each.values[::-1]) for each in LINES], ()) is None
    assert whole_to_judge(WHOLE, RATE, LINES, ()) is WHOLE
