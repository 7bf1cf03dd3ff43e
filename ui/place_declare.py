"""Declaring what became of a school or township: asked for, looked at, then confirmed."""

from __future__ import annotations

import datetime
import re
from typing import Any

import streamlit as st

from catalog import dataset
from catalog.periods import label_zh
from metrics.place_register import due_counts, reported_after
from store.declarations import MERGED, RENAMED, SPLIT
from store.desk import Job
from ui.candidate import candidate_file, forget_candidate, leave_look
from ui.context import Context
from ui.filters import state
from ui.jobs import follow_job, may_start
from ui.place_notes import change_sentence
from ui.selection import unique_names
from ui.style import plain
from ui.text import name_of, say

_MOST_TOLD = 6
# A year of two digits is none.
_EARLIEST = 1900


def show_form(context: Context) -> None:
    """The form; closed until it is wanted."""
    if not may_start(context, "declare"):
        st.caption(say("places.not_allowed"))
        return
    with st.expander(say("places.declare"), icon=":material/edit_note:"):
        level = _pick("level", ("school", "township"))
        kind = _pick("kind", (RENAMED, MERGED, SPLIT) if level == "school" else (RENAMED, MERGED))
        st.caption(say(f"places.hint_{kind}"))
        change = _fields(context, level, kind)
        ready = bool(change["area_id"] and change["on_date"] and (change["other_id"] or change["name"]))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(say("places.look"), key="places_look", disabled=not ready, on_click=follow_job,
                      args=(context, "look", {"change": change}))  # fmt: skip
            if not ready:
                st.caption(say("places.incomplete"))


def _pick(name: str, codes: tuple[str, ...]) -> str:
    """A row of buttons; the first one until another is chosen."""
    names = {say(f"places.{name}_{code}"): code for code in codes}
    chosen = st.segmented_control(
        say(f"places.{name}"), list(names), default=next(iter(names)), key=f"places_{name}_{len(codes)}"
    )
    return names[chosen] if chosen else codes[0]


def _fields(context: Context, level: str, kind: str) -> dict[str, Any]:
    """The declaration as a job's request holds it; what is not filled in yet is None or empty."""
    names = {shown: area_id for area_id, shown in unique_names(context.areas(level)).items()}
    left, right = st.columns(2)
    with left:
        one = st.selectbox(say(f"places.which_{level}"), list(names), index=None, key=f"places_one_{level}",
                           placeholder=say("places.name"))  # fmt: skip
    with right:
        name = other = None
        if kind == RENAMED:
            name = st.text_input(say("places.new_name"), key="places_new_name").strip() or None
        else:
            label = say("places.from" if kind == SPLIT else "places.into")
            other = st.selectbox(label, [each for each in names if each != one], index=None, key=f"places_other_{level}",
                                 placeholder=say("places.name"))  # fmt: skip
    with left:
        day = day_of(st.text_input(say("places.date"), key="places_date", placeholder="2024-09-01"))
    with right:
        reason = st.text_input(say("places.reason"), key="places_reason").strip() or None
    founds = kind == MERGED and st.checkbox(say("places.founds"), key="places_founds")
    return {"kind": kind, "area_id": names.get(one or ""), "other_id": names.get(other or ""), "name": name,
            "on_date": day.isoformat() if day else None, "reason": reason, "founds": founds}  # fmt: skip


def day_of(text: str) -> datetime.date | None:
    """The day somebody wrote: 2024-09-01, 2024.9.1, 2024年9月1日; None for what is none."""
    parts = [int(each) for each in re.findall(r"\d+", text)]
    try:
        return datetime.date(*parts) if len(parts) == 3 and parts[0] >= _EARLIEST else None
    except ValueError:
        return None


def show_look(context: Context, job: Job) -> None:
    """What a declaration, or taking one back, changes; and the last question."""
    candidate = candidate_file(context.store, job.result["draft"])
    if candidate is None or job.result["base_version"] != context.store.current():
        state("job", None)
        return
    current = context.store.current()
    with (
        Context(context.store, context.visitor, current) as before,
        Context(context.store, context.visitor, current, candidate) as after,
        st.container(key="panel_look"),
    ):
        declares = bool(job.result.get("change"))
        st.subheader(plain(_title(before, after, job, declares)))
        for line in changed_lines(before, after) + (still_reporting(after) if declares else []):
            st.markdown(f"- {plain(line)}")
        kind = "declare" if declares else "undo"
        with st.container(horizontal=True):
            st.button(say("places.confirm" if declares else "batches.confirm_undo"), key="confirm", type="primary",
                      disabled=not may_start(context, kind), on_click=_confirm, args=(context, kind, job))  # fmt: skip
            st.button(say("batches.leave"), key="leave", on_click=leave_look, args=(context, job))


def _title(before: Context, after: Context, job: Job, declares: bool) -> str:
    if declares:
        return say("places.would", change=change_sentence(after.changes()[-1]))
    known = {each["batch_id"]: change_sentence(each) for each in before.changes()}
    return say("batches.would_undo", file=known.get(job.result["batch"], job.result["batch"]))


def changed_lines(before: Context, after: Context) -> list[str]:
    """What differs: schools due in the latest period of each return, and how many townships there are."""
    then, now = due_counts(before.reader), due_counts(after.reader)
    lines = [
        say("places.due", dataset=name_of(dataset(name)), period=label_zh(period), before=schools, after=now[name][1])
        for name, (period, schools) in then.items()
        if name in now and now[name] != (period, schools)
    ]
    counts = [_townships_of(each) for each in (before, after)]
    if counts[0] != counts[1]:
        lines.append(say("places.townships_count", before=counts[0], after=counts[1]))
    return lines or [say("places.due_same")]


def still_reporting(after: Context) -> list[str]:
    """Whether the school just declared as merged reports after its last day: somebody should know."""
    change = after.changes()[-1]
    found = reported_after(after.reader, change["area_id"], change["on_date"]) if change["kind"] == MERGED else []
    if not found:
        return []
    told = [f"{name_of(dataset(name))} {label_zh(period)}" for name, period in found[:_MOST_TOLD]]
    more = "…" if len(found) > _MOST_TOLD else ""
    return [say("places.still", area=change["area"], date=str(change["on_date"]), periods="、".join(told) + more)]


def _townships_of(context: Context) -> int:
    return sum(each.status != "closed" for each in context.areas("township"))


def _confirm(context: Context, kind: str, job: Job) -> None:
    asked = {"change": job.result["change"]} if kind == "declare" else {"batch": job.result["batch"]}
    follow_job(context, kind, asked)
    forget_candidate(context, job)
