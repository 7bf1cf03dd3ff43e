"""What the city and other counties published, beside the district's numbers: marks in the trend and a line each below it, and
a table of their own below the details. Never a row of ours, never added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from catalog.model import Indicator
from charts.beside import Beside
from charts.numbers import scale_of
from metrics.disclosure import PUBLIC
from metrics.published import Published, published
from ui.context import Context
from ui.lineage_link import Asked, Asker, show_number_link
from ui.lineage_published import asked_of
from ui.number_table import Number, Row, show_numbers
from ui.selection import ALL, Selection, short_label
from ui.style import show_foot, show_subtitle
from ui.text import name_of, say
from ui.view import View

_OWN_CONDITIONS = {"stage", "district", "township"}


def beside_of(context: Context, selection: Selection) -> list[Published]:
    """The published figures of what is looked at, within its periods; none where it is narrowed by more than a stage."""
    if set(selection.where) - _OWN_CONDITIONS or selection.indicator.one_paper or selection.indicator.breakdown:
        return []
    found = context.kept("published", _asked)
    return [each for each in found if _is_of(each, selection) and each.period in selection.periods]


def _asked(context: Context) -> list[Published]:
    return published(context.reader)


def _is_of(each: Published, selection: Selection) -> bool:
    return _named(each, selection.indicator, selection.stage)


def beside_marks(view: View, found: list[Published]) -> list[Beside]:
    """The figures to draw: of a ratio only, where the district's own line stands too. The size of a city is no mark for a county."""
    if view.drawn_whole is None:
        return []
    periods = view.selection.periods
    return [Beside(periods.index(each.period), each.value, each.area, each.source) for each in found]


def beside_asker(ask: Asker, found: list[Published]) -> Asker:
    """For a trend with such marks: a mark carries its number among them, every other point what `ask` knows."""

    def both(*carried: str) -> Asked | None:
        return asked_of(found[int(carried[1])]) if carried[:1] == ("beside",) else ask(*carried)

    return both


def show_beside(context: Context, view: View, found: list[Published]) -> None:
    """Each area's latest figure in words with the document it stands in, below the figure; the others say theirs when pointed at."""
    latest = {each.area: each for each in sorted(found, key=lambda each: view.selection.periods.index(each.period))}
    if not latest:
        return
    lines = [
        say(
            "beside.line", area=area, period=short_label(each.period), source=each.source,
            value=f"{view.scale.text(each.value)}{view.unit if each.is_rate else each.unit}",
        )
        for area, each in latest.items()
    ]  # fmt: skip
    drawn = say("beside.drawn") if view.drawn_whole else ""
    show_foot(say("beside.title", drawn=drawn, listed="；".join(lines)))
    _show_ways(context, list(latest.items()))


def _show_ways(context: Context, found: Iterable[tuple[str, Published]]) -> None:
    """The way to where each figure stands, under these names; none for who need not act."""
    if context.audience != PUBLIC:
        with st.container(horizontal=True):
            for name, each in found:
                show_number_link(context, asked_of(each), say("beside.origin"), aloud=name)


def show_beside_table(context: Context, selection: Selection) -> None:
    """Every published figure of what is looked at, below its details, with the document it stands in; nothing where there is none."""
    found = beside_of(context, selection)
    if found:
        show_subtitle(say("beside.table"))
        show_numbers(_heads(), [_row(each, selection.indicator) for each in found], say("beside.table"))


def show_beside_of(context: Context, asked: Iterable[tuple[str, str]], years: Sequence[str]) -> None:
    """The latest figure each area published of several indicators, as (name, stage), within the years: a line with its source each."""
    found = [
        (f"{say(f'stage.{each.stage}') if each.stage else ''}{name_of(indicator)}", indicator, each)
        for name, stage in asked
        for indicator in [context.indicator(name)]
        for each in _latest(each for each in context.kept("published", _asked) if _named(each, indicator, stage) and each.period in years)
    ]  # fmt: skip
    lines = [
        say("beside.line_of", area=each.area, what=what, period=short_label(each.period), value=figure_text(each, indicator), source=each.source)
        for what, indicator, each in found
    ]  # fmt: skip
    if lines:
        show_foot(say("beside.title", drawn="", listed="；".join(lines)))
        _show_ways(context, [(f"{each.area} {what}", each) for what, _, each in found])


def _heads() -> list[str]:
    return [say("beside.area"), say("beside.period"), say("beside.value"), say("beside.source")]


def _named(each: Published, indicator: Indicator, stage: str) -> bool:
    return each.is_called(indicator) and each.stage == (None if stage == ALL else stage)


def _latest(found: Iterable[Published]) -> list[Published]:
    """The last figure of each area."""
    return list({each.area: each for each in sorted(found, key=lambda each: (each.area, each.period))}.values())


def _row(each: Published, indicator: Indicator) -> Row:
    stage = say(f"stage.{each.stage}") if each.stage else ""
    return Row(each.area, [Number(figure_text(each, indicator), asked_of(each))], [f"{stage} {short_label(each.period)}".strip()], [each.source])  # fmt: skip


def figure_text(each: Published, indicator: Indicator) -> str:
    """A published figure with its unit, as the document has it; yuan are not turned into ten thousands."""
    scale = scale_of(indicator)
    return f"{scale.text(each.value)}{say(scale.unit_key) if each.is_rate else each.unit}"
