"""Where one number comes from: formula, schools, cells, the row as it stood in the file, the batch and its undo."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access import Role
from metrics import MetricsError, UnknownArea
from metrics.disclosure import PUBLIC
from ui.context import Context
from ui.data_style import apply_data_style
from ui.empty import show_empty_store
from ui.filters import show_dropped
from ui.lineage import asked_here, stage_of, trace_of, what_is
from ui.lineage_counted import show_counted
from ui.lineage_file import show_download
from ui.lineage_formula import lineage_title, side_sentence
from ui.lineage_link import Asked, show_way_back
from ui.lineage_pickers import pick_number, show_way_on
from ui.lineage_targets import show_target
from ui.lineage_view import ordered_cells, show_how, show_parts, show_way_down
from ui.page import Page
from ui.panel import version_text
from ui.selection import period_name
from ui.style import plain, show_subtitle
from ui.text import say


def render(context: Context) -> None:
    """Choose, ask, show."""
    if context.is_empty:
        return show_empty_store(context)
    apply_data_style()
    head = st.container()
    # Below the title: what stands higher lies under the header's bar, where no click reaches it.
    show_way_back(context)
    if context.audience == PUBLIC:
        with head:
            st.title(say("page.lineage"))
            st.info(say("lineage.public"))
        return None
    if show_counted(context, head):
        return None
    pick_number(context)
    asked = asked_here()
    if asked is None:
        with head:
            st.title(say("lineage.empty_title"))
            show_subtitle(say("lineage.empty"))
            show_dropped()
        return None
    return _show(context, asked, head)


def _show(context: Context, asked: Asked, head: DeltaGenerator) -> None:
    try:
        trace = trace_of(context, asked)
    except (UnknownArea, PermissionError):
        head.info(say("lineage.outside"))
        return
    except MetricsError as refusal:
        head.info(say("source.cannot", why=plain(str(refusal))))
        return
    indicator = context.indicator(asked.indicator, stage_of(asked.where))
    side = side_sentence(indicator, asked, trace)
    with head:
        st.title(plain(lineage_title(context, asked, trace)))
        show_subtitle(" · ".join(filter(None, (side, say("source.title"), version_text(context)))))
        show_dropped()
    if not trace.numbers and not trace.cells:
        st.info(plain(say("lineage.unknown", place=trace.area, period=period_name(asked.period), what=what_is(indicator, asked.where))))
        show_target(context, indicator, asked)
        return
    show_how(context, indicator, asked, trace)
    show_way_on(context, asked, trace)
    show_target(context, indicator, asked)
    show_parts(indicator, asked, trace)
    show_way_down(context, ordered_cells(trace, asked.side))
    show_download(context, asked, trace)


PAGE = Page(title_key="page.lineage", url="lineage", role=Role.VIEWER, render=render, section="menu.data",
            icon=":material/find_in_page:")  # fmt: skip
