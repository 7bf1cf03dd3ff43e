"""What every rule works with: the year, the settings in force, the places, and rows made from what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from catalog.alerts import Alert, Severity
from catalog.periods import autumn_term, lies_in, parse_period, shift_years
from catalog.settings import Settings
from metrics.alerts.row import AlertRow, Trail
from metrics.in_force import settings_of
from store.reader import Reader


class Point(NamedTuple):
    """One value of one place, stage and school year, with its sides; None is unknown."""

    value: float | None
    n: float | None
    d: float | None
    missing: int = 0


# (area id, stage) -> school year -> point
Points = dict[tuple[str, str | None], dict[str, Point]]


@dataclass(frozen=True)
class Spot:
    """A live place."""

    area_id: str
    level: str
    name: str
    township_id: str | None
    township: str | None
    urban_rural: str | None
    # Of a school with one stage the stage need not be said.
    stages: int


def spots_of(reader: Reader) -> Mapping[str, Spot]:
    """Every live district, township and school of a version by id."""
    return reader.known.once("spots", lambda: {row["area_id"]: Spot(**row) for row in reader.rows(_SPOTS)})


_SPOTS = """
SELECT area_id, level, name, township_id, township, urban_rural, coalesce(s.stages, 0) AS stages FROM area
LEFT JOIN (SELECT school_id AS area_id, count(*) AS stages FROM school_stage GROUP BY school_id) s USING (area_id)
WHERE level IN ('district', 'township', 'school')"""


class _ByStage(dict[str | None, float | None]):
    """What `ask` says of each stage, asked once of each."""

    def __init__(self, ask: Callable[[str | None], float | None]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, stage: str | None) -> float | None:
        self[stage] = found = self._ask(stage)
        return found


@dataclass(frozen=True)
class Board:
    """One school year of one version. `before` are the two years before it, the nearer first. `log`: where it is written what
    was taken in when, which a stranger's tables do not hold."""

    reader: Reader
    year: str
    log: Reader
    _numbers: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def before(self) -> tuple[str, str]:
        """The school year before, and the one before that."""
        return shift_years(self.year, -1), shift_years(self.year, -2)

    @cached_property
    def autumns(self) -> dict[str, str]:
        """Autumn terms of this year and the two before -> their school years."""
        return {autumn_term(year): year for year in (self.year, *self.before)}

    @cached_property
    def settings(self) -> Settings:
        """What is in force in the version."""
        return settings_of(self.reader)

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """Every live district, township and school by id."""
        return spots_of(self.reader)

    @cached_property
    def districts(self) -> Mapping[str, str]:
        """The district of every live township by id."""
        rows = self.reader.once("SELECT area_id, district_id FROM area WHERE level = 'township'")
        return {row["area_id"]: row["district_id"] for row in rows}

    @cached_property
    def due_periods(self) -> Mapping[str, list[str]]:
        """The periods within the year in which each dataset was due, in order of time."""
        found: dict[str, list[str]] = {}
        for row in self.reader.once("SELECT DISTINCT dataset, period FROM due"):
            if lies_in(row["period"], self.year):
                found.setdefault(row["dataset"], []).append(row["period"])
        return {name: sorted(codes, key=lambda code: (parse_period(code).end, code)) for name, codes in found.items()}

    def periods(self, dataset: str) -> list[str]:
        """The periods within the year that the dataset has rows for, in order of time."""
        rows = self.reader.once(f'SELECT DISTINCT period FROM "{dataset}" WHERE period IS NOT NULL')
        found = [row["period"] for row in rows if lies_in(row["period"], self.year)]
        return sorted(found, key=lambda code: (parse_period(code).end, code))

    def limit(self, alert: Alert, stage: str | None = None) -> float | None:
        """The threshold in force for a stage; None where the alert has none for it."""
        return self._number(alert.limit_name(stage))

    def limits(self, alert: Alert) -> Mapping[str | None, float | None]:
        """`limit` by stage, each looked up once."""
        return _ByStage(lambda stage: self.limit(alert, stage))

    def least(self, alert: Alert, stage: str | None = None) -> int:
        """The smallest base in force for a stage; 0 where none is asked."""
        return int(self._number(alert.base_name(stage)) or 0)

    def _number(self, name: str | None) -> float | None:
        """What a setting says, asked once of each: it is asked for every row."""
        if name is None:
            return None
        if name not in self._numbers:
            self._numbers[name] = self.settings.number(name)
        return self._numbers[name]

    def row(self, alert: Alert, area_id: str, point: Point, *, stage: str | None = None, period: str = "", base: float | None = None,
            trail: Trail | None = None, **more: Any) -> AlertRow | None:  # fmt: skip
        """The alert at a place; None when the place is no more, or the base too small for anything to be said."""
        spot = self.spots.get(area_id)
        if spot is None:
            return None
        least = self.least(alert, stage)
        cautious = bool(least) and (base is None or base < least)
        if cautious and not alert.small_zh:
            return None
        return AlertRow(
            alert, spot.level, spot.area_id, spot.name, spot.township_id, spot.township, period or self.year, stage,
            Severity.NOTE if cautious else alert.severity, value=point.value, n=point.n, d=point.d, missing=point.missing,
            limit=self.limit(alert, stage), one_stage=spot.stages == 1, least=least, cautious=cautious, trail=trail, **more,
        )  # fmt: skip
