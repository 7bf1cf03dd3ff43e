"""What every theme page begins and ends with: pickers, the finding as its title; schools, numbers, where they come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from access import Role
from ui.context import Context
from ui.drill import show_schools
from ui.empty import show_empty_store, show_empty_theme
from ui.explore import show_comparison, show_head, show_nothing, show_table_panel, show_trend
from ui.filters import show_dropped
from ui.page import Page
from ui.selection import pick_selection, theme_indicators
from ui.source import show_view_source
from ui.style import show_foot
from ui.text import say
from ui.view import View, page_title, view_of


def open_theme(
    context: Context, theme: str, dataset: str, *, narrow: Callable[[Context], Mapping[str, str]] | None = None
) -> View | None:
    """Draw the pickers and the head of a theme page and return what it shows; None where that is nothing, which is said.

    `narrow` draws a picker of the theme's own before the others and returns its condition.
    """
    name = say(f"page.{theme}")
    if context.is_empty:
        show_empty_store(context)
        return None
    head = st.container()
    with st.container(key="bar_filters", horizontal=True):
        selection = pick_selection(context, theme_indicators(context, theme), where=narrow(context) if narrow else None)
    if selection is None:
        show_empty_theme(context, name, dataset)
        return None
    with head:
        show_dropped()
    view = view_of(context, selection)
    if not view.lines:
        show_nothing(head, name, selection)
        return None
    with head:
        show_head(context, name, page_title(view), view.selection, view.whole)
    return view


def theme_page(theme: str, dataset: str, icon: str) -> Page:
    """The page of a theme that has nothing of its own beyond trend, comparison, schools and sources."""

    def render(context: Context) -> None:
        view = open_theme(context, theme, dataset)
        if view is None:
            return
        left, right = st.columns([1.25, 1], gap="small")
        with left:
            show_trend(context, view)
        with right:
            show_comparison(view)
        close_theme(context, view)

    return Page(title_key=f"page.{theme}", url=theme, role=Role.VIEWER, render=render, icon=icon)


def close_theme(context: Context, view: View, note: str = "") -> None:
    """The drill to schools, every value in numbers, a note, and where each number comes from."""
    show_schools(context, view)
    show_table_panel(context, view)
    if note:
        show_foot(note)
    show_view_source(context, view)
