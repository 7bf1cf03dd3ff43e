"""What the theme pages share: the lines of a selection, and the panels for trend, comparison, table and schools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from catalog.model import Direction, Level
from charts import palette
from charts.coverage import judged, last_covered, partial
from charts.facts import Fact, comparison_fact, trend_fact
from charts.numbers import Scale, scale_of
from charts.ranking import choose_rows, ranking_figure
from charts.series import Line, combined, cut, known_span, lines_of
from charts.trend import trend_figure
from metrics.townships import NOW
from ui.context import Context
from ui.coverage import few_reported
from ui.filters import Choice, pick_optional
from ui.narrate import coverage_sentence, fact_sentence, small_sentence, unit_word
from ui.panel import panel, show_figure, show_rows, show_source_foot, version_text
from ui.place_notes import merger_ends, no_more, show_change_notes
from ui.selection import ALL, Selection, period_name, short_label, target_of, townships_choice
from ui.style import plain, show_subtitle
from ui.text import language, name_of, say


@dataclass(frozen=True)
class View:
    """A selection with its answers: the lines compared, the line of the whole, how numbers are written, what stands out."""

    selection: Selection
    lines: list[Line]
    whole: Line | None
    scale: Scale
    fact: Fact
    colors: dict[str, str]
    # Places merged away: one without a last number is no place that did not report.
    gone: frozenset[str] = frozenset()
    # Numbers of the periods too few schools have reported for, and of the last one that is read for a finding.
    partial: frozenset[int] = frozenset()
    end: int = -1

    @property
    def drawn_whole(self) -> Line | None:
        """The whole as a line beside its parts: only where it is on their scale, not where it is their sum."""
        return self.whole if self.selection.indicator.denominator is not None else None

    @property
    def unit(self) -> str:
        """The unit's word."""
        return unit_word(self.scale)

    @property
    def covered(self) -> View:
        """The view up to the last period enough schools have reported for: what is compared ends there."""
        if self.end in (-1, len(self.selection.periods) - 1):
            return self
        span, chosen = slice(0, self.end + 1), self.selection
        shorter = replace(chosen, periods=chosen.periods[span], labels=chosen.labels[span])
        lines, whole = [cut(line, span) for line in self.lines], cut(self.whole, span) if self.whole else None
        return replace(self, selection=shorter, lines=lines, whole=whole)

    @property
    def labels(self) -> list[str]:
        """The periods as they stand on an axis, with a word below those not all have reported."""
        mark = say("coverage.mark")
        return [f"{each}<br>{mark}" if n in self.partial else each for n, each in enumerate(self.selection.labels)]


def view_of(context: Context, selection: Selection) -> View:
    """Ask for the lines of a selection and see what stands out."""
    indicator = context.indicator(selection.indicator.name, _one_stage(selection))
    selection = replace(selection, indicator=indicator)
    lines = lines_of(
        context.values(indicator.name, selection.level, selection.periods, selection.where), selection.periods
    )
    span = known_span(lines)
    selection = replace(selection, periods=selection.periods[span], labels=selection.labels[span])
    lines = [cut(line, span) for line in lines] if selection.periods else []
    whole = whole_line(context, selection, lines)
    scale = scale_of(indicator, [line.last for line in lines] + ([whole.last] if whole else []))
    basis = [whole] if whole else lines
    end = last_covered(basis, indicator)
    ended = merger_ends(context, {line.area_id for line in lines}, selection.periods)
    read = [judged(line, indicator, end) for line in lines if line.area_id not in ended]
    fact = trend_fact(read, judged(whole, indicator, end) if whole else None, indicator)
    colors = colors_of(selection.highlighted or fact.area_ids, fact)
    return View(selection, lines, whole, scale, fact, colors, no_more(context), partial(basis, indicator), end)


def _one_stage(selection: Selection) -> str | None:
    """The stage chosen; None for all of them."""
    stage = selection.where.get("stage")
    return stage if isinstance(stage, str) else None


