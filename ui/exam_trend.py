"""The townships' Z over the years: as lines of which only the chosen ones are named, and as a table that names all."""

from __future__ import annotations

import streamlit as st

from catalog import indicator
from charts import palette
from charts.bands import positions
from charts.numbers import scale_of
from charts.trend import Target, trend_figure
from ui.context import Context
from ui.exam import ExamView, exam_page_title
from ui.lineage_link import asker
from ui.number_table import Number, Row, show_numbers
from ui.pairing import z_indicator
from ui.panel import panel, show_figure, show_source_foot
from ui.sat import SAT_RATE
from ui.text import name_of, say


def show_z_trend(context: Context, view: ExamView) -> None:
    """Only the townships the visitor chooses are coloured and named; a grey line says its name when pointed at. The district
    is the 0 they are measured from. Nothing where no year has a Z."""
    if not any(line.is_known for line in view.lines):
        return
    title = say("exam.z_title")
    scale, ask = scale_of(z_indicator()), asker(z_indicator().name, view.where)
    with panel("z_trend", title, say("exam.z_subtitle")):
        figure = trend_figure(
            view.lines,
            view.labels,
            scale,
            colors=dict(zip(view.highlighted, palette.ACCENTS, strict=False)),
            target=Target(0.0, view.district.name if view.district else say("level.district")),
            unit=say("unit.sd"),
            codes=view.periods,
        )
        show_figure(figure, "z_trend", f"{title}：{exam_page_title(view, positions(view.lines))}", ask)
        with st.expander(say("exam.z_table"), icon=":material/table:"):
            show_numbers(_heads(), _rows(view), title)
        show_source_foot(context, z_indicator(), where=view.where)


def _heads() -> list[str]:
    z = f"{name_of(z_indicator())}（{say('unit.sd')}）"
    return [say("word.township").capitalize(), say("filters.years"), z, name_of(indicator(SAT_RATE))]


def _rows(view: ExamView) -> list[Row]:
    """A row for each township and year, in the register's order, with how many sat; unknown is blank."""
    scale, ask = scale_of(z_indicator()), asker(z_indicator().name, view.where)
    return [
        Row(line.name, [Number("" if value is None else scale.text(value), ask(line.area_id, code))], [label], [sat])
        for line in view.lines
        for value, code, label, sat in zip(line.values, view.periods, view.labels, line.notes, strict=True)
    ]
