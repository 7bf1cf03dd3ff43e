"""Trend: one or two places in colour, all others as grey context in one trace, the district in ink, the target dotted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from charts import palette
from charts.beside import Beside, beside_trace
from charts.goals import Goal, goal_trace
from charts.layout import Figure, axis, base_layout, escaped, line_at, padded_range, spread, text_at, within
from charts.numbers import Scale
from charts.series import Line

_HEIGHT = 340
_TOP, _BOTTOM = 12, 32
_LABEL_PX = 17
_AXIS_PX = 460
# Above this many marks a line is drawn without its points.
_MOST_POINTS = 14


@dataclass(frozen=True)
class Target:
    """A reference line and its words."""

    value: float
    label: str


def trend_figure(
    lines: Sequence[Line],
    periods: Sequence[str],
    scale: Scale,
    *,
    district: Line | None = None,
    colors: Mapping[str, str] | None = None,
    target: Target | None = None,
    unit: str = "",
    height: int = _HEIGHT,
    partial: Collection[int] = (),
    goals: Sequence[Goal] = (),
    beside: Sequence[Beside] = (),
    codes: Sequence[str] = (),
) -> Figure:
    """Lines over `periods` (labels, in order). `colors` names the highlighted places by id. Unknown values leave gaps.

    A period nobody is known in was not collected: it keeps its place on the axis, and the lines pass over it.
    `partial`: periods not all have reported, drawn hollow.
    `goals`: annual targets of the places drawn, dotted, each with its words at its end. `beside`: what others published.
    `codes`: the codes of the periods; each point then carries (area id, code), so that its number can be opened.
    """
    colors = colors or {}
    collected = [
        number for number in range(len(periods))
        if any(line.values[number] is not None for line in [*lines, *([district] if district else [])])
    ]  # fmt: skip
    context = [line for line in lines if line.area_id not in colors and line.is_known]
    shown = [line for line in lines if line.area_id in colors and line.is_known]
    figure: Figure = {
        "data": [],
        "layout": base_layout(
            height, right=_room([*shown, *([district] if district else [])], goals), top=_TOP, bottom=_BOTTOM
        ),
    }
    if context:
        figure["data"].append(_context_trace(context, periods, collected, scale, unit))
    if district and district.is_known:
        figure["data"].append(
            _line_trace(
                district,
                periods,
                collected,
                scale,
                palette.INK,
                unit,
                width=2.2,
                markers=_stands_alone(district.values, collected),
            )
        )
    for line in shown:
        figure["data"].append(_line_trace(line, periods, collected, scale, colors[line.area_id], unit, width=2.6))
    _hollow(figure["data"], partial)
    if codes:
        drawn = [
            *([context] if context else []),
            *([[district]] if district and district.is_known else []),
            *([line] for line in shown),
        ]
        for trace, its_lines in zip(figure["data"], drawn, strict=True):
            _carry(trace, its_lines, codes, collected)
    if figure["data"]:
        figure["data"] += [goal_trace(goal, periods, scale, codes) for goal in goals if goal.last is not None]
    if figure["data"] and beside:
        figure["data"].append(beside_trace(beside, periods, scale))
    aims = [*([target.value] if target else []), *(value for goal in goals for value in goal.values), *(each.value for each in beside)]  # fmt: skip
    _set_axes(figure, [*lines, *([district] if district else [])], periods, scale, aims)
    if target is not None:
        level = scale.number(target.value)
        figure["layout"]["shapes"].append(
            line_at((0, 1), (level, level), xref="paper", dash="dash", color=palette.MUTED)
        )
    _label_ends(
        figure,
        shown,
        colors,
        district,
        scale,
        [*_reference_words(target, scale), *_goal_words(goals, scale)],
    )
    return figure


def _context_trace(
    lines: Sequence[Line], periods: Sequence[str], collected: Sequence[int], scale: Scale, unit: str
) -> dict:
    """Every grey line in one trace, parted by None: one trace costs a fraction of twenty-five."""
    xs: list[int | None] = []
    ys: list[float | None] = []
    names: list[str] = []
    for line in lines:
        xs += [*collected, None]
        ys += [*(scale.number(line.values[number]) for number in collected), None]
        names += [*(_hover(line, periods, number, scale, unit) for number in collected), ""]
    lone = len(periods) == 1 or all(sum(value is not None for value in line.values) <= 1 for line in lines)
    # A value between two gaps has no line to be seen by.
    mode = (
        "markers"
        if lone
        else "lines+markers"
        if any(_stands_alone(line.values, collected) for line in lines)
        else "lines"
    )
    return {
        "type": "scatter", "mode": mode, "x": xs, "y": ys, "hovertext": names, "hoverinfo": "text",
        "name": "context", "line": {"color": palette.CONTEXT, "width": 1.2}, "marker": {"color": palette.CONTEXT, "size": 7 if lone else 4},
        "connectgaps": False,
    }  # fmt: skip


def _carry(trace: dict, lines: Sequence[Line], codes: Sequence[str], collected: Sequence[int]) -> None:
    """Let each point carry its number's place and period. Only marks can be clicked: a bare line gets unseen ones."""
    carried: list[list[str]] = []
    for line in lines:
        carried += [
            [line.area_id, codes[number]] if line.area_id and line.values[number] is not None else []
            for number in collected
        ]
        carried += [[]] if trace["name"] == "context" else []
    trace["customdata"] = carried
    if "markers" not in trace["mode"]:
        trace["mode"] = "lines+markers"
        trace["marker"] = trace["marker"] | {"opacity": 0, "size": 10}
    trace["selected"] = trace["unselected"] = {"marker": {"opacity": trace["marker"].get("opacity", 1)}}


