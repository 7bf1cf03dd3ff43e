"""Choosing a number without a click on a figure: indicator, place, period. All of it stands in the address."""

from __future__ import annotations

import streamlit as st

from catalog import INDICATORS
from catalog import indicator as declared
from catalog.model import Level
from catalog.periods import is_period, parse_period
from metrics import Trace
from metrics.question import ask
from ui.context import Context
from ui.filters import Choice, pick_one, pick_optional
from ui.lineage import stage_of
from ui.lineage_link import AT, OF, ON, TO, WITH, Asked
from ui.menu import show_page_link
from ui.selection import pick_townships_as, short_label, unique_names
from ui.text import name_of, say

_LEVELS = (Level.DISTRICT, Level.TOWNSHIP, Level.SCHOOL)


def pick_number(context: Context) -> None:
    """The boxes for indicator, place and period."""
    with st.container(key="bar_filters", horizontal=True):
        offered = [
            each for each in INDICATORS if context.periods(each.numerator.dataset) and {*_LEVELS} & {*each.levels}
        ]
        names = Choice({each.name: name_of(each) for each in offered})
        chosen = pick_optional(OF, say("filters.indicator"), names, hint=say("filters.indicator"))
        if chosen is None:
            return
        pick_townships_as(context)
        levels = declared(chosen).levels
        places = [place for level in _LEVELS if level in levels for place in context.areas(level.value)]
        if not places:
            return
        pick_one(AT, say("source.place"), Choice(unique_names(places)), places[0].area_id, clears=(TO, "cell"))
        codes = context.kept("lineage_periods", _periods, chosen)
        wanted = st.query_params.get(ON, "")
        if is_period(wanted) and wanted not in codes:
            codes = (*codes, wanted)
        if codes:
            pick_one(
                ON,
                say("source.period"),
                Choice({code: short_label(code) for code in reversed(codes)}),
                codes[-1],
                clears=("cell",),
            )


def _periods(context: Context, name: str) -> tuple[str, ...]:
    """Every period the indicator answers for, and the school years around them, in order of time."""
    natives = ask(context.reader, name, None).answers
    years = [year for year in context.school_years() if ask(context.reader, name, [year]).steps]
    return tuple(sorted({*natives, *years}, key=lambda code: (parse_period(code).end, parse_period(code).start)))


def show_way_on(context: Context, asked: Asked, trace: Trace) -> None:
    """The link to the page of the indicator with the place chosen: its trend and the others beside it."""
    chosen: dict[str, str | None] = {
        "indicator": asked.indicator,
        "stage": stage_of(asked.where),
        "grain": None,
        "townships": None,
        "township": None,
    }
    if trace.level == "township":
        chosen |= {"townships": asked.area_id, "township": asked.area_id}
    cleared = dict.fromkeys((OF, AT, ON, WITH, TO))
    show_page_link(
        context,
        declared(asked.indicator).theme,
        say("lineage.look"),
        icon=":material/show_chart:",
        **{**cleared, **chosen},
    )
