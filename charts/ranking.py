"""Comparison of places at one period: a dot for now, a hollow one for the period before, the district as a line.

Sorted with what needs attention on top, or, for exam results, in the fixed order of the list: then nothing is a league table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog.model import Direction
from charts import palette
from charts.goals import goal_ticks
from charts.layout import Figure, axis, base_layout, escaped, line_at, padded_range, text_at
from charts.numbers import Scale
from charts.series import Line

_ROW_PX = 27
_WORDS_PX = 16
_MOST_ROWS = 30


@dataclass(frozen=True)
class Shown:
    """The rows of a comparison: those drawn, how many were left out between top and bottom, how many have no value."""

    rows: tuple[Line, ...]
    left_out: int
    unknown: tuple[Line, ...]


def choose_rows(
    lines: Sequence[Line],
    direction: Direction,
    *,
    keep: Sequence[str] = (),
    ranked: bool = True,
    most: int = _MOST_ROWS,
) -> Shown:
    """What to draw: all, or the first and the last with the chosen ones kept when there are more than fit."""
    known = [line for line in lines if line.last is not None]
    unknown = tuple(line for line in lines if line.last is None)
    if ranked:
        known.sort(key=lambda line: (line.last or 0, line.name), reverse=direction is not Direction.HIGHER)
    if len(known) <= most:
        return Shown(tuple(known), 0, unknown)
    half = most // 2
    chosen = {line.area_id for line in (*known[:half], *known[-half:])} | set(keep)
    rows = tuple(line for line in known if line.area_id in chosen)
    return Shown(rows, len(known) - len(rows), unknown)


def ranking_figure(
    shown: Shown,
    scale: Scale,
    *,
    district: Line | None = None,
    colors: Mapping[str, str] | None = None,
    target: tuple[float, str] | None = None,
    labels: Mapping[str, str] | None = None,
    unit: str = "",
    goal: tuple[float, str] | None = None,
    goals: Mapping[str, float] | None = None,
    codes: Mapping[str, str] | None = None,
) -> Figure:
    """One row per place. `colors`: highlighted places by id. `labels`: words for `now`, `before` and `goal`.

    `goal`: the district's annual target with its words; `goals`: each place's own, by id. `codes`: of
    the two periods, by `now` and `before`; each dot then carries (area id, code).
    """
    colors, labels = colors or {}, labels or {}
    rows = shown.rows
    places = list(range(len(rows)))
    top = 26 + (_WORDS_PX if district and target and goal else 0)
    figure: Figure = {
        "data": [],
        "layout": base_layout(_ROW_PX * len(rows) + top + 30, left=_left(rows), right=74, top=top, bottom=26),
    }
    tints = [colors.get(line.area_id, palette.WITHIN_ERROR) for line in rows]
    _draw_changes(figure, rows, scale, tints)
    figure["data"].append(
        _dots(
            "before",
            [scale.number(line.before) for line in rows],
            places,
            rows,
            scale,
            unit,
            tints,
            labels,
            hollow=True,
        )
    )
    figure["data"].append(
        _dots("now", [scale.number(line.last) for line in rows], places, rows, scale, unit, tints, labels, hollow=False)
    )
    own = {line.area_id: value for line in rows if (value := (goals or {}).get(line.area_id)) is not None}
    if own:
        figure["data"].append(goal_ticks([line.area_id for line in rows], own, scale, labels.get("goal", "")))
    for trace in figure["data"]:
        if codes and trace["name"] == "goals":
            trace["customdata"] = [[line.area_id, codes["now"]] for line in rows if line.area_id in own]
            trace["selected"] = trace["unselected"] = {"marker": {"opacity": 1}}
        if codes and trace["name"] in codes:
            trace["customdata"] = [[line.area_id, codes[trace["name"]]] for line in rows]
            trace["selected"] = trace["unselected"] = {"marker": {"opacity": 1}}
    _set_axes(figure, rows, scale, _marks(scale, district, target, goal), own.values())
    for number, line in enumerate(rows):
        figure["layout"]["annotations"].append(
            text_at(
                1,
                number,
                scale.text(line.last),
                xref="paper",
                xanchor="left",
                xshift=10,
                color=colors.get(line.area_id, palette.INK),
            )
        )
    return figure


def _left(rows: Sequence[Line]) -> int:
    longest = max((sum(2 if ord(sign) > 255 else 1 for sign in line.name) for line in rows), default=8)
    return min(190, 22 + longest * 7)


def _draw_changes(figure: Figure, rows: Sequence[Line], scale: Scale, tints: Sequence[str]) -> None:
    xs: list[float | None] = []
    ys: list[int | None] = []
    for number, line in enumerate(rows):
        if line.before is not None:
            xs += [scale.number(line.before), scale.number(line.last), None]
            ys += [number, number, None]
    figure["data"].append({"type": "scatter", "mode": "lines", "x": xs, "y": ys, "name": "change", "hoverinfo": "skip",
                           "line": {"color": palette.CONTEXT, "width": 2}})  # fmt: skip


def _dots(name, xs, places, rows, scale, unit, tints, labels, *, hollow: bool) -> dict:
    values = [line.before if hollow else line.last for line in rows]
    hover = [
        f"{escaped(line.name)}<br>{labels.get(name, name)}  <b>{scale.text(value)}</b> {unit}"
        for line, value in zip(rows, values, strict=True)
    ]
    marker = {
        "size": 9 if hollow else 11,
        "color": palette.SURFACE if hollow else tints,
        "line": {"color": tints, "width": 1.6},
    }
    return {"type": "scatter", "mode": "markers", "x": xs, "y": places, "name": name, "marker": marker, "hovertext": hover,
            "hoverinfo": "text", "customdata": [line.area_id for line in rows]}  # fmt: skip


_Mark = tuple[float, str, str, str]


def _marks(
    scale: Scale, district: Line | None, target: tuple[float, str] | None, goal: tuple[float, str] | None
) -> list[_Mark]:
    """What stands as a line across all rows: value, words, dash, colour."""
    whole = (district.last, f"{district.name} {scale.text(district.last)}") if district and district.last is not None else None  # fmt: skip
    return [
        *([(*whole, "solid", palette.INK)] if whole else []),
        *([(target[0], f"{target[1]} {scale.text(target[0])}", "dash", palette.MUTED)] if target else []),
        *([(*goal, "dot", palette.INK)] if goal else []),
    ]


def _set_axes(
    figure: Figure, rows: Sequence[Line], scale: Scale, marks: Sequence[_Mark], aims: Iterable[float]
) -> None:
    layout = figure["layout"]
    shown = [*(value for line in rows for value in (line.last, line.before)), *(value for value, *_ in marks), *aims]
    numbers = [number for value in shown if (number := scale.number(value)) is not None]
    layout["xaxis"] = axis(range=padded_range(numbers), nticks=6, side="bottom")
    layout["yaxis"] = axis(showgrid=False, range=[len(rows) - 0.4, -0.6], tickmode="array", tickvals=list(range(len(rows))),
                           ticktext=[escaped(line.name) for line in rows], tickfont={"size": 13, "color": palette.INK})  # fmt: skip
    spots = [scale.number(value) or 0.0 for value, *_ in marks]
    for number, (at, anchor, (_, text, dash, color)) in enumerate(zip(spots, _anchors(spots), marks, strict=True)):
        layout["shapes"].append(line_at((at, at), (0, 1), yref="paper", dash=dash, color=color))
        layout["annotations"].append(
            text_at(
                at, 1, text, yref="paper", yanchor="bottom", xanchor=anchor, color=color, size=12,
                yshift=_WORDS_PX * (number // 2),
            )
        )  # fmt: skip


def _anchors(spots: Sequence[float]) -> list[str]:
    """How the words above up to three lines are set so that they do not run into each other; a third stands in a row above."""
    if len(spots) < 2:
        return ["center"] * len(spots)
    pair = ["right", "left"] if spots[0] <= spots[1] else ["left", "right"]
    return [*pair, *["center"] * (len(spots) - 2)]
