"""The settings on the screen: what is in force by group, a form to change one, and the changes so far."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from catalog.settings import GROUPS, SETTINGS, InForce, Setting, SettingKind, setting
from reports.moments import local_moment
from store.settings import SettingChange
from ui import settings as logic
from ui.context import Context
from ui.data_style import show_notice
from ui.declared import evidence_text, written
from ui.filters import Choice, pick_one
from ui.panel import panel
from ui.settings import Outcome
from ui.style import plain, show_subtitle
from ui.targets import SAID
from ui.text import language, name_of, say

_MOST = 20


def show_outcome() -> None:
    """What the last click did, once."""
    said: Outcome | None = st.session_state.pop(SAID, None)
    if said is not None:
        show_notice(said.text, "worse" if said.failed else "better")


def show_groups(context: Context) -> None:
    """Every setting in force, a panel for each group."""
    for group, names in GROUPS.items():
        found = logic.in_group(context, group)
        if found:
            with panel(f"settings_{group}", names[language() == "en"]):
                st.html(group_html(found))


def group_html(found: Sequence[InForce]) -> str:
    """Settings as a table of two columns: what it is, what it is used for and rests on; and its value."""
    return f'<table class="zh-headlines zh-settings">{"".join(map(_row_html, found))}</table>'


def _row_html(each: InForce) -> str:
    declared = each.setting
    told = [
        f"{say('settings.uses')}：{logic.uses_text(declared)}",
        f"{say('settings.source')}：{declared.source}；{evidence_text(declared)}",
    ]
    if each.changed:
        told.insert(0, f"{logic.changed_text(each)}（{say('settings.default')} {written(declared, declared.default)}）")
    small = "".join(f"<br><small>{escape(line)}</small>" for line in told)
    return (
        f'<tr><th scope="row">{escape(name_of(declared))}{small}</th>'
        f'<td class="number"><b>{escape(written(declared, each.value))}</b></td></tr>'
    )


def show_form(context: Context) -> None:
    """One setting to change: what it is, what it rests on, its new value and why."""
    with panel("settings_form", say("settings.form")):
        if not logic.may_change(context):
            show_subtitle(say("settings.empty" if context.is_empty else "settings.may_not"))
            return
        choice = Choice({each.name: name_of(each) for each in SETTINGS})
        chosen = setting(pick_one("setting", say("settings.which"), choice, SETTINGS[0].name))
        now = context.settings.of(chosen.name)
        for line in (chosen.note, f"{chosen.source}；{evidence_text(chosen)}"):
            if line:
                st.caption(plain(line))
        value = chosen.typed(_input(chosen, context))
        reading, changes = logic.reading(chosen, now.value, value)
        if reading:
            show_subtitle(plain(reading))
        note = st.text_input(
            say("settings.why"), key=f"why_{chosen.name}", max_chars=200, placeholder=say("settings.why_hint")
        )
        with st.container(horizontal=True):
            st.button(
                say("settings.save"),
                key="settings_save",
                type="primary",
                on_click=_change,
                args=(context, chosen.name, value, note),
                disabled=not changes,
            )
            if now.changed:
                st.button(
                    say("settings.reset"),
                    key="settings_reset",
                    on_click=_change,
                    args=(context, chosen.name, None, note),
                )


def _input(chosen: Setting, context: Context) -> object:
    """The box for a value, filled with the one in force. Text for numbers: of a share 85 and 85% are the same."""
    now = context.settings.of(chosen.name)
    # The key carries the value: after a change the box begins with what holds then.
    key = f"setting_{chosen.name}_{now.value}"
    label = say("settings.new", now=written(chosen, now.value))
    if chosen.kind is SettingKind.CHOICE:
        codes = list(chosen.choices)
        return st.selectbox(
            label, codes, index=codes.index(str(now.value)), key=key, format_func=partial(written, chosen)
        )
    return st.text_input(
        label, value=chosen.written(now.value).removesuffix(chosen.unit), key=key, help=_limits(chosen)
    )


def _limits(chosen: Setting) -> str:
    low, high = (chosen.written(each) for each in (chosen.minimum or 0, chosen.maximum or 0))
    return say("settings.limits", low=low, high=high)


def _change(context: Context, name: str, value: object, note: str) -> None:
    st.session_state[SAID] = logic.change(context, name, value, note)


def show_changes(context: Context) -> None:
    """The changes so far, the newest first, each with the way to take it back."""
    found = logic.history(context)
    with panel("settings_history", say("settings.history", n=len(found))):
        if not found:
            show_subtitle(say("settings.no_history"))
        for place, each in enumerate(found[:_MOST]):
            _show_change(context, place, each)
        if len(found) > _MOST:
            show_subtitle(say("settings.older", n=len(found) - _MOST))


def _show_change(context: Context, place: int, each: SettingChange) -> None:
    declared = setting(each.name)
    value = say("settings.default") if each.value is None else written(declared, each.value)
    state = "" if each.live else say("settings.withdrawn")
    st.markdown(plain(f"{name_of(declared)} → {value}{state}"))
    st.caption(plain(f"{each.person} · {local_moment(each.at)} · {each.note} · {each.batch}"))
    if logic.may_change(context):
        label, work = ("settings.undo", _take_back) if each.live else ("settings.redo", _bring_again)
        st.button(say(label), key=f"settings_flip_{place}_{each.batch}", on_click=work, args=(context, each.batch))


def _take_back(context: Context, batch: str) -> None:
    st.session_state[SAID] = logic.take_back(context, batch)


def _bring_again(context: Context, batch: str) -> None:
    st.session_state[SAID] = logic.bring_again(context, batch)
