"""Teaching quality: positions to the district over the years, one paper in full. No ranking, in no order but the register's."""

from __future__ import annotations

import streamlit as st

from access import Role
from charts.bands import positions
from ui.context import Context
from ui.empty import show_empty_store, show_empty_theme
from ui.exam import (
    exam_page_title,
    exam_view,
    show_bands,
    show_bins,
    show_exam_caution,
    show_exam_schools,
    show_exam_source,
    show_no_spread,
    show_paper,
)
from ui.exam_schools import show_school_bins, show_school_ranks
from ui.exam_trend import show_z_trend
from ui.filters import Choice, pick_span, show_dropped
from ui.page import Page
from ui.pairing import exam_periods, exam_title
from ui.pairing_pickers import pick_exam
from ui.panel import version_text
from ui.selection import pick_district, pick_townships, pick_townships_as, short_label
from ui.style import plain, show_subtitle
from ui.text import say


def render(context: Context) -> None:
    """Choose, ask, show."""
    if context.is_empty:
        return show_empty_store(context)
    if not context.papers():
        return show_empty_theme(context, say("page.exam"), "exam")
    head = st.container()
    with st.container(key="bar_filters", horizontal=True):
        paper = pick_exam(context)
        district = pick_district(context)
        pick_townships_as(context)
        highlighted = pick_townships(context, district)
        years = pick_span(say("filters.years"), Choice({code: short_label(code) for code in context.school_years()}))
    view = exam_view(context, paper, exam_periods(context, paper, years), district, highlighted)
    found = positions(view.lines)
    with head:
        st.title(plain(exam_page_title(view, found)))
        show_subtitle(" · ".join([say("page.exam"), exam_title(paper), version_text(context)]))
        show_dropped()
    if not view.periods:
        st.info(say("empty.nothing_here", name=exam_title(paper)))
        return None
    if not found:
        show_no_spread(context, view)
    left, right = st.columns([1.25, 1], gap="small") if found else (st.container(), st.container())
    with left:
        show_z_trend(context, view)
        show_bins(context, view)
    with right:
        show_bands(view, found)
    show_paper(context, view)
    show_exam_schools(context, view)
    township = st.query_params.get("township")
    if township and context.visitor.role >= Role.CLERK and context.may_see(township):
        left, right = st.columns(2, gap="small")
        with left:
            show_school_bins(context, view, township)
        with right:
            show_school_ranks(context, view, township)
    show_exam_caution()
    return show_exam_source(context, view)


PAGE = Page(title_key="page.exam", url="exam", role=Role.VIEWER, render=render, icon=":material/school:")
