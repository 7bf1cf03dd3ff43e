"""A button whose file is made when it is clicked; why it was not made stands below it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui.data_style import show_notice
from ui.making import Making, failure_text


@st.fragment
def show_making_button(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    *,
    key: str,
    icon: str,
    mime: str | None = None,
    tip: str | None = None,
) -> None:
    """The button as a piece that is drawn again by itself after a click."""
    making = Making(make)
    st.download_button(label, making, file_name, mime, key=key, icon=icon, help=tip, on_click=_keep_failure,
                       args=(making, key))  # fmt: skip
    why = st.session_state.get(f"{key}_failed")
    if why:
        show_notice(why, "worse")


def _keep_failure(making: Making, key: str) -> None:
    """Runs after a click, before the button is drawn again."""
    failure = making.failure_after_click()
    st.session_state[f"{key}_failed"] = failure_text(failure) if failure else ""
