"""Figures on their way to the browser: what Plotly checked once is not checked again."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from charts.layout import Figure
from charts.sent import Sent, written_by_plotly


def checked(figure: Figure) -> Sent:
    """The figure as Plotly writes it, ready for `st.plotly_chart`. Raises ValueError for what is no figure."""
    return Sent(_checked(json.dumps(figure, ensure_ascii=False)))


@st.cache_data(max_entries=500, show_spinner=False)
def _checked(text: str) -> dict[str, Any]:
    return written_by_plotly(json.loads(text))
