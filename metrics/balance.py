"""What stands behind a coefficient of variation: each school's amounts, what it would be without one school, and how much
the lowest schools lack until the district is under its limit.

With A = sum of amounts, P = sum of pupils and Q = sum of a^2/p, the weighted coefficient is sqrt(Q P / A^2 - 1): so leaving a
school out takes three subtractions, and is exact.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.settings.standards import EIGHT
from metrics.question import Question, ask
from metrics.sides import Query, add_rows
from metrics.spread import add_variation
from metrics.times import school_year_code
from store.reader import Reader

_ROUNDS = 60


@dataclass(frozen=True)
class Amount:
    """What a school has of one item, and its pupils. `name` and `township` as they are today."""

    school_id: str
    name: str
    township_id: str | None
    township: str
    amount: float
    pupils: float

    @property
    def each(self) -> float:
        """How much for each pupil."""
        return self.amount / self.pupils


@dataclass(frozen=True)
class Needed:
    """What one school lacks: `more` units of the item, and what it would then have for each pupil."""

    school: Amount
    more: float

    @property
    def then(self) -> float:
        """How much for each pupil with the units added."""
        return (self.school.amount + self.more) / self.school.pupils


@dataclass(frozen=True)
class WhatIf:
    """A what-if: pupils stay, the other schools stay, each school below `floor` is brought up to it. `after` is the
    coefficient recomputed with the units as they are listed."""

    floor: float
    before: float
    after: float
    needed: tuple[Needed, ...]

    @property
    def more(self) -> float:
        """Units of the item in all."""
        return sum(each.more for each in self.needed)


def composite(coefficients: Mapping[str, float | None]) -> float | None:
    """The mean of the coefficients of the eight items of 基本均衡; unknown as soon as one of them is."""
    found = [coefficients.get(item) for item in EIGHT]
    return None if None in found else sum(each or 0.0 for each in found) / len(EIGHT)


def school_amounts(reader: Reader, year: str, stage: str, district_id: str) -> dict[str, list[Amount]]:
    """Item -> the schools of a district that count in its coefficient of that school year and stage, the very numbers that
    `balance_cv` is computed from."""
    question = ask(reader, "balance_cv", [year], {"stage": stage})
    if not question.steps:
        return {}
    query = Query(params=dict(question.filters.params))
    add_rows(
        query,
        "rows",
        question.indicator.numerator,
        question.indicator.denominator,
        question.filters,
        question.split,
        periods=[step.native for step in question.steps],
    )
    add_variation(query, question.indicator, question.filters, {year: f"{year}-1"}, question.steps)
    sql = query.text("""SELECT m.item, m.area_id, a.name, a.township_id, coalesce(a.township, '') AS township, m.amount::DOUBLE AS amount, m.weight
        FROM amounts m JOIN area a ON a.area_id = m.area_id
        WHERE m.district_id = $district_id AND m.stage = $stage_asked AND m.amount IS NOT NULL AND m.weight > 0 ORDER BY m.item, m.area_id""")
    found: dict[str, list[Amount]] = {}
    for row in reader.rows(sql, query.used(sql) | {"district_id": district_id, "stage_asked": stage}):
        made = Amount(row["area_id"], row["name"], row["township_id"], row["township"], row["amount"], row["weight"])
        found.setdefault(row["item"], []).append(made)
    return found


def amounts_asked(question: Question, district_id: str) -> list[dict[str, Any]]:
    """The schools of a district behind a question about `balance_cv`: area_id, name, township_id, stage, item, amount,
    weight (pupils) and whether the school counts."""
    if not question.steps:
        return []
    query = Query(params=dict(question.filters.params))
    indicator = question.indicator
    periods = [step.native for step in question.steps]
    add_rows(
        query, "rows", indicator.numerator, indicator.denominator, question.filters, question.split, periods=periods
    )
    autumns = {code: f"{year}-1" for code in question.answers if (year := school_year_code(code))}
    add_variation(query, indicator, question.filters, autumns, question.steps)
    sql = query.text("""SELECT m.item, m.stage, m.area_id, a.name, a.township_id, m.amount::DOUBLE AS amount, m.weight, m.counts
        FROM centred m JOIN area a ON a.area_id = m.area_id WHERE m.district_id = $district_id ORDER BY m.item, m.stage, m.area_id""")
    return question.reader.rows(sql, query.used(sql) | {"district_id": district_id})


def variation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """The coefficient of variation of (amount, pupils), weighted by pupils; None for fewer than two schools or nothing at all."""
    total, pupils = sum(amount for amount, _ in pairs), sum(weight for _, weight in pairs)
    if len(pairs) < 2 or total <= 0:
        return None
    mean = total / pupils
    return math.sqrt(sum(weight * (amount / weight - mean) ** 2 for amount, weight in pairs) / pupils) / mean


def without_each(schools: Sequence[Amount]) -> list[float | None]:
    """For each school the coefficient of all the others, in the order given; None where fewer than two are left."""
    total, pupils = sum(each.amount for each in schools), sum(each.pupils for each in schools)
    squares = sum(each.amount**2 / each.pupils for each in schools)
    found: list[float | None] = []
    for each in schools:
        left, weight = total - each.amount, pupils - each.pupils
        square = (squares - each.amount**2 / each.pupils) * weight / left**2 - 1 if left > 0 else None
        # What is left of rounding where all are alike.
        found.append(None if square is None or len(schools) < 3 else math.sqrt(max(square, 0.0)))
    return found


def what_if(schools: Sequence[Amount], limit: float, *, whole: bool) -> WhatIf | None:
    """How much the lowest schools lack until the coefficient is at most `limit`; None when it is already, or is unknown.

    The floor is the lowest that does it. The coefficient falls as the floor rises (the lowest come nearer to the mean),
    so halving finds it. `whole`: units are added whole, which may take a slightly higher floor.
    """
    before = variation([(each.amount, each.pupils) for each in schools])
    if before is None or before <= limit:
        return None
    low, high = min(each.each for each in schools), max(each.each for each in schools)
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        low, high = (low, middle) if _raised(schools, middle, whole=False) <= limit else (middle, high)
    floor = high
    after = _raised(schools, floor, whole=whole)
    highest = max(each.each for each in schools)
    # Rounded up, some schools stand a little above the floor: it may take a little more for the others.
    while after > limit and floor < highest:
        floor = min(floor * 1.001, highest)
        after = _raised(schools, floor, whole=whole)
    needed = [Needed(each, _lacking(each, floor, whole=whole)) for each in schools]
    listed = tuple(
        sorted((each for each in needed if each.more > 0), key=lambda each: (-each.more, each.school.school_id))
    )
    return WhatIf(floor, before, after, listed)


def _lacking(school: Amount, floor: float, *, whole: bool) -> float:
    lacking = max(floor * school.pupils - school.amount, 0.0)
    return float(math.ceil(lacking - 1e-9)) if whole else lacking


def _raised(schools: Sequence[Amount], floor: float, *, whole: bool) -> float:
    """The coefficient with every school below the floor brought up to it."""
    return variation([(each.amount + _lacking(each, floor, whole=whole), each.pupils) for each in schools]) or 0.0
