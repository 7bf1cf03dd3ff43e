"""The drill of a theme page: from a township to its schools."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from catalog import dataset
from catalog.model import Level
from charts.seasons import seasonal_fact
from charts.series import Line, lines_of
from charts.trend import trend_figure
from ui.context import Context
from ui.explore import show_table
from ui.filters import Choice, pick_optional
from ui.goals import drawn_goals
from ui.lineage_link import asker
from ui.narrate import fact_sentence
from ui.panel import panel, show_figure
from ui.place_notes import show_change_notes
from ui.selection import Selection, target_of, townships_choice
from ui.style import plain
from ui.text import name_of, say
from ui.view import View, colors_of, moves_by, quarter_note, what_of


def show_schools(context: Context, view: View) -> None:
    """The drill: choose a township, see its schools."""
    selection = view.selection
    if Level.SCHOOL not in selection.indicator.levels:
        told = any(each.name == "school" for each in dataset(selection.indicator.numerator.dataset).columns)
        key = "drill.not_for_schools" if told else "drill.not_from_schools"
        with panel("schools", say("drill.title"), say(key, what=name_of(selection.indicator))):
            return
    choice = townships_choice(context, selection.district)
    with panel("schools", say("drill.title"), say("drill.subtitle", what=what_of(selection))):
        township = pick_optional("township", say("filters.township_one"), choice, hint=say("drill.hint"))
        if township is None:
            return
        lines = school_lines(context, selection, township)
        if not lines:
            st.info(say("empty.nothing_here", name=what_of(selection)))
            return
        _show_school_trend(context, view, lines, choice.names[township])
        show_change_notes(context, [line.area_id for line in lines])
        show_table(selection, lines, view.scale, head=say("filters.school"))


def school_lines(context: Context, selection: Selection, township: str) -> list[Line]:
    """The lines of the schools of one township."""
    where = {**selection.where, "township": township}
    return lines_of(context.values(selection.indicator.name, "school", selection.periods, where), selection.periods)


def _show_school_trend(context: Context, view: View, lines: Sequence[Line], township: str) -> None:
    selection = view.selection
    own = next((line for line in view.lines if line.name == township), None)
    fact = seasonal_fact(lines, own, selection.indicator, selection.periods)
    chosen = pick_optional("school", say("filters.school"), Choice(_line_names(lines)), hint=say("filters.all_schools"))
    colors = colors_of([chosen] if chosen else fact.area_ids, fact)
    figure = trend_figure(lines, selection.labels, view.scale, district=own if view.drawn_whole else None, colors=colors, unit=view.unit,
                          target=target_of(selection.indicator, selection.stage),
                          goals=drawn_goals(view.goals, selection.periods, own.area_id if own and view.drawn_whole else "", colors), codes=selection.periods)  # fmt: skip
    sentence = quarter_note(fact, selection) + fact_sentence(
        fact, selection.indicator, view.scale, moves_by(selection), say("word.school"), what_of(selection)
    )
    st.markdown(f"**{plain(sentence)}**")
    show_figure(figure, "schools", f"{township}：{sentence}", asker(selection.indicator.name, selection.where))


def _line_names(lines: Sequence[Line]) -> dict[str, str]:
    names = [line.name for line in lines]
    return {
        line.area_id: line.name if names.count(line.name) == 1 else f"{line.name}（{line.area_id}）" for line in lines
    }
