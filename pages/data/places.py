"""Schools and townships: who there is, under which names, and what became of them."""

from __future__ import annotations

import streamlit as st

from access import Role
from ui.context import Context
from ui.data_style import apply_data_style, show_notice
from ui.jobs import Job, job_of, show_failure, show_progress
from ui.page import Page
from ui.place_declare import show_form, show_look
from ui.places import show_lists
from ui.style import show_subtitle
from ui.text import say

_RUNNING = {"look": "places.looking", "declare": "places.declaring", "undo": "upload.undoing"}
_DONE = {"declare": "places.declared", "undo": "places.undone"}


def render(context: Context) -> None:
    """What is going on first, then the form and the lists."""
    apply_data_style()
    st.title(say("page.places"))
    show_subtitle(say("places.subtitle"))
    job = job_of(context)
    if job is not None and not job.ended:
        show_progress(context, job, say(_RUNNING.get(job.kind, "upload.comparing")))
        return
    if context.is_empty:
        st.info(say("places.none"))
        return
    if job is not None:
        _show_ended(context, job)
    show_form(context)
    show_lists(context)


def _show_ended(context: Context, job: Job) -> None:
    if job.state != "done":
        show_failure(job)
    elif job.kind == "look":
        show_look(context, job)
    elif job.kind in _DONE:
        show_notice(say(_DONE[job.kind]))


PAGE = Page(title_key="page.places", url="places", role=Role.CLERK, needs_names=True, render=render, section="menu.data",
            icon=":material/location_city:")  # fmt: skip
