"""Dropout control: the rate, who is still out, who came back, who reported, by township."""

from __future__ import annotations

import streamlit as st

from access import Role
from ui.context import Context
from ui.empty import show_empty_store, show_empty_theme
from ui.explore import (
    page_title,
    show_comparison,
    show_head,
    show_nothing,
    show_schools,
    show_table_panel,
    show_trend,
    view_of,
)
from ui.filters import show_dropped
from ui.page import Page
from ui.reports import show_reports
from ui.selection import pick_selection, theme_indicators
from ui.source import show_view_source
from ui.style import show_foot
from ui.text import say


def render(context: Context) -> None:
    """Choose, ask, show."""
    if context.is_empty:
        return show_empty_store(context)
    head = st.container()
    with st.container(key="bar_filters", horizontal=True):
        selection = pick_selection(context, theme_indicators("dropout"))
    if selection is None:
        return show_empty_theme(context, say("page.dropout"), "dropout")
    with head:
        show_dropped()
    view = view_of(context, selection)
    if not view.lines:
        return show_nothing(head, say("page.dropout"), selection)
    selection = view.selection
    with head:
        show_head(context, say("page.dropout"), page_title(view), selection, view.whole)
    left, right = st.columns([1.25, 1], gap="small")
    with left:
        show_trend(context, view)
        show_reports(context, selection)
    with right:
        show_comparison(view)
    show_schools(context, view)
    show_table_panel(view)
    show_foot(say("dropout.not_enrolled"))
    return show_view_source(context, view)


PAGE = Page(title_key="page.dropout", url="dropout", role=Role.VIEWER, render=render, icon=":material/how_to_reg:")
