"""Figures on their way to the browser: what Plotly checked once is not checked again."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st
from plotly.basedatatypes import BaseFigure
from plotly.graph_objects import Figure as Validated

from charts.layout import Figure


class _Checked(BaseFigure):
    """What `st.plotly_chart` takes for a figure of Plotly's, and so does not build anew: that costs 10 ms a chart at every
    run, ten times the look-up. Nothing else of a figure works here."""

    def __init__(self, plain: dict[str, Any]) -> None:
        # Not BaseFigure's own: it is what takes the time.
        self.__dict__["_plain"] = plain

    def to_dict(self) -> dict[str, Any]:
        """The figure as it goes to the browser."""
        return self.__dict__["_plain"]


def checked(figure: Figure) -> BaseFigure:
    """The figure as Plotly writes it, ready for `st.plotly_chart`. Raises ValueError for what is no figure."""
    return _Checked(_validated(json.dumps(figure, ensure_ascii=False)))


@st.cache_data(max_entries=500, show_spinner=False)
def _validated(text: str) -> dict[str, Any]:
    return Validated(**json.loads(text)).to_dict()
