"""The panels the theme pages share: head, trend, comparison, table."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from catalog.model import Direction
from charts.facts import comparison_fact
from charts.numbers import Scale
from charts.ranking import choose_rows, ranking_figure
from charts.series import Line
from charts.trend import trend_figure
from metrics.townships import NOW
from ui.beside import beside_asker, beside_marks, beside_of, show_beside, show_beside_table
from ui.context import Context
from ui.goals import own_goals, show_goal_words, target_text
from ui.lineage_link import asker
from ui.narrate import coverage_sentence, small_sentence
from ui.number_table import Number, Row, show_numbers
from ui.panel import panel, show_figure, show_source_foot, version_text
from ui.place_notes import show_change_notes
from ui.selection import Selection, period_name, short_label, target_of
from ui.silent_areas import stated_areas
from ui.style import plain, show_subtitle
from ui.text import say
from ui.view import View, colors_of, comparison_sentence, page_title, until_note, what_of


def show_head(context: Context, page_name: str, title: str, selection: Selection, whole: Line | None) -> None:
    """Title with the finding, and the line below it: page, span, coverage, version."""
    st.title(plain(title))
    first, last = selection.periods[0], selection.periods[-1]
    span = period_name(last) if first == last else f"{short_label(first)} — {short_label(last)}"
    parts = [page_name, what_of(selection), span]
    if context.townships == NOW:
        parts.append(say("filters.townships_now_note"))
    show_subtitle(" · ".join([*parts, *(each for each in [coverage_sentence(whole)] if each), version_text(context)]))


def show_nothing(head, page_name: str, selection: Selection) -> None:
    """What stands in the page's place when the conditions leave nothing."""
    with head:
        st.title(page_name)
        st.info(say("empty.nothing_here", name=what_of(selection)))


def show_trend(context: Context, view: View) -> None:
    """The panel of the trend; one period has none."""
    selection = view.selection
    if len(selection.periods) < 2:
        return
    title = say("trend.title", what=what_of(selection), places=selection.places)
    beside = beside_of(context, selection)
    with panel("trend", title, trend_subtitle(view)):
        figure = trend_figure(view.lines, view.labels, view.scale, district=view.drawn_whole, colors=view.colors, partial=view.partial,
                              target=target_of(selection.indicator, selection.stage), unit=view.unit, goals=view.drawn_goals, beside=beside_marks(view, beside),
                              codes=selection.periods)  # fmt: skip
        ask = beside_asker(asker(selection.indicator.name, selection.where), beside)
        show_figure(figure, "trend", page_title(view), ask)
        show_view_goals(context, view)
        show_beside(context, view, beside)
        show_source_foot(
            context, selection.indicator, coverage_sentence(view.whole), small_sentence(view.lines, selection.indicator)
        )
        show_change_notes(context, [line.area_id for line in view.lines])


def trend_subtitle(view: View) -> str:
    """How to read the trend; of a reference line only where one is drawn."""
    target = target_of(view.selection.indicator, view.selection.stage)
    key = "trend.subtitle_target" if target else "trend.subtitle"
    said = say(key, unit=view.unit, places=view.selection.places)
    return say("goal.join").join([said, say("goal.dotted_note")]) if view.drawn_goals else said


def show_view_goals(context: Context, view: View) -> None:
    """The targets of the last year that has any, in words: the district's (though its line is not drawn) and the chosen's."""
    years = [period for period in view.selection.periods if any(each.target.year == period for each in view.goals)]
    if years:
        district = view.selection.district
        show_goal_words(context, view.goals, years[-1], district.area_id if district else "", view.colors)


