"""Numbers that no indicator has, and their way to the file: the pairs counted on a card, a band of scores, a figure of another county,
what a core school did."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.context import Context
from ui.lineage import counted_here
from ui.lineage_bins import show_band
from ui.lineage_link import OF, PAIR_COUNT, PUBLISHED, SCORE_BAND, SUPPORT, Asked
from ui.lineage_pairs import show_pair_count
from ui.lineage_published import show_published
from ui.lineage_support import show_support

_PAGES: Mapping[str, Callable[[Context, Asked, DeltaGenerator], None]] = {
    PAIR_COUNT: show_pair_count,
    SCORE_BAND: show_band,
    PUBLISHED: show_published,
    SUPPORT: show_support,
}


def show_counted(context: Context, head: DeltaGenerator) -> bool:
    """The page of such a number, if the address names one. Returns whether it did."""
    page = _PAGES.get(st.query_params.get(OF, ""))
    if page is None:
        return False
    page(context, counted_here(), head)
    return True
