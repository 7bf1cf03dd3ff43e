"""The sidebar: whose data this is, the pages the visitor may open, the language. Links take the conditions along."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

import streamlit as st
from streamlit.navigation.page import Page as Target

from ui.audience import show_audience_switches
from ui.context import Context
from ui.filters import Choice, carried, state
from ui.page import Page
from ui.text import language, say

LANGUAGES = Choice({"zh": "中文", "en": "English"})


def conditions(**changes: str | None) -> dict[str, str]:
    """The conditions of this view with some set anew; None takes one out."""
    return {name: value for name, value in {**carried(), **changes}.items() if value}


def show_page_link(context: Context, url: str, label: str, *, icon: str | None = None, **changes: str | None) -> None:
    """A link to a page with the conditions of this view, some set anew. Nothing when the visitor may not open it."""
    target = context.targets.get(url)
    if target is not None:
        st.page_link(target, label=label, icon=icon, query_params=conditions(**changes), width="stretch")


def show_menu(context: Context, pages: Sequence[Page], here: Target) -> None:
    """Draw the sidebar with the pages the visitor may open."""
    with st.sidebar:
        _show_brand(context)
        for section, group in groupby(pages, key=lambda page: page.section):
            mine = list(group)
            with st.container(key=f"menu_{section.replace('.', '_')}"):
                # A heading over one entry says nothing that the entry does not.
                heading = escape(say(section)) if len(mine) > 1 else ""
                st.html(f'<div class="zh-section">{heading}</div>')
                for page in mine:
                    _show_link(page, context.targets[page.url], here)
        show_audience_switches(context)
        _show_language()


def _show_brand(context: Context) -> None:
    districts = [] if context.is_empty else context.areas("district")
    name = districts[0].name if len(districts) == 1 else say("app.name")
    subtitle = say("app.subtitle" if name == say("app.name") else "app.short")
    st.html(f'<div class="zh-brand">{escape(name)}<small>{escape(subtitle)}</small></div>')


def _show_link(page: Page, target: Target, here: Target) -> None:
    place = "here" if target.url_path == here.url_path else "other"
    with st.container(key=f"menu_{place}_{page.url}"):
        st.page_link(target, label=page.title, icon=page.icon or None, query_params=carried(), width="stretch")


def _show_language() -> None:
    key = "pick_lang"
    st.session_state[key] = LANGUAGES.names[language()]
    st.segmented_control(say("frame.language"), list(LANGUAGES.names.values()), key=key, on_change=_remember_language,
                         label_visibility="collapsed")  # fmt: skip


def _remember_language() -> None:
    shown = st.session_state["pick_lang"]
    state("lang", "en" if shown == LANGUAGES.names["en"] else "")
