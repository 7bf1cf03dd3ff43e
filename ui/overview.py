"""Panels of the overview: the one trend that matters most, the heat table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

import streamlit as st

from catalog import indicator as declared
from catalog.model import Indicator, Unit
from catalog.periods import PeriodKind
from charts.coverage import last_covered
from charts.facts import Fact
from charts.heat import HeatColumn, HeatTable, heat_figure, heat_table
from charts.layout import CONFIG
from charts.numbers import scale_of
from charts.series import Line, combined, cut
from charts.trend import trend_figure
from metrics.register import Place
from ui.asking import asked
from ui.context import Context
from ui.explore import show_view_goals, trend_subtitle
from ui.figures import checked
from ui.goals import goals_of, missed_words
from ui.menu import conditions
from ui.narrate import unit_word
from ui.pairing import pair_periods
from ui.panel import panel, show_figure, show_source_foot
from ui.place_notes import no_more
from ui.selection import Selection, period_name, short_label, target_of, unique_names
from ui.style import show_subtitle
from ui.text import language, name_of, say
from ui.view import View, page_title, view_of, what_of

# What the overview leads with, in order: the first of these that worsens lastingly somewhere, else the first with data.
_LEADING = (("dropout_rate", "all"), ("retention_rate", "junior"), ("large_class_share", "all"), ("pupils", "all"))
_HEAT = (
    ("retention_rate", "junior"), ("dropout_open", "all"), ("dropout_rate", "all"), ("large_class_share", "all"),
    ("pupil_teacher_ratio", "all"), ("aid_per_head", "all"), ("report_rate", "all"),
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """What the overview is about: school years, the district (None: all of several), the level compared."""

    years: tuple[str, ...]
    district: Place | None
    level: str
    several: bool

    @property
    def where(self) -> dict[str, str]:
        """The condition on the district, where there are several: the same question as everywhere else when there is one."""
        return {"district": self.district.area_id} if self.district and self.several else {}

    @property
    def places(self) -> str:
        """The word for what is compared."""
        return say(f"word.{self.level}")


def leading_view(context: Context, scene: Scene) -> View | None:
    """The view the overview leads with; None when none of its indicators has data."""
    views = [
        view
        for name, stage in _LEADING
        if (view := _view(context, scene, context.indicator(name, stage), stage)) is not None
    ]
    worsening = (view for view in views if view.fact.kind.startswith("lasting") and view.fact.tone == "worse")
    return next(worsening, views[0] if views else None)


def _view(context: Context, scene: Scene, indicator: Indicator, stage: str) -> View | None:
    periods = pair_periods(context, indicator, scene.years)
    if not periods:
        return None
    where = scene.where | ({} if stage == "all" else {"stage": stage})
    labels = tuple(short_label(code) for code in periods)
    selection = Selection(
        indicator, PeriodKind.SCHOOL_YEAR, periods, where, scene.level, scene.district, (), stage, labels
    )
    view = view_of(context, selection)
    return view if view.lines else None


def show_leading(context: Context, view: View) -> None:
    """The panel of the leading trend; one period has none."""
    selection = view.selection
    if len(selection.periods) < 2:
        return
    with panel(
        "leading",
        say("trend.title", what=what_of(selection), places=selection.places),
        trend_subtitle(view),
    ):
        figure = trend_figure(view.lines, view.labels, view.scale, partial=view.partial, district=view.drawn_whole,
                              colors=view.colors, target=target_of(selection.indicator, selection.stage), unit=view.unit,
                              goals=view.drawn_goals)  # fmt: skip
        show_figure(figure, "leading", page_title(view))
        show_view_goals(view)
        show_source_foot(context, selection.indicator)


def show_heat(context: Context, scene: Scene) -> None:
    """The heat table; a click on a number opens its page with the place highlighted."""
    places = [
        each for each in context.areas(scene.level) if not scene.district or each.district_id == scene.district.area_id
    ]
    columns = context.kept("heat", _columns, scene, language())
    if len(columns) < 2 or len(places) < 2:
        return
    gone = no_more(context)
    told = {area_id for column in columns for area_id in column.values}
    places = [each for each in places if each.area_id in told or each.area_id not in gone]
    table = heat_table(list(unique_names(places).items()), columns)
    with panel(
        "heat",
        say("overview.heat_title", places=scene.places),
        say("overview.heat_subtitle", period=period_name(scene.years[-1])),
    ):
        st.plotly_chart(checked(heat_figure(table)), key="figure_heat", theme=None, config=CONFIG, width="stretch", on_select=open_cell_of(context, table, scene),
                        selection_mode="points", alt=say("overview.heat_title", places=scene.places))  # fmt: skip
        with st.expander(say("overview.heat_table"), icon=":material/table:"):
            st.html(heat_table_html(table, _links(context, scene.level)))
        if table.left_out:
            show_subtitle(say("overview.heat_left_out", n=table.left_out, places=scene.places))


def heat_table_html(table: HeatTable, link: Callable[[str, str], str]) -> str:
    """The heat table as a plain table: no colours, every number a link with its row and column named for whoever hears
    it. `link` gives the address behind (area id, indicator)."""
    heads = "".join(f'<th scope="col">{escape(each.heading)}</th>' for each in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(
            f'<td class="number"><a href="{escape(link(area_id, column.key))}" target="_self">{escape(text)}</a></td>'
            if text
            else "<td>—</td>"
            for column, text in zip(table.columns, texts, strict=True)
        )
        + "</tr>"
        for area_id, name, texts in zip(table.area_ids, table.names, table.texts, strict=True)
    )
    title = escape(say("overview.heat_table"))
    return (
        f'<div class="zh-plain" tabindex="0" role="region" aria-label="{title}"><table><caption>{title}</caption>'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _columns(context: Context, scene: Scene, _language: str) -> list[HeatColumn]:
    """The columns that have data, with their headings in the visitor's language. Kept whole: their numbers are small,
    and the values they come from are not."""
    found = (_column(context, scene, context.indicator(name, stage), stage) for name, stage in _HEAT)
    return [column for column in found if column is not None]


def _column(context: Context, scene: Scene, indicator: Indicator, stage: str) -> HeatColumn | None:
    where = scene.where | ({} if stage == "all" else {"stage": stage})
    lines = asked(context, indicator, scene.level, scene.years, where)
    sums = asked(context, indicator, "district", scene.years, where)
    end = last_covered(sums or lines, indicator)
    lines, sums = ([cut(line, slice(0, end + 1)) for line in each] for each in (lines, sums))
    known = {line.area_id: line.last for line in lines if line.last is not None}
    if not known:
        return None
    whole = combined(sums, indicator, "")
    period = pair_periods(context, indicator, scene.years)[end]
    scale = scale_of(indicator, known.values())
    heading = f"{'' if stage == 'all' else say(f'stage.{stage}')}{name_of(indicator)}\n{unit_word(scale)}{'' if period == scene.years[-1] else ' ' + short_label(period)}"
    middle = (
        whole.last if whole and indicator.denominator is not None else 0.0 if indicator.function == "open" else None
    )
    silent = frozenset(line.area_id for line in lines if line.missing and line.missing[-1])
    return HeatColumn(
        indicator.name,
        heading,
        scale,
        indicator.direction,
        middle,
        dict(known),
        _chance(indicator, lines, middle),
        silent,
        missed_words(goals_of(context, indicator.name, stage), period),
    )


def _chance(indicator: Indicator, lines: Sequence[Line], middle: float | None) -> dict[str, float]:
    """One standard error of a share of each place's base: so far from the whole a place may lie by chance."""
    of_people = indicator.unit is Unit.PERCENT and indicator.function != "reported"
    if not of_people or middle is None or not 0 <= middle <= 1:
        return {}
    bases = {line.area_id: line.bases[-1] for line in lines if line.bases and line.bases[-1]}
    return {area_id: (middle * (1 - middle) / base) ** 0.5 for area_id, base in bases.items() if base}


