"""An attacker's solver: the least and the most one unknown can be, given everything that is known. A dense simplex tableau."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_EXACT = 1e-7
Matrix = np.ndarray


class Infeasible(ValueError):
    """What is known contradicts itself."""


class Polytope:
    """All that the unknowns can be together. Asked for one after the other: each answer starts from the corner of the last."""

    def __init__(self, equations: Sequence[tuple[dict[int, float], float]], unknowns: int) -> None:
        """`equations`: coefficients by unknown, and what they add up to; every unknown is at least zero. Raises Infeasible."""
        self.unknowns = unknowns
        self._table, self._basis = _start(equations, unknowns)

    def bounds(self, wanted: int) -> tuple[float, float | None]:
        """The least and the most (None: endless) that an unknown can be."""
        least = _optimum(self._table, self._basis, self.unknowns, {wanted: -1.0})
        most = _optimum(self._table, self._basis, self.unknowns, {wanted: 1.0})
        if least is None:
            raise Infeasible("an unknown below zero")
        return _whole(-least), None if most is None else _whole(most)


def bounds(equations: Sequence[tuple[dict[int, int], float]], unknowns: int, wanted: int) -> tuple[float, float | None]:
    """The least and the most (None: endless) that unknown `wanted` can be."""
    return Polytope(equations, unknowns).bounds(wanted)


def _whole(number: float) -> float:
    return float(round(number)) if abs(number - round(number)) < _EXACT * 10 else number


def _start(equations: Sequence[tuple[dict[int, float], float]], unknowns: int) -> tuple[Matrix, list[int]]:
    """A table at a corner of what is possible, without redundant rows: the first phase."""
    rows = _independent(equations, unknowns)
    count = len(rows)
    table = np.zeros((count, unknowns + count + 1))
    table[:, :unknowns], table[:, -1] = rows[:, :-1], rows[:, -1]
    table[table[:, -1] < 0] *= -1
    table[:, unknowns : unknowns + count] = np.eye(count)
    basis = [unknowns + place for place in range(count)]
    rest = _optimum(table, basis, unknowns + count, {unknowns + place: -1.0 for place in range(count)})
    if rest is None or abs(rest) > 1e-5:
        raise Infeasible("no numbers fit")
    for place in range(count - 1, -1, -1):
        if basis[place] >= unknowns:
            entering = int(np.argmax(np.abs(table[place, :unknowns])))
            if abs(table[place, entering]) < _EXACT:
                table = np.delete(table, place, axis=0)
                del basis[place]
            else:
                _pivot(table, basis, place, entering)
    return np.column_stack([table[:, :unknowns], table[:, -1]]), basis


def _independent(equations: Sequence[tuple[dict[int, float], float]], unknowns: int) -> Matrix:
    """The equations without those that others say already. Raises Infeasible."""
    matrix = np.zeros((len(equations), unknowns + 1))
    for place, (coefficients, total) in enumerate(equations):
        for name, factor in coefficients.items():
            matrix[place, name] += factor
        matrix[place, -1] = total
    done = 0
    for column in range(unknowns):
        if done == len(matrix):
            break
        chosen = done + int(np.argmax(np.abs(matrix[done:, column])))
        if abs(matrix[chosen, column]) < _EXACT:
            continue
        matrix[[done, chosen]] = matrix[[chosen, done]]
        matrix[done] /= matrix[done, column]
        others = np.abs(matrix[:, column]) > 0
        others[done] = False
        matrix[others] -= np.outer(matrix[others, column], matrix[done])
        done += 1
    if (np.abs(matrix[done:, -1]) > 1e-4).any():
        raise Infeasible("what is shown contradicts itself")
    matrix[np.abs(matrix) < _EXACT] = 0
    return matrix[:done]


def _optimum(table: Matrix, basis: list[int], unknowns: int, gain: dict[int, float]) -> float | None:
    """The most that `gain` can be from here (Bland's rule: it ends); None when endless. Leaves the table there."""
    worth = np.zeros(unknowns)
    for name, each in gain.items():
        worth[name] = each
    while True:
        held = worth[basis]
        prices = worth - held @ table[:, :unknowns]
        entering = int(np.argmax(prices > _EXACT))
        if prices[entering] <= _EXACT:
            return float(held @ table[:, -1])
        column = table[:, entering]
        rising = np.flatnonzero(column > _EXACT)
        if not len(rising):
            return None
        ratios = table[rising, -1] / column[rising]
        least = rising[ratios <= ratios.min() + 1e-12]
        _pivot(table, basis, int(min(least, key=lambda place: basis[place])), entering)


def _pivot(table: Matrix, basis: list[int], place: int, entering: int) -> None:
    table[place] /= table[place, entering]
    others = np.abs(table[:, entering]) > 0
    others[place] = False
    table[others] -= np.outer(table[others, entering], table[place])
    np.maximum(table[:, -1], 0, out=table[:, -1])
    basis[place] = entering
