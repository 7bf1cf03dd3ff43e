"""How an alert is handled: who may note it fills in a form; everybody sees what was noted."""

from __future__ import annotations

import datetime
from html import escape

import streamlit as st

from store.alerts import AlertState, AlertStep, MissingNote
from ui.alerts import Case, desk_of, may_note, note_step, seen_from_outside, today
from ui.context import Context
from ui.data_style import show_notice
from ui.returns import day_of
from ui.style import show_subtitle
from ui.text import say

_OUTCOME = "alert_outcome"


def show_handling(context: Context, case: Case) -> None:
    """The form, and every step so far."""
    outcome = st.session_state.pop(_OUTCOME, None)
    if outcome:
        show_notice(say(outcome), "" if outcome == "alerts.kept" else "worse")
    if may_note(context, case.row):
        _show_form(context, case)
    else:
        show_subtitle(say("alerts.not_yours"))
    if seen_from_outside(context):
        return
    desk = desk_of(context)
    history = [(step.at, _step_text(step)) for step in desk.history(case.row.key)]
    if not history:
        show_subtitle(say("alerts.no_history"))
        return
    history += [(at, say("alerts.was_gone", when=_moment(at))) for at in desk.gone().get(case.row.key, ())]
    items = "".join(f"<li>{escape(text)}</li>" for _, text in sorted(history, reverse=True))
    st.html(f'<div class="zh-sub">{escape(say("alerts.history"))}</div><ul class="zh-list">{items}</ul>')


def _show_form(context: Context, case: Case) -> None:
    step, code = case.step, case.code
    with st.form(f"alert_form_{code}", border=False):
        st.radio(say("alerts.set_state"), [_name(each) for each in AlertState], horizontal=True, key=f"alert_state_{code}",
                 index=list(AlertState).index(case.state))  # fmt: skip
        left, right = st.columns(2)
        with left:
            st.text_input(say("alerts.unit"), step.unit if step else "", key=f"alert_unit_{code}", max_chars=60)
        with right:
            day = step.due.isoformat() if step and step.due else ""
            st.text_input(say("alerts.day"), day, key=f"alert_day_{code}", max_chars=20)
        st.text_area(say("alerts.note"), key=f"alert_note_{code}", max_chars=500, height=80)
        st.form_submit_button(say("alerts.keep"), type="primary", on_click=_keep, args=(context, case))


def _name(state: AlertState) -> str:
    return say(f"alerts.{state.value}")


def _keep(context: Context, case: Case) -> None:
    """Runs when the form is sent, before the page is drawn again."""
    state, unit, day, note = (
        str(st.session_state[f"alert_{name}_{case.code}"]) for name in ("state", "unit", "day", "note")
    )
    due = day_of(day, today()) if day.strip() else None
    if day.strip() and due is None:
        st.session_state[_OUTCOME] = "alerts.bad_day"
        return
    chosen = next(each for each in AlertState if _name(each) == state)
    try:
        note_step(context, case.row, chosen, note, unit, due)
    except MissingNote:
        st.session_state[_OUTCOME] = "alerts.need_note"
        return
    st.session_state[_OUTCOME] = "alerts.kept"
    st.session_state[f"alert_note_{case.code}"] = ""


def _step_text(step: AlertStep) -> str:
    due = say("alerts.due", day=step.due.isoformat()) if step.due else ""
    words = [f"{_moment(step.at)} {step.person}", say(f"alerts.{step.state.value}"), step.unit, due, step.note]
    return " · ".join(filter(None, words))


def _moment(at: datetime.datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