def show_comparison(view: View) -> None:
    """The panel that compares the places at the last period enough schools reported for with the one before, of quarters a year before."""
    note, view = until_note(view), view.compared
    selection, indicator = view.selection, view.selection.indicator
    fact = comparison_fact(view.lines, view.drawn_whole, indicator)
    title = comparison_sentence(view, fact) + note
    colors = colors_of(
        [*selection.highlighted, *(each for each in fact.area_ids[:1] if each not in selection.highlighted)], fact
    )
    lines = [line for line in view.lines if line.area_id not in view.gone or line.last is not None]
    shown = choose_rows(lines, indicator.direction, keep=selection.highlighted)
    now, before = selection.labels[-1], selection.labels[-2] if len(selection.labels) > 1 else ""
    if all(line.before is None for line in view.lines):
        before = ""
    order = "compare.worst_first" if indicator.direction is not Direction.NONE else "compare.largest_first"
    dots = say("compare.dots", now=now, before=before) if before else now
    own = own_goals(view.goals, selection.periods[-1])
    goals = {area_id: each.target.value for area_id, each in own.items()}
    whole = own.get(view.whole_id)
    subtitle = say("compare.subtitle", what=what_of(selection), unit=view.unit, dots=dots, order=say(order))
    if goals.keys() & {line.area_id for line in shown.rows}:
        subtitle = say("goal.join").join([subtitle, say("goal.ticks_note")])
    with panel("comparison", title, subtitle):
        target = target_of(indicator, selection.stage)
        figure = ranking_figure(shown, view.scale, district=view.drawn_whole, colors=colors, target=(target.value, target.label) if target else None,
                                labels={"now": now, "before": before, "goal": say("goal.tick")}, unit=view.unit, goals=goals,
                                goal=(whole.target.value, say("goal.short", value=target_text(whole))) if whole else None,
                                codes={"now": selection.periods[-1], "before": selection.periods[-2] if before else ""})  # fmt: skip
        show_figure(figure, "comparison", title, asker(indicator.name, selection.where))
        _show_left_out(shown.left_out, [line.name for line in shown.unknown], selection)


def _show_left_out(left_out: int, unknown: Sequence[str], selection: Selection) -> None:
    if left_out:
        show_subtitle(say("compare.left_out", n=left_out, places=selection.places))
    if unknown:
        names = say("join.and").join(unknown[:8]) + ("…" if len(unknown) > 8 else "")
        show_subtitle(say("compare.unknown", n=len(unknown), places=selection.places, names=names))


def show_table(
    selection: Selection,
    lines: Sequence[Line],
    scale: Scale,
    *,
    head: str,
    whole: Line | None = None,
    gone: Collection[str] = (),
) -> None:
    """Every value as a number that leads to where it comes from: places down, periods across, unknown blank. Where townships
    are missing from the whole it has a *, and the line below says how many stated it."""
    lacking = {
        number: found
        for number in range(len(selection.periods))
        if whole and (found := stated_areas(selection.indicator, lines, gone, number))
    }
    parents = len({line.parent for line in lines}) > 1
    ask = asker(selection.indicator.name, selection.where)
    rows = [
        Row(line.name, [Number(told_text(line, number, scale, lacks=line is whole and number in lacking), ask(line.area_id, code)) for number, code in enumerate(selection.periods)],
            [line.parent or ""] if parents else [])
        for line in [*([whole] if whole else []), *lines]
    ]  # fmt: skip
    show_numbers(
        [head, *([say("word.lies_in")] if parents else []), *selection.labels], rows, say("table.alt", places=head)
    )
    if whole and lacking:
        told = say("join.and").join(f"{selection.labels[number]} {n}/{of}" for number, (n, of) in lacking.items())
        show_subtitle(say("table.silent_areas", name=whole.name, places=selection.places, told=told))


def told_text(line: Line, number: int, scale: Scale, *, lacks: bool = False) -> str:
    """A value as written, empty where unknown; with * where schools are missing from it, or townships (`lacks`): a 0 with
    schools missing is no 0."""
    value = line.values[number]
    if value is None:
        return ""
    return f"{scale.text(value)}{'*' if lacks or (line.missing and line.missing[number]) else ''}"


def show_table_panel(context: Context, view: View) -> None:
    """The panel of the table; what others published stands below it, apart."""
    selection = view.selection
    with panel(
        "table",
        say("table.title", what=what_of(selection), places=selection.places),
        say("table.subtitle", unit=view.unit),
    ):
        show_table(
            selection, view.lines, view.scale, head=selection.places.capitalize(), whole=view.whole, gone=view.gone
        )
        show_beside_table(context, selection)
