"""Published figures of papers and of a school group, reproduced; schools are 核心校 and 成员校甲 to 丁."""

import datetime
import math

import pytest

from charts.bands import positions
from charts.series import Line
from metrics.ranks import school_ranks
from store.settings import change_settings
from tests.metrics.building import File, build, pair, paper, register
from tests.soundness.asking import by_area, rows, value


def test_pooled_spread_is_that_of_all_pupils(told):
    """4.4: sigma^2 = sum n (sd^2 + mean^2) / N - mu^2: 30 pupils of mean 80, sd 10; 20 of mean 70, sd 5: mu 76, sigma^2 = 94."""
    squares = {"一中": 30 * (100 + 6400.0), "二中": 20 * (25 + 4900.0)}
    reader = told(
        [each for name in squares for each in register(name, "东镇", ["junior"])],
        paper("一中", "2023-2024-2", sat=30, sum_score=2400.0, sum_squares=squares["一中"]),
        paper("二中", "2023-2024-2", sat=20, sum_score=1400.0, sum_squares=squares["二中"]),
    )
    assert by_area(reader, "exam_z", "school") == pytest.approx({"一中": 4 / 94**0.5, "二中": -6 / 94**0.5})
    assert value(reader, "exam_sd") == pytest.approx(94**0.5)
    # The mean of the two deviations is 8, of 7.5 unweighted: neither is the spread of all.
    assert by_area(reader, "exam_sd", "school") == pytest.approx({"一中": 10, "二中": 5})


@pytest.mark.parametrize(("n", "points"), [(10, 10.7), (20, 7.0), (30, 5.6), (50, 4.3), (100, 3.0)])
def test_how_sure_a_schools_mean_is(n: int, points: float):
    """4.7: the half-width of a school's mean at 95 %, pupils of standard deviation 15."""
    (found,) = positions([Line("S1", "一中", "东镇", (0.1,), (n,), (0.0,), (1,), (0,))])
    assert found.half_width * 15 == pytest.approx(points, abs=0.06)


# 5.4 (S003 L66): 语数常三科综合积分 of two springs, its ranks among 34 schools left out.
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
SPRINGS = ("2009-2010-2", "2010-2011-2")


def _group() -> File:
    registered = [each for name in GROUP for each in register(name, "东镇", ["primary"])]
    pairs = [pair("核心校", name, datetime.date(2009, 9, 1)) for name in GAPS]
    papers = [
        paper(name, spring, "primary", grade=6, subject="总分", full_mark=300.0, sat=1000, sum_score=1000 * points[at])
        for name, points in GROUP.items()
        for at, spring in enumerate(SPRINGS)
    ]
    return File([*registered, *pairs, *papers])


def test_the_gaps_of_a_school_group_over_two_springs(told):
    """5.4: one member falls back by 8.014 while the others close up; the mean of four gaps (54.160, 53.703) hides it."""
    reader = told(_group())
    found = {(each["member"], each["period"]): each["gap"] for each in rows(reader, "exam_mean", "pair")}
    for name, gaps in GAPS.items():
        assert [found[name, spring] for spring in SPRINGS] == pytest.approx(gaps, abs=0.0005)
    assert found["成员校丙", SPRINGS[1]] - found["成员校丙", SPRINGS[0]] == pytest.approx(8.014)
    means = [sum(found[name, spring] for name in GAPS) / 4 for spring in SPRINGS]
    assert means == pytest.approx([54.160, 53.703], abs=0.0005)


def test_the_mean_of_a_group_is_of_its_pupils_and_no_weighted_index(told):
    """5.4: the printed 258.646 and 259.245 are 0.6 of the core and 0.4 of the members' mean: an index, not a mean."""
    reader = told(_group())
    for spring, at, printed in zip(SPRINGS, (0, 1), (258.646, 259.245), strict=True):
        core, members = GROUP["核心校"][at], [GROUP[name][at] for name in GAPS]
        assert round(0.6 * core + 0.4 * sum(members) / 4, 3) == printed
        shown = value(reader, "exam_mean", period=spring)
        assert shown == pytest.approx((core + sum(members)) / 5)
        assert abs(shown - printed) > 20
    assert value(reader, "exam_mean", period=SPRINGS[0]) == pytest.approx(236.982)


def test_the_order_of_the_group_as_printed(tmp_path):
    """5.4: by rank of 34 the members stood 甲 丙 乙 丁 and then 甲 乙 丙 丁: 乙 passed 丙, who fell by seven places."""
    store = build(tmp_path, [_group()])
    change_settings(store, {"exam_ranks": "on"}, "局长", "内部研判")
    with store.read() as reader:
        orders = [school_ranks(reader, "exam_mean", spring).sort_values("rank")["area"].tolist() for spring in SPRINGS]
    assert orders[0] == ["核心校", "成员校甲", "成员校丙", "成员校乙", "成员校丁"]
    assert orders[1] == ["核心校", "成员校甲", "成员校乙", "成员校丙", "成员校丁"]


def test_the_published_variation_is_neither_of_the_wrong_ones():
    """6.1: the same five schools give 0.489 and 0.546 when pupils do not weigh; test_balance.py holds 0.515."""
    each = [books / pupils for pupils, books in ((45, 279), (37, 137), (89, 935), (76, 160), (55, 402))]
    mean = sum(each) / 5
    spread = sum((one - mean) ** 2 for one in each)
    assert [round(math.sqrt(spread / n) / mean, 3) for n in (5, 4)] == [0.489, 0.546]
