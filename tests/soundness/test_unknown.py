"""Unknown is not zero, and nobody's silence is an answer."""

import math

import pytest

import metrics
from tests.metrics.building import File, Said, aid, enrolled, month, paper, register
from tests.soundness.asking import by_area, row, rows, value

AUTUMN = "2023-2024-1"


def three_schools():
    return [
        each
        for name, home in (("一小", "东镇"), ("二小", "东镇"), ("三小", "西镇"))
        for each in register(name, home, ["primary"])
    ]


def test_a_school_lacking_one_side_leaves_both_and_is_missing(told):
    """
    一小 100 pupils, 10 boarders    二小 900 pupils, boarders unknown    10 / 1000 would read unknown as none
    """
    reader = told(
        three_schools(), enrolled("一小", AUTUMN, pupils=100, boarders=10), enrolled("二小", AUTUMN, pupils=900),
        enrolled("三小", AUTUMN, pupils=100, boarders=0),
    )  # fmt: skip
    found = row(reader, "boarder_share")
    assert (found["numerator"], found["denominator"], found["value"]) == (10, 200, 0.05)
    assert (found["schools_counted"], found["schools_missing"]) == (2, 1)


def test_a_silent_school_is_missing_and_not_absent(told):
    reader = told(three_schools(), enrolled("一小", AUTUMN, pupils=100))
    assert by_area(reader, "pupils", "school") == {"一小": 100, "二小": None, "三小": None}
    assert by_area(reader, "pupils", "township") == {"东镇": 100, "西镇": None}
    found = row(reader, "pupils")
    assert (found["value"], found["schools_counted"], found["schools_missing"]) == (100, 1, 2)


def test_a_silent_school_lowers_the_report_rate(told):
    reader = told(
        three_schools(), month("一小", "2024-03", dropouts=0, reported=True), month("二小", "2024-03", dropouts=1)
    )
    found = row(reader, "report_rate")
    assert (found["numerator"], found["denominator"]) == (2, 3)


def test_a_nil_return_is_a_return_and_a_blank_is_not(told):
    reader = told(
        three_schools(), month("一小", "2024-03", enrolled_start=50, dropouts=0), month("二小", "2024-03", reported=False),
        month("三小", "2024-03", enrolled_start=70),
    )  # fmt: skip
    assert row(reader, "report_rate")["numerator"] == 1
    found = row(reader, "dropout_rate")
    assert (found["numerator"], found["denominator"], found["schools_counted"], found["schools_missing"]) == (
        0,
        50,
        1,
        2,
    )
    assert by_area(reader, "dropout_rate", "township") == {"东镇": 0, "西镇": None}


def test_what_a_return_marked_as_not_made_holds_counts_nowhere(told):
    reader = told(
        three_schools(),
        month("一小", "2024-03", enrolled_start=100, dropouts=1),
        month("二小", "2024-03", enrolled_start=100, dropouts=9, reported=False),
    )
    assert row(reader, "dropout_rate")["numerator"] == 1


def test_an_absent_school_of_a_subsidy_list_had_none(told):
    """
    The list of 东镇 names 一小 only: 二小 had no recipients. Nobody sent a list of 西镇: 三小 is missing.
    """
    reader = told(
        three_schools(), File([Said("subsidy", AUTUMN, {"stage": "primary", "recipients": 7}, "一小", "东镇")])
    )
    assert by_area(reader, "aid_recipients", "school") == {"一小": 7, "二小": 0, "三小": None}
    found = row(reader, "aid_recipients")
    assert (found["value"], found["schools_counted"], found["schools_missing"]) == (7, 2, 1)


def test_an_absent_school_of_an_enrolment_return_is_unknown(told):
    reader = told(three_schools(), File([Said("enrolment", AUTUMN, {"stage": "primary", "pupils": 7}, "一小", "东镇")]))
    assert by_area(reader, "pupils", "school")["二小"] is None


