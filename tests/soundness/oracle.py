"""Every indicator computed again, the slow way, from what the files told.

Loops over dicts, one number at a time, written from the contract and the catalogue's formulas. It knows neither SQL nor
metrics/. Where it and `metrics.values` differ, one of them is wrong: find out which before changing either.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from catalog import dataset as declared
from catalog import indicator as declared_indicator
from catalog.model import AbsentRow, Indicator, Role, Total
from catalog.periods import Period, PeriodKind, parse_period
from catalog.stages import STAGES
from tests.metrics.building import DISTRICT
from tests.soundness.told import Place, Row, Told

GRAINS = ["school_year", "fiscal_year", "half_year", "term", "quarter", "month", "week"]
YEARS = {each.code: each.years for each in STAGES if each.years}


@dataclass
class Side:
    """One side for one place, stage and period: its value (None: unknown) and whether all that is due of it is in."""

    value: float | None = None
    whole: bool = False


@dataclass
class Part:
    """A school's both sides. n, d where they meet; num, den each by itself."""

    n: float | None = None
    d: float | None = None
    num: Side = None  # type: ignore[assignment]
    den: Side = None  # type: ignore[assignment]
    ok: bool = False
    spoke: bool = False


@dataclass
class Figure:
    """A figure of an area and stage: both sides as shown, each side's authoritative value, whether it is firm."""

    n: float | None
    d: float | None
    n_auth: float | None
    d_auth: float | None
    firm: bool
    own: bool
    hollow: bool = False
    n_stated: bool = False  # a side is the area's own total while schools of it are due
    d_stated: bool = False


