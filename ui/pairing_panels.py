"""Panels about pairs: all gaps then and now, both ends of one group, the causes, the members, what they did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from catalog.model import Indicator
from charts import palette
from charts.facts import WITHIN_ERROR, GapMove
from charts.numbers import Scale, change_scale, scale_of
from charts.pairs import Band, Cause, GapRow, band_of, causes_figure, gap_figure, gaps_figure
from charts.series import Line
from metrics.ledger import PairRow
from ui.context import Context, Where
from ui.lineage_link import Asker, asker, gap_asker
from ui.narrate import gap_sentence, unit_word
from ui.number_table import Number, Row, show_numbers
from ui.pair_groups import Group, Grouped, Measure
from ui.pairing import (
    CLOSED,
    PairView,
    begins_at,
    exam_title,
    junior_exam,
    junior_paper,
    pair_periods,
    pair_views,
    school_lines,
    z_indicator,
)
from ui.panel import panel, show_figure, show_source_foot
from ui.school_exams import may_count_gaps, may_order_schools, may_see_schools, schools_gate
from ui.selection import short_label
from ui.style import show_foot, show_subtitle
from ui.text import name_of, say

_TONES = {
    "gap_member_rose": "better",
    "gap_both": "caution",
    "gap_core_fell": "caution",
    "gap_wider": "worse",
    "gap_level": "",
    "gap_ahead": "",
}
_MOST_ROWS = 20


def gaps_title(context: Context, views: Sequence[PairView], indicator: Indicator, words: str = "") -> str:
    """What happened to the gaps of all pairs, with the caution that some closed from above."""
    named = may_see_schools(context, indicator)
    facts = [view.fact for view in views if view.fact is not None]
    if named and len(views) == 1 and views[0].fact and views[0].move:
        return gap_sentence(views[0].fact, views[0].move, views[0].core_name, views[0].member_name, scale_of(indicator))
    if not facts or not may_count_gaps(context, kinds_of(views)):
        known = sum(view.move is not None for view in views)
        return say("pairs.title_plain", all=known, what=words or name_of(indicator))
    closed = [fact for fact in facts if fact.kind in CLOSED]
    wider = sum(fact.kind == "gap_wider" for fact in facts)
    ahead = sum(fact.kind == "gap_ahead" for fact in facts)
    level = len(facts) - len(closed) - wider - ahead
    counts = {"narrower": len(closed), "wider": wider, "ahead": ahead, "level": level}
    parts = say("join.and").join(say(f"pairs.{kind}", n=n) for kind, n in counts.items() if n)
    title = say("pairs.title_all", all=len(facts), parts=parts)
    title = say("pairs.title_of", words=words, title=title) if words else title
    core = sum(fact.kind == "gap_core_fell" for fact in closed)
    return f"{title}；{say('pairs.core_fell_note', narrower=len(closed), core=core)}" if core else title


def pairs_title(context: Context, grouped: Grouped, *, whole: bool) -> str:
    """The title of the pairs page: what happened to the gaps that can be judged, else how many there are to see. `whole`: the
    pairs of every core school."""
    judged = [view for view in grouped.views if view.fact is not None]
    if judged and _may_count(context, grouped, whole=whole):
        return gaps_title(context, judged, z_indicator())
    first = next((group for group in grouped.groups if any(view.move for view in group.views)), None)
    if first is None:
        return say("pairs.title_none")
    if judged:
        known = sum(view.move is not None for view in first.views)
        return say("pairs.title_plain", all=known, what=first.measure.words)
    return gaps_title(context, first.views, first.measure.indicator, first.measure.words)


def _may_count(context: Context, grouped: Grouped, *, whole: bool) -> bool:
    """Whether the gaps of all groups may be counted together: of a single core school, or with a group that may not be counted
    by itself, the others would be left over."""
    if may_see_schools(context, z_indicator()):
        return True
    kinds = [kinds_of(group.views) for group in grouped.groups]
    return whole and all(may_count_gaps(context, each) for each in kinds if each)


def kinds_of(views: Sequence[PairView]) -> list[str]:
    """What became of each gap that can be judged."""
    return ["gap_closed" if view.fact.kind in CLOSED else view.fact.kind for view in views if view.fact is not None]


def show_all_gaps(context: Context, years: tuple[str, ...]) -> None:
    """The overview's panel of pairs: the junior leaving exam's totals; nothing where there are no pairs or no exam."""
    exam, indicator = junior_exam(context), z_indicator()
    views = pair_views(context, indicator, pair_periods(context, indicator, years), exam) if exam else []
    paper = junior_paper(context)
    if paper is not None and any(view.move for view in views):
        periods = pair_periods(context, indicator, years)
        show_gaps(context, views, indicator, scale_of(indicator), periods, exam, exam=exam_title(paper))


def show_gaps(
    context: Context, views: Sequence[PairView], indicator: Indicator, scale: Scale, periods: Sequence[str], where: Where,
    words: str = "", key: str = "gaps", exam: str = "",
) -> None:  # fmt: skip
    """All pairs, the widest gap first; of an exam in the order of the register, and to who may not see single schools only how
    many there are of each kind. `words` name what is compared where a page has several such panels, `exam` the exam where
    the page itself does not."""
    rows = [_gap_row(view, periods) for view in views if view.move is not None]
    if may_order_schools(context, indicator):
        rows.sort(key=lambda row: -abs(row.now))
    named = may_see_schools(context, indicator)
    title = gaps_title(context, views, indicator, words)
    if not named:
        with panel(key, title, " · ".join(part for part in (exam, schools_gate(context)) if part)):
            return
    with panel(
        key,
        title,
        " · ".join(part for part in (exam, say("pairs.gaps_subtitle")) if part)
        if indicator.name == "exam_z"
        else say("pairs.gaps_plain", what=name_of(indicator), unit=unit_word(change_scale(scale))),
    ):
        labels = {"then": say("pairs.then"), "now": say("pairs.now")}
        show_figure(gaps_figure(rows[:_MOST_ROWS], scale, labels), key, title, gap_asker(indicator.name, where))
        if len(rows) > _MOST_ROWS:
            show_subtitle(say("pairs.left_out", n=len(rows) - _MOST_ROWS))
        show_source_foot(context, indicator, where=where)


def _gap_row(view: PairView, periods: Sequence[str]) -> GapRow:
    assert view.move is not None
    tone = _TONES.get(view.fact.kind, "") if view.fact else ""
    codes = (tuple(periods[number] for number in view.move.before), (periods[view.move.last],)) if periods else ()
    return GapRow(
        view.name, view.move.then, view.move.now, tone, view.pair.core_id, view.pair.member_id, codes, view.sat
    )


def show_both_ends(context: Context, group: Group, scale: Scale) -> None:
    """The core, its members and the band of similar schools on one picture."""
    views, measure = group.views, group.measure
    indicator, periods, where = measure.indicator, measure.periods, measure.where
    core = next((view.core for view in views if view.core is not None), None)
    members = [view.member for view in views if view.member is not None]
    if core is None:
        st.info(say("pairs.core_out_of_scope"))
        core = members[0] if members else None
    if core is None:
        return
    colors = {
        line.area_id: color
        for line, color in zip(members, (palette.BETTER, palette.WORSE, "#6B4FA0", palette.CAUTION) * 4, strict=False)
    }
    band = similar_band(context, views[0].pair, indicator, periods, where)
    start = begins_at(views[0].pair, periods)
    labels = {"paired": say("pairs.paired", date=str(views[0].pair.start or "")[:7]), "band": say("pairs.band")}
    unit = unit_word(scale)
    subtitle = (
        say("pairs.both_subtitle", n=band.schools, unit=unit) if band else say("pairs.both_subtitle_no_band", unit=unit)
    )
    title = say("pairs.both_title", what=measure.words)
    with panel(f"both_{measure.stage}", title, subtitle):
        figure = gap_figure(core, members, [short_label(code) for code in periods], scale, colors=colors, band=band, labels=labels,
                            paired_at=start - 0.5 if 0 < start < len(periods) else None, unit=unit, codes=periods)  # fmt: skip
        show_figure(figure, f"both_{measure.stage}", title, asker(indicator.name, where))
        show_source_foot(context, indicator, where=where)


def similar_band(
    context: Context, pair: PairRow, indicator: Indicator, periods: Sequence[str], where: Where
) -> Band | None:
    """The middle half of the unpaired schools of the member's kind; None when too few have values."""
    similar = context.similar_schools(pair.member_id, periods[-1])
    return band_of(list(school_lines(context, indicator, periods, where, similar).values()))