def test_a_districts_own_total_says_nothing_of_its_schools(told):
    """
    The list of 东镇 covers its schools. The file that holds only the district's total covers no school of 西镇.
    """
    listed = Said("subsidy", AUTUMN, {"stage": "primary", "recipients": 7}, "一小", "东镇")
    reader = told(three_schools(), File([aid(None, AUTUMN, recipients=500)]), File([listed]))
    assert by_area(reader, "aid_recipients", "school") == {"一小": 7, "二小": 0, "三小": None}
    found = row(reader, "aid_recipients")
    assert (found["value"], found["own_total"]) == (500, True)


def test_aid_coverage_counts_the_school_that_had_none(told):
    reader = told(
        three_schools(), *[enrolled(name, AUTUMN, pupils=100) for name in ("一小", "二小", "三小")],
        File([Said("subsidy", AUTUMN, {"stage": "primary", "recipients": 7}, "一小", "东镇")]),
    )  # fmt: skip
    found = row(reader, "aid_coverage")
    assert (found["numerator"], found["denominator"], found["schools_missing"]) == (7, 200, 1)


def test_dropouts_of_which_the_returned_are_unknown_are_not_all_still_out(told):
    reader = told(register("一小", "东镇", ["primary"]), month("一小", "2024-03", dropouts=3))
    assert rows(reader, "dropout_open") == [], "nobody stated both"


def test_a_rate_over_nothing_is_unknown(told):
    reader = told(register("一小", "东镇", ["primary"]), month("一小", "2024-03", dropouts=0, returned=0))
    found = row(reader, "return_rate")
    assert (found["numerator"], found["denominator"], found["value"]) == (0, 0, None)


def test_unknown_is_null_and_never_nan_in_what_scripts_read(told):
    reader = told(three_schools(), enrolled("一小", AUTUMN, pupils=100))
    for each in rows(reader, "boarder_share", "school", AUTUMN) + rows(reader, "pupils", "school"):
        assert not any(isinstance(cell, float) and math.isnan(cell) for cell in each.values())


def test_a_period_in_no_data_has_no_rows_and_no_zeros(told):
    reader = told(three_schools(), enrolled("一小", AUTUMN, pupils=100))
    assert metrics.values(reader, "pupils", "district", ["1999-2000"]).empty
    assert metrics.values(reader, "pupils", "district", ["2023-2024-2"]).empty


def test_a_mean_of_nobody_is_unknown(told):
    reader = told(register("一中", "东镇", ["junior"]), paper("一中", "2023-2024-2", sat=0, sum_score=0.0))
    assert value(reader, "exam_mean") is None


def test_pupils_absent_from_an_exam_have_no_score(told):
    """
    50 registered and eligible, 40 sat, their scores add up to 3200: the mean is 80, not 64
    """
    reader = told(
        register("一中", "东镇", ["junior"]), paper("一中", "2023-2024-2", eligible=50, sat=40, sum_score=3200.0)
    )
    assert value(reader, "exam_mean") == 80
    assert value(reader, "exam_sat_rate") == pytest.approx(0.8)


def test_a_blank_grade_is_no_grade_of_nobody(told):
    """Four grades' pupils over six grades' classes would be a ratio nobody stated: the school is missing instead."""
    grades = [
        enrolled("一小", "2023-2024-1", grade=grade, classes=2, pupils=pupils)
        for grade, pupils in enumerate((80, 81, None, None, 84, 85), start=1)
    ]
    reader = told(
        register("一小", "东镇", ["primary"]),
        register("二小", "东镇", ["primary"]),
        grades,
        enrolled("二小", "2023-2024-1", pupils=315, classes=12),
    )
    found = row(reader, "mean_class_size")
    assert found["value"] == 315 / 12
    assert (found["schools_counted"], found["schools_missing"]) == (1, 1)


def test_a_grade_not_taught_hides_nothing(told):
    grades = [enrolled("一小", "2023-2024-1", grade=grade, classes=1, pupils=20) for grade in (1, 2, 3)]
    empty = [enrolled("一小", "2023-2024-1", grade=grade) for grade in (4, 5, 6)]
    assert row(told(register("一小", "东镇", ["primary"]), grades, empty), "pupils")["value"] == 60
