"""Indicators of the whole catalogue, from published figures or worked by hand; what nobody stated is unknown."""

from pathlib import Path
from typing import Any

import pytest

import metrics
from metrics.cautions import cautions
from tests.metrics.building import Said, aid, enrolled, month, reading, register
from tests.soundness.asking import by_area, row, rows, value

YEAR, AUTUMN = "2023-2024", "2023-2024-1"
REGISTER = [
    *register("甲小", "东镇", ["primary"]),
    *register("乙小", "西镇", ["primary"]),
    *register("丙中", "西镇", ["junior"]),
]


def children(township: str | None, stage: str = "primary", **values: Any) -> Said:
    return Said("population", YEAR, {"stage": stage, **values}, None, township)


def test_letters_on_pupils_elsewhere_as_a_county_reported_them(tmp_path: Path):
    # 5164 sent, 1083 returned: 21 %.
    with reading(tmp_path, aid(None, AUTUMN, None, letters_sent=5164, letters_returned=1083)) as reader:
        assert value(reader, "aid_letter_rate", period=AUTUMN) == pytest.approx(0.2097, abs=5e-5)


def test_distinct_persons_are_those_the_return_states_and_else_unknown(tmp_path: Path):
    told = [
        *REGISTER,
        aid("甲小", AUTUMN, programme="一补", recipients=30, persons=28),
        aid("乙小", AUTUMN, programme="一补", recipients=9),
    ]
    with reading(tmp_path, told) as reader:
        found = row(reader, "aid_persons", period=AUTUMN, stage="primary")
        assert (found["value"], found["schools_counted"], found["schools_missing"]) == (28, 1, 1)
        assert by_area(reader, "aid_persons", "school", AUTUMN, stage="primary")["乙小"] is None


def test_progression_is_of_the_graduates_themselves_and_only_of_the_whole_district(tmp_path: Path):
    # 98.32 % went on.
    with reading(
        tmp_path, *REGISTER, enrolled("丙中", YEAR, "junior", graduates=2500, to_senior=2458, to_general=1229)
    ) as reader:
        assert value(reader, "senior_progression", period=YEAR) == pytest.approx(0.9832)
        assert value(reader, "general_progression", period=YEAR) == pytest.approx(0.4916)
        with pytest.raises(metrics.UnsupportedLevel):
            rows(reader, "senior_progression", "school", YEAR)


def test_net_enrolment_is_of_the_childrens_own_townships(tmp_path: Path):
    told = [children("东镇", population=1000, age_enrolled=998), children("西镇", population=3000, age_enrolled=3000)]
    with reading(tmp_path, *REGISTER, told) as reader:
        assert by_area(reader, "net_enrolment_rate", "township", YEAR) == {"东镇": 0.998, "西镇": 1.0}
        assert value(reader, "net_enrolment_rate", period=YEAR) == pytest.approx(3998 / 4000)
        with pytest.raises(metrics.UnsupportedLevel):
            rows(reader, "net_enrolment_rate", "school", YEAR)


def test_ages_add_up_to_their_stage_and_never_beside_its_total(tmp_path: Path):
    by_age = [children("东镇", age=str(age), population=100 + age, age_enrolled=100) for age in (6, 7, 8)]
    with reading(tmp_path, *REGISTER, by_age, children("西镇", population=50, age_enrolled=50)) as reader:
        assert by_area(reader, "age_population", "township", YEAR) == {"东镇": 321, "西镇": 50}
        assert value(reader, "age_population", period=YEAR, age="7") == 107


def test_disabled_and_migrant_children_as_published(tmp_path: Path):
    # 98.02 % of the disabled children; 85 % of migrant children in public places is the line.
    told = children(
        None, population=9000, disabled_population=505, disabled_enrolled=495, migrant_eligible=400, migrant_public=352
    )
    with reading(tmp_path, *REGISTER, told) as reader:
        assert value(reader, "disabled_enrolment_rate", period=YEAR) == pytest.approx(0.9802, abs=5e-5)
        assert value(reader, "migrant_public_share", period=YEAR) == pytest.approx(0.88)


