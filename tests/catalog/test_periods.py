"""Periods: what is one, what lies in what, how they shift."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.periods import (
    PeriodError,
    PeriodKind,
    autumn_term,
    is_period,
    label_zh,
    lies_in,
    parse_period,
    school_year,
    school_year_of,
    shift_years,
)


@pytest.mark.parametrize(
    ("code", "kind", "start", "end"),
    [
        ("2023-2024", PeriodKind.SCHOOL_YEAR, "2023-09-01", "2024-08-31"),
        ("2023-2024-1", PeriodKind.TERM, "2023-09-01", "2024-01-31"),
        ("2023-2024-2", PeriodKind.TERM, "2024-02-01", "2024-08-31"),
        ("2024-02", PeriodKind.MONTH, "2024-02-01", "2024-02-29"),
        ("2023-12", PeriodKind.MONTH, "2023-12-01", "2023-12-31"),
        ("2024-H2", PeriodKind.HALF_YEAR, "2024-07-01", "2024-12-31"),
        ("2024-Q1", PeriodKind.QUARTER, "2024-01-01", "2024-03-31"),
        ("2024-W09", PeriodKind.WEEK, "2024-02-26", "2024-03-03"),
        ("2024", PeriodKind.FISCAL_YEAR, "2024-01-01", "2024-12-31"),
    ],
)
def test_each_form_spans_its_days(code: str, kind: PeriodKind, start: str, end: str) -> None:
    period = parse_period(code)
    assert (period.kind, period.start.isoformat(), period.end.isoformat()) == (kind, start, end)


@pytest.mark.parametrize("code", ["2023-2025", "2023-2024-3", "2024-13", "24", "", "2024-W60", "2024年", "2021-W53"])
def test_what_is_no_period_is_refused(code: str) -> None:
    assert not is_period(code)
    with pytest.raises(PeriodError):
        parse_period(code)


def test_spring_2024_belongs_to_the_year_that_began_in_2023() -> None:
    assert school_year_of(datetime.date(2024, 3, 1)) == "2023-2024"
    assert parse_period("2024-03").school_year == "2023-2024"
    assert parse_period("2024").school_year is None


def test_a_month_lies_in_its_term_and_year_but_not_in_the_other_term() -> None:
    assert lies_in("2024-03", "2023-2024-2")
    assert lies_in("2024-03", "2023-2024")
    assert not lies_in("2024-03", "2023-2024-1")
    assert not lies_in("2023-2024", "2023-2024-1")


def test_the_snapshot_of_a_year_is_its_autumn() -> None:
    assert autumn_term("2023-2024") == "2023-2024-1"
    assert autumn_term("2024-03") == "2023-2024-1"
    with pytest.raises(PeriodError):
        autumn_term("2024")


def test_labels_are_what_an_office_writes() -> None:
    assert label_zh("2023-2024-1") == "2023—2024学年第一学期"
    assert label_zh("2024-03") == "2024年3月"
    assert label_zh("2024") == "2024年"


@given(st.integers(1990, 2080), st.integers(-20, 20))
def test_shifting_there_and_back_changes_nothing(first: int, years: int) -> None:
    for code in (school_year(first), f"{school_year(first)}-2", f"{first}-07", f"{first}"):
        assert shift_years(shift_years(code, years), -years) == code


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 1, 1)))
def test_every_day_lies_in_its_school_year(day: datetime.date) -> None:
    period = parse_period(school_year_of(day))
    assert period.start <= day <= period.end
