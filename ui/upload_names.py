"""Which school is this? Asked once for each name nobody answers to: one of those known, or a new one."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from etl.drafts import Draft
from etl.model import SchoolQuestion
from metrics.register import places
from ui.context import Context
from ui.corrections import follow_quick
from ui.jobs import may_start
from ui.style import plain
from ui.text import say

MOST_ASKED = 10
# Below this likeness (of 100) the nearest name is only offered, not put forward.
LIKELY = 80


def show_questions(context: Context, draft: Draft) -> None:
    """A line for each name: the nearest schools first, then all others."""
    if not draft.questions or not may_start(context, "name_school"):
        return
    known = _schools(context)
    with st.container(key="panel_names"):
        st.subheader(say("names.title", n=len(draft.questions)))
        st.caption(say("names.hint"))
        for number, question in enumerate(draft.questions[:MOST_ASKED]):
            _ask(context, draft, question, known, f"{draft.id}_{number}")
        if len(draft.questions) > MOST_ASKED:
            st.caption(say("names.more", n=len(draft.questions) - MOST_ASKED))


def _ask(context: Context, draft: Draft, question: SchoolQuestion, known: dict[str, str], key: str) -> None:
    where = f"（{plain(question.township)}）" if question.township else ""
    st.markdown(f"**{plain(question.cell)}** {say('names.which', name=plain(question.name), where=where)}")
    near = {_label(name, township, score): school for school, name, township, score in question.candidates}
    others = {name: school for name, school in known.items() if school not in near.values()}
    choices = {**near, **others}
    likely = bool(question.candidates) and question.candidates[0][3] >= LIKELY
    chosen = st.selectbox(say("names.school"), list(choices), index=0 if likely else None, key=f"names_{key}",
                          placeholder=say("correct.choose"), label_visibility="collapsed")  # fmt: skip
    with st.container(horizontal=True):
        st.button(say("names.this"), key=f"names_this_{key}", disabled=chosen is None, icon=":material/check:",
                  help=say("names.this_help"), on_click=_is_this, args=(context, draft, question, choices, chosen))  # fmt: skip
        st.button(say("names.new"), key=f"names_new_{key}", icon=":material/add:", help=say("names.new_help"),
                  on_click=_is_new, args=(context, draft, question))  # fmt: skip


def _label(name: str, township: str | None, score: int) -> str:
    return say("names.candidate", name=name, township=township or say("names.no_township"), score=score)


def _schools(context: Context) -> dict[str, str]:
    """Every school by a name that tells it apart."""
    if context.store.current() is None:
        return {}
    with context.store.read() as reader:
        schools = sorted(places(reader, "school", None), key=lambda each: (each.name, each.area_id))
    found: dict[str, str] = {}
    for each in schools:
        label = f"{each.name}（{each.township or say('names.no_township')}）"
        found[label if label not in found else f"{label} {each.area_id}"] = each.area_id
    return found


def _is_this(
    context: Context, draft: Draft, question: SchoolQuestion, choices: dict[str, str], chosen: str | None
) -> None:
    if chosen is None:
        return
    request = {"draft": draft.id, "name": question.name, "township": question.township, "school_id": choices[chosen]}
    follow_quick(context, "name_school", request)


def _is_new(context: Context, draft: Draft, question: SchoolQuestion) -> None:
    options = replace(draft.options, new_names=tuple(dict.fromkeys((*draft.options.new_names, question.key))))
    follow_quick(context, "compare", {"draft": draft.id, "options": options.as_json()})
