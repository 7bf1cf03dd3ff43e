"""The table of aid standards: its rows for the screen, the form that changes one, and a term's standard in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

import streamlit as st

from catalog import stages
from catalog.settings import CASES, PROGRAMMES, AidStandard, BadStandard, StandardInForce
from catalog.stages import STAGES
from reports.moments import local_moment
from store.aid_standards import described, reset_aid_standard, set_aid_standard
from ui.context import Context
from ui.declared import evidence_of
from ui.panel import panel
from ui.settings import Outcome, changed, may_change
from ui.style import show_subtitle
from ui.targets import SAID
from ui.text import language, name_of, say

_NEW = "new"


def programme_name(code: str) -> str:
    """A programme in the visitor's language; one of the bureau's own has the name it was given."""
    return next((name_of(each) for each in PROGRAMMES if each.code == code), code)


def amount_text(standard: AidStandard) -> str:
    """What is paid a term, in words and numbers."""
    if standard.per_day is not None:
        return say("standards.by_day", day=standard.per_day, days=standard.days)
    if standard.per_term is None:
        return say("standards.local") if standard.per_year is None else "—"
    if not standard.mean:
        return f"{standard.per_term:,g}"
    key = "standards.mean" if standard.low is None else "standards.tiers"
    return say(key, n=standard.per_term, low=standard.low, high=standard.high)


def held_text(context: Context, programme: str, stages_paid: Sequence[str], terms: Sequence[str]) -> str:
    """The standards that a return's programme had in the last of the terms, of the stages that were paid."""
    found = [
        (stage, context.settings.aid.range_of(programme, None, stage, terms[-1]).standards)
        for stage in stages_paid if terms
    ]  # fmt: skip
    known = [(stage, held) for stage, held in found if held]
    return say("join.and").join(
        f"{name_of(stages.stage(stage))} {'/'.join(map(amount_text, held))}" for stage, held in known
    )


def standards_html(found: Sequence[StandardInForce]) -> str:
    """What holds now or will, as a table with a heading for each programme; what a later entry has replaced is folded below."""
    now, over = [], []
    for _, same in groupby(found, key=lambda each: (each.standard.programme, each.standard.stage, each.standard.case)):
        *earlier, last = same
        now.append(last)
        over += earlier
    folded = f"<details><summary>{escape(say('standards.earlier', n=len(over)))}</summary>{_table_html(over)}</details>" if over else ""  # fmt: skip
    return f'<div class="zh-plain">{_table_html(now)}{folded}</div>'


def _table_html(found: Sequence[StandardInForce]) -> str:
    heads = ("standards.stage", "standards.since", "standards.term", "standards.year", "standards.source")
    head = "".join(f'<th scope="col">{escape(say(each))}</th>' for each in heads)
    lines = [f"<tr>{head}</tr>"]
    for code, entries in groupby(found, key=lambda each: each.standard.programme):
        lines.append(f'<tr><th colspan="{len(heads)}"><b>{escape(programme_name(code))}</b></th></tr>')
        lines += map(_line_html, entries)
    return f'<table class="wrap zh-standards">{"".join(lines)}</table>'


def _line_html(each: StandardInForce) -> str:
    found = each.standard
    case = CASES[found.case][language() == "en"] if found.case else ""
    year = "—" if found.per_year is None else f"{found.per_year:,g}"
    cells = (f"{name_of(stages.stage(found.stage))} {case}", found.since, amount_text(found), year)
    shown = "".join(f'<td class="short">{escape(text)}</td>' for text in cells)
    return f"<tr>{shown}<td>{escape(grounds(each))}</td></tr>"


def grounds(each: StandardInForce) -> str:
    """What a standard rests on, and how sure that is; of the bureau's own who set it and when."""
    if each.at is not None:
        return say("settings.changed_by", person=each.person, time=local_moment(each.at), note=each.note)
    doubt = f"；{each.standard.doubt}" if each.standard.doubt else ""
    return f"{each.standard.source}（{evidence_of(each.standard.evidence)}{doubt}）"


def show_standards(context: Context) -> None:
    """The whole table, a part for each programme."""
    found = context.settings.aid.listed()
    title = say("standards.title", n=len(found), changed=sum(each.changed for each in found))
    with panel("standards", title, say("standards.subtitle")):
        st.html(standards_html(found))


