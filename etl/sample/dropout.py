"""A year of monthly dropout returns of one school: who left, who came back, who is taught at home."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from etl.sample import stories
from etl.sample.county import FIRST_YEAR, School

MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)
# Children stay away after the autumn start and after the new year; nobody is counted in the summer holidays.
_USUAL = (2, 3, 2, 1, 1, 1, 4, 3, 2, 1, 0, 0)
_RISING = (1, 1, 2, 2, 3, 2, 4, 5, 6, 7, 0, 0)
_YEARLY_SHARE = {
    ("junior", False): 0.0042,
    ("junior", True): 0.0014,
    ("primary", False): 0.0002,
    ("primary", True): 0.0001,
}
_RETURNING = 0.85
_FALL_PER_YEAR = 0.9


@dataclass
class MonthReturn:
    """What one school says of one stage in one month. `month` is written `2024-03`."""

    month: str
    suspected: int = 0
    dropouts: int = 0
    returned: int = 0
    home_teaching: int = 0
    deferred: int = 0


def month_codes(year: int) -> tuple[str, ...]:
    """The twelve months of the school year that starts in autumn `year`: 2023-09 … 2024-08."""
    return tuple(f"{year if month >= 9 else year + 1}-{month:02d}" for month in MONTHS)


def plan_year(school: School, stage: str, year: int, pupils: int, rng: Random) -> list[MonthReturn]:
    """The twelve returns of `school` in the school year from autumn `year`, whether or not it sends them."""
    returns = [MonthReturn(code) for code in month_codes(year)]
    left, back, weights = _numbers(school, stage, year, pupils, rng)
    silent = [
        index
        for index, each in enumerate(returns)
        if school.township == stories.SILENT_TOWNSHIP and each.month == stories.SILENT_MONTH
    ]
    if silent:
        weights = tuple(0 if index in silent else weight for index, weight in enumerate(weights))
    when = _evenly(weights, left) if weights is _RISING else sorted(rng.choices(range(12), weights, k=left))
    for index in when:
        returns[index].dropouts += 1
        returns[index].suspected += 1
    for index in when[:back]:
        returns[_return_month(index, silent, rng)].returned += 1
    _add_standing(school, stage, returns, rng)
    return returns


def net_loss(returns: list[MonthReturn]) -> int:
    """Pupils who left during the year and did not come back in it."""
    return sum(each.dropouts - each.returned for each in returns)


def _numbers(school: School, stage: str, year: int, pupils: int, rng: Random) -> tuple[int, int, tuple[int, ...]]:
    """(left, came back, weights of the months)."""
    index = year - FIRST_YEAR
    if school.township == stories.RISING_TOWNSHIP and stage == "junior":
        return stories.RISING_JUNIOR[index], stories.RISING_RETURNED[index], _RISING
    if school.township == stories.RISING_TOWNSHIP and school.kind == "centre":
        return stories.RISING_PRIMARY[index], 0, _RISING
    if school.name == stories.LEAKING_SCHOOL or school.township == stories.RISING_TOWNSHIP:
        return 0, 0, _USUAL
    expected = pupils * _YEARLY_SHARE[stage, school.in_town] * _FALL_PER_YEAR**index
    left = int(expected) + (rng.random() < expected - int(expected))
    return left, sum(rng.random() < _RETURNING for _ in range(left)), _USUAL


def _evenly(weights: tuple[int, ...], count: int) -> list[int]:
    """`count` months spread by their weights without luck, so that a planted rise is a rise."""
    ticks = [index for index, weight in enumerate(weights) for _ in range(weight)]
    return [ticks[int((number + 0.5) * len(ticks) / count)] for number in range(count)]


def _return_month(left: int, silent: list[int], rng: Random) -> int:
    """A month up to three later, within the year, in which the school did send a return."""
    index = min(left + rng.randint(1, 3), 11)
    return index + 1 if index in silent else index


def _add_standing(school: School, stage: str, returns: list[MonthReturn], rng: Random) -> None:
    at_home = rng.choice((0, 0, 1, 1, 2)) if school.kind in ("centre", "junior", "nine_year") else 0
    deferred = rng.choice((0, 0, 0, 1)) if stage == "primary" and school.kind == "centre" else 0
    for each in returns:
        each.home_teaching, each.deferred = at_home, deferred
        if rng.random() < 0.04 and school.name != stories.LEAKING_SCHOOL:
            each.suspected += 1
