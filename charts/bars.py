"""Bars: a structure by grade, a histogram of scores, small multiples of a few lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from charts import palette
from charts.layout import Figure, axis, base_layout, escaped, padded_range, text_at
from charts.numbers import Scale
from charts.series import Line


def structure_figure(
    names: Sequence[str], now: Sequence[float | None], before: Sequence[float | None], labels: Mapping[str, str],
    codes: Mapping[str, Sequence[Sequence[str]]] | None = None,
) -> Figure:  # fmt: skip
    """One bar per grade, the year before as a mark on it. `labels`: words for `now` and `before`; `codes`: what each bar and
    each mark carries."""
    figure: Figure = {"data": [], "layout": base_layout(260, left=64, right=10, top=16, bottom=30)}
    places = list(range(len(names)))
    figure["data"].append({
        "type": "bar", "x": places, "y": list(now), "name": labels["now"], "marker": {"color": palette.CONTEXT}, "width": 0.62,
        "text": ["" if value is None else f"{value:,.0f}" for value in now], "textposition": "inside", "insidetextanchor": "middle", "textangle": 0, "constraintext": "none",
        "hovertext": [f"{escaped(name)}<br>{labels['now']}  <b>{_count(value)}</b>" for name, value in zip(names, now, strict=True)],
        "hoverinfo": "text",
    })  # fmt: skip
    figure["data"].append({
        "type": "scatter", "mode": "markers", "x": places, "y": list(before), "name": labels["before"], "hoverinfo": "text",
        "marker": {"symbol": "line-ew", "size": 34, "line": {"color": palette.INK, "width": 2}},
        "hovertext": [f"{escaped(name)}<br>{labels['before']}  <b>{_count(value)}</b>" for name, value in zip(names, before, strict=True)],
    })  # fmt: skip
    for trace, key in zip(figure["data"], ("now", "before"), strict=True):
        if codes:
            trace["customdata"] = [list(each) for each in codes[key]]
            trace["selected"] = trace["unselected"] = {"marker": {"opacity": 1}}
    known = [value for value in (*now, *before) if value is not None]
    figure["layout"]["xaxis"] = axis(showgrid=False, range=[-0.6, len(names) - 0.4], tickmode="array", tickvals=places,
                                     ticktext=[escaped(name) for name in names])  # fmt: skip
    figure["layout"]["yaxis"] = axis(
        range=padded_range(known, share=0.18, from_zero=True), nticks=5, tickformat=",~r", rangemode="tozero"
    )
    return figure


def _count(value: float | None) -> str:
    return "—" if value is None else f"{value:,.0f}"


def band_width(bins: Mapping[float, int]) -> float:
    """How many points each band of a distribution is wide."""
    return min((upper - lower for lower, upper in pairwise(sorted(bins))), default=10.0)


def histogram_figure(bins: Mapping[float, int], cuts: Mapping[str, float], labels: Mapping[str, str]) -> Figure:
    """Pupils by score. `bins`: lower bound -> pupils, the last one closed by its neighbour's width. `cuts`: word -> score.
    Each bar carries the ends of its band."""
    lowers = sorted(bins)
    width = band_width(bins)
    figure: Figure = {"data": [], "layout": base_layout(260, left=52, right=12, top=26, bottom=34)}
    figure["data"].append({
        "type": "bar", "x": [lower + width / 2 for lower in lowers], "y": [bins[lower] for lower in lowers], "width": width * 0.94,
        "marker": {"color": palette.CONTEXT}, "name": labels["pupils"], "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
        "customdata": [[f"{lower:g}", f"{lower + width:g}"] for lower in lowers],
        "hovertext": [f"{lower:g}–{lower + width:g}  <b>{bins[lower]:,}</b> {labels['pupils']}" for lower in lowers],
    })  # fmt: skip
    layout = figure["layout"]
    layout["xaxis"] = axis(showgrid=False, nticks=12, range=[lowers[0], lowers[-1] + width] if lowers else [0, 1])
    layout["yaxis"] = axis(
        range=padded_range([float(count) for count in bins.values()], from_zero=True), nticks=5, tickformat=",~r"
    )
    for word, score in cuts.items():
        layout["shapes"].append({"type": "line", "x0": score, "x1": score, "y0": 0, "y1": 1, "yref": "paper",
                                 "line": {"color": palette.MUTED, "dash": "dot", "width": 1}})  # fmt: skip
        layout["annotations"].append(
            text_at(score, 1, f"{word} {score:g}", yref="paper", yanchor="bottom", color=palette.MUTED, size=12)
        )
    return figure


def multiples_figure(
    lines: Sequence[Line], periods: Sequence[str], scale: Scale, tones: Mapping[str, str], *, columns: int = 4
) -> Figure:
    """One small chart per line on shared axes, each with its first and last value; `tones` colours some by id."""
    rows = -(-len(lines) // columns)
    figure: Figure = {"data": [], "layout": base_layout(116 * rows + 16, left=8, right=8, top=6, bottom=6)}
    numbers = [number for line in lines for value in line.values if (number := scale.number(value)) is not None]
    layout = figure["layout"]
    del layout["xaxis"], layout["yaxis"]
    for place, line in enumerate(lines):
        suffix = "" if place == 0 else str(place + 1)
        row, column = divmod(place, columns)
        color = tones.get(line.area_id, palette.WITHIN_ERROR)
        figure["data"].append({
            "type": "scatter", "mode": "lines", "x": list(range(len(periods))), "y": [scale.number(value) for value in line.values],
            "xaxis": f"x{suffix}", "yaxis": f"y{suffix}", "line": {"color": color, "width": 2}, "name": line.name, "hoverinfo": "text",
            "hovertext": [f"{escaped(line.name)}<br>{period}  <b>{scale.text(value)}</b>" for period, value in zip(periods, line.values, strict=True)],
        })  # fmt: skip
        left, right = column / columns + 0.012, (column + 1) / columns - 0.012
        top, bottom = 1 - row / rows, 1 - (row + 1) / rows
        layout[f"xaxis{suffix}"] = axis(
            domain=[left, right],
            anchor=f"y{suffix}",
            showticklabels=False,
            showgrid=False,
            range=[-0.2, len(periods) - 0.8],
        )
        layout[f"yaxis{suffix}"] = axis(domain=[bottom + 0.03, top - 0.2 / rows], anchor=f"x{suffix}", showticklabels=False,
                                        range=padded_range(numbers), nticks=2)  # fmt: skip
        known = [value for value in line.values if value is not None]
        span = f"{scale.text(known[0])} → {scale.text(known[-1])}" if known else scale.text(None)
        layout["annotations"].append(text_at(left, top, f"{line.name}  {span}", xref="paper", yref="paper", xanchor="left", yanchor="top",
                                             size=12, color=tones.get(line.area_id, palette.INK)))  # fmt: skip
    return figure
