"""Annual targets in figures: a dotted step over the years of a trend, a tick in each row of a comparison.

A target is its own place's: the district's is never drawn as a township's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from charts import palette
from charts.layout import escaped
from charts.numbers import Scale


@dataclass(frozen=True)
class Goal:
    """One place's targets over the periods drawn (None where it has none), and the words at the end of their line: the
    target, and below it the document. `area_id`: the place, for the way to where its target comes from."""

    values: tuple[float | None, ...]
    label: str
    document: str = ""
    color: str = palette.INK
    area_id: str = ""

    @property
    def last(self) -> float | None:
        """The latest target there is."""
        return next((value for value in reversed(self.values) if value is not None), None)


def goal_trace(goal: Goal, periods: Sequence[str], scale: Scale, codes: Sequence[str] = ()) -> dict:
    """A dotted step: each year's target holds over the width of its year, a year without one leaves a gap. `codes`: those of
    the periods; each target then carries (area id, code)."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    words: list[str] = []
    carried: list[list[str]] = []
    for number, value in enumerate(goal.values):
        if value is None:
            continue
        if number and goal.values[number - 1] is None and xs:
            xs, ys, words = [*xs, None], [*ys, None], [*words, ""]
            carried.append([])
        said = f"{periods[number]}  {escaped(goal.label)} {escaped(goal.document)}<br><b>{scale.text(value)}</b>"
        xs += [number - 0.5, number, number + 0.5]
        ys += [scale.number(value)] * 3
        words += [said] * 3
        carried += [[goal.area_id, codes[number]] if codes and goal.area_id else []] * 3
    trace = {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys, "hovertext": words, "hoverinfo": "text", "name": "goal",
        "line": {"color": goal.color, "width": 1.6, "dash": "dot"}, "connectgaps": False,
    }  # fmt: skip
    return trace | _clickable(carried) if codes else trace


def _clickable(carried: list[list[str]]) -> dict:
    """Only marks can be clicked: a line gets unseen ones."""
    unseen = {"marker": {"opacity": 0}}
    return {
        "mode": "lines+markers",
        "marker": {"opacity": 0, "size": 10},
        "customdata": carried,
        "selected": unseen,
        "unselected": unseen,
    }


def goal_ticks(rows: Sequence[str], goals: Mapping[str, float], scale: Scale, label: str) -> dict:
    """A short upright stroke at the target of each row (place ids) that has one of its own."""
    own = [(number, goals[area_id]) for number, area_id in enumerate(rows) if area_id in goals]
    return {
        "type": "scatter", "mode": "markers", "x": [scale.number(value) for _, value in own], "y": [number for number, _ in own],
        "name": "goals", "hoverinfo": "text", "hovertext": [f"{label}  <b>{scale.text(value)}</b>" for _, value in own],
        "marker": {"symbol": "line-ns", "size": 18, "line": {"color": palette.INK, "width": 2}},
    }  # fmt: skip
