"""The columns of a sheet on the correction page: what each means and in which unit its numbers are written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from catalog import dataset
from catalog.model import Role
from etl.drafts import Draft
from etl.extract.units import factor_of
from etl.layouts import IGNORE, PERIOD, ColumnSaid
from ui.context import Context
from ui.corrections import SeenSheet, column_choices, meaning_shown, tell_columns, told
from ui.grid import column_letters
from ui.style import plain
from ui.text import say

_PER_ROW = 3
_UNIT_WIDTH = 96
# Units a column may be said to be written in, as far as they fit what it holds.
UNITS = (
    "人",
    "百人",
    "千人",
    "万人",
    "元",
    "百元",
    "千元",
    "万元",
    "亿元",
    "%",
    "‰",
    "个",
    "册",
    "万册",
    "平方米",
    "万平方米",
)


def show_columns(context: Context, draft: Draft, sheet: SeenSheet, key: str) -> None:
    """The columns that were not understood or were corrected; the others on demand."""
    shown = [at for at, header in enumerate(sheet.headers) if header and sheet.codes[at] != "person"]
    said = told(draft, sheet.name).columns
    first = [at for at in shown if not sheet.codes[at] or column_letters(at) in said]
    if first:
        st.markdown(f"**{say('correct.columns_first')}**")
        _show_first(context, draft, sheet, first, key)
    rest = [at for at in shown if at not in first]
    if rest and st.toggle(say("correct.columns_rest", n=len(rest)), key=f"correct_more_{key}"):
        for place, at in _places(rest):
            with place:
                _pick_column(draft, sheet, at, key, on_change=_tell_columns, args=(context, draft, sheet, [at], key))


def _show_first(context: Context, draft: Draft, sheet: SeenSheet, columns: list[int], key: str) -> None:
    """One column is read again as soon as it is chosen; several wait for a button, so that the file is read once."""
    if len(columns) == 1:
        with _places(columns)[0][0]:
            _pick_column(
                draft, sheet, columns[0], key, on_change=_tell_columns, args=(context, draft, sheet, columns, key)
            )
        return
    with st.form(f"correct_form_{key}", border=False):
        for place, at in _places(columns):
            with place:
                _pick_column(draft, sheet, at, key)
        st.form_submit_button(say("correct.read_columns"), on_click=_tell_columns,
                              args=(context, draft, sheet, columns, key))  # fmt: skip


def _places(columns: list[int]) -> list[tuple[DeltaGenerator, int]]:
    """Each column with its place in rows of boxes."""
    rows = [st.columns(_PER_ROW) for _ in range(0, len(columns), _PER_ROW)]
    return list(zip((place for row in rows for place in row), columns, strict=False))


def _pick_column(draft: Draft, sheet: SeenSheet, at: int, key: str, **then: Any) -> None:
    """The meaning of a column, and beside it the unit of its numbers."""
    now = meaning_shown(sheet, at)
    choices = list(dict.fromkeys([now, *column_choices(dataset(str(sheet.dataset)))]))
    units = units_for(sheet, at)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.session_state[_widget(key, at)] = now
        st.selectbox(plain(f"{column_letters(at)} {sheet.headers[at][:24]}"), choices, key=_widget(key, at), **then)
        if units:
            stated = _unit_said(draft, sheet, at)
            st.session_state[_unit_widget(key, at)] = stated
            st.selectbox(say("correct.column_unit", letter=column_letters(at)), list(dict.fromkeys([*units, *([stated] if stated else [])])), index=None,
                         placeholder=say("correct.by_header"), key=_unit_widget(key, at), width=_UNIT_WIDTH, **then)  # fmt: skip


def units_for(sheet: SeenSheet, at: int) -> tuple[str, ...]:
    """The units a column's numbers may be written in: those that fit it; none for words, nor before it is understood."""
    code = sheet.codes[at]
    column = next((each for each in dataset(str(sheet.dataset)).columns if each.name == code), None)
    if column is None or code in (IGNORE, PERIOD) or column.role not in (Role.STOCK, Role.FLOW):
        return ()
    return tuple(each for each in UNITS if factor_of(each, column) is not None)


def _unit_said(draft: Draft, sheet: SeenSheet, at: int) -> str | None:
    said = told(draft, sheet.name).columns.get(column_letters(at))
    return said.unit if said else None


def _unit_widget(key: str, at: int) -> str:
    return f"correct_column_unit_{key}_{at}"


def _widget(key: str, at: int) -> str:
    return f"correct_column_{key}_{at}"


def _tell_columns(context: Context, draft: Draft, sheet: SeenSheet, columns: list[int], key: str) -> None:
    said = {column_letters(at): each for at in columns if (each := _said_of(draft, sheet, at, key)) is not None}
    if said:
        tell_columns(context, draft, sheet.name, said)


def _said_of(draft: Draft, sheet: SeenSheet, at: int, key: str) -> ColumnSaid | None:
    """What the boxes of a column say beyond what they showed; None when that is nothing."""
    known = told(draft, sheet.name).columns.get(column_letters(at), ColumnSaid())
    chosen = st.session_state[_widget(key, at)]
    if chosen != meaning_shown(sheet, at):
        known = replace(column_choices(dataset(str(sheet.dataset)))[chosen], unit=known.unit)
    if units_for(sheet, at):
        known = replace(known, unit=st.session_state.get(_unit_widget(key, at)))
    return known if known != told(draft, sheet.name).columns.get(column_letters(at), ColumnSaid()) else None
