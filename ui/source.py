"""Where a number comes from: file, sheet, cell, batch, person, time. What was asked stands in the address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from catalog import dataset, stages
from catalog.model import Indicator, Kind, Level
from catalog.stages import grade_label_zh
from charts.numbers import Scale
from metrics import Source
from metrics.disclosure import PUBLIC
from reports.moments import local_moment
from ui.context import Context, Where
from ui.filters import Choice, pick_one, pick_optional, show_dropped
from ui.lineage_link import Asked, show_number_link
from ui.menu import show_page_link
from ui.selection import period_name, short_label
from ui.style import show_subtitle
from ui.text import language, name_of, say
from ui.view import View, what_of

PLACE, PERIOD, NUMBER = "source", "source_period", "source_of"


@dataclass(frozen=True)
class Number:
    """One kind of number on a page: its indicator, its name there, the places it is shown for as (id, name, lies in), the
    periods and the conditions it was asked with. `code` tells it from others of the same indicator."""

    indicator: Indicator
    words: str
    places: tuple[tuple[str, str, str], ...]
    periods: tuple[str, ...]
    where: Where
    scale: Scale | None = None
    code: str = ""

    @property
    def key(self) -> str:
        """Its name in an address."""
        return self.code or self.indicator.name


def show_view_source(context: Context, view: View) -> None:
    """The expander below a theme page: its townships, the whole, and the schools of the township that is opened."""
    lines = [*([view.whole] if view.whole and view.whole.area_id else []), *view.lines]
    places = [(line.area_id, line.name, line.parent) for line in lines]
    places += opened_schools(context, view.selection.indicator)
    asked = view.selection
    show_source(
        context, [Number(asked.indicator, what_of(asked), tuple(places), asked.periods, asked.where, view.scale)]
    )


def opened_schools(context: Context, indicator: Indicator) -> list[tuple[str, str, str]]:
    """The schools of the township that the page is opened down to, where the indicator reaches schools."""
    township = st.query_params.get("township")
    if not township or Level.SCHOOL not in indicator.levels:
        return []
    return [(each.area_id, each.name, each.township or "") for each in context.schools(township)]


def show_source(context: Context, numbers: Sequence[Number]) -> None:
    """The expander below a page. Nothing is looked up until a place is chosen; a link that names one opens it."""
    numbers = [each for each in numbers if each.periods and each.places]
    if not numbers:
        return
    with st.expander(say("source.title"), icon=":material/find_in_page:", expanded=PLACE in st.query_params):
        st.caption(say("source.subtitle"))
        if context.audience == PUBLIC:
            show_subtitle(say("lineage.public"))
            return
        number, place, period = _pick(numbers)
        show_page_link(context, "definitions", say("definitions.link", name=name_of(number.indicator)), icon=":material/menu_book:", indicator=number.indicator.name)  # fmt: skip
        show_dropped()
        if place:
            name = next(each for area_id, each, _ in number.places if area_id == place)
            words = say("lineage.of", place=name, period=period_name(period), what=number.words)
            show_number_link(context, Asked(number.indicator.name, place, period, number.where), words)


def _pick(numbers: Sequence[Number]) -> tuple[Number, str | None, str]:
    boxes = iter(st.columns(3 if len(numbers) > 1 else 2))
    number = numbers[0]
    if len(numbers) > 1:
        with next(boxes):
            names = Choice({each.key: each.words for each in numbers})
            chosen = pick_one(NUMBER, say("source.what"), names, numbers[0].key)
        number = next(each for each in numbers if each.key == chosen)
    with next(boxes):
        place = pick_optional(PLACE, say("source.place"), Choice(_told_apart(number.places)), hint=say("source.hint"))
    with next(boxes):
        labels = Choice({code: short_label(code) for code in number.periods})
        return number, place, pick_one(PERIOD, say("source.period"), labels, number.periods[-1])


def _told_apart(places: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Ids with names no two of which are the same."""
    listed = {area_id: (name, parent) for area_id, name, parent in places}
    names = [name for name, _ in listed.values()]
    longer = {each: f"{name}（{parent or each}）" if names.count(name) > 1 else name for each, (name, parent) in listed.items()}  # fmt: skip
    shown = list(longer.values())
    return {each: f"{name}（{each}）" if shown.count(name) > 1 else name for each, name in longer.items()}


def cell_rows(cells: Iterable[Source]) -> list[dict[str, object]]:
    """A row per cell: school, column, number, file, sheet, cell, batch, person, time."""
    return [
        {
            say("source.school"): cell.area,
            say("source.column"): name_of(dataset(cell.dataset).column(cell.column)),
            say("source.detail"): _detail(cell),
            say("source.number"): _stated(cell),
            say("source.file"): cell.file,
            say("source.sheet"): cell.sheet,
            say("source.cell"): say("source.rolled_up") if cell.rolled_up else cell.cell,
            say("source.batch"): cell.batch_id,
            say("source.person"): cell.person,
            say("source.at"): local_moment(cell.at),
        }
        for cell in cells
    ]


def _key_text(dataset_name: str, name: str, value: str) -> str:
    if name == "grade":
        return grade_label_zh(int(value))
    labels = dataset(dataset_name).column(name).choices.get(value)
    return labels[0] if labels and language() == "zh" else value


def _detail(cell: Source) -> str:
    """Which of a school's values this is: its period, stage, programme, grade."""
    stage = [name_of(stages.stage(cell.stage))] if cell.stage else []
    keys = [_key_text(cell.dataset, name, str(value)) for name, value in cell.key.items()]
    return " · ".join([short_label(cell.period), *stage, *keys])


def _stated(cell: Source) -> str:
    """The value as it was stated, in the unit of its column; one that was worked out from a mean or a rate says so."""
    column = dataset(cell.dataset).column(cell.column)
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return str(cell.value)
    if column.kind is Kind.RATE:
        # Rates are kept as fractions of one.
        return f"{cell.value * 100:,.6g}%"
    digits = f"{cell.value:,.4f}".rstrip("0").rstrip(".")
    return f"{digits}{f' {column.unit}' if column.unit else ''}{say('source.derived') if cell.derived else ''}"
