"""Student subsidy: recipients, money, per head against the usual of its kind, by township and school."""

from __future__ import annotations

import streamlit as st

from access import Role
from ui.aid import show_odd_payments, show_programmes
from ui.context import Context
from ui.explore import show_comparison, show_trend
from ui.page import Page
from ui.selection import pick_programme
from ui.text import say
from ui.theme import close_theme, open_theme


def render(context: Context) -> None:
    """Choose, ask, show."""
    view = open_theme(context, "aid", "subsidy", narrow=pick_programme)
    if view is None:
        return
    left, right = st.columns([1.25, 1], gap="small")
    with left:
        show_trend(context, view)
        show_programmes(context, view.selection)
    with right:
        show_comparison(view)
    show_odd_payments(context, view.selection)
    close_theme(context, view, say("aid.persons_note"))


PAGE = Page(title_key="page.aid", url="aid", role=Role.VIEWER, render=render, icon=":material/volunteer_activism:")
