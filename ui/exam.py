"""Panels of the exam page. Townships stand in the register's order; schools are shown to those who must act on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from access import Role, may
from catalog import indicator as declared
from catalog.exam_names import exam_kind
from catalog.periods import parse_period, school_year_of
from charts.bands import Position, bands_figure, positions
from charts.bars import band_width, histogram_figure
from charts.numbers import Scale, scale_of
from charts.series import Line, lines_of
from metrics.ledger import Paper
from metrics.register import Place
from ui.context import Context
from ui.filters import pick_optional
from ui.lineage_bins import band_asker
from ui.lineage_link import Asker, asker
from ui.menu import show_page_link
from ui.number_table import Number as Shown
from ui.number_table import Row, show_numbers
from ui.pairing import exam_name, exam_where, z_indicator
from ui.panel import panel, show_figure
from ui.sat import SAT_RATE, beside_sat, sat_lines
from ui.school_exams import may_see_schools, schools_gate
from ui.selection import period_name, short_label, townships_choice
from ui.settings_link import setting_words, show_setting_link
from ui.source import Number, opened_schools, show_source
from ui.style import show_foot, show_subtitle
from ui.text import name_of, say

_MARKS = {"exam.low": "exam_low_below", "exam.pass": "exam_pass_at", "exam.excellent": "exam_excellent_at"}
_WITHIN_PAPER = (
    "exam_mean",
    "exam_score_rate",
    "exam_pass_rate",
    "exam_excellent_rate",
    "exam_low_rate",
    "exam_sat_rate",
)


@dataclass(frozen=True)
class ExamView:
    """One kind of exam in one subject: its school years, the last paper, the townships' Z in the register's order."""

    paper: Paper
    periods: tuple[str, ...]
    where: dict
    district: Place | None
    highlighted: tuple[str, ...]
    lines: list[Line]

    @property
    def last_where(self) -> dict:
        """The conditions of the last period's paper alone."""
        return self.where

    @property
    def labels(self) -> list[str]:
        """The school years as they stand on an axis."""
        return [short_label(code) for code in self.periods]


def exam_view(
    context: Context, paper: Paper, periods: tuple[str, ...], district: Place | None, highlighted: tuple[str, ...]
) -> ExamView:
    """Ask for the Z of every township over the years."""
    where = exam_where(context, paper.stage, paper.grade, exam_kind(paper.exam), paper.subject)
    if district is not None and len(context.areas("district")) > 1:
        where["district"] = district.area_id
    lines = lines_of(context.values("exam_z", "township", periods, where), periods) if periods else []
    order = {each.area_id: number for number, each in enumerate(context.areas("township"))}
    lines.sort(key=lambda line: order.get(line.area_id, len(order)))
    lines = beside_sat(lines, sat_lines(context, "township", periods, where))
    return ExamView(_last_paper(context, paper, periods), periods, where, district, highlighted, lines)


def _last_paper(context: Context, paper: Paper, periods: Sequence[str]) -> Paper:
    """The paper of the same kind that was sat in the last of the periods looked at: not always the latest there is."""
    same = (paper.stage, paper.grade, paper.subject, exam_kind(paper.exam))
    alike = [
        each
        for each in context.papers()
        if (each.stage, each.grade, each.subject, exam_kind(each.exam)) == same
        and school_year_of(parse_period(each.period).start) in periods[-1:]
    ]
    return alike[-1] if alike else paper


def exam_page_title(view: ExamView, found: Sequence[Position]) -> str:
    """How many townships lie near, below and above the district: counts, never a name."""
    names = {"exam": exam_name(view.paper), "subject": view.paper.subject}
    if not found:
        return say("exam.title_unknown", **names)
    sides = [each.side for each in found]
    return say(
        "exam.title",
        **names,
        all=len(found),
        places=say("word.township"),
        near=sides.count(0),
        below=sides.count(-1),
        above=sides.count(1),
    )


def show_no_spread(context: Context, view: ExamView) -> None:
    """Why the last paper has no Z, and what to report so that it has one."""
    sat, lacking = context.without_spread(view.paper)
    if not lacking:
        return
    key = "exam.no_spread_all" if len(lacking) == sat else "exam.no_spread_some"
    with panel("no_spread", say(key, period=period_name(view.periods[-1]), n=len(lacking), all=sat)):
        st.markdown(say("exam.no_spread_why"))
        st.markdown(say("exam.no_spread_do"))
        mine = [name for name, township in lacking if context.scope is None or township in context.scope]
        if mine and len(lacking) < sat and context.visitor.role >= Role.CLERK:
            names = say("join.and").join(mine[:10]) + ("…" if len(mine) > 10 else "")
            show_subtitle(say("exam.no_spread_schools", names=names))
        if may(context.visitor, "upload"):
            show_page_link(context, "upload", say("empty.upload_more"), icon=":material/upload_file:")


def show_bands(view: ExamView, found: Sequence[Position]) -> None:
    """The townships' Z at the last period with its interval."""
    if not found:
        return
    within = sum(each.side == 0 for each in found)
    title = say("exam.bands_title", period=period_name(view.periods[-1]), n=within, all=len(found))
    with panel("bands", title, say("exam.bands_subtitle")):
        figure = bands_figure(found[:60], scale_of(z_indicator()), unit=say("unit.sd"), code=view.periods[-1])
        show_figure(figure, "bands", title, asker(z_indicator().name, view.where))


def show_paper(context: Context, view: ExamView) -> None:
    """Mean and rates of the last paper beside the share who sat, the district first."""
    order = [each.area_id for level in ("district", "township") for each in context.areas(level)]
    title = say("exam.paper_title", period=period_name(view.periods[-1]))
    with panel("paper", title, say("exam.paper_subtitle")):
        show_numbers(*_paper_table(context, view, ("district", "township"), view.where, order), title)


