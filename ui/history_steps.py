"""Decisions on the history: take a batch back, bring it again, return to a version; each seen before it is done."""

from __future__ import annotations

from typing import Any

import streamlit as st

from metrics.register import periods as periods_in
from reports.moments import local_moment
from store import UnknownVersion, versions
from store.desk import Job
from store.history import Batch
from ui.candidate import candidate_file, forget_candidate, leave_look
from ui.changes_view import show_changes, show_headlines
from ui.context import Context
from ui.filters import state
from ui.headlines import Headline, headlines
from ui.history_view import file_text, periods_of
from ui.jobs import follow_job, may_start
from ui.menu import show_page_link
from ui.style import plain
from ui.text import say
from ui.upload_steps import PAGES_OF


def show_look(context: Context, job: Job, found: list[Batch]) -> None:
    """The headline numbers before and after, and the last question."""
    batch = next((each for each in found if each.batch_id == job.request["batch"]), None)
    candidate = candidate_file(context.store, job.result["draft"])
    if batch is None or candidate is None or job.result["base_version"] != context.store.current():
        state("job", None)
        return
    kind = "redo" if job.request["live"] else "undo"
    with st.container(key="panel_look"):
        st.subheader(plain(say(f"batches.would_{kind}", file=file_text(batch))))
        datasets = list(dict.fromkeys(sheet["dataset"] for sheet in batch.sheets if sheet["dataset"]))
        current = context.store.current()
        with (
            Context(context.store, context.visitor, current) as before,
            Context(context.store, context.visitor, current, candidate) as after,
        ):
            _show_or_none(headlines(before, after, datasets, periods_of(batch)))
        show_changes([_of_history(each) for each in job.result.get("changes", {}).values()])
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                say(f"batches.confirm_{kind}"),
                key="confirm",
                type="primary",
                disabled=not may_start(context, kind),
                on_click=_confirm,
                args=(context, kind, job),
            )
            url, _ = PAGES_OF[datasets[0]] if datasets else PAGES_OF["school"]
            show_page_link(
                context,
                url or "overview",
                say("upload.preview"),
                icon=":material/visibility:",
                draft=job.result["draft"],
            )
            st.button(say("batches.leave"), key="leave", on_click=leave_look, args=(context, job))


def _of_history(changes: dict[str, Any]) -> dict[str, Any]:
    """What happens to the rows; nobody states or leaves out any here, so nothing is "unchanged" or "absent"."""
    return {name: each for name, each in changes.items() if name not in ("unchanged", "absent")}


def _show_or_none(found: list[Headline]) -> None:
    if found:
        show_headlines(found)
    else:
        st.caption(say("batches.no_headlines"))


def _confirm(context: Context, kind: str, job: Job) -> None:
    follow_job(context, kind, {"batch": job.request["batch"]})
    forget_candidate(context, job)


def show_versions(context: Context) -> None:
    """The kept versions and the way back to one of them."""
    kept = versions(context.store)[::-1]
    rows: dict[str, list[Any]] = {
        say("batches.version"): [f"{each.version:06d}" for each in kept],
        say("batches.time"): [local_moment(each.published_at) for each in kept],
        say("batches.person"): [each.published_by or "" for each in kept],
        say("batches.size"): [round(each.size_bytes / 1_048_576, 1) for each in kept],
        say("batches.state"): [say("batches.current") if each.current else "" for each in kept],
    }
    st.dataframe(rows, hide_index=True, alt=say("batches.tab_versions"))
    older = [each.version for each in kept if not each.current]
    if not may_start(context, "return"):
        st.caption(say("batches.return_not"))
    elif older:
        _show_return(context, older)


def _show_return(context: Context, older: list[int]) -> None:
    with st.container(key="panel_return"):
        st.caption(say("batches.return_hint"))
        chosen = st.selectbox(say("batches.return_choose"), [f"{number:06d}" for number in older], index=None,
                              placeholder=say("batches.version"), key="return_version")  # fmt: skip
        if chosen is None:
            return
        try:
            _show_or_none(return_headlines(context, int(chosen)))
        except UnknownVersion:
            st.rerun()  # it was removed meanwhile: draw the list anew
        sure = st.checkbox(say("batches.return_confirm"), key=f"return_sure_{chosen}")
        st.button(say("batches.return"), key="return", type="primary", disabled=not sure, on_click=follow_job,
                  args=(context, "return", {"version": int(chosen)}))  # fmt: skip


def return_headlines(context: Context, version: int) -> list[Headline]:
    """The headline numbers now and as they were at a version."""
    datasets = ("enrolment", "dropout", "subsidy")
    with (
        Context(context.store, context.visitor, context.store.current()) as before,
        Context(context.store, context.visitor, version) as after,
    ):
        found = []
        for name in datasets:
            codes = sorted({*periods_in(before.reader, name), *periods_in(after.reader, name)})
            found += headlines(before, after, [name], codes[-1:])
        return found
