"""What was misread is put right in place: header rows, dataset, period, unit and the meaning of each column of a sheet.
Each change reads the file again at once; 确认并记住 keeps it for the next file of the kind."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from catalog import dataset
from catalog.model import Kind
from catalog.periods import label_zh
from etl.drafts import Draft
from etl.layout_memory import listed
from etl.layouts import SheetLayout
from ui.context import Context
from ui.correct_columns import show_columns
from ui.corrections import (
    SeenSheet,
    dataset_names,
    forget,
    may_remember,
    period_of,
    read_again,
    remember,
    rows_of,
    tell,
    tell_dataset,
    told,
)
from ui.data_style import show_notice
from ui.style import plain
from ui.text import say

UNITS = ("元", "百元", "千元", "万元", "亿元")
_WHOLE_PER_ROW = 3
_DEEPEST_HEADER, _LAST_HEADER_ROW = 4, 15
_SAID = "correction_refused"
# Findings that a correction answers.
_ABOUT_LAYOUT = frozenset({
    "nothing_recognised", "sheet_not_recognised", "layout_incomplete", "correction_unusable", "period_unknown", "term_unclear",
    "period_kind_wrong", "period_cell_unreadable", "measure_unknown", "unit_unknown", "column_twice_differs",
    "given_without_base", "main_number_not_read",
})  # fmt: skip


def show_corrections(context: Context, draft: Draft, sheet: SeenSheet) -> None:
    """The controls of one sheet; nothing when its file is not kept, for then nothing can be read again."""
    if draft.upload is None:
        return
    key = f"{draft.id}_{sheet.name}"
    # A sheet that is not understood yet is the dataset it was said to be.
    sheet = replace(sheet, dataset=sheet.dataset or told(draft, sheet.name).dataset)
    with st.expander(say("correct.title"), expanded=_asks_for_it(draft, sheet), icon=":material/edit_note:"):
        st.caption(say("correct.hint"))
        for reason in st.session_state.pop(_SAID, []):
            show_notice(reason, "worse")
        _show_whole(context, draft, sheet, key)
        if sheet.dataset and sheet.headers and not told(draft, sheet.name).skip:
            show_columns(context, draft, sheet, key)
        _show_ending(context, draft, sheet, key)


def _asks_for_it(draft: Draft, sheet: SeenSheet) -> bool:
    if sheet.name in draft.options.sheets or not sheet.codes or not sheet.dataset:
        return True
    own = {each.code for each in draft.findings if each.sheet in (sheet.name, "") and each.level != "info"}
    return bool(own & _ABOUT_LAYOUT)


def _show_whole(context: Context, draft: Draft, sheet: SeenSheet, key: str) -> None:
    """What holds for the whole sheet, in two rows: wide enough for the longest name of a dataset or period."""
    said = told(draft, sheet.name)
    boxes = [_pick_dataset, _type_period, _pick_header, _type_rows, *([_pick_unit] if has_money(sheet) else [])]
    for first in range(0, len(boxes), _WHOLE_PER_ROW):
        for place, box in zip(st.columns(_WHOLE_PER_ROW), boxes[first : first + _WHOLE_PER_ROW], strict=False):
            with place:
                box(context, draft, sheet, key)
    skip = f"correct_skip_{key}"
    st.session_state[skip] = said.skip
    st.checkbox(say("correct.skip"), key=skip, on_change=_tell_skip, args=(context, draft, sheet.name, skip))


def has_money(sheet: SeenSheet) -> bool:
    """Whether the sheet's dataset has amounts of money."""
    return bool(sheet.dataset) and any(each.kind is Kind.MONEY for each in dataset(str(sheet.dataset)).columns)


def _pick_dataset(context: Context, draft: Draft, sheet: SeenSheet, key: str) -> None:
    names = dataset_names()
    name, widget = told(draft, sheet.name).dataset or sheet.dataset, f"correct_dataset_{key}"
    st.session_state[widget] = next((shown for shown, each in names.items() if each == name), None)
    st.selectbox(say("upload.dataset"), list(names), index=None, placeholder=say("correct.choose"), key=widget,
                 on_change=_tell_dataset, args=(context, draft, sheet.name, widget, name))  # fmt: skip


def _tell_dataset(context: Context, draft: Draft, sheet: str, widget: str, shown: str | None) -> None:
    # Here and below: a box that leaves the page may report itself as changed. What it showed is nothing new to say.
    name = dataset_names().get(st.session_state[widget] or "")
    if name and name != shown:
        tell_dataset(context, draft, sheet, name)


def _header_choices() -> dict[str, tuple[int, int]]:
    spans = [(first, first + more) for first in range(1, _LAST_HEADER_ROW + 1) for more in range(_DEEPEST_HEADER)]
    return {_rows_text(span): span for span in spans}


def _rows_text(rows: tuple[int, int]) -> str:
    return say("correct.row", row=rows[0]) if rows[0] == rows[1] else say("correct.rows", first=rows[0], last=rows[1])


def _pick_header(context: Context, draft: Draft, sheet: SeenSheet, key: str) -> None:
    choices = list(_header_choices())
    rows = sheet.header_rows
    shown = _rows_text((rows[0], rows[-1])) if rows else None
    widget = f"correct_header_{key}"
    st.session_state[widget] = shown
    st.selectbox(say("correct.header"), list(dict.fromkeys([*choices, *([shown] if shown else [])])), index=None,
                 placeholder=say("correct.choose"), key=widget, on_change=_tell_header,
                 args=(context, draft, sheet.name, widget, shown))  # fmt: skip


