"""An attacker's solver: the least and the most one unknown can be, given everything that is known. Dense, exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = list[Fraction]


class Infeasible(ValueError):
    """What is known contradicts itself."""


def bounds(equations: Sequence[tuple[dict[int, int], float]], unknowns: int, wanted: int) -> tuple[float, float | None]:
    """The least and the most (None: endless) that unknown `wanted` can be; every unknown is at least zero.

    `equations`: coefficients by unknown, and what they add up to. Raises Infeasible.
    """
    table, basis = _start(equations, unknowns)
    least = _optimum(table, basis, unknowns, {wanted: Fraction(-1)})
    most = _optimum(table, basis, unknowns, {wanted: Fraction(1)})
    if least is None:
        raise Infeasible("an unknown below zero")
    return float(-least), None if most is None else float(most)


def _start(equations: Sequence[tuple[dict[int, int], float]], unknowns: int) -> tuple[list[Row], list[int]]:
    """A table at a corner of what is possible, without redundant rows: the first phase."""
    count = len(equations)
    table: list[Row] = []
    for place, (coefficients, total) in enumerate(equations):
        sign = -1 if total < 0 else 1
        row = [Fraction(0)] * (unknowns + count + 1)
        for name, factor in coefficients.items():
            row[name] = Fraction(sign * factor)
        row[unknowns + place] = Fraction(1)
        row[-1] = Fraction(sign * total)
        table.append(row)
    basis = [unknowns + place for place in range(count)]
    rest = _optimum(table, basis, unknowns + count, {unknowns + place: Fraction(-1) for place in range(count)})
    if rest is None or rest != 0:
        raise Infeasible("no numbers fit")
    for place in range(count - 1, -1, -1):
        if basis[place] >= unknowns:
            entering = next((name for name in range(unknowns) if table[place][name]), None)
            if entering is None:
                del table[place], basis[place]
            else:
                _pivot(table, basis, place, entering)
    return [[*row[:unknowns], row[-1]] for row in table], basis


def _optimum(table: list[Row], basis: list[int], unknowns: int, gain: dict[int, Fraction]) -> Fraction | None:
    """The most that `gain` can be from here (Bland's rule: it ends); None when endless. Leaves the table there."""
    while True:
        prices = [gain.get(name, Fraction(0)) for name in range(unknowns)]
        for row, name in zip(table, basis, strict=True):
            worth = gain.get(name)
            if worth:
                prices = [price - worth * each for price, each in zip(prices, row, strict=False)]
        entering = next((name for name, price in enumerate(prices) if price > 0), None)
        if entering is None:
            return sum(
                (gain.get(name, Fraction(0)) * row[-1] for row, name in zip(table, basis, strict=True)), Fraction(0)
            )
        ratios = [
            (row[-1] / row[entering], basis[place], place) for place, row in enumerate(table) if row[entering] > 0
        ]
        if not ratios:
            return None
        _pivot(table, basis, min(ratios)[2], entering)


def _pivot(table: list[Row], basis: list[int], place: int, entering: int) -> None:
    head = table[place][entering]
    table[place] = [each / head if each else each for each in table[place]]
    pivot = table[place]
    for other, row in enumerate(table):
        if other != place and row[entering]:
            factor = row[entering]
            table[other] = [a - factor * b if b else a for a, b in zip(row, pivot, strict=True)]
    basis[place] = entering