def whole_line(context: Context, selection: Selection, lines: Sequence[Line]) -> Line | None:
    """The line of the district, or of all districts together; None where the indicator has none."""
    if Level.DISTRICT not in selection.indicator.levels:
        return None
    if selection.level == "district":
        return combined(lines, selection.indicator, say("word.together"))
    table = context.values(selection.indicator.name, "district", selection.periods, selection.where)
    named = whole_name(selection.district.name) if selection.district else say("word.together")
    found = combined(lines_of(table, selection.periods), selection.indicator, named)
    return None if found is None else replace(found, name=named)


def whole_name(district: str) -> str:
    """全县, 全区 or 全市 by the district's own name; its name in English."""
    if language() == "en":
        return district
    return f"全{district[-1]}" if district and district[-1] in "县区市旗" else district


def colors_of(area_ids: Sequence[str], fact: Fact) -> dict[str, str]:
    """The colour of each highlighted place: the finding's own tone first, then accents in the order chosen."""
    tones = {"worse": palette.WORSE, "better": palette.BETTER}
    accents = [color for color in palette.ACCENTS if color != tones.get(fact.tone)]
    colors: dict[str, str] = {}
    for area_id in area_ids:
        meant = fact.area_ids[:1] == (area_id,) and fact.tone in tones
        colors[area_id] = tones[fact.tone] if meant else accents[len(colors) % len(accents)]
    return colors


def page_title(view: View) -> str:
    """The finding of the page; where the last period is not reported enough, up to which one it speaks."""
    selection = view.selection
    if len(selection.periods) == 1:
        return comparison_sentence(view, comparison_fact(view.lines, view.drawn_whole, selection.indicator))
    return comparison_sentence(view, view.fact) + until_note(view)


def until_note(view: View) -> str:
    """Up to which period a finding speaks, and how few reported the last one; empty where it speaks of them all."""
    labels = view.selection.labels
    if view.covered is view:
        return ""
    few = few_reported([view.whole] if view.whole else view.lines, len(labels) - 1)
    return say("coverage.until", until=labels[view.end], period=labels[-1], few=few)


def comparison_sentence(view: View, fact: Fact) -> str:
    """What the comparison at the last period says."""
    selection = view.selection
    return fact_sentence(fact, selection.indicator, view.scale, selection.kind, selection.places, what_of(selection))


def what_of(selection: Selection) -> str:
    """The indicator with its stage in front, as an office writes it: 初中巩固率."""
    name = name_of(selection.indicator)
    if selection.stage == ALL:
        return name
    from_stage = say(f"stage.{selection.stage}")
    return f"{from_stage} {name.lower()}" if language() == "en" else f"{from_stage}{name}"


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
    with panel("trend", title, trend_subtitle(view)):
        figure = trend_figure(view.lines, view.labels, view.scale, district=view.drawn_whole, colors=view.colors, partial=view.partial,
                              target=target_of(selection.indicator, selection.stage), unit=view.unit)  # fmt: skip
        show_figure(figure, "trend", page_title(view))
        show_source_foot(
            context, selection.indicator, coverage_sentence(view.whole), small_sentence(view.lines, selection.indicator)
        )
        show_change_notes(context, [line.area_id for line in view.lines])


def trend_subtitle(view: View) -> str:
    """How to read the trend; of a reference line only where one is drawn."""
    target = target_of(view.selection.indicator, view.selection.stage)
    key = "trend.subtitle_target" if target else "trend.subtitle"
    return say(key, unit=view.unit, places=view.selection.places)


def show_comparison(view: View) -> None:
    """The panel that compares the places at the last period enough schools reported for with the one before."""
    note, view = until_note(view), view.covered
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
    with panel(
        "comparison",
        title,
        say("compare.subtitle", what=what_of(selection), unit=view.unit, dots=dots, order=say(order)),
    ):
        target = target_of(indicator, selection.stage)
        figure = ranking_figure(shown, view.scale, district=view.drawn_whole, colors=colors, target=(target.value, target.label) if target else None,
                                labels={"now": now, "before": before}, unit=view.unit)  # fmt: skip
        show_figure(figure, "comparison", title)
        _show_left_out(shown.left_out, [line.name for line in shown.unknown], selection)