def _tell_header(context: Context, draft: Draft, sheet: str, widget: str, shown: str | None) -> None:
    chosen = st.session_state[widget]
    rows = _header_choices().get(chosen or "")
    if rows and chosen != shown:
        tell(context, draft, sheet, replace(told(draft, sheet), header=rows))


def _type_period(context: Context, draft: Draft, sheet: SeenSheet, key: str) -> None:
    known = told(draft, sheet.name).period or (sheet.periods[0] if len(sheet.periods) == 1 else "")
    widget = f"correct_period_{key}"
    st.session_state[widget] = known
    several = say("correct.several_periods") if len(sheet.periods) > 1 else say("upload.period_hint")
    st.text_input(say("upload.period"), key=widget, placeholder=several, help=label_zh(known) if known else None,
                  on_change=_tell_period, args=(context, draft, sheet, widget, known))  # fmt: skip


def _tell_period(context: Context, draft: Draft, sheet: SeenSheet, widget: str, shown: str) -> None:
    text = st.session_state[widget].strip()
    if text == shown:
        return
    code = period_of(text, dataset(sheet.dataset) if sheet.dataset else None)
    if text and code is None:
        st.session_state[_SAID] = [say("correct.no_period", text=text)]
    else:
        tell(context, draft, sheet.name, replace(told(draft, sheet.name), period=code))


def _type_rows(context: Context, draft: Draft, sheet: SeenSheet, key: str) -> None:
    first, last = told(draft, sheet.name).rows
    widget = f"correct_rows_{key}"
    st.session_state[widget] = f"{first or ''}-{last or ''}" if first or last else ""
    st.text_input(say("correct.data_rows"), key=widget, placeholder=say("correct.data_rows_hint"),
                  on_change=_tell_rows, args=(context, draft, sheet.name, widget))  # fmt: skip


def _tell_rows(context: Context, draft: Draft, sheet: str, widget: str) -> None:
    rows = rows_of(st.session_state[widget])
    if rows is None:
        st.session_state[_SAID] = [say("correct.no_rows", text=st.session_state[widget])]
    elif rows != told(draft, sheet).rows:
        tell(context, draft, sheet, replace(told(draft, sheet), rows=rows))


def _pick_unit(context: Context, draft: Draft, sheet: SeenSheet, key: str) -> None:
    widget = f"correct_unit_{key}"
    stated = told(draft, sheet.name).unit or sheet.unit
    st.session_state[widget] = stated or None
    st.selectbox(say("correct.unit"), list(dict.fromkeys([*UNITS, *([stated] if stated else [])])), index=None,
                 placeholder=say("correct.by_header"), key=widget, help=say("correct.unit_help"), on_change=_tell_unit,
                 args=(context, draft, sheet.name, widget, stated))  # fmt: skip


def _tell_unit(context: Context, draft: Draft, sheet: str, widget: str, shown: str) -> None:
    if (st.session_state[widget] or "") != shown:
        tell(context, draft, sheet, replace(told(draft, sheet), unit=st.session_state[widget]))


def _tell_skip(context: Context, draft: Draft, sheet: str, widget: str) -> None:
    if bool(st.session_state[widget]) != told(draft, sheet).skip:
        tell(context, draft, sheet, replace(told(draft, sheet), skip=bool(st.session_state[widget])))


def _show_ending(context: Context, draft: Draft, sheet: SeenSheet, key: str) -> None:
    """Remember it, take it back, or say by what it was read."""
    said = told(draft, sheet.name)
    kept = {each.fingerprint: each for each in listed(context.store)}
    if sheet.recalled in kept:
        each = kept[sheet.recalled]
        st.caption(say("correct.recalled", person=plain(each.person), day=f"{each.at:%Y-%m-%d}", name=plain(each.name)))
    with st.container(horizontal=True, vertical_alignment="center"):
        if _may_be_kept(context, sheet, said):
            done = _is_kept(kept.get(sheet.fingerprint), said)
            st.button(say("correct.remembered") if done else say("correct.remember"), key=f"correct_keep_{key}",
                      icon=":material/bookmark_added:" if done else ":material/bookmark_add:", disabled=done,
                      type="primary", help=say("correct.remember_help"), on_click=remember,
                      args=(context, draft, sheet.name))  # fmt: skip
        if sheet.recalled in kept and may_remember(context):
            st.button(say("correct.forget_here"), key=f"correct_forget_{key}", on_click=_forget_and_read,
                      args=(context, draft, sheet.recalled))  # fmt: skip
        if not said.says_nothing():
            st.button(say("correct.reset"), key=f"correct_reset_{key}", on_click=tell,
                      args=(context, draft, sheet.name, SheetLayout()))  # fmt: skip


def _may_be_kept(context: Context, sheet: SeenSheet, said: SheetLayout) -> bool:
    holds = said.header is not None or not said.for_every_file().says_nothing()
    return bool(sheet.fingerprint and sheet.dataset and holds and not said.skip) and may_remember(context)


def _is_kept(kept: object, said: SheetLayout) -> bool:
    layout = getattr(kept, "layout", None)
    return layout is not None and said.for_every_file().over(layout) == layout


def _forget_and_read(context: Context, draft: Draft, fingerprint: str) -> None:
    forget(context, fingerprint)
    read_again(context, draft, draft.options.as_json())
