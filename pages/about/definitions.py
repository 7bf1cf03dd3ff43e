"""Definitions: every indicator and every dataset, straight from the declarations."""

from __future__ import annotations

import streamlit as st

from access import Role
from catalog import DATASETS, INDICATORS
from ui.context import Context
from ui.datasets_shown import datasets_html
from ui.definitions import FIND, found_indicators, show_list, show_opened
from ui.filters import show_dropped, stated
from ui.page import Page
from ui.style import show_subtitle
from ui.text import language, say


def render(context: Context) -> None:
    """What is measured, to be searched, with one indicator opened beside; then what is collected."""
    st.title(say("page.definitions"))
    show_subtitle(say("definitions.subtitle", indicators=len(INDICATORS), datasets=len(DATASETS)))
    measured, collected = st.tabs([say("definitions.indicators"), say("definitions.datasets")])
    with measured:
        _show_indicators(context)
    with collected:
        st.html(datasets_html(language()))
    show_dropped()


def _show_indicators(context: Context) -> None:
    begun = st.query_params.get(FIND, "")
    find = st.text_input(say("definitions.find"), value=begun, key=FIND, placeholder=say("definitions.find_hint"))
    found = found_indicators(context, find or "")
    opened = stated("indicator", [each.name for each in INDICATORS])
    shown = opened or (found[0].name if found else None)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        show_list(context, found, shown or "", find or "")
    with right:
        if shown:
            show_opened(context, context.indicator(shown))


PAGE = Page(title_key="page.definitions", url="definitions", role=Role.VIEWER, render=render, section="menu.about",
            icon=":material/menu_book:")  # fmt: skip
