"""The rows of a breakdown (grades, ages) below their totals: where one of a school is ever small, none of its is shown.

The total of a school, stage and period is the sum of its grades, so whoever is shown the total knows that sum. Where a grade
could be narrowed down by it the grades of the whole (pupils, of girls) are hidden too; where that is not enough, the total.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from catalog.model import Dataset
from catalog.people import people_columns, whole_of
from metrics.disclosure.bounds import Bounded, Matrix, Nest, is_small
from metrics.disclosure.coded import combined, hash_of, weights

_ROUNDS = 8


class Parts:
    """One dataset's rows by grade. `detail` and `totals` as coded.py reads them."""

    def __init__(self, dataset: Dataset, detail: pd.DataFrame, totals: pd.DataFrame, k: float) -> None:
        self._dataset, self._detail, self._totals, self._k = dataset, detail, totals, k
        self._columns = [each for each in people_columns(dataset) if each in detail]
        self._is_part = ~np.isnan(detail[dataset.breakdown or ""].to_numpy())
        self._unit = pd.factorize(detail["unit"])[0]
        self._cell = combined([self._unit, detail["slice"].to_numpy()]) if len(detail) else self._unit
        units = int(self._unit.max(initial=-1)) + 1
        self._hidden = {name: self._ever_small(name, units) for name in self._columns}
        self._telling = {name: np.zeros(units, dtype=bool) for name in self._columns}
        self._unsafe = {name: np.zeros(len(detail), dtype=bool) for name in self._columns}
        if self._is_part.any():
            self._settle()

    def telling(self, column: str) -> Matrix:
        """The units whose total must be hidden, because a grade would be known from it."""
        if column not in self._telling:
            return np.array([], dtype=int)
        return self._detail["unit"].to_numpy()[np.isin(self._unit, np.flatnonzero(self._telling[column]))]

    def _ever_small(self, column: str, units: int) -> Matrix:
        values = self._detail[column].to_numpy()
        whole = whole_of(self._dataset, column)
        small = is_small(values, self._k)
        if whole in self._columns:
            small |= is_small(self._detail[whole].to_numpy() - values, self._k)
        return np.bincount(self._unit[small & self._is_part], minlength=units) > 0

    def _settle(self) -> None:
        """Hide more until nothing can be narrowed down."""
        for _ in range(_ROUNDS):
            more = False
            for column in self._columns:
                whole = whole_of(self._dataset, column)
                if whole in self._columns:
                    # A part is hidden with its whole, or it would bound it.
                    self._hidden[column] = self._hidden[column] | self._hidden[whole]
                bad = self._bad(column)
                units = np.zeros(len(self._hidden[column]), dtype=bool)
                units[self._unit[bad]] = True
                if whole in self._columns:
                    widened = units & ~self._hidden[whole]
                    self._hidden[whole] = self._hidden[whole] | widened
                    more |= bool(widened.any())
                    units &= ~widened
                self._telling[column], self._unsafe[column] = units, bad
            if not more:
                return

    def _bad(self, column: str) -> Matrix:
        """The rows of hidden grades that could be narrowed down by whoever knows their sum."""
        rows = np.flatnonzero(
            self._is_part & self._hidden[column][self._unit] & ~np.isnan(self._detail[column].to_numpy())
        )
        bad = np.zeros(len(self._detail), dtype=bool)
        if not len(rows):
            return bad
        cell = pd.factorize(self._cell[rows])[0]
        # Each cell is a slice, its grades the units.
        order = pd.Series(np.zeros(len(rows))).groupby(cell).cumcount().to_numpy()
        shape = (int(order.max()) + 1, int(cell.max()) + 1)
        values, high, groups, amounts = (
            np.full(shape, np.nan),
            np.full(shape, np.inf),
            np.zeros(shape, dtype=int),
            np.zeros(shape),
        )
        values[order, cell] = self._detail[column].to_numpy()[rows]
        whole = whole_of(self._dataset, column)
        if whole in self._columns:
            above = self._detail[whole].to_numpy()[rows]
            shown = ~self._hidden[whole][self._unit[rows]] & (above >= values[order, cell])
            high[order, cell] = np.where(shown, above, np.inf)
            groups[order, cell] = ~shown & ~np.isnan(above)
            amounts[order, cell] = np.nan_to_num(above)
        found = Bounded(values, np.zeros(shape), high, self._k, (Nest(groups, amounts),)).bad()
        bad[rows] = found[cell]
        return bad

    def strange(self, totals: pd.DataFrame) -> pd.DataFrame:
        """The stranger's rows: `rid` and its columns. `totals`: the stranger's totals, row by row of those given."""
        found = self._detail[["rid"]].copy()
        for column in self._columns:
            found[column] = self._spread(column, totals[column].to_numpy())
        return found

    def _spread(self, column: str, strange_totals: Matrix) -> Matrix:
        """Hidden grades share their sum anew; with a hidden total it is another sum."""
        values, is_part = self._detail[column].to_numpy(), self._is_part
        known = ~np.isnan(values)
        own, strange = self._of_totals(self._totals[column].to_numpy()), self._of_totals(strange_totals)
        moved = (strange != own) & ~np.isnan(own)
        scale = np.where(moved & (own > 0), strange / np.where(own > 0, own, 1), 1.0)
        hidden = known & is_part & (moved | self._hidden[column][self._unit])
        weight = weights(
            self._detail["unit"].to_numpy(), self._detail["slice"].to_numpy(), np.arange(len(values)), hash_of(column)
        )
        cells = int(self._cell.max(initial=-1)) + 1
        sums, shares, count = (
            np.bincount(self._cell[hidden], each[hidden], cells)[self._cell]
            for each in (values, weight, np.ones(len(values)))
        )
        # Grades of nobody would tell that the hidden total is nobody.
        shared = np.where(moved & (own <= 0), np.nan_to_num(strange), sums * scale)
        rest = np.where(moved & (values == own), strange, values * scale)
        changed = np.where(hidden, shared * weight / np.where(shares > 0, shares, 1), rest)
        # A sum that a single part makes up says what the part is, unless it is the total itself.
        alone = hidden & (count < 2) & (values != own)
        never = alone | (hidden & self._unsafe[column])
        return np.where(never, values * (1 + weight) + weight * (values > 0), changed)

    def _of_totals(self, numbers: Matrix) -> Matrix:
        """The number of each row's total, NaN where there is none."""
        keys = combined([np.concatenate([self._detail[each], self._totals[each]]) for each in ("unit", "slice")])
        mine, theirs = keys[: len(self._detail)], keys[len(self._detail) :]
        found = np.full(int(keys.max(initial=-1)) + 1, np.nan)
        found[theirs] = numbers
        return found[mine]
