"""Annual targets on the settings page: the list with how far each is reached, and setting or taking one out of force."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from catalog import INDICATORS
from catalog.model import Direction, Indicator, Level, Unit
from catalog.periods import PeriodKind, school_year
from catalog.stages import STAGES
from catalog.targets import BadTarget, Target
from charts.numbers import scale_of
from metrics.targets import Progress, progress
from store.targets import remove_target, set_target
from ui.context import Context
from ui.filters import Choice, pick_one
from ui.lineage_link import Asked
from ui.narrate import unit_word
from ui.number_table import Number, Row, show_numbers
from ui.panel import panel
from ui.settings import Outcome, changed, may_change
from ui.style import show_subtitle
from ui.text import name_of, say

SAID = "settings_said"
_LEVELS = (Level.DISTRICT, Level.TOWNSHIP)


def targets_of(context: Context) -> list[Progress]:
    """Every target the visitor may see with how far it is reached."""
    return [] if context.is_empty else context.kept("targets", _asked)


def _asked(context: Context) -> list[Progress]:
    """For the visitor's own eyes: what he may not see has no value and no gap, and places go by the names he sees."""
    found = progress(context.reader, context.scope, audience=context.audience)
    return [replace(each, area=context.called(each.target.area_id, each.area)) for each in found]


def measurable() -> list[Indicator]:
    """The indicators a target may be set for."""
    return [
        each
        for each in INDICATORS
        if each.direction is not Direction.NONE
        and not (each.one_paper or each.breakdown)
        and {*_LEVELS} & {*each.levels}
        and {PeriodKind.SCHOOL_YEAR, PeriodKind.FISCAL_YEAR} & {*each.period_kinds}
    ]


def show_targets(context: Context) -> None:
    """The targets with their progress."""
    found = targets_of(context)
    with panel("targets", say("targets.title", n=len(found)), say("targets.subtitle")):
        if found:
            show_numbers(*target_rows(context, found), say("targets.title", n=len(found)))
        else:
            show_subtitle(say("targets.none"))


def target_rows(context: Context, found: list[Progress]) -> tuple[list[str], list[Row]]:
    """Heads, and a row a target: year, area, indicator, target, value (which leads to where it comes from), gap, standing, document."""
    heads = ("year", "area", "indicator", "target", "actual", "gap", "standing", "document", "person")
    return [say(f"targets.{each}") for each in heads], [
        Row(
            each.target.year,
            [
                Number(_written(context, each, each.target.value), number_of(each)),
                Number(_written(context, each, each.actual), None if each.actual is None else number_of(each)),
                Number(_gap(context, each)),
            ],
            [each.area, _measured(context, each)],
            [standing(each), each.target.document, each.person],
        )
        for each in found
    ]


def number_of(each: Progress) -> Asked:
    """The number a target was set for: its page says what the target is, in which document, who set it and when."""
    return Asked(
        each.target.indicator,
        each.target.area_id,
        each.target.year,
        {"stage": each.target.stage} if each.target.stage else {},
    )


def standing(each: Progress) -> str:
    """Reached, missed or not known yet, with why."""
    if each.met is not None:
        return say("targets.met" if each.met else "targets.not_met")
    if each.missing:
        return say("targets.missing", n=each.missing)
    return say("targets.no_value" if each.actual is None else "targets.open")


def _measured(context: Context, each: Progress) -> str:
    stage = next((name_of(one) for one in STAGES if one.code == each.target.stage), "")
    return f"{stage}{name_of(context.indicator(each.target.indicator))}"


def _written(context: Context, each: Progress, value: float | None) -> str:
    if value is not None and context.indicator(each.target.indicator).unit is Unit.PERCENT:
        # The decimals of a chart would show a missed target and the value below it as the same number.
        return f"{value:.2%}"
    scale = scale_of(context.indicator(each.target.indicator), [value])
    return scale.text(value) if value is None else f"{scale.text(value)}{say(scale.unit_key)}"


