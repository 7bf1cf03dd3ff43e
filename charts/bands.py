"""Exam positions in a fixed order with their uncertainty: never sorted, so never a league table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from charts import palette
from charts.layout import Figure, axis, base_layout, escaped, line_at, padded_range, text_at
from charts.numbers import Scale
from charts.series import Line

_ROW_PX = 27


@dataclass(frozen=True)
class Position:
    """A place's Z with the half-width of its 95 % interval, as pupils of standard deviation one. `side` is -1, 0 or 1."""

    line: Line
    z: float
    half_width: float

    @property
    def side(self) -> int:
        """Below, within error of, or above the district."""
        if abs(self.z) <= self.half_width:
            return 0
        return 1 if self.z > 0 else -1


def positions(lines: Sequence[Line]) -> list[Position]:
    """The lines with a Z at the last period, in the order given. The base of a Z is the number who sat."""
    return [
        Position(line, line.last, _student(base - 1) / sqrt(base))
        for line in lines
        if line.last is not None and (base := line.bases[-1]) and base > 1
    ]


def _student(freedom: float) -> float:
    """The 97.5 % quantile of Student's t, by its expansion around the normal's: wider for few pupils (10: 2.26, not 1.96)."""
    z = 1.959964
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, 1))


def _note(line: Line) -> str:
    return f"<br>{escaped(line.notes[-1])}" if line.notes else ""


def bands_figure(found: Sequence[Position], scale: Scale, *, unit: str = "", code: str = "") -> Figure:
    """One row per place with its interval; grey where the interval holds the district's zero. Each point carries its place and
    `code`, that of the period."""
    longest = max((sum(2 if ord(sign) > 255 else 1 for sign in each.line.name) for each in found), default=8)
    figure: Figure = {
        "data": [],
        "layout": base_layout(_ROW_PX * len(found) + 40, left=min(230, 22 + longest * 7), right=60, top=8, bottom=28),
    }
    tints = [{-1: palette.WORSE, 0: palette.WITHIN_ERROR, 1: palette.BETTER}[each.side] for each in found]
    figure["data"].append({
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "name": "intervals", "line": {"color": palette.CONTEXT, "width": 2},
        "x": [x for each in found for x in (each.z - each.half_width, each.z + each.half_width, None)],
        "y": [y for number in range(len(found)) for y in (number, number, None)],
    })  # fmt: skip
    figure["data"].append({
        "type": "scatter", "mode": "markers", "x": [each.z for each in found], "y": list(range(len(found))), "name": "positions",
        "marker": {"size": 10, "color": tints}, "hoverinfo": "text",
        "customdata": [[each.line.area_id, code] for each in found], "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
        "hovertext": [f"{escaped(each.line.name)}  <b>{scale.text(each.z, signed=True)}</b> {unit} ± {scale.text(each.half_width)}{_note(each.line)}" for each in found],
    })  # fmt: skip
    layout = figure["layout"]
    ends = [end for each in found for end in (each.z - each.half_width, each.z + each.half_width)]
    layout["xaxis"] = axis(range=padded_range([0.0, *ends]), nticks=6)
    layout["yaxis"] = axis(showgrid=False, range=[len(found) - 0.4, -0.6], tickmode="array", tickvals=list(range(len(found))),
                           ticktext=[escaped(each.line.name) for each in found], tickfont={"size": 13, "color": palette.INK})  # fmt: skip
    layout["shapes"].append(line_at((0, 0), (0, 1), yref="paper", color=palette.INK))
    for number, each in enumerate(found):
        layout["annotations"].append(
            text_at(
                1, number, scale.text(each.z, signed=True), xref="paper", xanchor="left", xshift=8, color=tints[number]
            )
        )
    return figure
