"""The number asked about: which one the address names, its trace, its conditions in words; logic without drawing."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from catalog import INDICATORS, dataset, stages
from catalog.model import Indicator, Reference
from catalog.periods import is_period
from catalog.settings import InForce
from catalog.settings.standards import SEVEN_ITEMS
from catalog.stages import grade_label_zh
from metrics import Trace
from ui.context import Context, Where
from ui.lineage_link import ALSO, AT, OF, ON, SIDE, TO, WITH, Asked, read_where
from ui.text import language, name_of, say

_NAMES = frozenset(each.name for each in INDICATORS)


SIDES = ("numerator", "denominator")


def asked_here() -> Asked | None:
    """The number the address asks about; None when it names none, or none that there can be."""
    asked = {name: st.query_params.get(name, "") for name in (OF, AT, ON, WITH, TO, ALSO, SIDE)}
    where = read_where(asked[WITH])
    if asked[OF] not in _NAMES or not asked[AT] or not is_period(asked[ON]) or where is None:
        return None
    also = asked[ALSO] if is_period(asked[ALSO]) else ""
    side = asked[SIDE] if asked[SIDE] in SIDES else ""
    return Asked(asked[OF], asked[AT], asked[ON], where, asked[TO], also, side)


def counted_here() -> Asked:
    """What the address asks about, where that is no number of an indicator."""
    asked = {name: st.query_params.get(name, "") for name in (OF, AT, ON, WITH)}
    return Asked(asked[OF], asked[AT], asked[ON], read_where(asked[WITH]) or {})


def stage_of(where: Where) -> str | None:
    """The one stage the conditions name."""
    return _one(where, "stage")


def _one(where: Where, name: str) -> str | None:
    found = where.get(name)
    return found if isinstance(found, str) else found[0] if found and len(found) == 1 else None


def references_of(indicator: Indicator, where: Where) -> list[Reference]:
    """The reference lines that this number is held against: those of its stage."""
    lines = [each for each in indicator.references if each.stage in (None, stage_of(where))]
    return lines if _has_references(indicator, where) else []


def settings_of_number(context: Context, indicator: Indicator, where: Where) -> list[InForce]:
    """The settings that the number depends on, or is held against."""
    lines = set() if _has_references(indicator, where) else {each.setting for each in indicator.references}
    return [each for each in context.settings.used_by(indicator) if each.setting.name not in lines]


def _has_references(indicator: Indicator, where: Where) -> bool:
    # How far schools may be apart is limited for the seven items alone, and what one school has is no distance of schools.
    return indicator.function != "cv" or ("school" not in where and _one(where, "item") in SEVEN_ITEMS)


def what_is(indicator: Indicator, where: Where) -> str:
    """The indicator with its stage in front: 初中巩固率."""
    stage = stage_of(where)
    gap = " " if language() == "en" else ""
    return f"{name_of(stages.stage(stage))}{gap}{name_of(indicator)}" if stage else name_of(indicator)


def where_words(context: Context, indicator: Indicator, where: Where, period: str) -> str:
    """The conditions as they are read, of exams those of the period; one stage stands in the title already."""
    said = []
    sat = {each.exam for each in context.papers() if each.period == period}
    places = {each.area_id: each.name for level in ("district", "township", "school") for each in context.areas(level)}
    for name, value in where.items():
        if name == "stage" and stage_of(where):
            continue
        values = [value] if isinstance(value, str) else list(value)
        if name == "exam" and sat & set(values):
            values = [each for each in values if each in sat]
        if name == "stage":
            values = [name_of(stages.stage(each)) for each in values]
        shown = [value_text(indicator, name, each, places) for each in values]
        said.append(say("join.and").join(shown[:6]) + ("…" if len(shown) > 6 else ""))
    return " · ".join(said)


def value_text(indicator: Indicator, name: str, value: str, places: dict[str, str]) -> str:
    """A value of a condition as it is read: 七年级, 低保家庭. `places`: names of places by id."""
    if name == "grade" and value.lstrip("-").isdigit():
        return grade_label_zh(int(value))
    found = next((each for each in dataset(indicator.numerator.dataset).columns if each.name == name), None)
    if found is not None and value in found.choices:
        return found.choices[value][0] if language() == "zh" else value
    return places.get(value, value)


def trace_of(context: Context, asked: Asked) -> Trace:
    """Where the number comes from, kept with the version; places under their numbers where nobody is to be named."""
    found: Trace = context.kept("lineage", _traced, asked.indicator, asked.area_id, asked.period, _frozen(asked.where))
    return _without_names(context, found) if context.unnamed else found


def _frozen(where: Where) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    return tuple(sorted((name, value if isinstance(value, str) else tuple(value)) for name, value in where.items()))


def _traced(context: Context, name: str, area_id: str, period: str, where: tuple) -> Trace:
    found: Trace = context.trace(
        name, area_id, period, {key: value if isinstance(value, str) else list(value) for key, value in where}
    )
    return found


def _without_names(context: Context, trace: Trace) -> Trace:
    return replace(
        trace, area=context.called(trace.area_id, trace.area),
        schools_counted=_renamed(context, trace.schools_counted), schools_missing=_renamed(context, trace.schools_missing),
        parts=[replace(each, area=context.called(each.area_id, each.area_id)) if each.level != "district" else each for each in trace.parts],
        cells=[replace(each, area=context.called(each.area_id, each.area_id), file=None, sheet=None) for each in trace.cells],
    )  # fmt: skip


def _renamed(context: Context, schools: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{**each, "name": context.called(each["id"], each["id"])} for each in schools]


def value_of(trace: Trace) -> float | None:
    """The one value of the trace; None when it is unknown or there are several."""
    return trace.numbers[0]["value"] if len(trace.numbers) == 1 else None
