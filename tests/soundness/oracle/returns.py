"""Schools that reported over schools due; over a longer time, returns."""

from __future__ import annotations

from typing import Any

from catalog.periods import PeriodKind, parse_period
from tests.metrics.building import DISTRICT
from tests.soundness.oracle.exams import Exams
from tests.soundness.oracle.figures import days_of
from tests.soundness.oracle.sides import GRAINS


class Returns(Exams):
    """Who reported."""

    def _reported(self, by: str, period: str) -> dict[str, dict[str, Any]]:
        """Schools that reported over schools due; over a longer time, returns."""
        asked, dataset = parse_period(period), self.indicator.numerator.dataset
        natives = [
            each for each in {key[1] for key in self.told.due(dataset)} if self._answers(parse_period(each), asked)
        ]
        found: dict[str, dict[str, Any]] = {}
        for school in self.told.schools:
            returns: dict[str, bool] = {}
            for native in natives:
                stages = [
                    stage
                    for name, each, stage in self.due
                    if (name, each) == (school, native) and self.is_due(school, native, stage)
                ]
                if stages:
                    returns[native] = all(self.due[school, native, stage]["reported"] for stage in stages)
            grains = {parse_period(each).kind for each in returns}

            def worth(grain: PeriodKind, returns: dict[str, bool] = returns) -> tuple[int, int, int]:
                mine = [each for each in returns if parse_period(each).kind is grain]
                return (
                    sum(days_of(each) for each in mine if returns[each]),
                    sum(map(days_of, mine)),
                    -GRAINS.index(grain.value),
                )

            if not grains:
                continue
            best = max(grains, key=worth)
            chosen = {each: made for each, made in returns.items() if parse_period(each).kind is best}
            last = max(chosen, key=lambda each: parse_period(each).end)
            area = {
                "school": school, "township": self.told.township(school, last), "district": DISTRICT,
                "zone": self.told.schools[school].at(last, "zone"),
            }[by]  # fmt: skip
            if area is None:
                continue
            row = found.setdefault(
                area, {"numerator": 0, "denominator": 0, "counted": 0, "missing": 0, "own_total": False}
            )
            row["numerator"] += sum(chosen.values())
            row["denominator"] += len(chosen)
            row["counted" if all(chosen.values()) else "missing"] += 1
        for row in found.values():
            row["value"] = row["numerator"] / row["denominator"]
        return found