def test_money_a_pupil_is_a_ratio_of_sums_of_the_calendar_year(tmp_path: Path):
    def spent(school: str, pupils: int, funds: float, training: float) -> Said:
        return Said(
            "funding",
            "2023",
            {"stage": "primary", "funded_pupils": pupils, "public_funds": funds, "training_funds": training},
            school,
        )

    with reading(
        tmp_path, *REGISTER, spent("甲小", 100, 72_000.0, 3_600.0), spent("乙小", 900, 558_000.0, 20_000.0)
    ) as reader:
        assert by_area(reader, "public_funds_per_pupil", "school", "2023", stage="primary") == {
            "甲小": 720.0,
            "乙小": 620.0,
        }
        # The mean of the two would be 670.
        assert value(reader, "public_funds_per_pupil", period="2023", stage="primary") == pytest.approx(630.0)
        assert value(reader, "training_funds_share", period="2023", stage="primary") == pytest.approx(23_600 / 630_000)


def test_reasons_are_told_apart_and_a_reason_not_named_is_none(tmp_path: Path):
    def why(school: str, reason: str, cases: int) -> Said:
        return Said("dropout_reason", YEAR, {"stage": "primary", "reason": reason, "cases": cases}, school)

    with reading(
        tmp_path, *REGISTER, why("甲小", "learning", 2), why("乙小", "learning", 1), why("乙小", "work", 4)
    ) as reader:
        found = {each["reason"]: each["value"] for each in rows(reader, "dropout_cases", "district", YEAR)}
        assert found == {"learning": 3, "work": 4}


def test_who_left_again_and_how_long_they_are_out_come_from_returns_only(tmp_path: Path):
    told = month(
        "甲小", "2023-11", enrolled_start=300, dropouts=5, returned=4, again=1, still_out=2, days_out=90, reported=True
    )
    silent = month("乙小", "2023-11", enrolled_start=300, dropouts=3, returned=3, reported=True)
    with reading(tmp_path, *REGISTER, told, silent) as reader:
        found = row(reader, "again_rate", period="2023-11", stage="primary")
        assert (found["value"], found["schools_missing"]) == (0.25, 1)
        assert value(reader, "days_out_mean", period="2023-11", stage="primary") == 45.0


def reviewed(township: str | None, quarter: str, **values: Any) -> Said:
    return Said("dropout_review", quarter, values, None, township)


def test_quarterly_reviews_are_what_the_county_states_and_a_quarter_nobody_stated_is_unknown(tmp_path: Path):
    """东镇 reviewed 9 of 10 schools and 西镇 30 of 30 in the first quarter; of the second only 西镇 speaks."""
    told = [
        reviewed("东镇", "2024-Q1", review_due=10, reviewed=9, homes_visited=12),
        reviewed("西镇", "2024-Q1", review_due=30, reviewed=30),
        reviewed("西镇", "2024-Q2", review_due=30, reviewed=0, homes_visited=0),
    ]
    with reading(tmp_path, *REGISTER, told) as reader:
        assert value(reader, "review_rate", period="2024-Q1") == 0.975  # the mean of the two would be 0.95
        assert by_area(reader, "review_rate", "township", "2024-Q1") == {"东镇": 0.9, "西镇": 1.0}
        assert value(reader, "homes_visited", period="2024-Q1") == 12
        # Stated as none is none; not stated is no row, never 0 or 100 %.
        assert by_area(reader, "review_rate", "township", "2024-Q2") == {"西镇": 0.0}
        assert rows(reader, "review_rate", "district", "2024-Q3") == []
        assert any("2 个乡镇中有 1 个没有" in each for each in cautions(reader, "review_rate", ["2024-Q2"]))
        # A school year holds three whole quarters and a third of another: no rate of a year is made of them.
        assert rows(reader, "review_rate", "district", "2023-2024") == []


def test_large_classes_are_counted_with_the_largest_among_them(tmp_path: Path):
    with reading(
        tmp_path, *REGISTER, enrolled("甲小", AUTUMN, pupils=600, classes=12, classes_56_65=3, classes_66p=1)
    ) as reader:
        assert value(reader, "large_classes", period=AUTUMN, stage="primary") == 4
        assert value(reader, "super_large_classes", period=AUTUMN, stage="primary") == 1


def test_classes_within_the_standard_size_are_stated_and_never_inferred_from_a_mean(tmp_path: Path):
    """甲小 300 pupils in 10 classes (a mean of 30), 3 of them above 45; 乙小 states none of it and leaves both sides."""
    told = [
        enrolled("甲小", AUTUMN, pupils=300, classes=10, classes_over_limit=3),
        enrolled("乙小", AUTUMN, pupils=300, classes=10),
    ]
    with reading(tmp_path, *REGISTER, *told) as reader:
        found = row(reader, "class_size_met_share", period=AUTUMN, stage="primary")
        assert (found["value"], found["schools_missing"]) == (0.7, 1)
