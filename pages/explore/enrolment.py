"""Enrolment and size: pupils, classes, class size, boarders, teachers, retention, by township and school."""

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
from ui.selection import pick_selection, theme_indicators
from ui.source import show_view_source
from ui.structure import show_structure
from ui.text import say


def render(context: Context) -> None:
    """Choose, ask, show."""
    if context.is_empty:
        return show_empty_store(context)
    head = st.container()
    with st.container(key="bar_filters", horizontal=True):
        selection = pick_selection(context, theme_indicators("enrolment"))
    if selection is None:
        return show_empty_theme(context, say("page.enrolment"), "enrolment")
    with head:
        show_dropped()
    view = view_of(context, selection)
    if not view.lines:
        return show_nothing(head, say("page.enrolment"), selection)
    selection = view.selection
    with head:
        show_head(context, say("page.enrolment"), page_title(view), selection, view.whole)
    left, right = st.columns([1.25, 1], gap="small")
    with left:
        show_trend(context, view)
        show_structure(context, selection)
    with right:
        show_comparison(view)
    show_schools(context, view)
    show_table_panel(view)
    return show_view_source(context, view)


PAGE = Page(title_key="page.enrolment", url="enrolment", role=Role.VIEWER, render=render, icon=":material/groups:")
