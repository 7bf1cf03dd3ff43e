"""Sums that count something twice, or average what must be summed."""

import pytest

from tests.metrics.building import File, Said, aid, enrolled, register
from tests.soundness.asking import by_area, row, rows, value

AUTUMN = "2023-2024-1"


def two_schools(stages=("primary",)):
    return [*register("一小", "东镇", stages), *register("二小", "西镇", stages)]


def test_a_denominator_is_not_counted_once_for_each_row_of_the_numerator(told):
    """
    recipients: 一小 一补 10, 营养 30      pupils: 一小 100
    join first, then sum:  40 / 200.  Sum each side first:  40 / 100
    """
    reader = told(
        register("一小", "东镇", ["primary"]),
        enrolled("一小", AUTUMN, pupils=100),
        aid("一小", AUTUMN, programme="一补", recipients=10),
        aid("一小", AUTUMN, programme="营养", recipients=30),
    )
    found = row(reader, "aid_coverage")
    assert (found["numerator"], found["denominator"], found["value"]) == (40, 100, 0.4)


def test_a_rate_is_a_ratio_of_sums_and_no_mean_of_ratios(told):
    """
    一小 10 / 1000    二小 50 / 100    the mean of the two rates is 25.5 %, the district's rate 60 / 1100
    """
    reader = told(
        two_schools(),
        enrolled("一小", AUTUMN, pupils=1000, boarders=10),
        enrolled("二小", AUTUMN, pupils=100, boarders=50),
    )
    assert value(reader, "boarder_share") == pytest.approx(60 / 1100)


def test_a_districts_mean_class_size_is_no_mean_of_its_townships(told):
    """
    东镇: 一小 300 / 10    西镇: 二小 50 / 1    township means 30 and 50, their mean 40; the district has 350 / 11
    """
    reader = told(
        two_schools(), enrolled("一小", AUTUMN, pupils=300, classes=10), enrolled("二小", AUTUMN, pupils=50, classes=1)
    )
    assert by_area(reader, "mean_class_size", "township") == {"东镇": 30, "西镇": 50}
    assert value(reader, "mean_class_size") == pytest.approx(350 / 11)


def test_a_stated_total_and_its_grades_are_the_same_pupils(told):
    """
    一小: total 90; grade 1: 40, grade 2: 50    never 180
    """
    reader = told(
        register("一小", "东镇", ["primary"]),
        enrolled("一小", AUTUMN, pupils=90),
        enrolled("一小", AUTUMN, grade=1, pupils=40),
        enrolled("一小", AUTUMN, grade=2, pupils=50),
    )
    assert value(reader, "pupils") == 90
    assert value(reader, "pupils", grade=1) == 40
    assert [(each["grade"], each["value"]) for each in rows(reader, "pupils", grade=[1, 2], by="district")] != []


def test_grades_alone_make_the_total(told):
    reader = told(
        register("一小", "东镇", ["primary"]),
        enrolled("一小", AUTUMN, grade=1, pupils=40),
        enrolled("一小", AUTUMN, grade=2, pupils=50),
    )
    assert value(reader, "pupils") == 90


def test_both_stages_of_a_nine_year_school_count_but_the_school_is_one(told):
    reader = told(
        register("九年校", "东镇", ["primary", "junior"]),
        enrolled("九年校", AUTUMN, "primary", pupils=300),
        enrolled("九年校", AUTUMN, "junior", pupils=200),
    )
    found = row(reader, "pupils")
    assert (found["value"], found["schools_counted"], found["schools_missing"]) == (500, 1, 0)
    assert value(reader, "pupils", stage="初中") == 200


def test_a_schools_row_without_a_stage_beside_rows_of_its_stages_says_the_same_again(told):
    """
    九年校: all 500; primary 300, junior 200    never 1000
    """
    reader = told(
        register("九年校", "东镇", ["primary", "junior"]),
        Said("enrolment", AUTUMN, {"stage": None, "pupils": 500}, "九年校"),
        enrolled("九年校", AUTUMN, "primary", pupils=300),
        enrolled("九年校", AUTUMN, "junior", pupils=200),
    )
    assert value(reader, "pupils") == 500


