"""Figures that somebody published or worked out by hand (domain.md 3.4, 4.4, 5.4), reproduced."""

import datetime

import pytest

from tests.metrics.building import aid, pair, paper, register
from tests.soundness.asking import row, rows, value

SPRING_2020 = (
    ("kindergarten", 2206, 827250.0),
    ("primary", 9079, 3439125.0),
    ("senior", 2878, 2886000.0),
    ("vocational", 698, 698000.0),
)


@pytest.fixture
def spring_2020(told):
    """A district's own totals of the spring of 2020: no school in sight."""
    return told([aid(None, "2019-2020-2", stage, recipients=count, amount=yuan) for stage, count, yuan in SPRING_2020])


def test_the_subsidy_of_a_spring_without_schools(spring_2020):
    found = row(spring_2020, "aid_recipients")
    assert (found["value"], found["own_total"], found["schools_counted"]) == (14861, True, 0)
    assert value(spring_2020, "aid_amount") == 7850375


def test_what_a_child_in_kindergarten_received(spring_2020):
    assert value(spring_2020, "aid_per_head", stage="学前") == 375
    assert value(spring_2020, "aid_per_head", stage="primary") == pytest.approx(378.80, abs=0.005)
    assert value(spring_2020, "aid_per_head", stage="vocational") == 1000


def test_the_spring_of_2020_lies_in_its_school_year_and_its_calendar_year(spring_2020):
    assert value(spring_2020, "aid_recipients", period="2019-2020") == 14861
    assert value(spring_2020, "aid_amount", period="2020") == 7850375
    assert rows(spring_2020, "aid_amount", period="2019") == []


def test_pooled_spread_is_that_of_all_pupils(told):
    """
    sigma^2 = sum n (sd^2 + mean^2) / N - mu^2: 30 pupils of mean 80, sd 10; 20 of mean 70, sd 5: mu 76, sigma^2 = 94
    """
    squares = {"一中": 30 * (100 + 6400.0), "二中": 20 * (25 + 4900.0)}
    reader = told(
        [each for name in squares for each in register(name, "东镇", ["junior"])],
        paper("一中", "2023-2024-2", sat=30, sum_score=2400.0, sum_squares=squares["一中"]),
        paper("二中", "2023-2024-2", sat=20, sum_score=1400.0, sum_squares=squares["二中"]),
    )
    found = {each["area"]: each["value"] for each in rows(reader, "exam_z", "school")}
    assert found["一中"] == pytest.approx(4 / 94**0.5)
    assert found["二中"] == pytest.approx(-6 / 94**0.5)


# 语数常三科综合积分 of two springs: 核心校, 成员校甲 to 丁
GROUP = {
    "核心校": (280.310, 280.726), "成员校甲": (239.366, 242.514), "成员校乙": (222.624, 229.870),
    "成员校丙": (227.646, 220.048), "成员校丁": (214.964, 215.660),
}  # fmt: skip
GAPS = {
    "成员校甲": (40.944, 38.212),
    "成员校乙": (57.686, 50.856),
    "成员校丙": (52.664, 60.678),
    "成员校丁": (65.346, 65.066),
}


def test_the_gaps_of_a_school_group_over_two_springs(told):
    """One member falls back while the others close up: each pair has its own gap, never only the mean of four."""
    springs = ("2009-2010-2", "2010-2011-2")
    reader = told(
        [each for name in GROUP for each in register(name, "东镇", ["primary"])],
        [pair("核心校", name, datetime.date(2009, 9, 1)) for name in GAPS],
        [
            paper(
                name,
                spring,
                "primary",
                grade=6,
                subject="总分",
                full_mark=300.0,
                sat=1000,
                sum_score=1000 * points[place],
            )
            for name, points in GROUP.items()
            for place, spring in enumerate(springs)
        ],
    )
    found = {(each["member"], each["period"]): each["gap"] for each in rows(reader, "exam_mean", "pair")}
    for name, gaps in GAPS.items():
        assert [found[name, spring] for spring in springs] == pytest.approx(gaps, abs=0.0005)
