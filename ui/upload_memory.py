"""What was confirmed once and is done by itself since: layouts of sheets and names of schools, each with who and when."""

from __future__ import annotations

from typing import Any

import streamlit as st

from catalog import dataset
from etl import aliases
from etl.layout_memory import KeptLayout, listed
from reports.moments import local_moment
from ui.context import Context
from ui.corrections import forget, may_remember
from ui.jobs import follow_job, may_start
from ui.style import plain
from ui.text import name_of, say


def show_memory(context: Context) -> None:
    """Everything that is remembered, with a way to take each back; nothing when there is none."""
    if not may_remember(context):
        return
    layouts, names = listed(context.store), aliases.listed(context.store)
    if not layouts and not names:
        return
    with st.expander(say("memory.title", layouts=len(layouts), names=len(names)), icon=":material/bookmarks:"):
        for layout in layouts:
            _show_layout(context, layout)
        for name in names:
            _show_name(context, name)


def _show_layout(context: Context, kept: KeptLayout) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"kept_{kept.fingerprint[:12]}"):
        about = name_of(dataset(kept.layout.dataset)) if kept.layout.dataset else ""
        st.markdown(
            f":grey-badge[{say('memory.layout')}] {plain(kept.name)} · {about}  "
            f":grey[{plain(kept.person)} · {local_moment(kept.at)}]"
        )
        st.button(say("memory.forget"), key=f"forget_{kept.fingerprint}", on_click=forget,
                  args=(context, kept.fingerprint))  # fmt: skip


def _show_name(context: Context, name: dict[str, Any]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"alias_{name['batch']}"):
        within = f"（{plain(name['township'])}）" if name["township"] else ""
        school = plain(name["school"] or say("memory.school_gone"))
        st.markdown(
            f":grey-badge[{say('memory.name')}] {plain(name['name'])}{within} → {school}  "
            f":grey[{plain(name['person'] or '')} · {local_moment(name['at'])}]"
        )
        if may_start(context, "undo"):
            st.button(say("memory.forget"), key=f"forget_{name['batch']}", on_click=follow_job,
                      args=(context, "undo", {"batch": name["batch"]}))  # fmt: skip
