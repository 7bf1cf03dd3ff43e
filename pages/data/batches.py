"""Batches: the history of what was put in use, one batch opened, undo and redo, versions, the log."""

from __future__ import annotations

import streamlit as st

from access import Role
from ui.context import Context
from ui.data_style import apply_data_style, show_notice
from ui.history_steps import show_look, show_versions
from ui.history_view import batches_of, pick_batch, show_batch, show_events, show_history
from ui.jobs import Job, job_of, show_failure, show_progress
from ui.page import Page
from ui.style import show_subtitle
from ui.text import say
from ui.upload_outcome import taken_back_text


def render(context: Context) -> None:
    """What is going on first, then the history."""
    apply_data_style()
    st.title(say("page.batches"))
    show_subtitle(say("batches.subtitle"))
    job = job_of(context)
    if job is not None and not job.ended:
        show_progress(context, job, _running_text(job))
        return
    if context.is_empty:
        st.info(say("batches.none"))
        return
    if job is not None:
        _show_ended(context, job)
    _show_tabs(context)


def _running_text(job: Job) -> str:
    keys = {
        "look": "batches.looking",
        "undo": "upload.undoing",
        "redo": "upload.redoing",
        "return": "batches.returning",
    }
    return say(keys.get(job.kind, "upload.comparing"), version=(job.request or {}).get("version", ""))


def _show_ended(context: Context, job: Job) -> None:
    if job.state != "done":
        show_failure(job)
    elif job.kind == "look":
        show_look(context, job, batches_of(context))
    elif job.kind in ("undo", "redo"):
        show_notice(taken_back_text(context, job))
    elif job.kind == "return":
        show_notice(say("batches.returned", version=f"{job.result['version']:06d}"))


def _show_tabs(context: Context) -> None:
    history, kept, log = st.tabs([say(f"batches.tab_{each}") for each in ("batches", "versions", "events")])
    with history:
        found = batches_of(context)
        chosen = pick_batch(found)
        if chosen is not None:
            show_batch(context, chosen)
        show_history(found)
    with kept:
        show_versions(context)
    with log:
        show_events(context)


PAGE = Page(title_key="page.batches", url="batches", role=Role.CLERK, needs_names=True, render=render, section="menu.data",
            icon=":material/history:")  # fmt: skip