class Oracle:
    """Answers for one told district."""

    def __init__(self, told: Told, name: str, where: dict[str, Any] | None = None) -> None:
        self.told = told
        self.indicator: Indicator = declared_indicator(name)
        self.where = where or {}
        self.due = told.due(self.indicator.numerator.dataset)
        self.key = (name, tuple(self.where.items()))

    # What rows there are

    def rows(self, total: Total, *, filtered: bool = True) -> list[Row]:
        """The rows that a total adds up."""
        return self.told.once((self.key, total, filtered), lambda: self._rows(total, filtered))

    def said(self, total: Total, place: Place, stage: str | None, native: str, filtered: bool) -> list[Row]:
        """The rows of one place, stage and period of the data."""

        def indexed() -> dict[Any, list[Row]]:
            found: dict[Any, list[Row]] = {}
            for row in self.rows(total, filtered=filtered):
                found.setdefault((row.place, row.stage, row.period), []).append(row)
            return found

        index = self.told.once((self.key, total, filtered, "index"), indexed)
        return index.get((place, stage, native), [])

    def _rows(self, total: Total, filtered: bool) -> list[Row]:
        by_grade = filtered and "grade" in self.where
        found = self.told.totals() if total.dataset == "enrolment" and not by_grade else self.told.rows(total.dataset)
        return [row for row in found if row.cells.get("reported") is not False and (not filtered or self._chosen(row))]

    def _chosen(self, row: Row) -> bool:
        for name, wanted in self.where.items():
            if name == "stage" and row.stage != wanted:
                return False
            if name in row.extra and row.extra[name] != wanted:
                return False
            if name in ("urban_rural", "zone") and not self._has(row.place, row.period, name, wanted):
                return False
        return True

    def _has(self, place: Place, period: str, name: str, wanted: str) -> bool:
        return place[0] == "school" and self.told.schools[place[1]].at(period, name) == wanted

    def is_due(self, school: str, period: str, stage: str) -> bool:
        """Whether the school should have reported, among those chosen."""
        if (school, period, stage) not in self.due:
            return False
        if self.where.get("stage", stage) != stage:
            return False
        return all(
            self._has(("school", school), period, name, self.where[name])
            for name in ("urban_rural", "zone")
            if name in self.where
        )

    # Values

    def answer(self, by: str, period: str) -> dict[Any, dict[str, Any]]:
        """For each area (or area, stage and item): numerator, denominator, value, counted, missing, own_total."""
        if self.indicator.function == "reported":
            return self._reported(by, period)
        if self.indicator.function == "cv":
            return self._variation(period)
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

    def _pooled(self, by: str, period: str, found: dict[Any, dict[str, Any]]) -> None:
        """The standard deviation of each area's own pupils, where sums and squares are of the same pupils."""
        means = Oracle(self.told, "exam_mean", self.where).answer(by, period)
        for area, each in found.items():
            n, around = each["denominator"], means.get(area)
            same = n and around is not None and n == around["denominator"] and around["value"] is not None
            each["value"] = math.sqrt(max(each["numerator"] / n - around["value"] ** 2, 0.0)) if same else None

    def _sitting(self, period: str) -> list[Row]:
        stage = {name: value for name, value in self.where.items() if name not in ("urban_rural", "zone")}
        return [
            row for row in self.told.rows("exam")
            if row.place[0] == "school" and row.period in self._times(period, {r.period for r in self.told.rows("exam")})
            and all(value == (row.stage if name == "stage" else row.extra[name]) for name, value in stage.items())
            and row.cells.get("sat") and row.cells.get("sum_score") is not None
        ]  # fmt: skip

    # Both sides of every school and of every area's own total

    def _parts(self, period: str) -> dict[tuple[str, str], Part]:
        """(school, stage) -> Part, of all who are due."""
        top = self.indicator.numerator
        natives = self._natives(top, period)
        parts = {}
        for school in self.told.schools:
            for stage in {stage for name, _, stage in self.due if name == school}:
                due = [native for native in natives if self.is_due(school, native, stage)]
                if due and (self.indicator.function != "cohort" or stage in YEARS):
                    parts[school, stage] = self._part(("school", school), stage, period)
        return parts

    def _part(self, place: Place, stage: str, period: str) -> Part:
        indicator = self.indicator
        top, below = indicator.numerator, indicator.denominator
        if indicator.function == "cohort":
            num, den = self._sum(top, place, stage, period), self._intake(place, stage, period)
        elif below is None:
            num = self._sum(top, place, stage, period)
            den = Side(0 if num.value is not None else None, num.whole)
        elif indicator.meets_on != "same period":
            num, den = self._sum(top, place, stage, period), self._stock(below, place, stage, period)
        else:
            return self._met(place, stage, period)
        both = num.value is not None and den.value is not None
        return Part(
            num.value if both else None, den.value if both else None, num, den, both and num.whole and den.whole,
            self._spoke(place, stage, period),
        )  # fmt: skip

    def _spoke(self, place: Place, stage: str, period: str) -> bool:
        """Whether the place said anything at the granularity that is taken."""
        top = self.indicator.numerator
        chosen = self._granularity(
            top, place, stage, period, lambda native: self._once(top, place, stage, native) is not None
        )
        return any(self.said(top, place, stage, native, True) for native in chosen)

    def _enough(self, total: Total, place: Place, stage: str, period: str, *, filtered: bool = True) -> float:
        """The days that must be in: most of what was due (of an area: of what anyone stated) at one granularity."""
        natives = self._natives(total, period, filtered=filtered)
        if place[0] == "school":
            natives = [each for each in natives if self._expected(total, place, stage, each, filtered)]
        days: dict[PeriodKind, int] = {}
        for each in natives:
            days[parse_period(each).kind] = days.get(parse_period(each).kind, 0) + _days(each)
        return 0.75 * max(days.values(), default=0)

    def _met(self, place: Place, stage: str, period: str) -> Part:
        """Both sides of one return: they meet row by row, then are summed."""
        top, below = self.indicator.numerator, self.indicator.denominator
        assert below is not None
        chosen = self._granularity(
            top, place, stage, period, lambda native: self._met_once(place, stage, native).n is not None
        )
        met = [self._met_once(place, stage, native) for native in chosen]
        known = [each for each in met if each.n is not None]
        enough = self._enough(top, place, stage, period)
        num = _combined({native: each.num.value for native, each in zip(chosen, met, strict=True)}, place, enough)
        den = _combined({native: each.den.value for native, each in zip(chosen, met, strict=True)}, place, enough)
        n = sum(each.n for each in known) if known else None
        d = sum(each.d for each in known) if known else None
        days = sum(_days(native) for native, each in zip(chosen, met, strict=True) if each.n is not None)
        all_in = len(known) == len(met) and days >= enough
        return Part(n, d, num, den, bool(met) and all_in, any(each.spoke for each in met))

    def _met_once(self, place: Place, stage: str, native: str) -> Part:
        top, below = self.indicator.numerator, self.indicator.denominator
        assert below is not None
        rows = self.said(top, place, stage, native, True)
        if not rows:
            zero = 0 if self._none(place, native, stage) else None
            return Part(zero, zero, Side(zero, zero == 0), Side(zero, zero == 0), zero == 0, False)
        met = [(_cell(top, row), _cell(below, row)) for row in rows]
        meeting = [(n, d) for n, d in met if n is not None and d is not None]
        num = None if any(n is None for n, _ in met) else sum(n for n, _ in met)
        den = None if any(d is None for _, d in met) else sum(d for _, d in met)
        n = sum(n for n, _ in meeting) if meeting else None
        d = sum(d for _, d in meeting) if meeting else None
        return Part(n, d, Side(num, num is not None), Side(den, den is not None), n is not None, True)

    def _none(self, place: Place, native: str, stage: str) -> bool:
        """Whether an absent row means that there was none."""
        if declared(self.indicator.numerator.dataset).absent_row is not AbsentRow.NONE or place[0] != "school":
            return False
        found = self.due.get((place[1], native, stage))
        return bool(found) and (found["covered"] or found["reported"])

    def _once(self, total: Total, place: Place, stage: str, native: str, *, filtered: bool = True) -> float | None:
        """The total of one period of the data."""
        rows = self.said(total, place, stage, native, filtered)
        if not rows:
            return 0 if total.dataset == self.indicator.numerator.dataset and self._none(place, native, stage) else None
        cells = [_cell(total, row) for row in rows]
        return None if any(cell is None for cell in cells) else sum(cells)

    def _sum(self, total: Total, place: Place, stage: str, period: str, *, filtered: bool = True) -> Side:
        """The total over a period, at one granularity."""
        known = lambda native: self._once(total, place, stage, native, filtered=filtered) is not None  # noqa: E731
        chosen = self._granularity(total, place, stage, period, known, filtered=filtered)
        values = {native: self._once(total, place, stage, native, filtered=filtered) for native in chosen}
        return _combined(values, place, self._enough(total, place, stage, period, filtered=filtered))

    def _granularity(
        self,
        total: Total,
        place: Place,
        stage: str,
        period: str,
        known: Callable[[str], bool],
        *,
        filtered: bool = True,
    ) -> list[str]:
        """The periods of the one granularity that is taken: those in which the place spoke or should have."""
        there = [
            each
            for each in self._natives(total, period, filtered=filtered)
            if self._expected(total, place, stage, each, filtered)
        ]
        grains = {parse_period(each).kind for each in there}

        def worth(grain: PeriodKind) -> tuple[int, int, int]:
            days = {each: _days(each) for each in there if parse_period(each).kind is grain}
            return sum(days[each] for each in days if known(each)), sum(days.values()), -GRAINS.index(grain.value)

        best = max(grains, key=worth, default=None)
        return [each for each in there if parse_period(each).kind is best]

    def _expected(self, total: Total, place: Place, stage: str, native: str, filtered: bool) -> bool:
        spoke = bool(self.said(total, place, stage, native, filtered))
        if place[0] != "school":
            return spoke
        return self.is_due(place[1], native, stage) if filtered else (place[1], native, stage) in self.due

    def _intake(self, place: Place, stage: str, period: str) -> Side:
        """The cohort's intake, years before, and those who came and left since."""
        below = self.indicator.denominator
        assert below is not None
        first = int(period[:4]) - YEARS[stage] + 1
        entered = self._sum(Total("enrolment", "intake"), place, stage, f"{first}-{first + 1}", filtered=False)
        moved = self._sum(
            Total("enrolment", "transfer_in", minus=("transfer_out",)), place, stage, period, filtered=False
        )
        if entered.value is None or moved.value is None:
            return Side()
        return Side(entered.value + moved.value, entered.whole and moved.whole)

    def _stock(self, total: Total, place: Place, stage: str, period: str) -> Side:
        """The stock of the period itself, else the first that its school year states (another return: its autumn)."""
        year = parse_period(period).school_year
        if year is None:
            return Side()
        stated = self.stated(total, filtered=False)
        within = [each for each in stated if parse_period(each).school_year == year]
        if total.dataset != self.indicator.numerator.dataset:
            within = [each for each in within if each in (period, f"{year}-1")]
        ordered = sorted(within, key=lambda each: (parse_period(each).start, -parse_period(each).end.toordinal()))
        for native in dict.fromkeys([period, *ordered]):
            value = self._once(total, place, stage, native, filtered=False) if native in stated else None
            if value is not None and native in stated:
                return Side(value, True)
        return Side()

    # Periods

    def stated(self, total: Total, *, filtered: bool = True) -> set[str]:
        """The periods in which anyone stated the total, chosen or not (but of the paper, programme, grade chosen)."""

        def periods() -> set[str]:
            by_grade = filtered and "grade" in self.where
            found = (
                self.told.totals() if total.dataset == "enrolment" and not by_grade else self.told.rows(total.dataset)
            )
            kept = [row for row in found if row.cells.get("reported") is not False]
            if filtered:
                kept = [
                    row
                    for row in kept
                    if all(row.extra[name] == self.where[name] for name in row.extra if name in self.where)
                ]
            return {row.period for row in kept if _cell(total, row) is not None}

        return self.told.once((self.key, total, filtered, "stated"), periods)

    def _natives(self, total: Total, period: str, *, filtered: bool = True) -> list[str]:
        natives = lambda: sorted(self._times(period, self.stated(total, filtered=filtered), total))  # noqa: E731
        return self.told.once((self.key, total, filtered, period), natives)

    def _times(self, period: str, stated: Iterable[str], total: Total | None = None) -> list[str]:
        asked = parse_period(period)
        role = declared(total.dataset).column(total.column).role if total else Role.FLOW
        if role is Role.STOCK:
            wanted = f"{period}-1" if asked.kind is PeriodKind.SCHOOL_YEAR and period not in stated else period
            return [each for each in stated if each == wanted]
        return [each for each in stated if self._answers(parse_period(each), asked)]

    def _answers(self, native: Period, asked: Period) -> bool:
        if self.indicator.function == "open":
            return asked.school_year is not None and native.school_year == asked.school_year and native.end <= asked.end
        if asked.kind is PeriodKind.FISCAL_YEAR and native.kind is PeriodKind.TERM:
            return native.start.year == asked.start.year
        return asked.start <= native.start and native.end <= asked.end

    # Levels

    def _own(self, period: str) -> dict[tuple[Place, str], Part]:
        sides = [each for each in (self.indicator.numerator, self.indicator.denominator) if each]
        found = {}
        for place, stage in {(row.place, row.stage) for total in sides for row in self.rows(total, filtered=False)}:
            kept = self.where.get("stage", stage) == stage and not {"urban_rural", "zone"} & set(self.where)
            if (
                place[0] != "school"
                and kept
                and stage is not None
                and (self.indicator.function != "cohort" or stage in YEARS)
            ):
                found[place, stage] = self._part(place, stage, period)
        return found

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
                "numerator": _added(figure.n for figure in each), "denominator": _added(figure.d for figure in each),
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
                townships[name] = _of_schools(schools, stated)
        if by == "township":
            return townships
        stated = own.get((("district", DISTRICT), stage))
        if not townships and not (stated and stated.num.value is not None):
            return {}
        any_due = any(key[1] == stage for key in parts)
        expected = len(townships) if any_due else max(len(townships), len(self.told.townships))
        return {DISTRICT: _of_townships(list(townships.values()), stated, expected)}

    def _grouped(self, parts: dict[Any, Part], areas: dict[Any, str | None]) -> dict[str, dict[str, Any]]:
        """Plain sums with coverage; a school counts when all of its stages are in."""
        found: dict[str, dict[str, Any]] = {}
        for area in {area for area in areas.values() if area}:
            mine = {key: part for key, part in parts.items() if areas[key] == area}
            schools = {key[0] for key in mine}
            missing = {key[0] for key, part in mine.items() if not part.ok}
            found[area] = {
                "numerator": _added(part.n for part in mine.values()), "denominator": _added(part.d for part in mine.values()),
                "counted": len(schools - missing), "missing": len(missing), "own_total": False,
            }  # fmt: skip
        return found

    # Functions of their own

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
                    sum(_days(each) for each in mine if returns[each]),
                    sum(map(_days, mine)),
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
                found[DISTRICT, stage, item] = _variation_of(amounts, missing)
        return found

    def _autumn_pupils(self, school: str, stage: str, period: str) -> float | None:
        year = parse_period(period).school_year
        rows = [
            row
            for row in self.told.totals()
            if (row.place, row.stage, row.period) == (("school", school), stage, f"{year}-1")
        ]
        return rows[0].cells.get("pupils") if rows else None


