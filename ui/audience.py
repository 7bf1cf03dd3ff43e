"""Who reads the screen: inside or outside (内部/对外), and with or without the names of places (点名/不点名). In the address."""

from __future__ import annotations

import streamlit as st

from metrics.ahead import make_soon
from metrics.disclosure import PUBLIC, is_ready, stranger_of
from ui.context import Context
from ui.filters import state
from ui.text import say

VIEW, NAMES = "view", "names"
OUTSIDE, OFF = "public", "off"
# Seconds after the first look at a version.
_SOON = 15


def is_outside() -> bool:
    """Whether the address asks for what may be printed, projected and passed on."""
    return st.query_params.get(VIEW) == OUTSIDE


def names_are_off() -> bool:
    """Whether the address asks that no township or school be named."""
    return st.query_params.get(NAMES) == OFF


def show_audience_switches(context: Context) -> None:
    """The two switches in the menu. Who need not act sees as outsiders do and has nothing to switch there."""
    with st.container(key="menu_audience"):
        if is_outside() or context.audience != PUBLIC:
            _show_switch(VIEW, OUTSIDE, on=is_outside())
        _show_switch(NAMES, OFF, on=names_are_off())


def _show_switch(parameter: str, asked: str, *, on: bool) -> None:
    key = f"switch_{parameter}"
    st.session_state[key] = on
    st.toggle(say(f"audience.{parameter}"), key=key, on_change=_remember, args=(parameter, asked),
              help=say(f"audience.{parameter}_help"))  # fmt: skip


def _remember(parameter: str, asked: str) -> None:
    state(parameter, asked if st.session_state[f"switch_{parameter}"] else "")


def prepare_outside(context: Context) -> None:
    """What outsiders may see is worked out once for each version: said while somebody waits for it, else made with the alerts
    before anybody does, when the page is drawn and the machine has nothing better to do."""
    if context.is_empty:
        return
    if context.audience != PUBLIC:
        if context.candidate is None:
            make_soon(context.path, _SOON)
    elif not is_ready(context.reader):
        with st.spinner(say("audience.making")):
            stranger_of(context.reader)


def show_audience_banner(context: Context) -> None:
    """Above the page: what is not shown here, and why."""
    if context.audience == PUBLIC and not context.is_empty:
        k = int(context.settings.number("smallest_shown"))
        st.caption(f":material/visibility_off: {say('audience.outside', k=k)}")
