"""Which periods of the data answer for a period that was asked."""

import pytest

from catalog.periods import PeriodKind
from metrics import UnknownPeriod, times

TERMS = (PeriodKind.TERM, PeriodKind.SCHOOL_YEAR)


def natives(steps, answer):
    return [step.native for step in steps if step.answer == answer]


def test_a_school_year_is_answered_by_itself_its_terms_and_its_months():
    known = ("2022-2023-2", "2023-2024", "2023-2024-1", "2023-2024-2", "2023-09", "2024-08", "2024-09")
    steps = times.flow_steps(("2023-2024",), known)
    assert set(natives(steps, "2023-2024")) == {"2023-2024", "2023-2024-1", "2023-2024-2", "2023-09", "2024-08"}


def test_a_coarser_granularity_wins_a_tie():
    steps = times.flow_steps(("2023-2024",), ("2023-2024", "2023-2024-1", "2023-09"))
    grains = {step.native: step.grain for step in steps}
    assert grains["2023-2024"] < grains["2023-2024-1"] < grains["2023-09"]


def test_a_calendar_year_holds_the_terms_that_begin_in_it():
    steps = times.flow_steps(("2024",), ("2023-2024-1", "2023-2024-2", "2024-2025-1", "2024-H1", "2023-12"))
    assert set(natives(steps, "2024")) == {"2023-2024-2", "2024-2025-1", "2024-H1"}


def test_a_running_count_ends_with_the_period_and_begins_with_the_school_year():
    steps = times.running_steps(("2023-11",), ("2023-08", "2023-09", "2023-10", "2023-11", "2023-12"))
    assert natives(steps, "2023-11") == ["2023-09", "2023-10", "2023-11"]


@pytest.mark.parametrize(
    ("asked", "native"), [("2023-2024", "2023-2024-1"), ("2023-2024-2", "2023-2024-2"), ("2022-2023", None)]
)
def test_a_snapshot_is_its_own_or_the_autumns(asked, native):
    steps = times.snapshot_steps((asked,), ("2023-2024-1", "2023-2024-2", "2022-2023-2"))
    assert natives(steps, asked) == ([native] if native else [])


def test_a_cohort_entered_as_many_years_before_as_its_stage_lasts():
    steps = times.cohort_steps(("2023-2024",), ("2018-2019-1", "2021-2022-1"), (("primary", 6), ("junior", 3)))
    assert {(step.stage, step.native) for step in steps} == {("primary", "2018-2019-1"), ("junior", "2021-2022-1")}


def test_without_a_wish_the_periods_of_the_data_answer_each_of_a_kind_the_indicator_has():
    assert times.answers(("2023-10", "2023-2024-2"), TERMS, None, stock=False) == ("2023-2024-1", "2023-2024-2")
    assert times.answers(("2023-2024-1",), (PeriodKind.SCHOOL_YEAR,), None, stock=True) == ("2023-2024",)


def test_a_kind_of_period_that_the_indicator_lacks_is_left_out():
    assert times.answers(("2023-2024-1",), TERMS, ["2024", "2023-2024"], stock=False) == ("2023-2024",)


@pytest.mark.parametrize("code", ["2023-2025", "2023-13", "二〇二三", "", "2023-2024-3", "2023-W60"])
def test_what_is_no_period_is_refused(code):
    with pytest.raises(UnknownPeriod):
        times.period(code)
