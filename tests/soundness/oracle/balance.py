"""The pupil-weighted coefficient of variation over the schools of a stage."""

from __future__ import annotations

import math
from typing import Any

from catalog.periods import parse_period
from tests.metrics.building import DISTRICT
from tests.soundness.oracle.returns import Returns


class Balance(Returns):
    """How far schools are apart."""

    def _variation(self, period: str) -> dict[tuple[str, str, str], dict[str, Any]]:
        """sqrt(sum P_i/P (x_i - X/P)^2) / (X/P) over the schools of a stage, for each item."""
        found = {}
        rows = [row for row in self.rows(self.indicator.numerator) if row.place[0] == "school"]
        (native,) = self._natives(self.indicator.numerator, period) or [None]
        if native is None:
            return {}
        for stage in {stage for _, _, stage in self.due}:
            due = [name for name in self.told.schools if self.is_due(name, native, stage)]
            items = {row.extra["item"] for row in rows if (row.period, row.stage) == (native, stage)}
            for item in items if due else ():
                amounts, missing = [], 0
                for name in due:
                    mine = [
                        row
                        for row in rows
                        if (row.place[1], row.stage, row.period, row.extra["item"]) == (name, stage, native, item)
                    ]
                    amount = mine[0].cells.get("quantity") if mine else None
                    pupils = mine[0].cells.get("pupils") if mine else None
                    if pupils is None:
                        pupils = self._autumn_pupils(name, stage, period)
                    if amount is not None and pupils:
                        amounts.append((amount, pupils))
                    elif pupils != 0:
                        missing += 1
                found[DISTRICT, stage, item] = variation_of(amounts, missing)
        return found

    def _autumn_pupils(self, school: str, stage: str, period: str) -> float | None:
        year = parse_period(period).school_year
        rows = [
            row
            for row in self.told.totals()
            if (row.place, row.stage, row.period) == (("school", school), stage, f"{year}-1")
        ]
        return rows[0].cells.get("pupils") if rows else None


def variation_of(amounts: list[tuple[float, float]], missing: int) -> dict[str, Any]:
    total, pupils = sum(amount for amount, _ in amounts), sum(weight for _, weight in amounts)
    value = None
    if len(amounts) > 1 and total > 0:
        mean = total / pupils
        value = math.sqrt(sum(weight / pupils * (amount / weight - mean) ** 2 for amount, weight in amounts)) / mean
    return {
        "numerator": total if amounts else None, "denominator": pupils if amounts else None, "value": value,
        "counted": len(amounts), "missing": missing, "own_total": False,
    }  # fmt: skip