def show_causes(view: PairView, measure: Measure, scale: Scale) -> None:
    """The gap's change split into its two ends, the numbers of either that it is made of, and what may be claimed."""
    if view.move is None or view.fact is None or view.core is None or view.member is None:
        return  # of a figure without a better or worse end nobody can say that a gap narrowed
    move, last = view.move, measure.periods[view.move.last]
    member_tone, core_tone = "better" if move.member_part > 0 else "worse", "caution" if move.core_part > 0 else "worse"
    causes = [
        Cause(say("pairs.member_part"), move.member_part, member_tone, view.pair.member_id, last),
        Cause(say("pairs.core_part"), move.core_part, core_tone, view.pair.core_id, last),
    ]
    title = gap_sentence(view.fact, view.move, view.core_name, view.member_name, scale)
    with panel(f"cause_{view.pair.member_id}", title, say("pairs.cause_subtitle", unit=unit_word(scale))):
        ask = asker(measure.indicator.name, measure.where)
        show_figure(causes_figure(causes, scale), f"cause_{view.pair.member_id}", title, ask)
        periods = [measure.periods[number] for number in (*move.before, move.last)]
        heads = [say("filters.school"), *map(short_label, periods), say("pairs.own_change"), say("pairs.narrowed_by")]
        ends = [(view.member_name, view.member, move.member_part), (view.core_name, view.core, move.core_part)]
        rows = [_cause_row(name, end, move, part, periods, scale, ask) for name, end, part in ends]
        show_numbers(heads, rows, say("pairs.cause_numbers"))
        show_foot(say("pairs.claim", error=f"{WITHIN_ERROR:g}"))


def _cause_row(
    name: str, line: Line, move: GapMove, part: float, periods: Sequence[str], scale: Scale, ask: Asker
) -> Row:
    """One end: its numbers before and now, its own change, and by how much that narrowed the gap."""
    finer = replace(scale, decimals=scale.decimals + 1)
    values = [line.values[number] for number in (*move.before, move.last)]
    known = [value for value in values if value is not None]
    change = known[-1] - sum(known[:-1]) / max(1, len(known) - 1)
    numbers = [
        Number(finer.text(value), ask(line.area_id, period)) for value, period in zip(values, periods, strict=True)
    ]
    return Row(name, [*numbers, Number(finer.text(change, signed=True)), Number(finer.text(part, signed=True))])
