"""Panels of the overview: the one trend that matters most, the heat table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from catalog.model import Indicator, Unit
from catalog.periods import PeriodKind
from charts.coverage import last_covered
from charts.facts import Fact
from charts.heat import HeatColumn, HeatTable, heat_figure, heat_table
from charts.numbers import scale_of
from charts.series import Line, combined, cut
from charts.trend import trend_figure
from metrics.register import Place
from ui.asking import asked
from ui.beside import beside_asker, beside_marks, beside_of, show_beside, show_beside_of
from ui.context import Context
from ui.explore import show_view_goals, trend_subtitle
from ui.goals import goals_of, missed_words
from ui.lineage_link import Asked, Asker, asker, here
from ui.narrate import unit_word
from ui.number_table import Number, Row, numbers_html
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

# What the cards, the leading trend and the heat table ask of the same rows.
_SAME_ROWS = (("pupils", "large_class_share", "pupil_teacher_ratio"), ("aid_amount", "aid_recipients", "aid_per_head"))


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


def foresee(context: Context, years: Sequence[str], where: dict[str, str]) -> None:
    """Say what the overview will ask together."""
    for names in _SAME_ROWS:
        periods = pair_periods(context, context.indicator(names[0]), years)
        context.will_ask(names, periods, where)


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
    beside = beside_of(context, selection)
    with panel(
        "leading",
        say("trend.title", what=what_of(selection), places=selection.places),
        trend_subtitle(view),
    ):
        figure = trend_figure(view.lines, view.labels, view.scale, partial=view.partial, district=view.drawn_whole,
                              colors=view.colors, target=target_of(selection.indicator, selection.stage), unit=view.unit,
                              goals=view.drawn_goals, beside=beside_marks(view, beside), codes=selection.periods)  # fmt: skip
        ask = beside_asker(asker(selection.indicator.name, selection.where), beside)
        show_figure(figure, "leading", page_title(view), ask)
        show_view_goals(context, view)
        show_beside(context, view, beside)
        show_source_foot(context, selection.indicator)


def show_heat(context: Context, scene: Scene) -> None:
    """The heat table; a click on a number opens its page with the place highlighted."""
    places = [
        each for each in context.areas(scene.level) if not scene.district or each.district_id == scene.district.area_id
    ]
    columns = context.kept("heat", heat_columns, scene, language())
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
        ask = _asker_of(scene, columns)
        show_figure(heat_figure(table), "heat", say("overview.heat_title", places=scene.places), ask)
        with st.expander(say("overview.heat_table"), icon=":material/table:"):
            st.html(heat_table_html(table, ask))
        show_beside_of(context, _HEAT, scene.years)
        if table.left_out:
            show_subtitle(say("overview.heat_left_out", n=table.left_out, places=scene.places))


def heat_table_html(table: HeatTable, ask: Asker) -> str:
    """The heat table as a plain table: no colours, every number a link with its row and column named for whoever hears
    it. `ask` gives the number behind (area id, indicator)."""
    rows = [
        Row(
            name,
            [
                Number(text.replace("\n", " "), ask(area_id, column.key))
                for column, text in zip(table.columns, texts, strict=True)
            ],
        )
        for area_id, name, texts in zip(table.area_ids, table.names, table.texts, strict=True)
    ]
    heads = ["", *(each.heading.replace("\n", " ") for each in table.columns)]
    return numbers_html(heads, rows, say("overview.heat_table"), here())


def _asker_of(scene: Scene, columns: Sequence[HeatColumn]) -> Asker:
    """What a cell of the heat table asks about: the indicator of its column, in the period the column is of."""
    known = {column.key: column.period for column in columns}

    def ask(area_id: str, name: str) -> Asked | None:
        stage = next((stage for each, stage in _HEAT if each == name and stage != "all"), None)
        return (
            Asked(name, area_id, known[name], scene.where | ({"stage": stage} if stage else {}))
            if name in known
            else None
        )

    return ask


def heat_columns(context: Context, scene: Scene, _language: str) -> list[HeatColumn]:
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
        period,
    )


def _chance(indicator: Indicator, lines: Sequence[Line], middle: float | None) -> dict[str, float]:
    """One standard error of a share of each place's base: so far from the whole a place may lie by chance."""
    of_people = indicator.unit is Unit.PERCENT and indicator.function != "reported"
    if not of_people or middle is None or not 0 <= middle <= 1:
        return {}
    bases = {line.area_id: line.bases[-1] for line in lines if line.bases and line.bases[-1]}
    return {area_id: (middle * (1 - middle) / base) ** 0.5 for area_id, base in bases.items() if base}


def quiet_title(fact: Fact | None) -> bool:
    """Whether nothing worsens lastingly."""
    return fact is None or not (fact.kind.startswith("lasting") and fact.tone == "worse")