def _paper_table(
    context: Context, view: ExamView, levels: Sequence[str], where: dict, order: Sequence[str]
) -> tuple[list[str], list[Row]]:
    """Heads and rows of the last paper of these places in the order given, never sorted by a result."""
    period = view.periods[-1:]
    columns: dict[str, dict[str, Shown]] = {}
    names: dict[str, str] = {}
    for name in _WITHIN_PAPER:
        indicator, ask = declared(name), asker(name, view.where)
        lines = [line for level in levels for line in lines_of(context.values(name, level, period, where), period)]
        scale = scale_of(indicator)
        names |= {line.area_id: line.name for line in lines}
        columns[f"{name_of(indicator)}（{say(scale.unit_key)}）"] = {
            line.area_id: Shown(_shown(name, line, scale), ask(line.area_id, period[0])) for line in lines
        }
    head = say("filters.school") if levels == ("school",) else say("word.township").capitalize()
    rows = [
        Row(names[each], [cells.get(each, Shown("")) for cells in columns.values()]) for each in order if each in names
    ]
    return [head, *columns], rows


def _shown(name: str, line: Line, scale: Scale) -> str:
    """A number of the table; of the sat rate with both of its sides."""
    if line.last is None:
        return ""
    sides = f"（{line.numerators[-1] or 0:,.0f}/{line.bases[-1] or 0:,.0f}）" if name == SAT_RATE else ""
    return f"{scale.text(line.last)}{sides}"


def show_bins(context: Context, view: ExamView) -> None:
    """The distribution of the last paper, where pupils' sheets were rolled up; nothing otherwise."""
    bins = context.score_bins(view.paper, view.highlighted or None)
    if not bins or not view.paper.full_mark:
        return
    cuts = cuts_of(context, view.paper)
    names = [each.name for each in context.areas("township") if each.area_id in view.highlighted]
    where = say("join.and").join(names) or (view.district.name if view.district else say("word.together"))
    with panel("bins", say("exam.bins_title", period=period_name(view.paper.period), subject=view.paper.subject),
               say("exam.bins_subtitle", where=where, n=f"{sum(bins.values()):,}")):  # fmt: skip
        show_distribution(context, bins, cuts, "bins", view.paper.subject, band_asker(view.paper, view.highlighted))


def show_distribution(context: Context, bins: Mapping[float, int], cuts: Mapping[str, float], key: str, alt: str, ask: Asker) -> None:  # fmt: skip
    """The bars, the same as a table whose numbers lead to their sources, and the way to the marks in force."""
    show_figure(histogram_figure(bins, cuts, {"pupils": say("exam.pupils")}), key, alt, ask)
    width = band_width(bins)
    with st.expander(say("exam.bins_table"), icon=":material/table:"):
        rows = [
            Row(f"{lower:g}–{lower + width:g}", [Shown(f"{bins[lower]:,}", ask(f"{lower:g}", f"{lower + width:g}"))])
            for lower in sorted(bins)
        ]
        show_numbers([say("exam.band"), say("lineage.band_pupils")], rows, say("exam.bins_table"))
        for name in _MARKS.values():
            each = context.settings.of(name)
            show_setting_link(context, each, setting_words(each), "exam_pass_rate")


def cuts_of(context: Context, paper: Paper) -> dict[str, float]:
    """The scores at which low ends, and pass and excellent begin, by the marks in force."""
    full = paper.full_mark or 0.0
    return {say(key): context.settings.number(name) * full for key, name in _MARKS.items()}


def show_exam_schools(context: Context, view: ExamView) -> None:
    """The schools of one township: Z with interval, in the register's order; for clerks and administrators."""
    with panel("exam_schools", say("drill.title"), say("exam.schools_subtitle")):
        if not may_see_schools(context, z_indicator()):
            show_subtitle(schools_gate(context))
            return
        township = pick_optional(
            "township", say("filters.township_one"), townships_choice(context, view.district), hint=say("drill.hint")
        )
        if township is None:
            return
        where = {**view.where, "township": township}
        lines = lines_of(context.values("exam_z", "school", view.periods, where), view.periods)
        lines = beside_sat(lines, sat_lines(context, "school", view.periods, where))
        found = positions(sorted(lines, key=lambda line: line.area_id))
        if found:
            figure = bands_figure(found, scale_of(z_indicator()), unit=say("unit.sd"), code=view.periods[-1])
            show_figure(figure, "exam_schools", say("drill.title"), asker(z_indicator().name, view.where))
            return
        schools = [each.area_id for each in context.schools(township)]
        heads, rows = _paper_table(context, view, ("school",), where, schools)
        if not rows:
            st.info(say("empty.nothing_here", name=exam_name(view.paper)))
            return
        show_numbers(heads, rows, say("drill.title"))


def show_exam_source(context: Context, view: ExamView) -> None:
    """Where the page's numbers come from: the Z of townships and opened schools, mean and rates of each paper."""
    townships = [(line.area_id, line.name, line.parent) for line in view.lines]
    districts = [(each.area_id, each.name, "") for each in context.areas("district") if view.district in (None, each)]
    asked = (view.periods, view.where)
    z = z_indicator()
    numbers = [Number(z, name_of(z), (*townships, *opened_schools(context, z)), *asked)]
    numbers += [
        Number(declared(name), name_of(declared(name)), (*districts, *townships), *asked) for name in _WITHIN_PAPER
    ]
    show_source(context, numbers)


def show_exam_caution() -> None:
    """What results are for and what they are not."""
    show_foot(say("exam.caution"))
