"""Looking at data that is not in use yet: `draft=ID` in the address shows every page on the draft's candidate version."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import streamlit as st

from store import Store
from store.desk import Job
from ui.context import Context
from ui.filters import state
from ui.text import say

_DRAFT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def candidate_of(store: Store) -> Path | None:
    """The candidate version of the draft named in the address; None without one, or when it is gone or already in use."""
    draft = st.query_params.get("draft")
    if not draft:
        return None
    file = candidate_file(store, draft)
    if file is None:
        state("draft", None)
    return file


def candidate_file(store: Store, draft: str) -> Path | None:
    """The candidate built for a draft. An id is one plain word: it can never name a file elsewhere."""
    if not _DRAFT_ID.fullmatch(draft):
        return None
    file = store.folder.drafts / draft / "candidate.duckdb"
    return file if file.is_file() else None


def forget_candidate(context: Context, job: Job) -> None:
    """Remove the candidate a job built for a look, and the look's name from the address."""
    candidate = candidate_file(context.store, job.result["draft"])
    if candidate is not None:
        shutil.rmtree(candidate.parent, ignore_errors=True)
    if st.query_params.get("draft") == job.result["draft"]:
        state("draft", None)


def leave_look(context: Context, job: Job) -> None:
    """End a look without deciding."""
    state("job", None)
    forget_candidate(context, job)


def show_candidate_banner(context: Context) -> None:
    """Say on every page that these numbers are not in use, with the way back."""
    if context.candidate is None:
        return
    with st.container(key="bar_candidate", horizontal=True, vertical_alignment="center"):
        st.markdown(f":orange[{say('frame.candidate')}]")
        st.button(say("frame.candidate_leave"), on_click=state, args=("draft", None))
