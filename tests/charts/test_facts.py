"""What stands out, by rule: each test is a small picture and the one thing to say of it."""

from __future__ import annotations

import pytest

from catalog import indicator
from catalog.periods import PeriodKind
from charts.facts import comparison_fact, gap_fact, gap_move, move_of, trend_fact
from charts.numbers import scale_of
from charts.payments import Payment, odd_payments
from tests.charts.lines import line
from ui.narrate import fact_sentence

DROPOUT, RETENTION, PUPILS = indicator("dropout_rate"), indicator("retention_rate"), indicator("pupils")


def test_one_place_that_worsens_three_times_running_is_named_alone():
    lines = [line("东山乡", 0.005, 0.01, 0.02, 0.03), line("西河镇", 0.01, 0.005, 0.01, 0.005)]
    fact = trend_fact(lines, line("全县", 0.008, 0.008, 0.015, 0.018), DROPOUT)
    assert (fact.kind, fact.tone, fact.area_ids, fact.values["n"]) == ("lasting_alone", "worse", ("东山乡",), 3)
    assert fact.values["others"] == 1


def test_two_moves_are_not_lasting():
    fact = trend_fact([line("东山乡", 0.03, 0.01, 0.02, 0.03)], line("全县", 0.03, 0.01, 0.02, 0.03), DROPOUT)
    assert not fact.kind.startswith("lasting")


def test_a_rise_within_chance_is_not_singled_out():
    """One dropout a year among 400, 390, 380, 370 pupils is a rate that rises every year and means nothing."""
    fact = trend_fact([line("东山乡", 0.0025, 0.00256, 0.00263, 0.0027, base=400)], None, DROPOUT)
    assert fact.kind == "nothing"


def test_a_place_with_a_small_base_is_never_singled_out():
    fact = trend_fact([line("小庙乡", 0.02, 0.1, 0.2, 0.4, base=20)], None, DROPOUT)
    assert fact.kind == "nothing"


def test_better_is_down_for_dropout_and_up_for_retention():
    falling = [line("东山乡", 0.99, 0.9, 0.8, 0.7), line("西河镇", 0.9, 0.91, 0.9, 0.91)]
    assert trend_fact(falling, None, RETENTION).tone == "worse"
    assert trend_fact(falling, None, DROPOUT).tone == "better"


def test_an_unknown_period_breaks_a_run():
    move = move_of(line("东山乡", 0.01, None, 0.02, 0.03), DROPOUT)
    assert move is not None
    assert move.streak == 1
    assert move_of(line("东山乡", 0.01, 0.02, 0.03, None), DROPOUT) is None


def test_a_size_has_no_better_or_worse():
    fact = trend_fact([line("东山乡", 100, 90), line("西河镇", 100, 99)], line("全县", 200, 189), PUPILS)
    assert (fact.kind, fact.tone, fact.values["who"], fact.values["alike"]) == ("whole_furthest", "", "东山乡", 2)


def test_the_largest_change_of_a_rate_is_one_of_points_and_of_a_sum_a_share():
    """
    东山乡 doubles from 1 % to 2 %, 西河镇 goes from 50 % to 55 %: five points are more than one
    """
    rate, sum_of = indicator("boarder_share"), indicator("pupils")
    lines = [line("东山乡", 0.01, 0.02), line("西河镇", 0.50, 0.55)]
    fact = trend_fact(lines, line("全县", 0.30, 0.33), rate)
    assert (fact.values["who"], fact.values["change"]) == ("西河镇", pytest.approx(0.05))
    said = fact_sentence(fact, rate, scale_of(rate), PeriodKind.SCHOOL_YEAR, "乡镇")
    assert "西河镇幅度最大（+5.0个百分点）" in said
    fact = trend_fact([line("东山乡", 100, 200), line("西河镇", 5000, 5500)], line("全县", 5100, 5700), sum_of)
    assert (fact.values["who"], fact.values["share"]) == ("东山乡", 1.0)


def test_nobody_far_from_the_district_is_said_so():
    level = [line("东山乡", 0.95), line("西河镇", 0.95)]
    assert comparison_fact(level, line("全县", 0.95), RETENTION).kind == "level_all"


@pytest.mark.parametrize(
    ("core", "member", "kind"),
    [
        ((0.4, 0.4, 0.4, 0.4), (-0.5, -0.5, -0.3, -0.1), "gap_member_rose"),
        ((0.4, 0.4, 0.2, 0.0), (-0.4, -0.4, -0.4, -0.4), "gap_core_fell"),
        ((0.4, 0.4, 0.3, 0.2), (-0.4, -0.4, -0.3, -0.2), "gap_both"),
        ((0.4, 0.4, 0.5, 0.6), (-0.4, -0.4, -0.4, -0.4), "gap_wider"),
        ((0.4, 0.4, 0.4, 0.4), (-0.4, -0.4, -0.4, -0.35), "gap_level"),
        ((0.0, 0.0, 0.0, 0.0), (0.1, 0.1, 0.3, 0.6), "gap_ahead"),
    ],
)
def test_a_gap_is_explained_by_its_ends(core, member, kind):
    move = gap_move(core, member, 2)
    assert move is not None
    assert gap_fact(move).kind == kind
    assert move.then - move.now == pytest.approx(move.core_part + move.member_part)


def test_a_gap_with_one_end_unknown_is_not_judged():
    assert gap_move((0.4, None, None), (-0.4, -0.3, -0.2), 1) is None


def _paid(school: str, per_head: float, people: float = 10) -> Payment:
    return Payment(school, school, "2023-2024-2", ("junior", "寄宿生生活补助", "低保家庭"), people, per_head * people)


def test_the_one_payment_off_the_usual_amount_is_found_with_its_difference():
    found = odd_payments([*(_paid(f"第{n}中学", 750) for n in range(6)), _paid("白沙中学", 610)])
    assert [(odd.payment.area, odd.usual, odd.difference) for odd in found] == [("白沙中学", 750, -1400)]


def test_payments_in_tiers_have_no_usual_amount():
    assert odd_payments(_paid(f"第{n}中学", (500, 1000, 1500)[n % 3]) for n in range(9)) == []


def test_places_that_stand_level_at_an_end_are_named_together():
    fact = comparison_fact([line("东山乡", 900), line("西河镇", 400), line("小庙乡", 400)], None, PUPILS)
    assert (fact.kind, fact.values["high"], fact.values["low"]) == ("ends", ("东山乡",), ("西河镇", "小庙乡"))
    assert comparison_fact([line("东山乡", 400), line("西河镇", 400)], None, PUPILS).kind == "level_all"


def test_a_whole_that_hardly_moved_is_called_level_and_a_late_start_is_told():
    funds = indicator("public_funds_per_pupil")
    level = trend_fact([line("东山乡", 960, 958), line("西河镇", 968, 970)], line("全县", 964.30, 963.73), funds)
    assert level.kind == "whole_level"
    chance = trend_fact([], line("全县", 0.494, 0.493, base=20000), indicator("fitness_good_rate"))
    assert chance.kind == "whole_level"
    real = trend_fact([], line("全县", 0.494, 0.478, base=20000), indicator("fitness_good_rate"))
    assert (real.kind, real.values["first"]) == ("whole", 0)
    late = trend_fact([], line("全县", None, 42944, 35976), PUPILS)
    assert (late.kind, late.values["first"]) == ("whole", 1)
