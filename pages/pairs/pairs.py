"""Pairs: a core school, its members, their gap over time, beside unpaired schools of the same kind."""

from __future__ import annotations

import streamlit as st

from access import Role
from ui.context import Context
from ui.empty import show_empty_store, show_empty_theme
from ui.filters import show_dropped
from ui.page import Page
from ui.pair_activities import show_activities
from ui.pair_groups import Grouped, group_scale, grouped_by, grouped_by_stage, left_out_text
from ui.pair_members import show_members, show_pair_source
from ui.pairing_panels import pairs_title, show_both_ends, show_causes, show_gaps
from ui.pairing_pickers import pick_pairing
from ui.panel import version_text
from ui.school_exams import may_see_schools, schools_gate
from ui.selection import ALL
from ui.style import plain, show_subtitle
from ui.text import say


def render(context: Context) -> None:
    """Choose, ask, show."""
    if context.is_empty:
        return show_empty_store(context)
    if not context.pairs():
        return show_empty_theme(context, say("page.pairs"), "pair")
    head = st.container()
    with st.container(key="bar_filters", horizontal=True):
        chosen = pick_pairing(context)
    grouped = grouped_by(context, chosen.measure) if chosen.measure else grouped_by_stage(context, chosen.years)
    shown = grouped if chosen.core == ALL else grouped.of_core(chosen.core)
    with head:
        st.title(plain(pairs_title(context, shown, whole=chosen.core == ALL)))
        show_subtitle(" · ".join([say("page.pairs"), chosen.subtitle, version_text(context)]))
        show_dropped()
    if chosen.core == ALL:
        _show_all(context, shown)
    else:
        _show_core(context, shown, chosen.core)
    show_members(context, shown, left_out_text(shown, chosen.measure) if chosen.measure else "")
    return show_pair_source(context, shown)


def _show_all(context: Context, grouped: Grouped) -> None:
    several = len(grouped.groups) > 1
    for group in grouped.groups:
        words = group.measure.words if several else ""
        show_gaps(
            context,
            group.views,
            group.measure.indicator,
            group_scale(group),
            group.measure.periods,
            group.measure.where,
            words,
            f"gaps_{group.measure.stage}",
        )


def _show_core(context: Context, grouped: Grouped, core_id: str) -> None:
    judged = any(view.fact for view in grouped.views)
    left, right = st.columns([1.35, 1], gap="small") if judged else (st.container(), st.container())
    members = [view.pair.member_id for view in grouped.views] + [pair.member_id for pair in grouped.left_out]
    seen = [group for group in grouped.groups if may_see_schools(context, group.measure.indicator)]
    if len(seen) < len(grouped.groups):
        show_subtitle(schools_gate(context))
    with left:
        for group in seen:
            show_both_ends(context, group, group_scale(group))
        show_activities(context, core_id, members)
    with right:
        for group in seen:
            for view in group.views:
                show_causes(view, group.measure, group_scale(group))


PAGE = Page(title_key="page.pairs", url="pairs", role=Role.VIEWER, render=render, icon=":material/handshake:")
