"""Where a number comes from: file, sheet, cell, batch, person, time."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from catalog import dataset
from metrics import MetricsError, Trace
from ui.context import Context
from ui.explore import View, what_of
from ui.filters import Choice
from ui.narrate import written
from ui.panel import show_rows
from ui.selection import period_name, short_label
from ui.text import name_of, say

_MOST = 200


def show_source(context: Context, view: View) -> None:
    """The expander below a theme page. Nothing is looked up until a place is chosen."""
    with st.expander(say("source.title"), icon=":material/find_in_page:"):
        st.caption(say("source.subtitle"))
        places = _places(view)
        left, right = st.columns(2)
        place = left.selectbox(
            say("source.place"),
            list(places.names.values()),
            index=None,
            placeholder=say("source.hint"),
            key="source_place",
        )
        labels = {short_label(code): code for code in view.selection.periods}
        shown = right.selectbox(say("source.period"), list(labels), index=len(labels) - 1, key="source_period")
        if place and shown:
            _show_trace(context, view, places.code_of(place), labels[shown])


def _places(view: View) -> Choice:
    lines = [*([view.whole] if view.whole and view.whole.area_id else []), *view.lines]
    names = [line.name for line in lines]
    return Choice(
        {line.area_id: line.name if names.count(line.name) == 1 else f"{line.name}（{line.parent}）" for line in lines}
    )


def _show_trace(context: Context, view: View, area_id: str, period: str) -> None:
    selection = view.selection
    try:
        trace = context.trace(selection.indicator.name, area_id, period, selection.where)
    except MetricsError as error:
        st.info(say("source.cannot", why=str(error)))
        return
    line = next(each for each in [*view.lines, *([view.whole] if view.whole else [])] if each.area_id == area_id)
    value = line.values[selection.periods.index(period)]
    st.markdown(
        say(
            "source.value",
            place=line.name,
            period=period_name(period),
            what=what_of(selection),
            value=written(value, view.scale),
        )
    )
    st.caption(trace.calculation)
    rows = trace_rows(trace)
    if not rows:
        st.info(say("source.none"))
        return
    show_rows(pd.DataFrame(rows[:_MOST]), "source")
    if len(rows) > _MOST:
        st.caption(say("source.more", n=len(rows), shown=_MOST))


def trace_rows(trace: Trace) -> list[dict[str, object]]:
    """A row per cell behind the number."""
    return [
        {
            say("source.school"): cell.area,
            say("source.column"): name_of(dataset(cell.dataset).column(cell.column)),
            say("source.number"): str(cell.value),
            say("source.file"): cell.file,
            say("source.sheet"): cell.sheet,
            say("source.cell"): cell.cell,
            say("source.batch"): cell.batch_id,
            say("source.person"): cell.person,
            say("source.at"): f"{cell.at:%Y-%m-%d %H:%M}",
        }
        for cell in trace.cells
    ]