def _combined(values: dict[str, float | None], place: Place, enough: float) -> Side:
    """Periods of the data added up. A school's known part counts; of an area's total too short a part is no total."""
    known = {native: value for native, value in values.items() if value is not None}
    long_enough = sum(map(_days, known)) >= enough
    if not known or (place[0] != "school" and not long_enough):
        return Side()
    return Side(sum(known.values()), len(known) == len(values) and long_enough)


def _cell(total: Total, row: Row) -> float | None:
    """The row's share of a total; unknown as soon as one named column is."""
    if any(row.cells.get(name) is None for name in total.columns):
        return None
    value = (
        row.cells[total.column]
        + sum(row.cells[name] for name in total.plus)
        - sum(row.cells[name] for name in total.minus)
    )
    return value * row.cells[total.times] if total.times else value


def _of_schools(parts: list[Part], stated: Part | None) -> Figure:
    """A township and stage from its schools and its own total."""
    own_n, own_d = (stated.num.value, stated.den.value) if stated else (None, None)
    hollow = bool(parts) and not any(part.spoke for part in parts)
    trust = bool(parts) and not (hollow and own_n is not None)
    n_sum = trust and all(part.num.whole for part in parts)
    d_sum = bool(parts) and all(part.den.whole for part in parts)
    n_auth = sum(part.num.value or 0 for part in parts) if n_sum else own_n
    d_auth = sum(part.den.value or 0 for part in parts) if d_sum else own_d
    stated_n = bool(parts) and not n_sum and own_n is not None
    stated_d = bool(parts) and not d_sum and own_d is not None
    n, d = _added(part.n for part in parts), _added(part.d for part in parts)
    if trust and all(part.ok for part in parts):
        return Figure(n, d, n_auth, d_auth, True, False, hollow, stated_n, stated_d)
    if n_auth is not None and d_auth is not None:
        own = not n_sum or not d_sum
        return Figure(n_auth, d_auth, n_auth, d_auth, True, own, hollow, stated_n, stated_d)
    return Figure(n, d, n_auth, d_auth, False, False, hollow, stated_n, stated_d)


