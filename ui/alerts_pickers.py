"""The pickers of the alerts: year, severity, state, kind, district and township, all in the address."""

from __future__ import annotations

import streamlit as st

from catalog.alerts import ALERTS, SEVERITY_WORDS, Severity
from store.alerts import AlertState
from ui.alerts import OPEN_STATES, SERIOUS, Wanted
from ui.context import Context
from ui.coverage import last_told
from ui.filters import Choice, pick_one, pick_optional
from ui.selection import pick_district, short_label
from ui.text import language, name_of, say

_CLEARS = ("alert", "first")
_ANY = ""


def pick_year(context: Context) -> str:
    """The school year; the last one enough schools reported for unless another is chosen."""
    years = context.school_years()[::-1]
    choice = Choice({code: short_label(code) for code in years})
    return pick_one("year", say("returns.year"), choice, last_told(context) or years[0], clears=_CLEARS)


def pick_wanted(context: Context) -> tuple[Wanted, list[tuple[str, str]]]:
    """What the visitor wants to see, and the same in words for a download."""
    english = language() == "en"
    severities = Choice({"serious": say("alerts.severity_serious"), "all": say("alerts.severity_all")} | {each.value: SEVERITY_WORDS[each][english] for each in Severity})  # fmt: skip
    states = Choice({"all": say("alerts.state_all"), "open": say("alerts.state_open")} | {each.value: say(f"alerts.{each.value}") for each in AlertState})  # fmt: skip
    severity = pick_one("severity", say("alerts.severity"), severities, "serious", clears=_CLEARS)
    state = pick_one("state", say("alerts.state"), states, "all", clears=_CLEARS)
    kinds = Choice({each.name: name_of(each) for each in ALERTS})
    kind = pick_optional("kind", say("alerts.kind"), kinds, hint=say("alerts.kind_any"))
    district = pick_district(context)
    townships = [each for each in context.areas("township") if district is None or each.district_id == district.area_id]
    places = Choice({each.area_id: each.name for each in townships})
    township = pick_optional("township", say("alerts.place"), places, hint=say("alerts.place_any"))
    words = [
        ("筛选·级别", severities.names[severity]), ("筛选·状态", states.names[state]), ("筛选·种类", kinds.names.get(kind or _ANY, say("alerts.kind_any"))),
        ("筛选·乡镇", places.names.get(township or _ANY, say("alerts.place_any"))),
    ]  # fmt: skip
    wanted = Wanted(
        _severities(severity), _states(state), kind or _ANY, township or _ANY, district.area_id if district else _ANY
    )
    return wanted, words


def _severities(code: str) -> tuple[Severity, ...]:
    return {"serious": SERIOUS, "all": tuple(Severity)}.get(code) or (Severity(code),)


def _states(code: str) -> tuple[AlertState, ...]:
    return {"open": OPEN_STATES, "all": tuple(AlertState)}.get(code) or (AlertState(code),)


def first_shown() -> int:
    """The number of the first alert on the page, by the address."""
    text = st.query_params.get("first", "0")
    return int(text) if text.isdigit() else 0
