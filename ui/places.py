"""The lists on the page of schools and townships: who there is, under which names, and what was declared of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from catalog.stages import stage
from etl import aliases
from metrics.place_register import known_schools, known_townships, nearest
from reports.moments import local_moment
from store.names import normalise_name
from ui.context import Context
from ui.jobs import follow_job, may_start
from ui.place_notes import change_sentence
from ui.style import plain, show_subtitle
from ui.text import name_of, say

_ROW = 36
_TALLEST = 620
Row = dict[str, Any]


def show_lists(context: Context) -> None:
    """How many there are, then a tab for each list."""
    schools, townships = known_schools(context.reader), known_townships(context.reader)
    names, changes = aliases.listed(context.store), context.changes()
    show_subtitle(say("places.counts", schools=len(schools), closed=sum(each["status"] == "closed" for each in schools),
                      townships=len(townships), gone=sum(each["closed"] is not None for each in townships),
                      names=len(names), changes=len(changes)))  # fmt: skip
    # Where nothing was declared yet, the page opens with what it has.
    opens = say("places.tab_changes" if changes else "places.tab_schools")
    tabs = st.tabs([say(f"places.tab_{each}") for each in ("changes", "schools", "townships", "names")], default=opens)
    with tabs[0]:
        _show_changes(context, changes)
    with tabs[1]:
        _show_schools(schools)
    with tabs[2]:
        st.dataframe(
            township_rows(townships), hide_index=True, height=_height(townships), alt=say("places.tab_townships")
        )
    with tabs[3]:
        _show_names(context, names)


def _show_changes(context: Context, changes: Sequence[Row]) -> None:
    if not changes:
        st.info(say("places.no_changes"))
    for each in reversed(changes):
        about = [each["person"], local_moment(each["created_at"]), each["reason"], each["batch_id"]]
        _show_entry(context, change_sentence(each), about, each["batch_id"])


def _show_names(context: Context, names: Sequence[Row]) -> None:
    if not names:
        st.info(say("places.no_names"))
    for each in reversed(names):
        within = f"（{each['township']}）" if each["township"] else ""
        about = [each["person"], local_moment(each["at"]), each["school_id"], each["batch"]]
        _show_entry(context, f"{each['name']}{within} → {each['school'] or '—'}", about, each["batch"])


def _show_entry(context: Context, sentence: str, about: Sequence[str | None], batch: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"entry_{batch}"):
        st.markdown(
            f"**{plain(sentence)}**  \n:grey[{plain(' · '.join(each for each in about if each))}]", width="stretch"
        )
        if may_start(context, "undo"):
            st.button(say("places.take_back"), key=f"back_{batch}", icon=":material/undo:", on_click=follow_job,
                      args=(context, "look", {"batch": batch, "live": False}))  # fmt: skip


def _show_schools(schools: Sequence[Row]) -> None:
    text = st.text_input(say("places.find"), key="places_find", icon=":material/search:").strip()
    found = [each for each in schools if _answers(each, text)] if text else list(schools)
    if text:
        near = [f"{name}（{score}%）" for name, score in nearest(list(schools), text)]
        if not found:
            st.info(say("places.found_none", text=text))
        if near:
            st.caption(plain(say("places.near", names="、".join(near))))
    if found:
        st.dataframe(school_rows(found), hide_index=True, height=_height(found), alt=say("places.tab_schools"))


def _answers(school: Row, text: str) -> bool:
    wanted = normalise_name(text)
    names = (school["name"], *school["others"], school["area_id"], school["code"] or "", school["township"] or "")
    return any(wanted in normalise_name(each) for each in names)


def _height(rows: Sequence[Row]) -> int:
    return min(_TALLEST, 2 + _ROW * (len(rows) + 1))


def school_rows(schools: Sequence[Row]) -> dict[str, list[Any]]:
    """The schools as columns for a table."""
    return {
        say("places.name"): [each["name"] for each in schools],
        say("places.township"): [each["township"] or "" for each in schools],
        say("places.status"): [
            say("places.closed" if each["status"] == "closed" else "places.open") for each in schools
        ],
        say("places.former"): ["、".join(each["others"]) for each in schools],
        say("places.stages"): ["、".join(name_of(stage(code)) for code in each["stages"]) for each in schools],
        say("places.code"): [each["code"] or "" for each in schools],
        say("places.id"): [each["area_id"] for each in schools],
    }


def township_rows(townships: Sequence[Row]) -> dict[str, list[Any]]:
    """The townships as columns for a table."""
    return {
        say("places.name"): [each["name"] for each in townships],
        say("places.status"): [
            f"{say('places.gone')} {each['closed']}" if each["closed"] else say("places.stands") for each in townships
        ],
        say("places.part_of"): [each["part_of"] or "" for each in townships],
        say("places.former"): ["、".join(each["others"]) for each in townships],
        say("places.schools_now"): [each["schools"] for each in townships],
        say("places.id"): [each["area_id"] for each in townships],
    }