def _of_townships(parts: list[Figure], stated: Part | None, expected: int) -> Figure:
    """A district and stage from its townships and its own total."""
    own_n, own_d = (stated.num.value, stated.den.value) if stated else (None, None)
    hollow = bool(parts) and all(part.hollow for part in parts) and own_n is not None
    n_stated, d_stated = any(part.n_stated for part in parts), any(part.d_stated for part in parts)
    # Not all parts of such a township are in: the district's own total, where there is one, comes before the sum with it.
    outranked = (n_stated or d_stated) and (own_n is not None or not n_stated) and (own_d is not None or not d_stated)
    n_sum = bool(parts) and not hollow and len([part for part in parts if part.n_auth is not None]) == expected
    d_sum = bool(parts) and len([part for part in parts if part.d_auth is not None]) == expected
    n_sum, d_sum = n_sum and not (outranked and n_stated), d_sum and not (outranked and d_stated)
    n_auth = sum(part.n_auth or 0 for part in parts) if n_sum else own_n
    d_auth = sum(part.d_auth or 0 for part in parts) if d_sum else own_d
    n, d = _added(part.n for part in parts), _added(part.d for part in parts)
    if parts and not hollow and not outranked and len([part for part in parts if part.firm]) == expected:
        return Figure(n, d, n_auth, d_auth, True, False)
    if n_auth is not None and d_auth is not None:
        return Figure(n_auth, d_auth, n_auth, d_auth, True, not n_sum or not d_sum)
    return Figure(n, d, n_auth, d_auth, False, False)


def _variation_of(amounts: list[tuple[float, float]], missing: int) -> dict[str, Any]:
    total, pupils = sum(amount for amount, _ in amounts), sum(weight for _, weight in amounts)
    value = None
    if len(amounts) > 1 and total > 0:
        mean = total / pupils
        value = math.sqrt(sum(weight / pupils * (amount / weight - mean) ** 2 for amount, weight in amounts)) / mean
    return {
        "numerator": total if amounts else None, "denominator": pupils if amounts else None, "value": value,
        "counted": len(amounts), "missing": missing, "own_total": False,
    }  # fmt: skip


def _added(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _days(code: str) -> int:
    span = parse_period(code)
    return (span.end - span.start + datetime.timedelta(1)).days
