"""Both sides of every school and of every area's own total, at one granularity."""

from __future__ import annotations

from collections.abc import Callable

from catalog import dataset as declared
from catalog.model import AbsentRow, Total
from catalog.periods import PeriodKind, parse_period
from catalog.stages import STAGES
from tests.soundness.oracle.figures import Part, Side, cell, combined, days_of
from tests.soundness.oracle.rows import Rows
from tests.soundness.told import Place

GRAINS = ["school_year", "fiscal_year", "half_year", "term", "quarter", "month", "week"]
YEARS = {each.code: each.years for each in STAGES if each.years}


class Sides(Rows):
    """Schools and own totals, each side summed over time."""

    def _parts(self, period: str) -> dict[tuple[str, str], Part]:
        """(school, stage) -> Part, of all who are due."""
        return self.told.once((self.key, "parts", period), lambda: self._all_parts(period))

    def _all_parts(self, period: str) -> dict[tuple[str, str], Part]:
        top = self.indicator.numerator
        natives = self._natives(top, period)
        parts = {}
        for school in self.told.schools:
            for stage in {stage for name, _, stage in self.due if name == school}:
                due = [native for native in natives if self.is_due(school, native, stage)]
                if due and (self.indicator.function != "cohort" or stage in YEARS):
                    parts[school, stage] = self._part(("school", school), stage, period)
        return parts

    def _own(self, period: str) -> dict[tuple[Place, str], Part]:
        """(area, stage) -> Part, of all that state a total of their own."""
        return self.told.once((self.key, "own", period), lambda: self._all_own(period))

    def _all_own(self, period: str) -> dict[tuple[Place, str], Part]:
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
            days[parse_period(each).kind] = days.get(parse_period(each).kind, 0) + days_of(each)
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
        enough, held = self._enough(top, place, stage, period), self._holds_all(top, place, stage, period, chosen)
        num = combined(
            {native: each.num.value for native, each in zip(chosen, met, strict=True)}, place, enough, held=held
        )
        den = combined(
            {native: each.den.value for native, each in zip(chosen, met, strict=True)}, place, enough, held=held
        )
        n = sum(each.n for each in known) if known else None
        d = sum(each.d for each in known) if known else None
        days = sum(days_of(native) for native, each in zip(chosen, met, strict=True) if each.n is not None)
        all_in = len(known) == len(met) and days >= enough and held
        return Part(n, d, num, den, bool(met) and all_in, any(each.spoke for each in met))

    def _met_once(self, place: Place, stage: str, native: str) -> Part:
        top, below = self.indicator.numerator, self.indicator.denominator
        assert below is not None
        rows = self.said(top, place, stage, native, True)
        if not rows:
            zero = 0 if self._none(place, native, stage) else None
            return Part(zero, zero, Side(zero, zero == 0), Side(zero, zero == 0), zero == 0, False)
        met = [(cell(top, row), cell(below, row)) for row in rows]
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
        cells = [cell(total, row) for row in rows]
        return None if any(cell is None for cell in cells) else sum(cells)

    def _sum(self, total: Total, place: Place, stage: str, period: str, *, filtered: bool = True) -> Side:
        """The total over a period, at one granularity."""
        known = lambda native: self._once(total, place, stage, native, filtered=filtered) is not None  # noqa: E731
        chosen = self._granularity(total, place, stage, period, known, filtered=filtered)
        values = {native: self._once(total, place, stage, native, filtered=filtered) for native in chosen}
        held = self._holds_all(total, place, stage, period, chosen, filtered=filtered)
        return combined(values, place, self._enough(total, place, stage, period, filtered=filtered), held=held)

    def _holds_all(
        self, total: Total, place: Place, stage: str, period: str, chosen: list[str], *, filtered: bool = True
    ) -> bool:
        """Whether each programme told in the time is told at the granularity taken; what names none stands for all."""
        column = declared(total.dataset).own_rhythms
        natives = self._natives(total, period, filtered=filtered)
        if column is None or len(natives) < 2:
            return True

        def kinds(of: list[str]) -> set[str]:
            rows = [row for native in of for row in self.said(total, place, stage, native, filtered)]
            return {row.extra[column] or "" for row in rows if cell(total, row) is not None}

        there = [each for each in natives if self._expected(total, place, stage, each, filtered)]
        return "" in kinds(chosen) or kinds(there) <= kinds(chosen) | {""}

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
            days = {each: days_of(each) for each in there if parse_period(each).kind is grain}
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
        if not below.plus and not below.minus:
            return entered
        # Where the formula only takes away (deaths), what it takes away is what is summed.
        sign, names = (1, below.plus) if below.plus else (-1, below.minus)
        minus = below.minus if below.plus else ()
        moved = self._sum(Total("enrolment", names[0], names[1:], minus), place, stage, period, filtered=False)
        if entered.value is None or moved.value is None:
            return Side()
        return Side(entered.value + sign * moved.value, entered.whole and moved.whole)

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
