"""What a page says once a batch was taken back or brought again, and of a draft that can no longer be decided on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from etl.drafts import DraftOutdated
from etl.publications import publication_of
from reports.moments import local_moment
from store.desk import Job
from store.history import batches
from ui.context import Context
from ui.data_style import show_notice
from ui.filters import state
from ui.jobs import follow_job, may_start
from ui.menu import show_page_link
from ui.style import plain
from ui.text import say
from ui.upload_steps import show_other_files, show_published
from ui.uploads import outdated_of, take_outdated


def show_taken_back(context: Context, job: Job) -> None:
    """A batch was undone or redone: say so, and offer the opposite."""
    undone = job.kind == "undo"
    st.title(plain(taken_back_text(context, job)))
    with st.container(key="panel_done"):
        show_notice(say(f"upload.{'undone' if undone else 'redone'}_body", version=job.result["version"]))
        with st.container(horizontal=True, vertical_alignment="center"):
            opposite = "redo" if undone else "undo"
            if may_start(context, opposite):
                st.button(say(f"upload.{opposite}"), key=opposite, on_click=follow_job,
                          args=(context, opposite, {"batch": job.request["batch"]}))  # fmt: skip
            show_other_files()
            show_page_link(context, "batches", say("page.batches"), icon=":material/history:", draft=None)


def taken_back_text(context: Context, job: Job) -> str:
    """Which batch was undone or redone, by file and number."""
    number = str(job.request["batch"])
    with context.store.read() as reader:
        file = next((each.file_name for each in batches(reader) if each.batch_id == number), None)
    key = "upload.undone" if job.kind == "undo" else "upload.redone"
    return say(key, file=file or say("batches.kind_alias"), batch=number)


def show_draft_gone(context: Context, job: Job) -> None:
    """Why there is nothing to decide: somebody put it in use, an earlier program saved it, or it is over."""
    outdated = outdated_of(context, job)
    if outdated is not None:
        _show_outdated(context, outdated)
        return
    first = publication_of(context.store, str((job.result or {}).get("draft") or ""))
    if first is not None:
        show_in_use(context, first.result["report"], first.person or "", local_moment(first.created))
        return
    st.title(say("page.upload"))
    show_notice(say("upload.gone"))
    show_other_files()


def show_in_use(context: Context, report: dict[str, Any], person: str, at: str) -> None:
    """It is in use, but by another hand than this one."""
    show_published(context, report, say("upload.by_other", person=person, at=at, batch=report["batch"]))


def _show_outdated(context: Context, outdated: DraftOutdated) -> None:
    st.title(say("page.upload"))
    upload = outdated.upload
    show_notice(say("upload.outdated", file=outdated.file_name), "worse")
    if upload is None:
        st.info(say("upload.outdated_bring"))
    else:
        st.button(say("upload.outdated_read"), type="primary", key="read_outdated", disabled=not may_start(context, "prepare"),
                  on_click=_read_outdated, args=(context, outdated, upload))  # fmt: skip
    show_other_files()


def _read_outdated(context: Context, outdated: DraftOutdated, upload: Path) -> None:
    state("job", take_outdated(context, outdated, upload))
