"""From schools and own totals to townships, zones and the district."""

from __future__ import annotations

from typing import Any

from catalog.periods import parse_period
from tests.metrics.building import DISTRICT
from tests.soundness.oracle.figures import Figure, Part, added, of_schools, of_townships
from tests.soundness.oracle.sides import Sides


class Levels(Sides):
    """Areas of every level."""

    def _districts_townships(self, period: str) -> dict[str, str | None]:
        """Where each school is counted: where the numerator last saw it in the period."""
        natives = self._natives(self.indicator.numerator, period)
        lay = {}
        for school in self.told.schools:
            for stage in {stage for name, _, stage in self.due if name == school}:
                part_natives = [each for each in natives if self.is_due(school, each, stage)]
                if part_natives:
                    last = max(part_natives, key=lambda each: (parse_period(each).end, parse_period(each).start))
                    lay[school, stage] = last
        return lay

    def _levels(
        self, by: str, parts: dict[Any, Part], own: dict[Any, Part], lay: dict[Any, str]
    ) -> dict[str, dict[str, Any]]:
        homes = {key: self.told.township(key[0], lay[key]) for key in parts}
        zones = {key: self.told.schools[key[0]].at(lay[key], "zone") for key in parts}
        if by == "school":
            return self._grouped(parts, {key: key[0] for key in parts})
        if by == "zone":
            return self._grouped(parts, zones)
        stages = {stage for _, stage in parts} | {stage for _, stage in own}
        figures: dict[str, list[Figure]] = {}
        for stage in sorted(stages):
            for area, figure in self._stage(by, stage, parts, own, homes).items():
                figures.setdefault(area, []).append(figure)
        coverage = self._grouped(parts, homes if by == "township" else dict.fromkeys(parts, DISTRICT))
        found = {}
        for area, each in figures.items():
            counted = coverage.get(area, {"counted": 0, "missing": 0})
            found[area] = {
                "numerator": added(figure.n for figure in each), "denominator": added(figure.d for figure in each),
                "counted": counted["counted"], "missing": counted["missing"], "own_total": any(figure.own for figure in each),
            }  # fmt: skip
        return found

    def _stage(self, by: str, stage: str, parts: Any, own: Any, homes: Any) -> dict[str, Figure]:
        townships = {}
        names = {homes[key] for key in parts if key[1] == stage} | {
            place[1] for place, s in own if s == stage and place[0] == "township"
        }
        for name in names:
            schools = [part for key, part in parts.items() if key[1] == stage and homes[key] == name]
            stated = own.get((("township", name), stage))
            if schools or (stated and stated.num.value is not None):
                townships[name] = of_schools(schools, stated)
        if by == "township":
            return townships
        stated = own.get((("district", DISTRICT), stage))
        if not townships and not (stated and stated.num.value is not None):
            return {}
        any_due = any(key[1] == stage for key in parts)
        expected = len(townships) if any_due else max(len(townships), len(self.told.townships))
        return {DISTRICT: of_townships(list(townships.values()), stated, expected)}

    def _grouped(self, parts: dict[Any, Part], areas: dict[Any, str | None]) -> dict[str, dict[str, Any]]:
        """Plain sums with coverage; a school counts when all of its stages are in."""
        found: dict[str, dict[str, Any]] = {}
        for area in {area for area in areas.values() if area}:
            mine = {key: part for key, part in parts.items() if areas[key] == area}
            schools = {key[0] for key in mine}
            missing = {key[0] for key, part in mine.items() if not part.ok}
            found[area] = {
                "numerator": added(part.n for part in mine.values()), "denominator": added(part.d for part in mine.values()),
                "counted": len(schools - missing), "missing": len(missing), "own_total": False,
            }  # fmt: skip
        return found