def open_cell_of(context: Context, table: HeatTable, scene: Scene):
    """What a click on a cell does: remember which page to open; `show_opened` goes there."""

    def remember() -> None:
        points = st.session_state["figure_heat"]["selection"]["points"]
        if points and points[0].get("customdata"):
            st.session_state["opened_cell"] = tuple(points[0]["customdata"])

    return remember


def go_to_opened(context: Context, level: str) -> None:
    """Open the page of the cell that was clicked, with its place and indicator chosen."""
    cell = st.session_state.pop("opened_cell", None)
    if cell is None:
        return
    st.switch_page(context.targets[declared(cell[1]).theme], query_params=_behind(cell[0], cell[1], level))


def _behind(area_id: str, name: str, level: str) -> dict[str, str]:
    """The conditions of the page behind a cell: its indicator, with its place highlighted."""
    stage = next((stage for each, stage in _HEAT if each == name and stage != "all"), None)
    places = {"townships": area_id, "township": area_id} if level == "township" else {"district": area_id}
    return conditions(indicator=name, stage=stage, grain=None, school=None, **places)


def _links(context: Context, level: str) -> Callable[[str, str], str]:
    """The address behind a cell, relative to the overview's own."""

    def link(area_id: str, name: str) -> str:
        theme = declared(name).theme
        return f"{theme}?{urlencode(_behind(area_id, name, level))}" if theme in context.targets else "#"

    return link


def quiet_title(fact: Fact | None) -> bool:
    """Whether nothing worsens lastingly."""
    return fact is None or not (fact.kind.startswith("lasting") and fact.tone == "worse")
