"""Pairs: a core school, its members, their gap over time, beside unpaired schools of the same kind."""

from __future__ import annotations

import streamlit as st

from access import Role
from charts.numbers import scale_of
from ui.context import Context
from ui.empty import show_empty_store, show_empty_theme
from ui.filters import show_dropped
from ui.page import Page
from ui.pairing import pair_views
from ui.pairing_panels import (
    gaps_title,
    show_activities,
    show_both_ends,
    show_causes,
    show_gaps,
    show_members,
    show_pair_source,
)
from ui.pairing_pickers import pick_pairing
from ui.panel import version_text
from ui.style import plain, show_subtitle
from ui.text import name_of, say


def render(context: Context) -> None:
    """Choose, ask, show."""
    if context.is_empty:
        return show_empty_store(context)
    if not context.pairs():
        return show_empty_theme(context, say("page.pairs"), "pair")
    head = st.container()
    with st.container(key="bar_filters", horizontal=True):
        chosen = pick_pairing(context)
    views = pair_views(context, chosen.indicator, chosen.periods, chosen.where)
    group = [view for view in views if view.pair.core_id == chosen.core]
    scale = scale_of(chosen.indicator, [view.move.now for view in views if view.move])
    with head:
        st.title(plain(gaps_title(group or views, chosen.indicator)))
        show_subtitle(
            " · ".join([say("page.pairs"), name_of(chosen.indicator), chosen.subtitle, version_text(context)])
        )
        show_dropped()
    if not group:
        show_gaps(context, views, chosen.indicator, scale)
        show_members(views, scale)
        return show_pair_source(context, views, chosen)
    left, right = st.columns([1.35, 1], gap="small")
    with left:
        show_both_ends(context, group, chosen.indicator, chosen.periods, chosen.where, scale)
        show_activities(context, group)
    with right:
        for view in group:
            show_causes(view, scale)
    show_members(group, scale)
    return show_pair_source(context, group, chosen)


PAGE = Page(title_key="page.pairs", url="pairs", role=Role.VIEWER, render=render, icon=":material/handshake:")
