"""Overview: headline numbers, what needs attention, every township at a glance; each leads on."""

from __future__ import annotations

import streamlit as st

from access import Role
from ui.alerts_top import show_foremost
from ui.cards import headlines, show_headlines
from ui.context import Context
from ui.empty import show_empty_store
from ui.filters import show_dropped
from ui.overview import foresee, leading_view, quiet_title, show_heat, show_leading
from ui.page import Page
from ui.pairing_panels import show_all_gaps
from ui.panel import version_text
from ui.scene import pick_scene
from ui.selection import period_name
from ui.style import plain, show_subtitle
from ui.text import say
from ui.view import page_title


def render(context: Context) -> None:
    """Choose, ask, show."""
    if context.is_empty:
        return show_empty_store(context)
    head = st.container()
    foresee(context, context.school_years(), {})
    scene = pick_scene(context)
    foresee(context, scene.years, scene.where)
    district = scene.district.area_id if scene.district else None
    view = leading_view(context, scene)
    with head:
        st.title(plain(say("overview.quiet") if view is None or quiet_title(view.fact) else page_title(view)))
        show_subtitle(" · ".join([say("page.overview"), period_name(scene.years[-1]), version_text(context)]))
        show_dropped()
    show_headlines(context, headlines(context, scene.years, district))
    left, right = st.columns([1.25, 1], gap="small")
    with left:
        if view is not None:
            show_leading(context, view)
        show_heat(context, scene)
    with right:
        show_foremost(context, scene.years[-1], district)
        show_all_gaps(context, scene.years)
    return None


PAGE = Page(title_key="page.overview", url="overview", role=Role.VIEWER, render=render, icon=":material/dashboard:")
