"""What stands below the alerts, and in their place where there are none: which kinds were weighed, which had no data."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from catalog.alerts import Alert
from metrics.alerts.weighed import weighed
from metrics.disclosure import ACTING
from ui.context import Context
from ui.style import plain
from ui.text import name_of, say


def nothing_said(context: Context, year: str, period: str) -> str:
    """The sentence in the place of an empty list. From outside nobody may conclude that there is nothing."""
    if context.audience != ACTING:
        return say("alerts.none_outside", period=period)
    done, left = context.kept("alerts_weighed", _weighed, year)
    return say("alerts.none_at_all", period=period, done=len(done), left=len(left))


def show_weighed(context: Context, year: str) -> None:
    """The kinds of alerts that were weighed in the year, and those that could not be, on demand."""
    done, left = context.kept("alerts_weighed", _weighed, year)
    with st.expander(say("alerts.weighed", done=len(done), left=len(left)), icon=":material/checklist:"):
        st.markdown(plain(say("alerts.weighed_done", names=_names(done))))
        st.markdown(plain(say("alerts.weighed_left", names=_names(left))))


def _names(alerts: Sequence[Alert]) -> str:
    return say("join.and").join(name_of(each) for each in alerts) or say("alerts.weighed_none")


def _weighed(context: Context, year: str) -> tuple[list[Alert], list[Alert]]:
    return weighed(context.reader, year)
