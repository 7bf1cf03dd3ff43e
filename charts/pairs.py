"""Pairs: both ends of a gap on one picture, the gap split into its two causes, and all gaps then and now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts import palette
from charts.layout import Figure, axis, base_layout, escaped, line_at, padded_range, text_at
from charts.numbers import Scale
from charts.series import Line
from charts.trend import trend_figure


@dataclass(frozen=True)
class Band:
    """The middle half of similar schools without a pair, per period; `schools` of them. None where fewer than four are known."""

    low: tuple[float | None, ...]
    middle: tuple[float | None, ...]
    high: tuple[float | None, ...]
    schools: int


def band_of(lines: Sequence[Line]) -> Band | None:
    """The band of these lines; None when there are too few schools to speak of a middle half."""
    known = [line for line in lines if line.is_known]
    if len(known) < 4:
        return None
    cuts = [
        _quartiles([value for line in known if (value := line.values[number]) is not None])
        for number in range(len(known[0].values))
    ]
    low, middle, high = (tuple(cut[part] for cut in cuts) for part in range(3))
    return Band(low, middle, high, len(known))


def _quartiles(numbers: list[float]) -> tuple[float | None, float | None, float | None]:
    if len(numbers) < 4:
        return None, None, None
    ordered = sorted(numbers)
    return _quantile(ordered, 0.25), _quantile(ordered, 0.5), _quantile(ordered, 0.75)


def _quantile(ordered: Sequence[float], share: float) -> float:
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def gap_figure(
    core: Line, members: Sequence[Line], periods: Sequence[str], scale: Scale, *,
    colors: dict[str, str], band: Band | None, paired_at: float | None, labels: dict[str, str], unit: str = "",
    codes: Sequence[str] = (),
) -> Figure:  # fmt: skip
    """The core in ink, members in their colours, similar schools as a band, a line where the pairing began.

    `paired_at` is a position on the axis of periods (0 is the first). `labels`: words for `paired`, `band`.
    """
    figure = trend_figure(members, periods, scale, district=core, colors=colors, unit=unit, height=380, codes=codes)
    layout = figure["layout"]
    if band is not None:
        figure["data"] = [*_band_traces(band, scale, labels.get("band", "")), *figure["data"]]
        numbers = [scale.number(value) or 0.0 for value in (*band.low, *band.high) if value is not None]
        low, high = layout["yaxis"]["range"]
        layout["yaxis"]["range"] = [min([low, *numbers]), max([high, *numbers])]
    if paired_at is not None:
        layout["shapes"].append(line_at((paired_at, paired_at), (0, 1), yref="paper", color=palette.WITHIN_ERROR))
        layout["annotations"].append(text_at(paired_at, 1, labels.get("paired", ""), yref="paper", yanchor="top", xanchor="left",
                                             xshift=4, color=palette.MUTED, size=12))  # fmt: skip
    return figure


def _band_traces(band: Band, scale: Scale, name: str) -> list[dict]:
    known = [number for number, value in enumerate(band.low) if value is not None]
    lows = [scale.number(band.low[number]) for number in known]
    highs = [scale.number(band.high[number]) for number in known]
    return [
        {"type": "scatter", "mode": "lines", "x": [*known, *known[::-1]], "y": [*highs, *lows[::-1]], "fill": "toself", "name": name,
         "fillcolor": palette.BAND, "line": {"width": 0, "color": palette.BAND}, "hoverinfo": "skip"},
        {"type": "scatter", "mode": "lines", "x": known, "y": [scale.number(band.middle[number]) for number in known], "hoverinfo": "skip",
         "line": {"color": palette.WITHIN_ERROR, "width": 1.2, "dash": "dot"}, "name": f"{name} middle"},
    ]  # fmt: skip


@dataclass(frozen=True)
class GapRow:
    """One pair then and now. `tone`: better, worse, caution or empty (within error). `codes`: the periods each of both
    is the mean of, so that each mark carries (member id, core id, periods…). `note`: said beside both."""

    name: str
    then: float
    now: float
    tone: str
    core_id: str = ""
    member_id: str = ""
    codes: tuple[tuple[str, ...], ...] = ()
    note: str = ""


_TONES = {"better": palette.BETTER, "worse": palette.WORSE, "caution": palette.CAUTION}


def gaps_figure(rows: Sequence[GapRow], scale: Scale, labels: dict[str, str]) -> Figure:
    """All pairs: hollow then, full now, coloured by why the gap moved. `labels`: words for `then`, `now`."""
    longest = max((sum(2 if ord(sign) > 255 else 1 for sign in row.name) for row in rows), default=8)
    figure: Figure = {
        "data": [],
        "layout": base_layout(28 * len(rows) + 44, left=min(300, 18 + 7 * longest), right=60, top=10, bottom=28),
    }
    for number, row in enumerate(rows):
        color = _TONES.get(row.tone, palette.WITHIN_ERROR)
        xs = [scale.number(row.then), scale.number(row.now)]
        hover = [
            f"{escaped(row.name)}<br>{labels[key]}  <b>{scale.text(value)}</b>{f'<br>{escaped(row.note)}' if row.note else ''}"
            for key, value in (("then", row.then), ("now", row.now))
        ]
        figure["data"].append({
            "type": "scatter", "mode": "lines+markers", "x": xs, "y": [number, number], "name": row.name, "hoverinfo": "text", "hovertext": hover,
            "customdata": [[row.member_id, row.core_id, *codes] for codes in row.codes], "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
            "line": {"color": color, "width": 2.4}, "marker": {"size": 11, "color": [palette.SURFACE, color], "line": {"color": color, "width": 2}},
        })  # fmt: skip
    layout = figure["layout"]
    layout["xaxis"] = axis(
        range=padded_range([scale.number(value) or 0.0 for row in rows for value in (row.then, row.now)]), nticks=5
    )
    layout["yaxis"] = axis(showgrid=False, range=[len(rows) - 0.4, -0.6], tickmode="array", tickvals=list(range(len(rows))),
                           ticktext=[escaped(row.name) for row in rows], tickfont={"size": 13, "color": palette.INK})  # fmt: skip
    for number, row in enumerate(rows):
        layout["annotations"].append(text_at(1, number, scale.text(row.now - row.then, signed=True), xref="paper", xanchor="left", xshift=6,
                                             color=_TONES.get(row.tone, palette.WITHIN_ERROR)))  # fmt: skip
    return figure


@dataclass(frozen=True)
class Cause:
    """One part of the change of a gap: positive parts narrowed it. `area_id`, `period`: the end and the last number of it."""

    name: str
    narrowed_by: float
    tone: str
    area_id: str = ""
    period: str = ""


def causes_figure(causes: Sequence[Cause], scale: Scale) -> Figure:
    """How much each end of the gap contributed: bars to the right narrowed it, to the left widened it."""
    longest = max((sum(2 if ord(sign) > 255 else 1 for sign in cause.name) for cause in causes), default=8)
    figure: Figure = {
        "data": [],
        "layout": base_layout(46 * len(causes) + 40, left=min(280, 18 + 7 * longest), right=54, top=6, bottom=26),
    }
    numbers = [scale.number(cause.narrowed_by) or 0.0 for cause in causes]
    figure["data"].append({
        "type": "bar", "orientation": "h", "x": numbers, "y": list(range(len(causes))), "width": 0.5, "name": "causes",
        "marker": {"color": [_TONES.get(cause.tone, palette.WITHIN_ERROR) for cause in causes]}, "hoverinfo": "none",
        "text": [scale.text(cause.narrowed_by, signed=True) for cause in causes], "textposition": "outside", "cliponaxis": False,
        "customdata": [[cause.area_id, cause.period] for cause in causes], "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    })  # fmt: skip
    layout = figure["layout"]
    layout["xaxis"] = axis(
        range=padded_range([0.0, *numbers], share=0.3), nticks=5, zeroline=True, zerolinecolor=palette.INK
    )
    layout["yaxis"] = axis(showgrid=False, range=[len(causes) - 0.4, -0.6], tickmode="array", tickvals=list(range(len(causes))),
                           ticktext=[escaped(cause.name) for cause in causes], tickfont={"size": 13, "color": palette.INK})  # fmt: skip
    return figure
