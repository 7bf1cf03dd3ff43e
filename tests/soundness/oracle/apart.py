"""Ratios of two sides that no school states both of: each side is a total of its own, and both must be whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from catalog.model import Total
from tests.soundness.oracle.balance import Balance


class Apart(Balance):
    """Pupils over children of an age, those who entered over those who left."""

    def _apart(self, period: str) -> dict[str, dict[str, Any]]:
        apart, below = self.indicator.apart, self.indicator.denominator
        assert apart is not None
        assert below is not None
        top = self._alone(self.indicator.numerator, apart.numerator_stages)
        under = self._alone(below, apart.denominator_stages)
        found = top.answer("district", period)
        earlier = _years_before(period, apart.years_back)
        beside = under.answer("district", earlier)
        of_one_stage = bool(apart.numerator_stages) or "stage" in self.where
        for area, each in found.items():
            other = beside.get(area)
            met = other is not None and of_one_stage and top._whole(each, period) and under._whole(other, earlier)
            each["denominator"] = other["numerator"] if other else None
            each["value"] = each["numerator"] / each["denominator"] if met and each["denominator"] else None
            each["missing"] += other["missing"] if other else 0
            each["own_total"] = each["own_total"] or bool(other and other["own_total"])
        return found

    def _alone(self, total: Total, stages: tuple[str, ...]) -> Apart:
        """One side as a total of its own, of its own stage."""
        alone = replace(
            self.indicator, function="total", numerator=total, denominator=None, apart=None, meets_on="same period"
        )
        where = {**self.where, **({"stage": stages[0]} if stages else {})}
        return type(self)(self.told, self.indicator.name, where, alone)

    def _whole(self, found: dict[str, Any], period: str) -> bool:
        """Whether nothing is missing: no school that is due; of a return of areas only, no township."""
        if found["numerator"] is None or (found["missing"] and not found["own_total"]):
            return False
        if found["counted"] or found["own_total"]:
            return True
        townships = self.answer("township", period)
        return sum(each["numerator"] is not None for each in townships.values()) >= len(self.told.townships)


def _years_before(period: str, years: int) -> str:
    """The same span of an earlier school year: the year itself, or its autumn or spring."""
    first = int(period[:4]) - years
    return f"{first}-{first + 1}{period[9:]}"
