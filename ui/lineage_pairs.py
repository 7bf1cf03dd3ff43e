"""Which pairs the card of the overview counts: every one with its gap then and now, what is said of it, and who is left out and why."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.numbers import UNKNOWN, scale_of
from ui.context import Context
from ui.lineage_link import BACK, Asked, gap_asker
from ui.narrate import gap_reason
from ui.number_table import Number, Row, numbers_html
from ui.pairing import CLOSED, PairView, exam_name, junior_exam, junior_paper, pair_periods, pair_views, z_indicator
from ui.panel import panel, show_source_foot
from ui.school_exams import may_see_schools
from ui.style import plain, show_subtitle
from ui.text import say


def show_pair_count(context: Context, asked: Asked, head: DeltaGenerator) -> None:
    """The pairs behind 缩小 n 对: a row each, whose gaps lead to both ends."""
    first, last = str(asked.where.get("from", "")), str(asked.where.get("to", ""))
    years = tuple(year for year in context.school_years() if first <= year <= last)
    exam, paper = junior_exam(context), junior_paper(context)
    if not may_see_schools(context, z_indicator()) or not exam or paper is None or not years:
        key = "exam.schools_gate" if exam and years else "lineage.not_understood"
        head.info(say(key))
        return
    periods = pair_periods(context, z_indicator(), years)
    views = pair_views(context, z_indicator(), periods, exam)
    counted = [view for view in views if view.fact is not None]
    closed = [view for view in counted if view.fact is not None and view.fact.kind in CLOSED]
    title = say("lineage.pairs_title", n=len(closed), all=len(counted))
    with head:
        st.title(plain(title))
        show_subtitle(" · ".join([say("source.title"), exam_name(paper)]))
    with panel("lineage_pairs", say("lineage.pairs", n=len(views)), say("lineage.pairs_sub")):
        heads = [say(f"pairs.{each}") for each in ("core", "member", "then", "now", "change", "why")] + [
            say("lineage.state")
        ]
        rows = [_row(view, periods, exam) for view in [*closed, *_others(views, closed)]]
        st.html(numbers_html(heads, rows, title, st.query_params.get(BACK, "")))
        if len(counted) < len(views):
            show_subtitle(say("lineage.pairs_left", n=len(views) - len(counted)))
        show_source_foot(context, z_indicator(), where=exam)


def _others(views: Sequence[PairView], closed: Sequence[PairView]) -> list[PairView]:
    """The pairs whose gap did not narrow, then those that cannot be judged."""
    rest = [view for view in views if not any(view is each for each in closed)]
    return sorted(rest, key=lambda view: (view.fact is None, view.pair.core_id, view.pair.member_id))


def _row(view: PairView, periods: Sequence[str], exam: dict) -> Row:
    pair, move, scale = view.pair, view.move, scale_of(z_indicator())
    if move is None or view.fact is None:
        why = say("pairs.incomparable" if exam.get("stage") in pair.stages else "lineage.pairs_stage")
        return Row(pair.core, [Number(UNKNOWN)] * 3, [pair.member], [why, say("lineage.used_no")])
    ask = gap_asker(z_indicator().name, exam)
    then = ask(pair.member_id, pair.core_id, *(periods[number] for number in move.before))
    now = ask(pair.member_id, pair.core_id, periods[move.last])
    numbers = [
        Number(scale.text(move.then), then),
        Number(scale.text(move.now), now),
        Number(scale.text(-move.narrowed_by, signed=True), now),
    ]
    state = "lineage.pairs_in" if view.fact.kind in CLOSED else "lineage.pairs_not"
    return Row(pair.core, numbers, [pair.member], [gap_reason(view.fact, move), say(state)])
