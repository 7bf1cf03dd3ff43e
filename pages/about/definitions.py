"""Definitions: every indicator and every dataset, straight from the declarations."""

from __future__ import annotations

import streamlit as st

from access import Role
from catalog import DATASETS, INDICATORS
from catalog.indicators import THEMES
from catalog.model import Dataset, Indicator
from ui.context import Context
from ui.declared import column_rows, indicator_rows
from ui.filters import show_dropped
from ui.page import Page
from ui.standards import show_standards
from ui.style import show_subtitle
from ui.text import language, name_of, say


def render(context: Context) -> None:
    """What is measured, by theme, then what is collected."""
    st.title(say("page.definitions"))
    show_subtitle(say("definitions.subtitle", indicators=len(INDICATORS), datasets=len(DATASETS)))
    measured, collected = st.tabs([say("definitions.indicators"), say("definitions.datasets")])
    wanted = st.query_params.get("indicator", "")
    with measured:
        for theme, names in THEMES.items():
            st.subheader(names[language() == "en"])
            for indicator in INDICATORS:
                if indicator.theme == theme:
                    _show_indicator(context, context.indicator(indicator.name), opened=indicator.name == wanted)
    with collected:
        for dataset in DATASETS:
            _show_dataset(dataset)
    show_dropped()


def _show_indicator(context: Context, indicator: Indicator, *, opened: bool) -> None:
    formula = indicator.formula_en if language() == "en" else indicator.formula_zh
    with st.expander(f"**{name_of(indicator)}**  {formula}", expanded=opened):
        st.table(indicator_rows(indicator, context.settings), hide_header=True, border="horizontal")
        if indicator.judged_by_standards:
            show_standards(context)


def _show_dataset(dataset: Dataset) -> None:
    with st.expander(f"**{name_of(dataset)}**  {dataset.grain}"):
        st.dataframe(column_rows(dataset), hide_index=True, width="stretch", alt=name_of(dataset))


PAGE = Page(title_key="page.definitions", url="definitions", role=Role.VIEWER, render=render, section="menu.about",
            icon=":material/menu_book:")  # fmt: skip
