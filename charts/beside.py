"""Figures others published, as thin strokes beside the district's line: marks to read against, never a line of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts import palette
from charts.layout import escaped
from charts.numbers import Scale


@dataclass(frozen=True)
class Beside:
    """One figure at the number of its period, with whose it is and where it stands."""

    period: int
    value: float
    area: str
    source: str


def beside_trace(found: Sequence[Beside], periods: Sequence[str], scale: Scale) -> dict:
    """A level stroke for each figure; who published it and where is said when it is pointed at. Each carries its
    number in `found`."""
    words = [
        f"{escaped(each.area)}<br>{periods[each.period]}  <b>{scale.text(each.value)}</b><br>{escaped(each.source)}"
        for each in found
    ]
    return {
        "type": "scatter", "mode": "markers", "name": "beside", "x": [each.period for each in found],
        "y": [scale.number(each.value) for each in found], "hovertext": words, "hoverinfo": "text",
        "marker": {"symbol": "line-ew", "size": 16, "line": {"color": palette.MUTED, "width": 1.6}},
        "customdata": [["beside", str(number)] for number in range(len(found))],
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip
