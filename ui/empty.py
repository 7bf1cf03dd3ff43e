"""The first screen: nothing here yet, and the two ways on."""

from __future__ import annotations

import streamlit as st

from access import may
from catalog import dataset as declared
from ui.context import Context
from ui.jobs import follow_job, job_of, may_start, show_failure, show_progress
from ui.menu import show_page_link
from ui.style import show_subtitle
from ui.text import name_of, say


def show_empty_store(context: Context) -> None:
    """What a visitor sees on every page of a store that holds nothing."""
    with st.container(key="panel_empty"):
        st.title(say("empty.title"))
        st.markdown(say("empty.body"))
        if may(context.visitor, "upload"):
            with st.container(key="first_step"):
                show_page_link(context, "upload", say("empty.upload"), icon=":material/upload_file:")
        if may_start(context, "sample"):
            _show_sample(context)
        elif not may(context.visitor, "upload"):
            st.info(say("empty.ask"))


def _show_sample(context: Context) -> None:
    """The button that fills the store being looked at: a command typed elsewhere might fill another."""
    st.markdown(f"**{say('empty.sample')}**")
    show_subtitle(say("empty.sample_body"))
    st.button(say("empty.sample_make"), icon=":material/science:", on_click=follow_job, args=(context, "sample", {}))


def sample_in_progress(context: Context) -> bool:
    """Whether the address names a sample district still being made; draws how far it is, or why it failed.

    Its files are put in use one by one: until the last one every page would show a part of the district as if it were all.
    """
    job = job_of(context)
    if job is None or job.kind != "sample" or job.state == "done":
        return False
    if job.ended:
        show_failure(job)
        return False
    show_progress(context, job, say("empty.sample_running"))
    return True


def show_empty_theme(context: Context, theme_name: str, dataset: str) -> None:
    """What a theme page shows while its dataset has no rows."""
    st.title(theme_name)
    with st.container(key="panel_empty"):
        st.subheader(say("empty.theme", name=theme_name))
        st.markdown(say("empty.theme_body", dataset=name_of(declared(dataset))))
        if may(context.visitor, "upload"):
            show_page_link(context, "upload", say("empty.upload_more"), icon=":material/upload_file:")