def _gap(context: Context, each: Progress) -> str:
    """The distance to the target; of rates in percentage points."""
    if each.gap is None:
        return "—"
    measured = context.indicator(each.target.indicator)
    if measured.unit is Unit.PERCENT:
        return say("targets.points", n=f"{each.gap * 100:+.2f}")
    scale = scale_of(measured, [each.target.value, each.actual])
    return f"{each.gap * scale.factor:+,.6g}{unit_word(scale)}"


def show_target_form(context: Context) -> None:
    """Set a target: what, where, when, how much and by which document."""
    with panel("target_form", say("targets.form")):
        if not may_change(context):
            show_subtitle(say("settings.empty" if context.is_empty else "settings.may_not"))
            return
        offered = {each.name: name_of(each) for each in measurable()}
        measured = context.indicator(pick_one("target", say("targets.indicator"), Choice(offered), "retention_rate"))
        areas = {
            place.area_id: place.name
            for level in _LEVELS
            if level in measured.levels
            for place in context.areas(level.value)
        }
        area = st.selectbox(
            say("targets.area"), list(areas), format_func=lambda each: areas[each], key=f"target_area_{measured.name}"
        )
        codes = [
            "",
            *(each.code for each in STAGES if each.code in context.choices(measured.numerator.dataset, "stage")),
        ]
        stage = st.selectbox(say("targets.stage"), codes, format_func=_stage_name, key=f"target_stage_{measured.name}")
        years = _years(context, measured)
        year = st.selectbox(
            say("targets.year"), years, index=max(len(years) - 2, 0), key=f"target_year_{measured.name}"
        )
        value = st.text_input(
            say("targets.value"), key=f"target_value_{measured.name}", placeholder=say("targets.value_hint")
        )
        document = st.text_input(say("targets.document"), key="target_document", max_chars=200)
        asked = (context, measured.name, area, year, value, document, stage or None)
        with st.container(horizontal=True):
            st.button(say("targets.save"), key="target_save", type="primary", on_click=_set, args=asked)
            if _is_set(context, measured.name, area, year, stage or None):
                st.button(say("targets.remove"), key="target_remove", on_click=_remove, args=asked)


def _stage_name(code: str) -> str:
    return next((name_of(each) for each in STAGES if each.code == code), say("filters.all_stages"))


def _years(context: Context, measured: Indicator) -> list[str]:
    """The years of the data and the one to come, oldest first."""
    firsts = [int(year[:4]) for year in context.school_years()]
    several = range(min(firsts), max(firsts) + 2) if firsts else range(0)
    by_school = PeriodKind.SCHOOL_YEAR in measured.period_kinds
    return [school_year(first) if by_school else str(first) for first in several]


def _is_set(context: Context, name: str, area: str | None, year: str | None, stage: str | None) -> bool:
    asked = (name, area, year, stage)
    return any(
        (each.target.indicator, each.target.area_id, each.target.year, each.target.stage) == asked
        for each in targets_of(context)
    )


def _set(
    context: Context, name: str, area: str | None, year: str | None, value: str, document: str, stage: str | None
) -> None:
    st.session_state[SAID] = keep_target(context, name, area or "", year or "", value, document, stage)


def keep_target(
    context: Context, name: str, area: str, year: str, value: str, document: str, stage: str | None
) -> Outcome:
    """Set a target of what was typed: 95% and 0.95 are both understood."""
    typed = value.strip().replace("％", "%").replace(",", "")
    try:
        number = float(typed.removesuffix("%"))
    except ValueError:
        return Outcome(say("targets.bad_value", value=value or "—"), failed=True)
    number = round(number / 100, 12) if typed.endswith("%") else number
    target = Target(name, area, year, number, document.strip(), stage)
    return changed(context, lambda: set_target(context.store, target, context.visitor.name), BadTarget)


def _remove(
    context: Context, name: str, area: str | None, year: str | None, _value: str, _document: str, stage: str | None
) -> None:
    target = Target(name, area or "", year or "", 0.0, "", stage)
    st.session_state[SAID] = changed(
        context, lambda: remove_target(context.store, target, context.visitor.name), BadTarget
    )
