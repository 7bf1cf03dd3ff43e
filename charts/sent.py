"""Figures as Plotly writes them, for whoever sends them on without having them built again."""

from __future__ import annotations

from typing import Any

from plotly.basedatatypes import BaseFigure
from plotly.graph_objects import Figure as Validated

from charts.layout import Figure


class Sent(BaseFigure):
    """What `st.plotly_chart` takes for a figure of Plotly's, and so does not build anew: that costs 10 ms a chart at every
    run, ten times the look-up. Nothing else of a figure works here."""

    def __init__(self, written: dict[str, Any]) -> None:
        # Not BaseFigure's own: it is what takes the time.
        self.__dict__["_written"] = written

    def to_dict(self) -> dict[str, Any]:
        """The figure as it goes to the browser."""
        return self.__dict__["_written"]


def written_by_plotly(figure: Figure) -> dict[str, Any]:
    """The figure with what Plotly adds to it. Raises ValueError for what is no figure."""
    return Validated(**figure).to_dict()
