"""Heat table: places by indicators, what needs attention on top, weak colours, every number readable.

Colour is the distance to the district in the spread of the column: blue better, orange worse, none where the indicator has
no direction or the distance is within chance. A place where schools are silent is never blue. A blank cell was not reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog.model import Direction
from charts import palette
from charts.layout import Figure, axis, base_layout, escaped
from charts.numbers import Scale, is_unknown

_ROW_PX = 30
_NOTED_ROW_PX = 37
# Colour is full at two and a half times the usual distance, so that one outlier does not bleach the rest.
_FULL = 2.5


@dataclass(frozen=True)
class HeatColumn:
    """One indicator: its heading, how it is shown, which way is better, the district's value, each place's value by id.

    `chance` is how far each place may lie from the district by chance; `silent` are places where schools did not report.
    `notes`: words behind the number of a place that has something said of it (its own target was missed). `period`: the code of its period.
    """

    key: str
    heading: str
    scale: Scale
    direction: Direction
    district: float | None
    values: dict[str, float | None]
    chance: dict[str, float] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    notes: dict[str, str] = field(default_factory=dict)
    period: str = ""


@dataclass(frozen=True)
class HeatTable:
    """Rows in order of attention. `scores` are -1 (worse) to 1 (better), None uncoloured; `texts` blank when unknown."""

    area_ids: tuple[str, ...]
    names: tuple[str, ...]
    columns: tuple[HeatColumn, ...]
    scores: tuple[tuple[float | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    left_out: int = 0


def heat_table(places: Sequence[tuple[str, str]], columns: Sequence[HeatColumn], *, most: int = 30) -> HeatTable:
    """The table over (id, name) places, at most `most` of them: those with the worst cells first."""
    by_column = [_scores(column) for column in columns]
    scored = [(area_id, name, tuple(scores.get(area_id) for scores in by_column)) for area_id, name in places]
    scored.sort(key=lambda row: (_attention(row[2]), row[1]))
    rows = scored[:most]
    texts = tuple(tuple(_text(column, area_id) for column in columns) for area_id, _, _ in rows)
    return HeatTable(
        tuple(row[0] for row in rows), tuple(row[1] for row in rows), tuple(columns), tuple(row[2] for row in rows), texts,
        len(scored) - len(rows),
    )  # fmt: skip


def _scores(column: HeatColumn) -> dict[str, float | None]:
    known = {area_id: value for area_id, value in column.values.items() if not is_unknown(value)}
    if column.direction is Direction.NONE or not known:
        return {}
    middle = column.district if not is_unknown(column.district) else _median([value or 0.0 for value in known.values()])
    usual = _median([abs((value or 0.0) - (middle or 0.0)) for value in known.values()]) or _largest(known, middle)
    if not usual:
        return {}
    sign = 1 if column.direction is Direction.HIGHER else -1
    apart = {area_id: sign * ((value or 0.0) - (middle or 0.0)) for area_id, value in known.items()}
    return {
        area_id: max(-1.0, min(1.0, distance / (usual * _FULL)))
        for area_id, distance in apart.items()
        if abs(distance) > column.chance.get(area_id, 0.0) and not (distance > 0 and area_id in column.silent)
    }


def _largest(known: dict[str, float | None], middle: float | None) -> float:
    """Where most places are equal: the largest distance stands for the usual one, and colours stay honest."""
    return max((abs((value or 0.0) - (middle or 0.0)) for value in known.values()), default=0.0) / _FULL


def _median(numbers: Sequence[float]) -> float:
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _attention(scores: Sequence[float | None]) -> float:
    """The lower, the more it needs attention: the worse half of the cells counts, a good cell does not make up for a bad."""
    return sum(min(score, 0.0) ** 3 for score in scores if score is not None)


def _text(column: HeatColumn, area_id: str) -> str:
    value = column.values.get(area_id)
    if is_unknown(value):
        return ""
    note = column.notes.get(area_id)
    # What was reported, and not all: a 0 among it is no 0.
    text = f"{column.scale.text(value)}{'*' if area_id in column.silent else ''}"
    return f"{text}\n{note}" if note else text


def heat_figure(table: HeatTable) -> Figure:
    """The table as a figure. An unseen mark on each cell carries (area id, column key), so that a cell can be opened."""
    rows, columns = len(table.area_ids), len(table.columns)
    figure: Figure = {
        "data": [],
        "layout": base_layout(_row_px(table) * rows + 54, left=_left(table.names), right=6, top=48, bottom=6),
    }
    figure["data"].append({
        "type": "heatmap", "z": [[0.0 if score is None else score for score in row] for row in table.scores], "zmin": -1, "zmax": 1,
        "colorscale": [[0, palette.HEAT_WORSE], [0.5, palette.SURFACE], [1, palette.HEAT_BETTER]], "showscale": False,
        "xgap": 3, "ygap": 2, "hoverinfo": "skip", "text": [[_two_lines(text) for text in row] for row in table.texts], "texttemplate": "%{text}",
        "textfont": {"color": palette.INK, "size": 13, "family": palette.FONT}, "name": "cells",
    })  # fmt: skip
    cells = [(row, column) for row in range(rows) for column in range(columns)]
    figure["data"].append({
        "type": "scatter", "mode": "markers", "x": [column for _, column in cells], "y": [row for row, _ in cells], "opacity": 0,
        "marker": {"size": 26, "symbol": "square"}, "name": "doors", "hoverinfo": "text", "hovertext": [_hover(table, *cell) for cell in cells],
        "customdata": [[table.area_ids[row], table.columns[column].key] for row, column in cells],
        "selected": {"marker": {"opacity": 0}}, "unselected": {"marker": {"opacity": 0}},
    })  # fmt: skip
    layout = figure["layout"]
    layout["xaxis"] = axis(showgrid=False, side="top", range=[-0.5, columns - 0.5], tickmode="array", tickvals=list(range(columns)),
                           ticktext=[escaped(column.heading).replace("\n", "<br>") for column in table.columns])  # fmt: skip
    layout["yaxis"] = axis(showgrid=False, range=[rows - 0.5, -0.5], tickmode="array", tickvals=list(range(rows)),
                           ticktext=[escaped(name) for name in table.names], tickfont={"size": 13, "color": palette.INK})  # fmt: skip
    return figure


def _hover(table: HeatTable, row: int, column: int) -> str:
    heading, text = (each.replace("\n", " ") for each in (table.columns[column].heading, table.texts[row][column]))
    return f"{escaped(table.names[row])}<br>{escaped(heading)}  <b>{escaped(text) or '—'}</b>"


def _row_px(table: HeatTable) -> int:
    return _NOTED_ROW_PX if any("\n" in text for row in table.texts for text in row) else _ROW_PX


def _two_lines(text: str) -> str:
    """A number with what is said of it in small type below."""
    number, _, note = text.partition("\n")
    return f'{number}<br><span style="font-size:10px">{escaped(note)}</span>' if note else number


def _left(names: Sequence[str]) -> int:
    longest = max((sum(2 if ord(sign) > 255 else 1 for sign in name) for name in names), default=8)
    return min(180, 18 + longest * 7)
