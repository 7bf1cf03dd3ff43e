"""The preview of a download and its two buttons."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from reports import Download, FieldKind
from reports.workbook import MOST_ROWS
from ui.context import Context
from ui.data_style import show_notice
from ui.downloads import FORMS, PREVIEW_ROWS, Preview, Wanted, file_name, file_of, shown_columns
from ui.making import Making, failure_text
from ui.text import say

_FAILED = "download_failed"


def show_preview(preview: Preview, wanted: Wanted) -> None:
    """How many rows there are and the first of them."""
    st.subheader(say("download.rows_of", name=preview.first.title, n=f"{preview.rows:,}"))
    if not preview.rows:
        st.info(say("download.nothing"))
        return
    st.dataframe(shown_columns(preview.first), hide_index=True, height=min(440, 38 + 36 * preview.first.row_count), column_config=_formats(preview.first),
                 alt=wanted.title, placeholder="")  # fmt: skip
    if preview.rows > PREVIEW_ROWS:
        st.caption(say("download.first_rows", n=PREVIEW_ROWS))


def show_file_buttons(context: Context, wanted: Wanted, rows: int) -> None:
    """A button for each form. The file is made when the button is clicked, not before."""
    if rows > MOST_ROWS:
        st.info(say("download.too_many", most=f"{MOST_ROWS:,}"))
    _buttons(context, wanted, rows)
    st.caption(say("download.what_is_inside"))


@st.fragment
def _buttons(context: Context, wanted: Wanted, rows: int) -> None:
    """The buttons as a piece that is drawn again by itself after a click, to say what went wrong."""
    with st.container(horizontal=True, key="download_buttons"):
        for form, mime in FORMS.items():
            making = Making(partial(file_of, context, wanted, form))
            st.download_button(
                say(f"download.{form}"), making, file_name(wanted, form), mime, key=f"download_{form}",
                on_click=_remember_failure, args=(making, wanted), type="primary" if form == "xlsx" else "secondary",
                icon=":material/download:", disabled=form == "xlsx" and rows > MOST_ROWS,
            )  # fmt: skip
    failed, why = st.session_state.get(_FAILED, (None, ""))
    if failed == wanted:
        show_notice(why, "worse")


def _remember_failure(making: Making, wanted: Wanted) -> None:
    """Runs after a click, before the buttons are drawn again."""
    failure = making.failure_after_click()
    st.session_state[_FAILED] = (wanted, failure_text(failure)) if failure else (None, "")


def _formats(download: Download) -> dict[str, Any]:
    """How the columns look on the screen: thousands, decimals, percent."""
    formats: dict[str, Any] = {}
    for field in download.fields:
        if field.kind is FieldKind.WHOLE:
            formats[field.header] = st.column_config.NumberColumn(format="localized")
        elif field.kind is FieldKind.NUMBER:
            formats[field.header] = st.column_config.NumberColumn(format=f"%.{field.decimals}f")
        elif field.kind is FieldKind.PERCENT:
            formats[field.header] = st.column_config.NumberColumn(format=f"%.{field.decimals}f%%")
    return formats
