"""What stands behind a coefficient of variation: leave one out, and how much is lacking, against the definition itself."""

import math
import random
import time

import pytest

from metrics.balance import Amount, school_amounts, variation, what_if, without_each
from tests.soundness.asking import value
from tests.soundness.test_balance import PUBLISHED, YEAR, books, schools


def amounts(pairs):
    return [
        Amount(f"S{number:05d}", f"校{number}", "T0001", "东镇", float(a), float(p))
        for number, (p, a) in enumerate(pairs)
    ]


def drawn(seed, n):
    dice = random.Random(seed)
    return amounts([(dice.randint(8, 2000), round(dice.uniform(0, 12) * dice.randint(8, 2000), 1)) for _ in range(n)])


def by_definition(schools):
    """sqrt(sum P_i/P (x_i - xbar)^2) / xbar, word for word."""
    pupils = sum(each.pupils for each in schools)
    mean = sum(each.amount for each in schools) / pupils
    return math.sqrt(sum(each.pupils / pupils * (each.amount / each.pupils - mean) ** 2 for each in schools)) / mean


def test_the_published_figure_and_the_store_agree(told):
    reader = told(schools(), [books(name, amount, pupils) for name, pupils, amount in PUBLISHED])
    district = reader.value("SELECT area_id FROM area WHERE level = 'district'")
    found = school_amounts(reader, YEAR, "primary", district)["books"]
    assert [(each.name, each.pupils, each.amount) for each in found] == [(name, p, a) for name, p, a in PUBLISHED]
    assert variation([(each.amount, each.pupils) for each in found]) == pytest.approx(0.5152566, abs=1e-7)
    assert variation([(each.amount, each.pupils) for each in found]) == pytest.approx(
        value(reader, "balance_cv"), rel=1e-12
    )


@pytest.mark.parametrize(("seed", "n"), [(0, 3), (1, 5), (2, 40), (3, 300)])
def test_leaving_one_out_is_computing_the_others_again(seed, n):
    mine = drawn(seed, n)
    assert without_each(mine) == [
        pytest.approx(by_definition([other for other in mine if other is not each]), rel=1e-9, abs=1e-7)
        for each in mine
    ]


def test_without_two_schools_left_nothing_is_said():
    assert without_each(amounts([(10, 5), (20, 9)])) == [None, None]
    assert variation([(5.0, 10.0)]) is None
    assert variation([(0.0, 10.0), (0.0, 5.0)]) is None


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_the_what_if_reaches_the_limit_and_no_lower_floor_does(seed, whole):
    mine = drawn(seed, 25)
    found = what_if(mine, 0.3, whole=whole)
    more = {each.school.school_id: each.more for each in found.needed}
    after = [
        Amount(each.school_id, "", None, "", each.amount + more.get(each.school_id, 0), each.pupils) for each in mine
    ]
    assert by_definition(after) == pytest.approx(found.after)
    assert found.after <= 0.3 + 1e-9 < found.before
    assert all(each.each < found.floor for each in mine if each.school_id in more)
    assert not whole or all(each.more == int(each.more) for each in found.needed)
    lower = found.floor * 0.99
    raised = [Amount(each.school_id, "", None, "", max(each.amount, lower * each.pupils), each.pupils) for each in mine]
    assert by_definition(raised) > 0.3


def test_a_district_under_its_limit_lacks_nothing():
    assert what_if(amounts([(100, 500), (50, 250), (80, 410)]), 0.5, whole=True) is None


def test_three_hundred_schools_take_no_time():
    mine = drawn(7, 300)
    started = time.perf_counter()
    without_each(mine)
    found = what_if(mine, 0.45, whole=True)
    assert time.perf_counter() - started < 0.5  # 10 ms when nothing else runs
    assert found is not None
