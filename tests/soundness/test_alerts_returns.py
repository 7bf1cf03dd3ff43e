"""Alerts on dropout and on the returns themselves: who is out, who is silent, what contradicts itself."""

import pytest

from catalog.alerts import Severity
from tests.metrics.building import Said, enrolled, month, register
from tests.soundness.alert_rows import YEAR, names, only, schools


def test_an_own_total_unlike_its_schools_is_told_once_all_of_them_are_in(told):
    parts = [enrolled(name, "2023-2024-1", "junior", pupils=100) for name in names()]
    stated = Said("enrolment", "2023-2024-1", {"stage": "junior", "pupils": 705}, None, "东镇")
    (row,) = only(told(schools(), parts, stated), "total_unlike_parts")
    assert (row.area, row.value, row.before) == ("东镇", 705, 700)
    assert not only(told(schools(), parts[1:], stated), "total_unlike_parts")


def test_a_school_is_missed_once_most_of_the_others_are_in(told):
    parts = [enrolled(name, "2023-2024-1", "junior", pupils=100) for name in names()]
    assert [(row.area, row.period, row.part) for row in only(told(schools(), parts[1:]), "missing_from_return")] == [
        ("一中", "2023-2024-1", "enrolment")
    ]
    assert not only(told(schools(), parts[:2]), "missing_from_return")


def test_one_child_still_out_is_an_alert_and_more_than_last_year_in_the_same_month_too(told):
    rows = [month(name, code, "junior", enrolled_start=500, dropouts=out, returned=0, reported=True)
            for name in names() for code, out in (("2022-11", 0), ("2023-11", 3 if name == "一中" else 0))]  # fmt: skip
    reader = told(schools(), rows)
    (out,) = only(reader, "open_dropouts")
    assert (out.area, out.value, out.severity, out.key[1:]) == ("一中", 3, Severity.ACT, (out.area_id, YEAR))
    (more,) = only(reader, "dropouts_up_on_month")
    assert (more.area, more.value, more.before, more.period) == ("东镇", 3, 0, "2023-11")
    assert not only(reader, "report_rate_low")
    late = [row for row in rows if (row.school, row.period) != ("二中", "2023-11")]
    (low,) = only(told(schools(), late), "report_rate_low")
    assert (low.area, low.n, low.d, low.period) == ("东镇", 6, 7, "2023-11")
    silent = [row for row in rows if (row.school, row.period) != ("二中", "2022-11")]
    assert not only(told(schools(), silent), "dropouts_up_on_month")


def test_a_cohort_that_shrank_beside_returns_of_nobody_out_is_a_contradiction(told):
    """
    一中: 100 came, 90 left, nobody reported out · 二中: the same, five reported out · 三中: the same, a return missing
    """
    cohorts = [
        said for name in names()
        for said in (enrolled(name, "2021-2022-1", "junior", intake=100), enrolled(name, YEAR, "junior", graduates=90, transfer_in=0, transfer_out=0))
    ]  # fmt: skip
    out = {"二中": 5}
    months = [
        month(name, code, "junior", enrolled_start=300, dropouts=out.get(name, 0), returned=0, reported=True)
        for name in names()[:3] for code in ("2023-10", "2023-11") if (name, code) != ("三中", "2023-11")
    ]  # fmt: skip
    assert [row.area for row in only(told(schools(), cohorts, months), "leaving_unreported")] == ["一中"]


def test_a_dropout_rate_on_a_small_base_is_counted_not_judged(told):
    rows = [month("一中", "2023-11", "junior", enrolled_start=40, dropouts=1, returned=1, reported=True)]
    (row,) = [row for row in only(told(schools(1), rows), "dropout_rate_high") if row.level == "township"]
    assert (row.cautious, row.severity) == (True, Severity.NOTE)
    assert row.sentence() == "东镇初中辍学 1 人（在校 40 人）；基数不足 56，只看人数，不作判断"


def test_the_return_rate_of_few_dropouts_is_counted(told):
    rows = [
        month(name, "2023-11", "junior", enrolled_start=500, dropouts=3, returned=1, reported=True) for name in names()
    ]
    reader = told(schools(), rows)
    found = {row.level: row for row in only(reader, "return_rate_low")}
    assert found["township"].value == pytest.approx(1 / 3)
    assert not found["township"].cautious
    (few,) = [row for row in only(told(schools(1), rows[:1]), "return_rate_low") if row.level == "township"]
    assert few.cautious
    assert few.sentence().startswith("东镇辍学 3 人、复学 1 人")


def test_a_register_of_two_years_ago_is_told_to_the_district(told):
    old = [said for name in names() for said in register(name, "东镇", ["junior"], "2021-2022")]
    (row,) = only(told(old, enrolled("一中", "2023-2024-1", "junior", pupils=10)), "register_old")
    assert (row.level, row.value) == ("district", 24)
