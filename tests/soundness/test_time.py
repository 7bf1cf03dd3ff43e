"""Time: what a year, a term, a month and a fiscal year answer with."""

import pytest

import metrics
from metrics import UnknownPeriod
from tests.metrics.building import aid, enrolled, month, register
from tests.soundness.asking import row, rows, value

YEAR = "2023-2024"


def school():
    return register("一小", "东镇", ["primary"])


def test_months_and_terms_of_one_year_are_never_both_added(told):
    """
    autumn term 3, spring term 2; September 3, March 2    the year has 5 dropouts, not 10
    """
    reader = told(
        school(),
        [month("一小", period, enrolled_start=100, dropouts=count) for period, count in
         (("2023-2024-1", 3), ("2023-2024-2", 2), ("2023-09", 3), ("2024-03", 2))],
    )  # fmt: skip
    assert row(reader, "dropout_rate", period=YEAR)["numerator"] == 5


def test_a_year_that_was_stated_is_not_added_to_its_terms(told):
    reader = told(
        school(),
        aid("一小", YEAR, recipients=30),
        aid("一小", f"{YEAR}-1", recipients=20),
        aid("一小", f"{YEAR}-2", recipients=20),
    )
    assert value(reader, "aid_recipients", period=YEAR) == 30


def test_months_that_cover_more_of_the_year_stand_before_a_lone_term(told):
    """
    the autumn term says 3; the months September to March say 5    a year of 3 would forget the spring
    """
    months = [
        ("2023-09", 1),
        ("2023-10", 1),
        ("2023-11", 1),
        ("2023-12", 0),
        ("2024-01", 0),
        ("2024-02", 1),
        ("2024-03", 1),
    ]
    reader = told(
        school(), month("一小", "2023-2024-1", enrolled_start=100, dropouts=3),
        [month("一小", period, enrolled_start=100, dropouts=count) for period, count in months],
    )  # fmt: skip
    assert row(reader, "dropout_rate", period=YEAR)["numerator"] == 5


def test_a_stock_is_never_added_over_the_year(told):
    """
    autumn 100, spring 98: the year has 100 pupils, not 198
    """
    reader = told(school(), enrolled("一小", f"{YEAR}-1", pupils=100), enrolled("一小", f"{YEAR}-2", pupils=98))
    assert value(reader, "pupils", period=YEAR) == 100


def test_a_year_without_its_autumn_snapshot_has_no_stock(told):
    reader = told(school(), enrolled("一小", f"{YEAR}-2", pupils=98))
    assert rows(reader, "pupils", period=YEAR) == []
    assert value(reader, "pupils", period=f"{YEAR}-2") == 98


def test_the_base_of_a_years_dropout_rate_is_one_stock_and_no_sum_of_months(told):
    """
    100 at the start, stated in ten monthly returns; 2 dropouts    2 / 100, not 2 / 1000
    """
    months = [
        "2023-09",
        "2023-10",
        "2023-11",
        "2023-12",
        "2024-01",
        "2024-02",
        "2024-03",
        "2024-04",
        "2024-05",
        "2024-06",
    ]
    reader = told(
        school(),
        [
            month("一小", period, enrolled_start=100, dropouts=int(period in ("2023-10", "2024-03")))
            for period in months
        ],
    )
    found = row(reader, "dropout_rate", period=YEAR)
    assert (found["numerator"], found["denominator"], found["schools_counted"]) == (2, 100, 1)


def test_the_base_is_what_the_year_began_with(told):
    reader = told(
        school(),
        month("一小", "2023-09", enrolled_start=100, dropouts=1),
        month("一小", "2024-03", enrolled_start=90, dropouts=0),
    )
    assert row(reader, "dropout_rate", period=YEAR)["denominator"] == 100
    assert row(reader, "dropout_rate", period="2024-03")["denominator"] == 90


def test_a_month_that_states_no_base_meets_that_of_its_school_year(told):
    reader = told(
        school(), month("一小", "2023-09", enrolled_start=100, dropouts=0), month("一小", "2023-10", dropouts=2),
        month("一小", "2024-09", dropouts=5),
    )  # fmt: skip
    assert row(reader, "dropout_rate", period="2023-10")["denominator"] == 100
    assert row(reader, "dropout_rate", period="2024-09")["denominator"] is None, "another school year"


def test_open_dropouts_run_up_within_the_school_year_and_start_anew(told):
    """
    Sept 3 out, Oct 1 back, Nov 2 out: open 3, 2, 4. The next September starts from nothing.
    """
    said = [("2023-09", 3, 0), ("2023-10", 0, 1), ("2023-11", 2, 0), ("2024-09", 1, 0)]
    reader = told(school(), [month("一小", period, dropouts=out, returned=back) for period, out, back in said])
    found = {each["period"]: each["value"] for each in rows(reader, "dropout_open")}
    assert found == {"2023-09": 3, "2023-10": 2, "2023-11": 4, "2024-09": 1}
    assert value(reader, "dropout_open", period=YEAR) == 4


def test_a_school_that_missed_a_month_is_missing_from_the_year_though_its_dropouts_count(told):
    reader = told(
        school(), register("二小", "东镇", ["primary"]),
        month("一小", "2023-09", dropouts=1, returned=0), month("一小", "2023-10", dropouts=1, returned=0),
        month("二小", "2023-09", dropouts=5, returned=0),
    )  # fmt: skip
    found = row(reader, "dropout_open", period=YEAR)
    assert (found["value"], found["schools_counted"], found["schools_missing"]) == (7, 1, 1)


