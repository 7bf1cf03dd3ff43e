"""Upload: drop files, see what was understood and what would change, put it in use, see it, undo it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from access import Role
from reports.moments import local_moment
from ui.changes_view import rows_sentence, show_changes, show_headlines
from ui.context import Context
from ui.corrections import follow_quick
from ui.data_style import apply_data_style, show_notice
from ui.jobs import job_of, may_start, show_failure, show_progress
from ui.marked_view import show_marked_file
from ui.page import Page
from ui.style import show_subtitle
from ui.text import say
from ui.upload_answers import show_answers
from ui.upload_box import show_file_box, show_templates, show_waiting
from ui.upload_memory import show_memory
from ui.upload_names import show_questions
from ui.upload_outcome import show_draft_gone, show_in_use, show_taken_back
from ui.upload_steps import (
    show_decision,
    show_discard,
    show_options,
    show_other_files,
    show_published,
    show_reading_again,
)
from ui.upload_view import draft_headlines, show_draft_findings, show_draft_title, show_sheets, show_steps
from ui.uploads import Draft, Job, draft_of


def render(context: Context) -> None:
    """The step the address stands at: no job is the first."""
    apply_data_style()
    job = job_of(context)
    if job is None:
        _show_start(context)
    elif not job.ended:
        _show_running(context, job)
    elif job.state != "done":
        st.title(say("page.upload"))
        show_failure(job)
        show_other_files()
    elif job.kind == "several":
        _show_start(context, job)
    elif job.kind in ("undo", "redo"):
        show_taken_back(context, job)
    elif job.kind == "publish" and job.result.get("report", {}).get("published"):
        _show_in_use(context, job)
    else:
        _show_result(context, job)


def _show_start(context: Context, several: Job | None = None) -> None:
    """The file box; after several files were read, how many, and which were no tables."""
    st.title(say("page.upload"))
    show_subtitle(say("upload.subtitle"))
    show_steps("files")
    if several is not None:
        show_notice(several_text(several.result))
    with st.container(key="panel_files"):
        show_file_box(context)
    show_waiting(context)
    show_templates(context)
    show_memory(context)


def several_text(result: dict[str, Any]) -> str:
    """What became of several files."""
    left_out = result["left_out"]
    text = say("upload.several_read", n=len(result["jobs"]))
    if not left_out:
        return text
    more = say("upload.several_more", n=len(left_out)) if len(left_out) > 5 else ""
    return text + say("upload.several_left_out", names=say("join.and").join(left_out[:5]) + more)


def _show_running(context: Context, job: Job) -> None:
    titles = {
        "prepare": "reading",
        "several": "reading_several",
        "compare": "comparing",
        "read_again": "again_reading",
        "name_school": "comparing",
        "publish": "publishing",
        "undo": "undoing",
        "redo": "redoing",
    }
    st.title(say("page.upload"))
    show_steps("publish" if job.kind == "publish" else "read")
    show_progress(context, job, say(f"upload.{titles.get(job.kind, 'comparing')}", file=job_file(job)))


def job_file(job: Job) -> str:
    """The name of the file a job reads."""
    request = job.request or {}
    return str(request.get("path") or request.get("file") or "").replace("\\", "/").rsplit("/", 1)[-1]


def _show_in_use(context: Context, job: Job) -> None:
    report = job.result["report"]
    if "by" in job.result:
        show_in_use(context, report, job.result["by"], local_moment(datetime.fromisoformat(job.result["at"])))
    else:
        show_published(context, report)


def is_behind(context: Context, draft: Draft) -> bool:
    """Whether other data went in since the draft was compared: its numbers before and after are no longer true."""
    return not draft.refused and draft.base_version != context.store.current() and may_start(context, "compare")


def _show_result(context: Context, job: Job) -> None:
    draft = draft_of(context, job)
    if draft is None:
        show_draft_gone(context, job)
        return
    if is_behind(context, draft):
        follow_quick(context, "compare", {"draft": draft.id, "moved": True})
        st.rerun()
    show_draft_title(draft)
    show_steps("read" if draft.refused else "changes")
    if job.result.get("changed") or job.request.get("moved"):
        show_notice(say("upload.changed_meanwhile"), "worse")
    left, right = st.columns([7, 4], gap="medium")
    with right:
        show_questions(context, draft)
        _show_refused(context, job, draft) if draft.refused else _show_ready(context, draft)
    with left, st.container(key="panel_grid"):
        show_sheets(context, draft)


def _show_refused(context: Context, job: Job, draft: Draft) -> None:
    with st.container(key="panel_findings"):
        show_notice(say("upload.refused_body"), "worse")
        show_draft_findings(draft)
        show_answers(context, draft)
        show_marked_file(draft)
        show_options(context, draft, refused=True)
        show_discard(context, draft)
    show_reading_again(context, job, draft)


def _show_ready(context: Context, draft: Draft) -> None:
    with st.container(key="panel_findings"):
        show_draft_findings(draft)
        show_answers(context, draft)
        show_marked_file(draft)
    with st.container(key="panel_changes"):
        st.subheader(say("upload.changes_title"))
        if told := rows_sentence(draft.report["sheets"], list(draft.changes.values())):
            show_subtitle(told)
        show_changes(list(draft.changes.values()))
        show_headlines(draft_headlines(context, draft))
        show_options(context, draft)
        show_decision(context, draft)


PAGE = Page(title_key="page.upload", url="upload", role=Role.CLERK, needs_names=True, render=render, section="menu.data",
            icon=":material/upload_file:")  # fmt: skip
