"""What a question selects: `where`, checked against the declarations and turned into SQL conditions with parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from catalog import dataset as declared
from catalog.aid_programmes import programmes_meant
from catalog.model import Column, Indicator, Kind
from catalog.stages import STAGES, grade_label_zh
from metrics.errors import UnknownFilter
from store.reader import Reader

Where = Mapping[str, str | int | Iterable[str | int]]

PLACES = {"district": "district_id", "township": "township_id", "zone": "zone_id", "school": "school_id"}
TRAITS = ("urban_rural", "ownership")


@dataclass(frozen=True)
class Filters:
    """Canonical values by column. `facts`: key columns of the numerator's dataset; `places`: ids; `traits`: of schools."""

    stages: tuple[str, ...] = ()
    facts: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)
    traits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # The columns of the answer that repeat what was asked, in the order asked.
    shown: dict[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, list[Any]]:
        """The same selection as a `where`."""
        return {name: list(values) for name, values in self._lists.items() if values}

    @property
    def _lists(self) -> dict[str, tuple[Any, ...]]:
        return {"stage": self.stages, **self.facts, **self.places, **self.traits}

    @property
    def params(self) -> dict[str, Any]:
        """The parameters that the conditions below name."""
        return {f"w_{name}": list(values) for name, values in self._lists.items() if values}

    def of_schools(self) -> list[str]:
        """Conditions on the columns that facts and the list of who is due both have."""
        return [*self.of_stage(), *self.of_places(), *self.of_traits()]

    def of_other_side(self) -> list[str]:
        """Conditions on the side that the numerator's schools are matched with: whoever they were then and wherever they
        stood. A total without schools must still be that of an area asked for."""
        if not self.traits and not self.places:
            return self.of_stage()
        areas = "false" if self.traits else " AND ".join(self.of_places())
        return [*self.of_stage(), f"(area_level = 'school' OR ({areas}))"]

    def of_stage(self) -> list[str]:
        """Conditions on the stage."""
        return ["list_contains($w_stage, stage)"] if self.stages else []

    def of_places(self) -> list[str]:
        """Conditions on where the school is. An area's own total passes only when it is the area asked for."""
        return [f"list_contains($w_{name}, {PLACES[name]})" for name in self.places]

    def of_traits(self) -> list[str]:
        """Conditions on what the school was at that period: those of a total without schools never pass."""
        return ["(school_id, period) IN (SELECT school_id, period FROM traits)"] if self.traits else []

    def of_facts(self) -> list[str]:
        """Conditions on key columns of the numerator's dataset, the stage apart."""
        return [f'list_contains($w_{name}, "{name}")' for name in self.facts]


def traits_sql(filters: Filters) -> str:
    """The CTE `traits`: which school had the chosen traits in which period, by its dated attributes."""
    chosen = " AND ".join(f"list_contains($w_{name}, {name})" for name in filters.traits)
    return f"""traits AS (
        SELECT school_id, period FROM (
            SELECT *, lag(valid_from) OVER line IS NULL AS earliest, lead(valid_from) OVER line AS until
            FROM school_history WINDOW line AS (PARTITION BY school_id ORDER BY valid_from)
        ) JOIN period_span ON (earliest OR valid_from <= first_day) AND (until IS NULL OR first_day < until)
        WHERE {chosen})"""


def read_where(reader: Reader, indicator: Indicator, where: Where | None) -> Filters:
    """The filters meant by `where`; UnknownFilter for a column or a value that is none of ours."""
    filters = Filters()
    stages: tuple[str, ...] = ()
    for name, given in (where or {}).items():
        asked = [given] if isinstance(given, str | int) else list(given)
        if not asked:
            continue
        values = tuple(dict.fromkeys(value for one in asked for value in _values(reader, indicator, name, one)))
        if name == "stage":
            stages = values
        else:
            _group(filters, name)[name] = values
        shown = [str(one).strip() for one in asked] if name == "programme" else values
        filters.shown[name] = shown[0] if len(shown) == 1 else ",".join(map(str, shown))
    return Filters(stages, filters.facts, filters.places, filters.traits, filters.shown)


def _group(filters: Filters, name: str) -> dict[str, tuple[Any, ...]]:
    if name in PLACES:
        return filters.places
    return filters.traits if name in TRAITS else filters.facts


def _values(reader: Reader, indicator: Indicator, name: str, given: str | int) -> tuple[Any, ...]:
    """What one value asked for may be kept as: a programme of aid has one name, asked for by any of its names."""
    value = _value(reader, indicator, name, given)
    return programmes_meant(value) if name == "programme" else (value,)


def _value(reader: Reader, indicator: Indicator, name: str, given: str | int) -> Any:
    text = str(given).strip()
    if name in PLACES:
        return _place(reader, name, text)
    return _choice(_column(indicator, name), text)


def _column(indicator: Indicator, name: str) -> Column:
    if name in TRAITS:
        return declared("school").column(name)
    allowed = filter_columns(indicator)
    if name not in allowed:
        places = ("district", "township", "zone", "school")
        raise UnknownFilter(f"“{indicator.zh}”不能按 {name} 筛选；可用：{'、'.join((*allowed, *TRAITS, *places))}")
    return declared(indicator.numerator.dataset).column(name)


def filter_columns(indicator: Indicator) -> tuple[str, ...]:
    """The key columns of the indicator's numerator that may be filtered on; of sides apart only those that both have."""
    beside = indicator.denominator if indicator.function == "apart" else None
    keys = set(declared((beside or indicator.numerator).dataset).key) - {"period"}
    return tuple(name for name in declared(indicator.numerator.dataset).key if name in keys)


def _choice(column: Column, text: str) -> Any:
    if column.kind is Kind.GRADE:
        return _grade(text)
    if column.kind is not Kind.CHOICE:
        return text
    for code, labels in column.choices.items():
        if text == code or text in labels:
            return code
    options = "、".join(f"{code}（{labels[0]}）" for code, labels in column.choices.items())
    raise UnknownFilter(f"{column.zh}没有“{text}”；可选：{options}")


@lru_cache(maxsize=1)
def _grades() -> dict[str, int]:
    names: dict[str, int] = {}
    for grade in (grade for stage in STAGES for grade in stage.grades):
        names |= {str(grade): grade, grade_label_zh(grade): grade}
    return names | {"初一": 7, "初二": 8, "初三": 9}


def _grade(text: str) -> int:
    if text not in _grades():
        raise UnknownFilter(f"没有年级“{text}”；可选：-3 到 -1（小班、中班、大班）、1 到 12（一年级 … 高三）")
    return _grades()[text]


def _place(reader: Reader, level: str, text: str) -> str:
    found = reader.rows(
        "SELECT area_id, name, district FROM area WHERE level = $level AND (area_id = $text OR name = $text OR code = $text)",
        {"level": level, "text": text},
    )
    exact = [each for each in found if each["area_id"] == text] or found
    if len(exact) == 1:
        return str(exact[0]["area_id"])
    if not exact:
        raise UnknownFilter(
            f"没有叫“{text}”的{ {'district': '区县', 'township': '乡镇', 'zone': '片区', 'school': '学校'}[level] }"
        )
    same = "、".join(f"{each['area_id']}（{each['district']}）" for each in exact)
    raise UnknownFilter(f"有 {len(exact)} 个“{text}”，请用编号指明：{same}")