def _show_left_out(left_out: int, unknown: Sequence[str], selection: Selection) -> None:
    if left_out:
        show_subtitle(say("compare.left_out", n=left_out, places=selection.places))
    if unknown:
        names = say("join.and").join(unknown[:8]) + ("…" if len(unknown) > 8 else "")
        show_subtitle(say("compare.unknown", n=len(unknown), places=selection.places, names=names))


def show_table(
    lines: Sequence[Line], labels: Sequence[str], scale: Scale, key: str, *, head: str, whole: Line | None = None
) -> None:
    """Every value as numbers: places down, periods across, unknown blank."""
    rows = [*([whole] if whole else []), *lines]
    columns = {head: [line.name for line in rows]}
    if len({line.parent for line in lines}) > 1:
        columns[say("word.lies_in")] = [line.parent for line in rows]
    numbers = {label: [scale.number(line.values[number]) for line in rows] for number, label in enumerate(labels)}
    formats = dict.fromkeys(labels, f"%,.{scale.decimals}f")
    show_rows(pd.DataFrame(columns | numbers), key, formats, pinned=head, alt=say("table.alt", places=head))


def show_table_panel(view: View) -> None:
    """The panel of the table."""
    selection = view.selection
    with panel(
        "table",
        say("table.title", what=what_of(selection), places=selection.places),
        say("table.subtitle", unit=view.unit),
    ):
        show_table(
            view.lines, selection.labels, view.scale, "places", head=selection.places.capitalize(), whole=view.whole
        )


def show_schools(context: Context, view: View) -> None:
    """The drill: choose a township, see its schools."""
    selection = view.selection
    if Level.SCHOOL not in selection.indicator.levels:
        with panel("schools", say("drill.title"), say("drill.not_for_schools", what=name_of(selection.indicator))):
            return
    choice = townships_choice(context, selection.district)
    with panel("schools", say("drill.title"), say("drill.subtitle", what=what_of(selection))):
        township = pick_optional("township", say("filters.township_one"), choice, hint=say("drill.hint"))
        if township is None:
            return
        lines = school_lines(context, selection, township)
        if not lines:
            st.info(say("empty.nothing_here", name=what_of(selection)))
            return
        _show_school_trend(context, view, lines, choice.names[township])
        show_change_notes(context, [line.area_id for line in lines])
        show_table(lines, selection.labels, view.scale, "schools", head=say("filters.school"))


def school_lines(context: Context, selection: Selection, township: str) -> list[Line]:
    """The lines of the schools of one township."""
    where = {**selection.where, "township": township}
    return lines_of(context.values(selection.indicator.name, "school", selection.periods, where), selection.periods)


def _show_school_trend(context: Context, view: View, lines: Sequence[Line], township: str) -> None:
    selection = view.selection
    own = next((line for line in view.lines if line.name == township), None)
    fact = trend_fact(lines, own, selection.indicator)
    chosen = pick_optional("school", say("filters.school"), Choice(_line_names(lines)), hint=say("filters.all_schools"))
    colors = colors_of([chosen] if chosen else fact.area_ids, fact)
    figure = trend_figure(lines, selection.labels, view.scale, district=own if view.drawn_whole else None, colors=colors, unit=view.unit,
                          target=target_of(selection.indicator, selection.stage))  # fmt: skip
    sentence = fact_sentence(
        fact, selection.indicator, view.scale, selection.kind, say("word.school"), what_of(selection)
    )
    st.markdown(f"**{plain(sentence)}**")
    show_figure(figure, "schools", f"{township}：{sentence}")


def _line_names(lines: Sequence[Line]) -> dict[str, str]:
    names = [line.name for line in lines]
    return {
        line.area_id: line.name if names.count(line.name) == 1 else f"{line.name}（{line.area_id}）" for line in lines
    }
