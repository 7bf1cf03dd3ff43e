"""What all figures share: type, margins, axes without decoration, and no control that leaves the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from charts import palette

Figure = dict[str, Any]

# No tool bar at all: nothing to send to a cloud, nothing in English to read.
CONFIG: dict[str, Any] = {
    "displayModeBar": False, "displaylogo": False, "showSendToCloud": False, "scrollZoom": False, "doubleClick": False,
    "showTips": False, "responsive": True,
}  # fmt: skip


def base_layout(height: int, *, left: int = 44, right: int = 16, top: int = 10, bottom: int = 30) -> dict[str, Any]:
    """The layout a figure starts from."""
    return {
        "height": height,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 4},
        "paper_bgcolor": palette.SURFACE,
        "plot_bgcolor": palette.SURFACE,
        "font": {"family": palette.FONT, "size": 13, "color": palette.INK},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": palette.SURFACE,
            "bordercolor": palette.LINE,
            "font": {"family": palette.FONT, "size": 13, "color": palette.INK},
        },
        "xaxis": axis(),
        "yaxis": axis(),
        "annotations": [],
        "shapes": [],
    }


def axis(**more: Any) -> dict[str, Any]:
    """A quiet axis: fixed range, light grid, muted labels."""
    plain = {
        "fixedrange": True, "zeroline": False, "showline": False, "gridcolor": palette.LINE, "gridwidth": 1, "automargin": False,
        "tickfont": {"color": palette.MUTED, "size": 12}, "ticks": "", "tickangle": 0, "tickformat": ",~r", "title": {"text": ""},
    }  # fmt: skip
    return plain | more


def text_at(x: Any, y: Any, text: str, *, color: str = palette.INK, size: int = 13, **more: Any) -> dict[str, Any]:
    """A piece of text in a figure."""
    return {"x": x, "y": y, "text": escaped(text), "showarrow": False, "font": {"color": color, "size": size}} | more


def line_at(
    x: tuple[Any, Any],
    y: tuple[Any, Any],
    *,
    color: str = palette.MUTED,
    dash: str = "solid",
    width: float = 1,
    **more: Any,
) -> dict:
    """A straight line in a figure."""
    return {
        "type": "line",
        "x0": x[0],
        "x1": x[1],
        "y0": y[0],
        "y1": y[1],
        "line": {"color": color, "dash": dash, "width": width},
    } | more


def escaped(text: str) -> str:
    """Names from files as plain text: Plotly reads a few HTML tags in its labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def padded_range(numbers: Sequence[float], *, share: float = 0.08, from_zero: bool = False) -> list[float]:
    """A range with room around the numbers; it begins at zero when asked and nothing is below."""
    if not numbers:
        return [0.0, 1.0]
    low, high = min(numbers), max(numbers)
    room = (high - low) * share or abs(high) * 0.1 or 1.0
    bottom = 0.0 if from_zero and low >= 0 else low - room
    if low >= 0 and bottom < 0:
        bottom = 0.0 if not from_zero else bottom
    return [bottom, high + room]


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """The positions moved apart, in their order, until neighbours stand at least `gap` from each other."""
    order = sorted(range(len(positions)), key=lambda number: positions[number])
    placed = list(positions)
    for _ in range(40):
        moved = False
        for lower, upper in pairwise(order):
            short = gap - (placed[upper] - placed[lower])
            if short > gap * 0.01:
                placed[lower] -= short / 2
                placed[upper] += short / 2
                moved = True
        if not moved:
            break
    return placed


def within(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The positions pushed back between `low` and `high`, `gap` apart, as far as they fit: a label outside is not drawn."""
    placed = list(positions)
    order = sorted(range(len(placed)), key=lambda number: placed[number])
    for rank, number in enumerate(order):
        placed[number] = max(placed[number], low + rank * gap)
    for rank, number in enumerate(reversed(order)):
        placed[number] = min(placed[number], max(high - rank * gap, low))
    return placed
