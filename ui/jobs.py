"""Long work as a page sees it: started with the role checked again, watched while it runs, found again by its id.

A job lives outside the session: the address carries its id, so a reload or another browser finds the same state.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from access import may
from etl import jobs
from store.desk import Job
from ui.context import Context
from ui.data_style import show_notice
from ui.filters import state
from ui.spoken import spoken
from ui.text import say

POLL_SECONDS = 0.7
# What each kind of job does, as access names it.
_ACTIONS = {
    "prepare": "upload",
    "several": "upload",
    "compare": "upload",
    "read_again": "upload",
    "name_school": "alias",
    "publish": "publish",
    "undo": "undo",
    "redo": "redo",
    "look": "undo",
    "return": "return",
    "declare": "alias",
    "sample": "publish",
}


def may_start(context: Context, kind: str) -> bool:
    """Whether this visitor may have such a job done."""
    return may(context.visitor, _ACTIONS[kind])


def start_job(context: Context, kind: str, request: dict[str, Any]) -> str:
    """Begin a job and return its id. PermissionError when the role does not reach: a hidden button keeps nobody out."""
    if not may_start(context, kind):
        raise PermissionError(f"{context.visitor.role.name} may not {_ACTIONS[kind]}")
    return jobs.start(context.store, kind, request, context.visitor.name)


def follow_job(context: Context, kind: str, request: dict[str, Any]) -> None:
    """Begin a job and put it into the address. For buttons: runs before the page is drawn again."""
    state("job", start_job(context, kind, request))


def job_of(context: Context) -> Job | None:
    """The job the address names; None without one or when it is unknown."""
    number = st.query_params.get("job")
    return jobs.state(context.store, number) if number else None


def show_progress(context: Context, job: Job, title: str) -> None:
    """A bar that moves by itself; the page is drawn anew when the job has ended."""
    with st.container(key="panel_job"):
        st.subheader(title)
        _watch(context, job.id)
        st.caption(say("job.leave"))
        st.button(say("job.cancel"), on_click=_cancel, args=(context, job.id))


@st.fragment(run_every=POLL_SECONDS)
def _watch(context: Context, number: str) -> None:
    job = jobs.state(context.store, number)
    if job is None or job.ended:
        st.rerun()
    st.progress(min(max(job.progress, 0.0), 1.0), text=spoken(job.message) or say("job.queued"))


def _cancel(context: Context, number: str) -> None:
    jobs.cancel(context.store, number)


def show_failure(job: Job) -> None:
    """Why a job came to nothing. What it was to change is as it was."""
    if job.state == "cancelled":
        show_notice(say("job.cancelled"))
    else:
        show_notice(say("job.failed", reason=spoken(job.message)), "worse")