def show_standard_form(context: Context) -> None:
    """Change an entry or add one: what it is, how much, by which document."""
    with panel("standard_form", say("standards.form")):
        if not may_change(context):
            show_subtitle(say("settings.may_not"))
            return
        entries = {each.standard.key: each for each in context.settings.aid.listed()}
        names = {_NEW: say("standards.new")} | {key: described(each.standard) for key, each in entries.items()}
        chosen = st.selectbox(say("standards.which"), list(names), format_func=names.__getitem__, key="standard")
        found = entries.get(str(chosen))
        at = f"standard_{chosen}"
        begun = found.standard if found else _ask_which(at)
        typed = _ask_amounts(begun, at)
        mean = st.checkbox(say("standards.is_mean"), value=begun.mean, key=f"{at}_mean")
        note = st.text_input(say("standards.note"), key=f"{at}_note", max_chars=200)
        with st.container(horizontal=True):
            asked = (context, begun, typed, mean, note)
            st.button(say("settings.save"), key="standard_save", type="primary", on_click=_set, args=asked)
            if found and found.changed:
                st.button(say("standards.reset"), key="standard_reset", on_click=_reset, args=(context, begun, note))


def _ask_which(at: str) -> AidStandard:
    """Which entry a new one is: programme, stage, whom, from which term."""
    codes = [*(each.code for each in PROGRAMMES), ""]
    code = st.selectbox(say("standards.programme"), codes, format_func=lambda each: programme_name(each) if each else say("standards.other"), key=f"{at}_programme")  # fmt: skip
    if not code:
        code = st.text_input(say("standards.other"), key=f"{at}_own", max_chars=40)
    stage_names = {each.code: name_of(each) for each in STAGES}
    stage = st.selectbox(
        say("standards.stage"), list(stage_names), format_func=stage_names.__getitem__, key=f"{at}_stage"
    )
    case = st.selectbox(say("standards.case"), list(CASES), format_func=lambda each: CASES[each][language() == "en"], key=f"{at}_case")  # fmt: skip
    since = st.text_input(say("standards.since"), key=f"{at}_since", placeholder=say("standards.since_hint"))
    return AidStandard((code or "").strip(), stage or "", since.strip(), None, None, case or "")


_AMOUNTS = {
    "per_term": "standards.term", "per_year": "standards.year", "low": "standards.low", "high": "standards.high",
    "per_day": "standards.day", "days": "standards.days",
}  # fmt: skip


def _ask_amounts(begun: AidStandard, at: str) -> dict[str, str]:
    """The boxes of the amounts, filled with what holds."""
    typed = {}
    for left, right in (("per_term", "per_year"), ("low", "high"), ("per_day", "days")):
        for box, name in zip(st.columns(2), (left, right), strict=True):
            value = getattr(begun, name)
            shown = "" if value is None else f"{value:g}"
            typed[name] = box.text_input(say(_AMOUNTS[name]), value=shown, key=f"{at}_{name}_{shown}", placeholder=say("standards.blank"))  # fmt: skip
    return typed


def _set(context: Context, begun: AidStandard, typed: dict[str, str], mean: bool, note: str) -> None:
    st.session_state[SAID] = keep_standard(context, begun, typed, mean, note)


def keep_standard(context: Context, begun: AidStandard, typed: dict[str, str], mean: bool, note: str) -> Outcome:
    """Put in force what was typed; a blank box means there is no such amount."""
    numbers: dict[str, float | None] = {}
    for name, text in typed.items():
        plain = text.strip().replace(",", "").removesuffix("元")
        try:
            numbers[name] = float(plain) if plain else None
        except ValueError:
            return Outcome(say("standards.not_number", value=text), failed=True)
    days = numbers.pop("days")
    wanted = replace(begun, **numbers, days=None if days is None else int(days), mean=mean)  # type: ignore[arg-type]
    return changed(context, lambda: set_aid_standard(context.store, wanted, context.visitor.name, note), BadStandard)


def _reset(context: Context, standard: AidStandard, note: str) -> None:
    st.session_state[SAID] = changed(
        context, lambda: reset_aid_standard(context.store, standard, context.visitor.name, note), BadStandard
    )
