"""Dropout control: the rate, who is still out, who came back, who reported, by township."""

from __future__ import annotations

import streamlit as st

from access import Role
from ui.context import Context
from ui.explore import show_comparison, show_trend
from ui.page import Page
from ui.reports import show_reports
from ui.text import say
from ui.theme import close_theme, open_theme


def render(context: Context) -> None:
    """Choose, ask, show."""
    view = open_theme(context, "dropout", "dropout")
    if view is None:
        return
    left, right = st.columns([1.25, 1], gap="small")
    with left:
        show_trend(context, view)
        show_reports(context, view.selection)
    with right:
        show_comparison(view)
    close_theme(context, view, f"{say('dropout.not_enrolled')} · {say('dropout.four')} · {say('dropout.no_key')}")


PAGE = Page(title_key="page.dropout", url="dropout", role=Role.VIEWER, render=render, icon=":material/how_to_reg:")
