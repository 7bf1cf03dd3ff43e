"""Enrolment and size: pupils, classes, class size, boarders, teachers, retention, by township and school."""

from __future__ import annotations

import streamlit as st

from access import Role
from ui.context import Context
from ui.explore import show_comparison, show_trend
from ui.page import Page
from ui.structure import show_structure
from ui.theme import close_theme, open_theme


def render(context: Context) -> None:
    """Choose, ask, show."""
    view = open_theme(context, "enrolment", "enrolment")
    if view is None:
        return
    left, right = st.columns([1.25, 1], gap="small")
    with left:
        show_trend(context, view)
        show_structure(context, view.selection)
    with right:
        show_comparison(view)
    close_theme(context, view)


PAGE = Page(title_key="page.enrolment", url="enrolment", role=Role.VIEWER, render=render, icon=":material/groups:")
