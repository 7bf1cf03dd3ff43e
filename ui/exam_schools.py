"""One township's schools on the exam page beyond their positions: their ranks where those are switched on, one school's scores."""

from __future__ import annotations

from catalog import indicator as declared
from charts.numbers import is_unknown, scale_of
from charts.series import lines_of
from metrics.disclosure import ACTING
from metrics.ledger import Paper, school_bins
from metrics.ranks import school_ranks
from ui.context import Context
from ui.exam import ExamView, cuts_of, show_distribution
from ui.filters import Choice, pick_optional
from ui.lineage_bins import band_asker
from ui.lineage_link import asker
from ui.number_table import Number, Row, show_numbers
from ui.panel import panel, show_source_foot
from ui.sat import SAT_RATE, sat_lines, sat_text
from ui.school_exams import may_order_schools
from ui.selection import period_name
from ui.style import show_subtitle
from ui.text import name_of, say


def show_school_ranks(context: Context, view: ExamView, township: str) -> None:
    """r of N by the mean of the last paper, beside the share who sat; only for whom the setting lets see it, and in no file."""
    mean = declared("exam_mean")
    if not may_order_schools(context, mean) or context.audience != ACTING or context.unnamed or not view.periods:
        return
    period = view.periods[-1]
    ranks = school_ranks(context.reader, mean.name, period, view.where)
    mine = {each.area_id for each in context.schools(township)}
    ranks = ranks[ranks["area_id"].isin(mine)].sort_values("area_id")
    if ranks.empty:
        return
    sat, scale = sat_lines(context, "school", [period], view.where), scale_of(mean)
    heads = [say("filters.school"), say("exam.rank"), name_of(mean), name_of(declared(SAT_RATE))]
    title = say("exam.ranks_title", period=period_name(period))
    columns = (ranks[name].tolist() for name in ("area_id", "area", "rank", "of", "value"))
    ask, ask_sat = asker(mean.name, view.where), asker(SAT_RATE, view.where)
    rows = [
        Row(
            area,
            [
                Number(scale.text(value), ask(area_id, period)),
                Number(sat_text(sat.get(area_id), 0), ask_sat(area_id, period)),
            ],
            [rank_text(rank, of)],
        )
        for area_id, area, rank, of, value in zip(*columns, strict=True)
    ]
    with panel("exam_ranks", title, say("exam.ranks_subtitle")):
        show_numbers(heads, rows, title)
        show_source_foot(context, mean, say("exam.ranks_internal"), where=view.where)


def rank_text(rank: float, of: float) -> str:
    """3/34; a school with too few pupils, or without a mean, has none."""
    return say("exam.rank_none") if is_unknown(rank) else f"{int(rank)}/{int(of)}"


def show_school_bins(context: Context, view: ExamView, township: str) -> None:
    """The scores of one school, where its pupils' sheet was rolled up."""
    sat = context.values("exam_mean", "school", view.periods[-1:], {**view.where, "township": township})
    schools = {line.area_id: line.name for line in lines_of(sat, view.periods[-1:])}
    if not schools:
        return
    with panel("school_bins", say("exam.school_bins_title"), say("exam.school_bins_subtitle")):
        school = pick_optional("school", say("filters.school"), Choice(schools), hint=say("exam.school_hint"))
        if school is None:
            return
        paper = view.paper
        seen = context.audience == ACTING and context.may_see(school)
        bins = context.kept("school_bins", _bins, paper, school) if seen else {}
        if not bins or not paper.full_mark:
            show_subtitle(say("exam.school_bins_none"))
            return
        ask = band_asker(paper, school=school)
        show_distribution(context, bins, cuts_of(context, paper), "school_bins", schools[school], ask)


def _bins(context: Context, paper: Paper, school: str) -> dict[float, int]:
    return school_bins(context.reader, paper, school)
