"""Alerts on exams and pairs: positions that slide, who did not sit, gaps that widen."""

import datetime

import pytest

import metrics
from catalog.alerts import Severity
from tests.metrics.building import pair, paper
from tests.soundness.alert_rows import names, only, schools


def spread(name, period, mean, sat=100, eligible=100, exam="中考", **more):
    """A paper whose pupils all but differ: mean, and a standard deviation of ten."""
    return paper(
        name,
        period,
        sum_score=float(mean * sat),
        sum_squares=float(sat * (mean**2 + 100)),
        sat=sat,
        eligible=eligible,
        exam=exam,
        **more,
    )


def test_a_position_that_slides_two_years_running_is_told_across_papers_of_other_names(told):
    means = {"一中": (60, 55, 50), "二中": (60, 62, 55)}
    rows = [
        spread(name, f"{year}-{year + 1}-2", means.get(name, (60, 60, 60))[year - 2021], exam=f"{year + 1}年中考")
        for name in names() for year in (2021, 2022, 2023)
    ]  # fmt: skip
    reader = told(schools(), rows)
    (row,) = only(reader, "z_falling")
    assert row.area == "一中"
    assert row.trail is not None
    shown = metrics.values(reader, "exam_z", "school", [row.trail.period], row.trail.where)
    assert shown.set_index("area_id")["value"][row.area_id] == pytest.approx(row.value)
    assert "连续两年下降" in row.sentence()
    assert "中考" in row.sentence()
    assert "2024" not in row.sentence()


def test_a_slide_of_few_pupils_or_of_two_papers_of_one_kind_says_nothing(told):
    falling = [spread("一中", f"{year}-{year + 1}-2", 60 - 5 * (year - 2021), sat=20) for year in (2021, 2022, 2023)]
    rest = [spread(name, f"{year}-{year + 1}-2", 60) for name in names()[1:] for year in (2021, 2022, 2023)]
    assert not only(told(schools(), falling, rest), "z_falling")
    twice = [
        spread("一中", f"{year}-{year + 1}-2", 60 - 5 * (year - 2021), exam=name)
        for year in (2021, 2022, 2023)
        for name in (f"{year}年中考", f"{year + 1}年中考")
    ]
    assert not only(told(schools(), twice, rest), "z_falling")


def test_who_did_not_sit_is_told_and_of_few_pupils_only_counted(told):
    reader = told(
        schools(),
        spread("一中", "2023-2024-2", 60, sat=90),
        spread("二中", "2023-2024-2", 60, sat=18, eligible=20),
        spread("三中", "2023-2024-2", 60, sat=96),
    )
    one, two = sorted(only(reader, "sat_rate_low"), key=lambda row: row.area)
    assert (one.area, one.severity, one.cautious) == ("一中", Severity.WATCH, False)
    assert (two.area, two.severity, two.cautious) == ("二中", Severity.NOTE, True)
    assert "%" not in two.sentence()
    assert "实考 18 人" in two.sentence()
    assert "不作判断" in two.sentence()


def test_fewer_who_sit_than_a_year_ago_are_told(told):
    rows = [
        spread(name, code, 60, sat=sat if name == "一中" else 200, eligible=200)
        for name in names()
        for code, sat in (("2022-2023-2", 200), ("2023-2024-2", 192))
    ]
    (row,) = only(told(schools(), rows), "sat_rate_falling")
    assert (row.area, row.value, row.before) == ("一中", 0.96, 1.0)


def test_a_pair_that_drifts_apart_is_told_of_its_member(told):
    rows = [
        spread(name, f"{year}-{year + 1}-2", {"一中": 65, "二中": 60 - 4 * (year - 2022)}.get(name, 60))
        for name in names()
        for year in (2022, 2023)
    ]
    began = datetime.date(2021, 9, 1)
    reader = told(
        schools(),
        rows,
        [
            pair("一中", "二中", began),
            pair("一中", "三中", began),
            pair("二中", "四中", began, datetime.date(2022, 12, 1)),
        ],
    )
    (row,) = only(reader, "pair_gap_wider")
    gaps = metrics.values(reader, "exam_z", "pair", ["2022-2023-2", "2023-2024-2"], {"exam": "中考"})
    mine = gaps[gaps["member"] == "二中"].set_index("period")["gap"]
    assert row.area == "二中"
    assert (row.before, row.value) == pytest.approx(tuple(mine))
    assert "一中" in row.sentence()
