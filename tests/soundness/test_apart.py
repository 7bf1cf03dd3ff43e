"""Sides of different schools or years meet for whole areas only; a part over a whole is no rate."""

from pathlib import Path

import pytest

import metrics
from tests.metrics.building import Said, enrolled, ids, reading, register
from tests.soundness.asking import row, value

YEAR = "2023-2024"
SCHOOLS = [
    *register("甲小", "东镇", ["primary"]),
    *register("乙小", "西镇", ["primary"]),
    *register("丙中", "西镇", ["junior"]),
]


def children(township: str, population: int, stage: str = "primary") -> Said:
    return Said("population", YEAR, {"stage": stage, "population": population}, None, township)


def test_pupils_over_children_of_the_age_may_exceed_one(tmp_path: Path):
    told = [
        enrolled("甲小", f"{YEAR}-1", pupils=300),
        enrolled("乙小", f"{YEAR}-1", pupils=220),
        children("东镇", 260),
        children("西镇", 240),
    ]
    with reading(tmp_path, SCHOOLS, told) as reader:
        found = row(reader, "gross_enrolment_ratio", period=YEAR, stage="primary")
        assert (found["numerator"], found["denominator"], found["value"]) == (520, 500, pytest.approx(1.04))
        assert (found["schools_counted"], found["schools_missing"]) == (2, 0)
        traced = metrics.trace(reader, "gross_enrolment_ratio", ids(reader)["青山县"], YEAR, {"stage": "primary"})
        assert {(cell.side, cell.area, cell.value) for cell in traced.cells} == {
            ("numerator", "甲小", 300), ("numerator", "乙小", 220), ("denominator", "东镇", 260), ("denominator", "西镇", 240),
        }  # fmt: skip
        assert value(reader, "gross_enrolment_ratio", period=YEAR) is None  # of no stage, or of all, it is no rate
        with pytest.raises(metrics.UnsupportedLevel):
            metrics.values(reader, "gross_enrolment_ratio", "township", [YEAR])


def test_a_silent_school_or_township_leaves_it_unknown(tmp_path: Path):
    pupils = [enrolled("甲小", f"{YEAR}-1", pupils=300), enrolled("乙小", f"{YEAR}-1", pupils=220)]
    with reading(tmp_path / "a", SCHOOLS, pupils[:1], children("东镇", 260), children("西镇", 240)) as reader:
        found = row(reader, "gross_enrolment_ratio", period=YEAR, stage="primary")
        assert (found["value"], found["numerator"], found["schools_missing"]) == (None, 300, 1)
    with reading(tmp_path / "b", SCHOOLS, pupils, children("东镇", 260)) as reader:
        assert value(reader, "gross_enrolment_ratio", period=YEAR, stage="primary") is None


def test_those_who_left_primary_schools_and_those_who_entered_junior_ones(tmp_path: Path):
    left = [enrolled("甲小", "2022-2023", graduates=50), enrolled("乙小", "2022-2023", graduates=40)]
    with reading(tmp_path, SCHOOLS, left, enrolled("丙中", f"{YEAR}-1", "junior", intake=88)) as reader:
        assert value(reader, "primary_progression", period=YEAR) == pytest.approx(88 / 90)


def test_nine_years_from_the_first_grade_to_the_last(tmp_path: Path):
    # Published for the country in 2021: 95.4 %.
    first = [enrolled("甲小", "2015-2016-1", intake=600), enrolled("乙小", "2015-2016-1", intake=400)]
    with reading(tmp_path, SCHOOLS, first, enrolled("丙中", YEAR, "junior", graduates=954)) as reader:
        assert value(reader, "nine_year_retention", period=YEAR) == pytest.approx(0.954)


def test_kindergartens_are_of_their_own_stage_whatever_else_reports(tmp_path: Path):
    told = [
        enrolled("园", f"{YEAR}-1", "kindergarten", pupils=162),
        children("东镇", 200, "kindergarten"),
        children("东镇", 900),
    ]
    with reading(tmp_path, register("园", "东镇", ["kindergarten"]), told) as reader:
        # The county's plan of 2015: 81 % at least.
        assert value(reader, "kindergarten_ratio", period=YEAR) == pytest.approx(0.81)


def test_a_ratio_of_sides_apart_is_not_cut_by_what_only_one_side_has(tmp_path: Path):
    """Children have an age and pupils a grade: pupils of one grade over children of every age is no rate."""
    with (
        reading(
            tmp_path, register("一小", "东镇", ["primary"]), enrolled("一小", "2023-2024-1", grade=1, pupils=30)
        ) as reader,
        pytest.raises(metrics.UnknownFilter),
    ):
        metrics.values(reader, "gross_enrolment_ratio", "district", [YEAR], {"stage": "primary", "grade": "1"})