def test_a_schools_row_without_a_stage_speaks_for_the_whole_school(told):
    reader = told(
        register("九年校", "东镇", ["primary", "junior"]),
        Said("enrolment", AUTUMN, {"stage": None, "pupils": 500}, "九年校"),
    )
    found = row(reader, "pupils")
    assert (found["value"], found["schools_counted"], found["schools_missing"]) == (500, 1, 0)


def test_the_same_file_twice_is_the_same_pupils(told):
    said = [enrolled("一小", AUTUMN, pupils=90)]
    reader = told(File(register("一小", "东镇", ["primary"])), File(list(said)), File(list(said)))
    assert value(reader, "pupils") == 90


def test_an_undone_file_counts_nowhere(told):
    reader = told(
        File([*two_schools(), enrolled("一小", AUTUMN, pupils=90)]),
        File([enrolled("一小", AUTUMN, pupils=900), enrolled("二小", AUTUMN, pupils=50)], live=False),
    )
    found = row(reader, "pupils")
    assert (found["value"], found["schools_counted"], found["schools_missing"]) == (90, 1, 1)


def test_rates_are_fractions_of_one_and_money_is_yuan(told):
    reader = told(
        register("一小", "东镇", ["primary"]),
        enrolled("一小", AUTUMN, pupils=200, boarders=50),
        aid("一小", AUTUMN, recipients=4, amount=2500.0),
    )
    assert value(reader, "boarder_share") == 0.25
    assert value(reader, "aid_amount") == 2500.0
    assert value(reader, "aid_per_head") == 625.0


def test_large_classes_of_both_bands_are_over_all_classes(told):
    reader = told(
        register("一小", "东镇", ["primary"]), enrolled("一小", AUTUMN, classes=20, classes_56_65=2, classes_66p=1)
    )
    assert value(reader, "large_class_share") == pytest.approx(3 / 20)


def test_the_full_aid_rate_compares_recipients_and_eligible_of_the_same_programme(told):
    """
    一补: 10 of 12 eligible    营养: 20, nobody said how many were eligible    30 / 12 would be 250 %
    """
    reader = told(
        register("一小", "东镇", ["primary"]),
        aid("一小", AUTUMN, programme="一补", recipients=10, eligible=12),
        aid("一小", AUTUMN, programme="营养", recipients=20),
    )
    assert value(reader, "aid_full_rate") == pytest.approx(10 / 12)


def test_aid_per_head_leaves_out_money_whose_heads_nobody_counted(told):
    """
    一补: 5000 yuan for 10    营养: 1000 yuan, heads unknown    6000 / 10 would be 600
    """
    reader = told(
        register("一小", "东镇", ["primary"]),
        aid("一小", AUTUMN, programme="一补", recipients=10, amount=5000.0),
        aid("一小", AUTUMN, programme="营养", amount=1000.0),
    )
    assert value(reader, "aid_per_head") == 500
    assert value(reader, "aid_recipients") is None, "a total of which one row is unknown is unknown"
    assert value(reader, "aid_amount") == 6000


def test_a_cohort_meets_its_own_intake(told):
    """
    junior, three years: graduates of 2023-2024 over the intake of 2021-2022, never over this year's intake
    """
    reader = told(
        register("一中", "东镇", ["junior"]),
        enrolled("一中", "2021-2022-1", "junior", intake=100),
        enrolled("一中", AUTUMN, "junior", intake=60),
        enrolled("一中", "2023-2024", "junior", graduates=97, transfer_in=10, transfer_out=8),
    )
    found = row(reader, "retention_rate")
    assert (found["period"], found["numerator"], found["denominator"]) == ("2023-2024", 97, 102)
    assert found["value"] == pytest.approx(97 / 102)


def test_a_primary_cohort_entered_six_school_years_back(told):
    reader = told(
        register("一小", "东镇", ["primary"]),
        enrolled("一小", "2018-2019-1", intake=50),
        enrolled("一小", "2017-2018-1", intake=500),
        enrolled("一小", "2023-2024", graduates=49, transfer_in=0, transfer_out=0),
    )
    assert value(reader, "retention_rate") == pytest.approx(0.98)


def test_transfers_that_nobody_reported_are_not_none(told):
    reader = told(
        register("一中", "东镇", ["junior"]),
        enrolled("一中", "2021-2022-1", "junior", intake=100),
        enrolled("一中", "2023-2024", "junior", graduates=97),
    )
    found = row(reader, "retention_rate")
    assert (found["value"], found["schools_missing"]) == (None, 1)
