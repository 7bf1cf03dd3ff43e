"""Every indicator computed again, the slow way, from what the files told.

Loops over dicts, one number at a time, written from the contract and the catalogue's formulas. It knows neither SQL nor
metrics/. Where it and `metrics.values` differ, one of them is wrong: find out which before changing either.

Each module adds one theme to the one before: rows and periods, sides, levels, exams, returns, balance, sides apart, pairs.
"""

from __future__ import annotations

import math
from typing import Any

from tests.soundness.oracle.apart import Apart
from tests.soundness.oracle.pairs import side_by_side


class Oracle(Apart):
    """Answers for one told district."""

    def answer(self, by: str, period: str) -> dict[Any, dict[str, Any]]:
        """For each area (or area, stage and item; area and reason): numerator, denominator, value, counted, missing,
        own_total. For each pair: core_value, member_value, gap."""
        if self.indicator.function == "reported":
            return self._reported(by, period)
        if self.indicator.function == "cv":
            return self._variation(period)
        if by == "pair":
            return side_by_side(self.told, self.answer("school", period), period)
        if self.indicator.function == "apart":
            return self._apart(period)
        if self.indicator.breakdown and not set(self.indicator.breakdown) <= set(self.where):
            return self._broken_down(by, period)
        found = self._levels(by, self._parts(period), self._own(period), self._districts_townships(period))
        for area, each in found.items():
            each["value"] = self._value(area, each, period)
        if self.indicator.function == "spread":
            self._pooled(by, period, found)
        return found

    def _value(self, area: str, found: dict[str, Any], period: str) -> float | None:
        n, d = found["numerator"], found["denominator"]
        if self.indicator.denominator is None:
            found["denominator"] = None
            return n
        if n is None or not d or d <= 0:
            return None
        if self.indicator.function in ("z", "t", "over_mean"):
            return self._relative(n, d, period)
        return n / d

    def _pooled(self, by: str, period: str, found: dict[Any, dict[str, Any]]) -> None:
        """The standard deviation of each area's own pupils, where sums and squares are of the same pupils."""
        means = Oracle(self.told, "exam_mean", self.where).answer(by, period)
        for area, each in found.items():
            n, around = each["denominator"], means.get(area)
            same = n and around is not None and n == around["denominator"] and around["value"] is not None
            each["value"] = math.sqrt(max(each["numerator"] / n - around["value"] ** 2, 0.0)) if same else None

    def _broken_down(self, by: str, period: str) -> dict[Any, dict[str, Any]]:
        """(area, reason) -> the answer of that reason alone."""
        (name,) = self.indicator.breakdown
        kinds = {row.extra[name] for row in self.rows(self.indicator.numerator)}
        each = {
            kind: Oracle(self.told, self.indicator.name, {**self.where, name: kind}, split=(name,)) for kind in kinds
        }
        return {
            (area, kind): found for kind, oracle in each.items() for area, found in oracle.answer(by, period).items()
        }
