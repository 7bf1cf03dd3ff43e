"""The few alerts that matter, for the overview: the foremost of each kind, each leading to all of its kind."""

from __future__ import annotations

import streamlit as st

from metrics.disclosure import ACTING
from store.alerts import AlertState
from ui.alerts import SERIOUS, Wanted, alerts_title, cases_of, chosen, foremost
from ui.alerts_view import severity_text
from ui.context import Context
from ui.menu import show_page_link
from ui.panel import panel
from ui.selection import period_name
from ui.style import plain
from ui.text import language, say

_MOST_LINES = 9
# Explained and closed alerts have been dealt with.
_STATES = (AlertState.NEW, AlertState.WORKING)


def show_foremost(context: Context, year: str, district: str | None) -> None:
    """The panel: one line for each kind of alert to act on or to watch that is still open."""
    places = {
        each.area_id: each.district_id for level in ("township", "school", "district") for each in context.areas(level)
    }
    wanted = Wanted(severities=SERIOUS, states=_STATES, district=district or "")
    open_cases = chosen(cases_of(context, year), wanted, places)
    rows = [case.row for case in open_cases]
    shown = foremost(rows, _MOST_LINES)
    title = (
        say("alerts.overview_title", n=len({row.alert.name for row in rows})) if rows else say("alerts.overview_none")
    )
    if context.audience != ACTING:
        title = alerts_title(open_cases, period_name(year), outside=True)
    with panel("attention", title, say("alerts.overview_sub", period=period_name(year)) if rows else ""):
        with st.container(key="lines"):
            for row, alike in shown:
                more = say("alerts.overview_alike", n=alike) if alike > 1 else ""
                text = f"{severity_text(row.severity)} {plain(row.sentence(language()) + more)}"
                chosen_there = {"year": year, "kind": row.alert.name, "alert": "~".join(row.key), "district": district}
                show_page_link(context, "alerts", text, **chosen_there)
        if rows:
            show_page_link(
                context, "alerts", say("alerts.overview_all", n=len(rows)), icon=":material/arrow_forward:", year=year
            )
