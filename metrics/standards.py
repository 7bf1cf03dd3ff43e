"""The seven indicators of 优质均衡: how each school stands to each standard, and how many it meets.

A school passes when it meets enough of the seven and the rest reach their share of the standard. An item that nobody
stated is unknown: it is neither met nor missed, and leaves the school undecided unless enough others are missed already.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from catalog.periods import PeriodKind
from catalog.settings import Settings
from catalog.settings.standards import SEVEN, Standard
from metrics.errors import UnknownPeriod
from metrics.in_force import settings_of
from metrics.times import period
from store.reader import Reader

STAGES = ("primary", "junior")
# A rounding of the last digit must not fail a school that stands exactly at its standard.
_EXACT = 1e-9


@dataclass(frozen=True)
class Item:
    """One of the seven at a school: what it has for each pupil (or 100 of them); None where unknown."""

    standard: Standard
    value: float | None
    needed: float

    @property
    def met(self) -> bool | None:
        """Whether the standard is met; None where unknown."""
        return None if self.value is None else self.value >= self.needed - _EXACT


@dataclass(frozen=True)
class Standing:
    """A school's stage measured by the seven. `measured` False: too small to take part. `passes` None: undecided."""

    school_id: str
    school: str
    township: str | None
    stage: str
    pupils: float | None
    items: tuple[Item, ...]
    measured: bool
    passes: bool | None

    @property
    def met(self) -> int:
        """How many of the seven are known to be met."""
        return sum(each.met is True for each in self.items)

    @property
    def unknown(self) -> int:
        """How many nobody stated."""
        return sum(each.met is None for each in self.items)


def standings(reader: Reader, year: str, areas: Collection[str] | None = None) -> list[Standing]:
    """Every school and stage with resources in a school year, within the townships a visitor may see (None: all).

    Pupils are those given with the resources, else the autumn roll of the stage. UnknownPeriod for another kind of period.
    """
    if period(year).kind is not PeriodKind.SCHOOL_YEAR:
        raise UnknownPeriod(f"优质均衡按学年评，“{year}”不是学年")
    settings = settings_of(reader)
    schools: dict[tuple[str, str], dict[str, Any]] = {}
    for row in reader.rows(_SQL, {"term": f"{year}-1", "year": year, "items": [each.item for each in SEVEN]}):
        if areas is not None and row["township_id"] not in areas:
            continue
        found = schools.setdefault((row["school_id"], row["stage"]), {**row, "quantities": {}})
        # Each item is measured by the pupils it was stated with.
        found["quantities"][row["item"]] = (row["quantity"], row["pupils"])
    return [_standing(settings, row) for row in schools.values()]


_SQL = """
    SELECT r.school_id, a.name AS school, a.township, a.township_id, r.stage, r.item, r.quantity::DOUBLE AS quantity,
        coalesce(r.pupils, e.pupils)::DOUBLE AS pupils
    FROM resource r JOIN area a ON a.area_id = r.school_id
    LEFT JOIN enrolment_totals e ON e.area_level = 'school' AND e.school_id = r.school_id AND e.stage = r.stage AND e.period = $term
    WHERE r.area_level = 'school' AND r.period IN ($term, $year) AND r.stage IN ('primary', 'junior')
        AND list_contains($items, r.item)
    ORDER BY a.township_id, r.school_id, r.stage DESC, r.item"""


def _standing(settings: Settings, row: dict[str, Any]) -> Standing:
    stage = row["stage"]
    items = tuple(_item(settings, each, stage, row["quantities"]) for each in SEVEN)
    known = [pupils for _, pupils in row["quantities"].values() if pupils is not None]
    pupils = max(known, default=None)
    measured = pupils is None or pupils >= settings.number("standards_smallest")
    passes = _passes(settings, items) if measured else None
    return Standing(row["school_id"], row["school"], row["township"], stage, pupils, items, measured, passes)


def _item(settings: Settings, standard: Standard, stage: str, quantities: dict[str, tuple[Any, Any]]) -> Item:
    quantity, pupils = quantities.get(standard.item, (None, None))
    value = None if quantity is None or not pupils else standard.per * quantity / pupils
    return Item(standard, value, settings.number(standard.setting(stage)))


def _passes(settings: Settings, items: tuple[Item, ...]) -> bool | None:
    """Enough met, and of the rest none below its share; undecided while what is unknown could still turn it."""
    needed, share = int(settings.number("standards_needed")), settings.number("standards_rest")
    missed = [each for each in items if each.met is False]
    if len(items) - len(missed) < needed or any((each.value or 0) < share * each.needed - _EXACT for each in missed):
        return False
    return None if any(each.met is None for each in items) else True


def standing_as_json(each: Standing) -> dict[str, Any]:
    """A standing as plain values."""
    return {
        "area_id": each.school_id, "area": each.school, "parent": each.township, "stage": each.stage, "pupils": each.pupils,
        "met": each.met, "unknown": each.unknown, "of": len(each.items), "measured": each.measured, "passes": each.passes,
        "items": {
            one.standard.item: {"value": one.value, "standard": one.needed, "met": one.met} for one in each.items
        },
    }  # fmt: skip
