"""The pickers of the overview: school years, and the district where there are several."""

from __future__ import annotations

import streamlit as st

from ui.context import Context
from ui.coverage import last_told
from ui.filters import Choice, pick_span
from ui.overview import Scene
from ui.selection import pick_district, short_label
from ui.text import say


def pick_scene(context: Context) -> Scene:
    """Draw the pickers and return what they say. Several districts and none chosen: the districts are compared."""
    with st.container(key="bar_filters", horizontal=True):
        district = pick_district(context)
        choice = Choice({code: short_label(code) for code in context.school_years()})
        years = pick_span(say("filters.years"), choice, last_told(context))
    several = len(context.areas("district")) > 1
    return Scene(years, district, "district" if several and district is None else "township", several)
