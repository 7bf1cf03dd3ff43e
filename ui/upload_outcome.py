"""What a page says once a batch was taken back or brought again."""

from __future__ import annotations

import streamlit as st

from store.desk import Job
from ui.context import Context
from ui.data_style import show_notice
from ui.jobs import follow_job, may_start
from ui.menu import show_page_link
from ui.text import say
from ui.upload_steps import show_other_files


def show_taken_back(context: Context, job: Job) -> None:
    """A batch was undone or redone: say so, and offer the opposite."""
    undone = job.kind == "undo"
    st.title(say("upload.undone") if undone else say("upload.redone"))
    with st.container(key="panel_done"):
        show_notice(say("frame.version", version=job.result["version"]))
        with st.container(horizontal=True, vertical_alignment="center"):
            opposite = "redo" if undone else "undo"
            if may_start(context, opposite):
                st.button(say(f"upload.{opposite}"), key=opposite, on_click=follow_job,
                          args=(context, opposite, {"batch": job.request["batch"]}))  # fmt: skip
            show_other_files()
            show_page_link(context, "batches", say("page.batches"), icon=":material/history:", draft=None)
