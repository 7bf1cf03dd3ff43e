"""Alerts: what needs somebody's attention, by township and severity, on what grounds, and who is at work on it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from access import Role
from metrics.disclosure import ACTING
from ui.alerts import alerts_title, cases_of, chosen, grouped, overdue
from ui.alerts_file import alerts_file
from ui.alerts_pickers import first_shown, pick_wanted, pick_year
from ui.alerts_view import show_list, show_opened
from ui.alerts_weighed import nothing_said, show_weighed
from ui.context import Context
from ui.data_style import apply_data_style
from ui.empty import show_empty_store
from ui.filters import show_dropped
from ui.making_button import show_making_button
from ui.page import Page
from ui.panel import version_text
from ui.selection import period_name
from ui.style import plain, show_subtitle
from ui.text import say


def render(context: Context) -> None:
    """Choose, ask, show."""
    if context.is_empty or not context.school_years():
        return show_empty_store(context)
    apply_data_style()
    head = st.container()
    with st.container(key="bar_filters", horizontal=True):
        year = pick_year(context)
        cases = cases_of(context, year)
        wanted, words = pick_wanted(context)
    districts = {each.area_id: each.district_id for level in ("township", "school") for each in context.areas(level)}
    shown = chosen(cases, wanted, districts | {each.area_id: each.area_id for each in context.areas("district")})
    with head:
        st.title(plain(alerts_title(cases, period_name(year), outside=context.audience != ACTING)))
        late = overdue(cases)
        about = say("alerts.subtitle") if context.audience == ACTING else say("alerts.hidden")
        show_subtitle(" · ".join([*([say("alerts.overdue_n", n=late)] if late else []), about, version_text(context)]))
        show_dropped()
    if not shown:
        st.info(say("alerts.none_chosen") if cases else nothing_said(context, year, period_name(year)))
        show_weighed(context, year)
        return None
    opened = next((case for case in cases if case.code == st.query_params.get("alert")), None)
    # Where there is room beside the list the first is opened unasked; a phone shows the list (sheet.css).
    first = next((case for _, mine in grouped(shown) for case in mine), None)
    beside = opened if "alert" in st.query_params else first
    left, right = st.columns([1.1, 1], gap="small")
    with left:
        show_list(context, shown, context.school_years(), first_shown())
        filters = [("学年", period_name(year)), *words]
        show_making_button(say("alerts.download"), partial(alerts_file, context, shown, filters), f"预警_{year}.xlsx",
                           key="alerts_file", icon=":material/download:")  # fmt: skip
    with right, st.container(key="opened" if opened else "unopened"):
        show_opened(context, beside, context.school_years())
    show_weighed(context, year)
    return None


PAGE = Page(title_key="page.alerts", url="alerts", role=Role.VIEWER, render=render, icon=":material/notifications:")
