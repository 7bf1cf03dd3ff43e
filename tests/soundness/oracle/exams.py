"""Where a mean stands within its district, and the spread of an area's own pupils."""

from __future__ import annotations

import math

from tests.soundness.oracle.levels import Levels
from tests.soundness.told import Row


class Exams(Levels):
    """What needs the pupils of the whole district."""

    def _relative(self, n: float, d: float, period: str) -> float | None:
        """Where a mean stands within its district."""
        kind = self.indicator.function
        rows = self._sitting(period)
        sat = sum(row.cells["sat"] for row in rows)
        if d < self.indicator.smallest_base or sat < self.indicator.smallest_base:
            return None
        mean = sum(row.cells["sum_score"] for row in rows) / sat
        if kind == "over_mean":
            return (n / d - mean) / mean
        if any(row.cells.get("sum_squares") is None for row in rows):
            return None
        variance = sum(row.cells["sum_squares"] for row in rows) / sat - mean**2
        z = (n / d - mean) / math.sqrt(variance) if variance > 1e-9 else None
        return z if kind == "z" or z is None else 50 + 10 * z

    def _sitting(self, period: str) -> list[Row]:
        stage = {name: value for name, value in self.where.items() if name not in ("urban_rural", "zone")}
        return [
            row for row in self.told.rows("exam")
            if row.place[0] == "school" and row.period in self._times(period, {r.period for r in self.told.rows("exam")})
            and all(value == (row.stage if name == "stage" else row.extra[name]) for name, value in stage.items())
            and row.cells.get("sat") and row.cells.get("sum_score") is not None
        ]  # fmt: skip