def _stands_alone(values: Sequence[float | None], collected: Sequence[int]) -> bool:
    """Whether some known value has no known neighbour among the collected periods."""
    around = [None, *(values[number] for number in collected), None]
    return any(
        here is not None and before is None and after is None
        for before, here, after in zip(around, around[1:], around[2:], strict=False)
    )


def _line_trace(
    line: Line, periods: Sequence[str], collected: Sequence[int], scale: Scale, color: str, unit: str, *,
    width: float, markers: bool = True,
) -> dict:  # fmt: skip
    mode = "lines+markers" if markers and len(periods) <= _MOST_POINTS else "lines"
    return {
        "type": "scatter", "mode": mode, "x": list(collected), "y": [scale.number(line.values[number]) for number in collected],
        "hovertext": [_hover(line, periods, number, scale, unit) for number in collected], "hoverinfo": "text",
        "name": line.name, "line": {"color": color, "width": width}, "marker": {"color": color, "size": 7}, "connectgaps": False,
    }  # fmt: skip


def _hollow(traces: Sequence[dict], partial: Collection[int]) -> None:
    """Draw the points of these periods hollow; a line without points shows those alone."""
    for trace in traces if partial else ():
        pointed = "markers" in trace["mode"]
        size = trace["marker"].get("size", 7)
        trace["mode"] = trace["mode"] if pointed else "lines+markers"
        trace["marker"] |= {
            "symbol": ["circle-open" if number in partial else "circle" for number in trace["x"]],
            "size": [size if pointed or number in partial else 0 for number in trace["x"]],
        }


def _hover(line: Line, periods: Sequence[str], number: int, scale: Scale, unit: str) -> str:
    note = f"<br>{escaped(line.notes[number])}" if line.notes else ""
    return f"{escaped(line.name)}<br>{periods[number]}  <b>{scale.text(line.values[number])}</b> {unit}{note}"


def _room(labelled: Sequence[Line], goals: Sequence[Goal] = ()) -> int:
    longest = max((_width(line.name) for line in labelled), default=8)
    return min(
        230,
        max(74 + longest * 7, *(16 + _width(words) * 7 for goal in goals for words in (goal.label, goal.document)), 0),
    )


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 255 else 1 for sign in text)


def _set_axes(
    figure: Figure, lines: Sequence[Line], periods: Sequence[str], scale: Scale, aims: Sequence[float | None]
) -> None:
    shown = [*(value for line in lines for value in line.values), *aims]
    numbers = [number for value in shown if (number := scale.number(value)) is not None]
    # Labels side by side, never aslant: about 8 px a sign on the narrowest panel that shows them all.
    parts = [part for label in periods for part in label.split("<br>")]
    widest = max((_width(part) for part in parts), default=1)
    step = max(1, -(-len(periods) // max(1, _AXIS_PX // (widest * 7 + 8))))
    ticks = list(range(len(periods) - 1, -1, -step))[::-1]
    layout = figure["layout"]
    layout["xaxis"] = axis(showgrid=False, tickangle=None, automargin=True, range=[-0.25, len(periods) - 0.75] if len(periods) > 1 else [-1, 1], tickmode="array",
                           tickvals=ticks, ticktext=[periods[number] for number in ticks])  # fmt: skip
    layout["yaxis"] = axis(range=padded_range(numbers), nticks=6)
    longest = max((len(f"{abs(number):,.0f}") for number in layout["yaxis"]["range"]), default=1)
    layout["margin"]["l"] = max(44, 20 + 8 * longest)


def _reference_words(target: Target | None, scale: Scale) -> list[tuple[str, float | None, str]]:
    return [(f"{target.label} {scale.text(target.value)}", scale.number(target.value), palette.MUTED)] if target else []


def _goal_words(goals: Sequence[Goal], scale: Scale) -> list[tuple[str, float | None, str]]:
    """Two lines each, the lower first: labels at one height are moved apart in their order."""
    return [
        (words, scale.number(goal.last), goal.color)
        for goal in goals if goal.last is not None
        for words in (goal.document, goal.label) if words
    ]  # fmt: skip


def _label_ends(figure, shown, colors, district, scale, more) -> None:
    """Names at the ends of the lines, moved apart so that none covers another; no legend."""
    ends = [(line.name, last[1], colors[line.area_id], last[0]) for line in shown if (last := _last_known(line))]
    if district and (last := _last_known(district)):
        ends.append((district.name, last[1], palette.INK, last[0]))
    texts = [(f"{name} {scale.text(value)}", scale.number(value), color) for name, value, color, _ in ends]
    texts += more
    layout = figure["layout"]
    low, high = layout["yaxis"]["range"]
    per_px = (high - low) / (layout["height"] - _TOP - _BOTTOM)
    gap = _LABEL_PX * per_px
    heights = within(spread([each[1] for each in texts], gap), gap, low, high)
    for (text, _, color), y in zip(texts, heights, strict=True):
        layout["annotations"].append(text_at(1, y, text, color=color, xref="paper", xanchor="left", xshift=6))


def _last_known(line: Line) -> tuple[int, float] | None:
    return next(
        ((number, value) for number, value in reversed(list(enumerate(line.values))) if value is not None), None
    )
