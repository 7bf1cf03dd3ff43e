"""What rows there are, who is due, and which periods of the data lie in one that is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalog import dataset as declared
from catalog import indicator as declared_indicator
from catalog.model import Indicator, Role, Total
from catalog.periods import Period, PeriodKind, parse_period
from tests.soundness.oracle.figures import cell
from tests.soundness.told import Place, Row, Told


class Rows:
    """The rows of one indicator under one selection."""

    def __init__(
        self,
        told: Told,
        name: str,
        where: dict[str, Any] | None = None,
        indicator: Indicator | None = None,
        split: tuple[str, ...] = (),
    ) -> None:
        self.told = told
        # A side taken by itself is an indicator that the catalogue does not have.
        self.indicator: Indicator = indicator or declared_indicator(name)
        self.where = where or {}
        # Columns of `where` that tell parts of one question apart: a period in which any part was stated is one of its own.
        self.split = split
        self.due = told.due(self.indicator.numerator.dataset)
        self.key = (
            name,
            self.indicator.function,
            self.indicator.numerator,
            self.indicator.denominator,
            tuple(self.where.items()),
            split,
        )

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
        if self.indicator.breakdown and not self._anyone(period, stage):
            return False
        return all(
            self._has(("school", school), period, name, self.where[name])
            for name in ("urban_rural", "zone")
            if name in self.where
        )

    def _anyone(self, period: str, stage: str) -> bool:
        """Whether anyone named what the values are split by, in that period and stage: else there is nothing to be silent on."""
        named = self.told.once(
            (self.key, "named"), lambda: {(row.period, row.stage) for row in self.rows(self.indicator.numerator)}
        )
        return (period, stage) in named

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
                    if all(
                        row.extra[name] == self.where[name]
                        for name in row.extra
                        if name in self.where and name not in self.split
                    )
                ]
            return {row.period for row in kept if cell(total, row) is not None}

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