def test_one_month_is_not_the_term(told):
    """
    Others report the term (150 days); 一小 only October: its October counts, but the school is missing
    """
    reader = told(
        school(), register("二小", "东镇", ["primary"]),
        month("一小", "2023-10", dropouts=1, returned=0), month("二小", "2023-2024-1", dropouts=2, returned=0),
    )  # fmt: skip
    found = row(reader, "return_rate", period="2023-2024-1")
    assert (found["denominator"], found["schools_missing"]) == (3, 1)


def test_two_terms_of_aid_are_person_times(told):
    """
    The same 20 pupils in both terms: 20 in each, 40 person-times in the year; per head stays per term
    """
    reader = told(school(), *[aid("一小", f"{YEAR}-{term}", recipients=20, amount=10000.0) for term in (1, 2)])
    assert [each["value"] for each in rows(reader, "aid_recipients")] == [20, 20]
    assert value(reader, "aid_recipients", period=YEAR) == 40
    assert value(reader, "aid_per_head", period=YEAR) == 500


def test_programmes_that_come_at_rhythms_of_their_own_are_never_called_all_there_was(told):
    """
    a school's living subsidy is told by the term (100 + 100), its meals by the year (900): no one granularity holds both
    """
    paid = [("一补", "2023-2024-1", 100.0), ("一补", "2023-2024-2", 100.0), ("营养", "2023-2024", 900.0)]
    reader = told(
        register("一小", "东镇", ["primary"]),
        [aid("一小", period, programme=name, recipients=10, amount=yuan) for name, period, yuan in paid],
    )
    found = row(reader, "aid_amount", period="2023-2024")
    assert (found["value"], found["schools_counted"], found["schools_missing"]) == (900, 0, 1)
    for name, yuan in (("一补", 200), ("营养", 900)):
        alone = row(reader, "aid_amount", period="2023-2024", programme=name)
        assert (alone["value"], alone["schools_counted"], alone["schools_missing"]) == (yuan, 1, 0)
    # A return that names no programme holds all of them.
    whole = told(
        register("一小", "东镇", ["primary"]),
        [aid("一小", f"2023-2024-{term}", programme="一补", recipients=10, amount=100.0) for term in (1, 2)],
        aid("一小", "2023-2024", recipients=20, amount=200.0),
    )
    found = row(whole, "aid_amount", period="2023-2024")
    assert (found["value"], found["schools_missing"]) == (200, 0)


def test_an_own_total_that_lacks_a_programme_is_no_total_of_the_year(told):
    """
    一小 told no year's sum; its township's lacks the meals that its own term returns name
    """
    reader = told(
        register("一小", "东镇", ["primary"]),
        register("二小", "东镇", ["primary"]),
        aid("一小", "2023-2024-1", programme="一补", recipients=10, amount=100.0),
        aid(None, "2023-2024", township="东镇", programme="一补", recipients=20, amount=300.0),
        aid(None, "2023-2024-1", township="东镇", programme="营养", recipients=20, amount=50.0),
    )
    found = row(reader, "aid_amount", "township", "2023-2024")
    assert (found["value"], found["own_total"]) == (100, False)


def test_aid_coverage_has_no_year(told):
    """
    40 person-times over 100 pupils is no share of pupils
    """
    reader = told(
        school(),
        enrolled("一小", f"{YEAR}-1", pupils=100),
        *[aid("一小", f"{YEAR}-{term}", recipients=20) for term in (1, 2)],
    )
    assert rows(reader, "aid_coverage", period=YEAR) == []
    assert [each["value"] for each in rows(reader, "aid_coverage")] == [0.2, 0.2], "spring meets the autumn snapshot"


def test_aid_coverage_meets_the_terms_own_snapshot_first(told):
    reader = told(
        school(), enrolled("一小", f"{YEAR}-1", pupils=100), enrolled("一小", f"{YEAR}-2", pupils=80),
        enrolled("一小", "2022-2023-2", pupils=400), aid("一小", f"{YEAR}-2", recipients=20), aid("一小", "2022-2023-2", recipients=20),
        aid("一小", "2022-2023-1", recipients=20),
    )  # fmt: skip
    assert value(reader, "aid_coverage", period=f"{YEAR}-2") == 0.25
    assert value(reader, "aid_coverage", period="2022-2023-1") is None, "a spring snapshot is no autumn one"


def test_a_fiscal_year_is_a_spring_and_the_next_autumn(told):
    """
    fiscal 2024: the spring of 2023-2024 and the autumn of 2024-2025, never the autumn of 2023-2024
    """
    reader = told(
        school(),
        aid("一小", "2023-2024-1", amount=1.0),
        aid("一小", "2023-2024-2", amount=20.0),
        aid("一小", "2024-2025-1", amount=300.0),
    )
    assert value(reader, "aid_amount", period="2024") == 320
    assert value(reader, "aid_amount", period=YEAR) == 21


def test_a_value_does_not_depend_on_what_else_is_asked(told):
    reader = told(
        school(),
        enrolled("一小", f"{YEAR}-2", pupils=80),
        aid("一小", f"{YEAR}-1", recipients=20),
        aid("一小", f"{YEAR}-2", recipients=20),
    )
    alone = metrics.values(reader, "aid_coverage", "district", f"{YEAR}-1")
    together = metrics.values(reader, "aid_coverage", "district")
    assert alone.iloc[0]["value"] != alone.iloc[0]["value"], "unknown"
    assert together[together["period"] == f"{YEAR}-1"].iloc[0]["value"] != 0.25


def test_what_is_no_period_is_refused(told):
    reader = told(school(), enrolled("一小", f"{YEAR}-1", pupils=100))
    with pytest.raises(UnknownPeriod, match="2023-2025"):
        metrics.values(reader, "pupils", "district", "2023-2025")
