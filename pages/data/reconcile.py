"""Cross-checks: two numbers for one thing put side by side, what does not agree first, with the cells behind both."""

from __future__ import annotations

from functools import partial

import streamlit as st

from access import Role
from ui.alerts_pickers import first_shown
from ui.context import Context
from ui.data_style import apply_data_style
from ui.empty import show_empty_store
from ui.filters import show_dropped
from ui.making_button import show_making_button
from ui.page import Page
from ui.panel import panel, version_text
from ui.reconcile import reconcile_title, rows_of, sought, tallies
from ui.reconcile_pickers import pick_sought, pick_year
from ui.reconcile_view import reconcile_file, show_list, show_opened, show_summary
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
        rows = rows_of(context, year)
        wanted, words = pick_sought(context, rows)
    with head:
        st.title(plain(reconcile_title(rows, period_name(year)) if rows else say("page.reconcile")))
        show_subtitle(f"{say('reconcile.subtitle')} · {version_text(context)}")
        show_dropped()
    if not rows:
        st.info(say("reconcile.none_at_all", period=period_name(year)))
        return None
    shown = sought(rows, wanted)
    code = st.query_params.get("row")
    opened = next((row for row in rows if row.code == code), None) if code else None
    left, right = st.columns([1.1, 1], gap="small")
    with left:
        if shown:
            first = first_shown()
            show_list(context, shown, wanted.outcome, first if first < len(shown) else 0)
            filters = [("学年", period_name(year)), *words]
            show_making_button(say("reconcile.download"), partial(reconcile_file, context, shown, filters), f"对账_{year}.xlsx",
                               key="reconcile_file", icon=":material/download:")  # fmt: skip
        else:
            st.info(say("reconcile.none_chosen"))
    with right:
        if opened is not None:
            with st.container(key="opened"):
                show_opened(context, opened)
        elif code:
            with panel("reconciled_none", say("reconcile.gone")):
                pass
        show_summary(tallies(rows))
    return None


PAGE = Page(title_key="page.reconcile", url="reconcile", role=Role.CLERK, render=render, section="menu.data",
            icon=":material/fact_check:")  # fmt: skip
