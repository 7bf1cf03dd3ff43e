"""The first step: the file box, what may be said beforehand, and uploads somebody has yet to finish."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import streamlit as st

from catalog import DATASETS
from etl.known import known_places
from etl.options import BadOption, Options
from etl.template import write_template
from reports.moments import local_moment
from ui.context import Context
from ui.data_style import show_notice
from ui.downloads import FORMS
from ui.filters import state
from ui.making_button import show_making_button
from ui.text import name_of, say
from ui.uploads import Waiting, largest_mb, take_files, throw_away, waiting

_ROUND = "upload_round"
_REFUSED = "upload_refused"


def show_file_box(context: Context) -> None:
    """The box. Files dropped into it become jobs at once; one file leads on to its result."""
    options = _pick_options()
    turn = st.session_state.setdefault(_ROUND, 0)
    label = f"{say('upload.files')}（{say('upload.box_limit', largest=largest_mb())}）"
    files = st.file_uploader(label, accept_multiple_files=True, key=f"upload_files_{turn}")
    if files and options is not None:
        started, refused = take_files(context, files, options)
        # A fresh box: the same files must not start again at the next run.
        st.session_state[_ROUND] = turn + 1
        st.session_state[_REFUSED] = refused
        if len(started) == 1 and not refused:
            state("job", started[0])
        st.rerun()
    for reason in st.session_state.pop(_REFUSED, []):
        show_notice(reason, "worse")


def _pick_options() -> Options | None:
    with st.expander(say("upload.say_first")):
        return pick_reading("first")


def pick_reading(key: str, *, asked: tuple[str, ...] = ("dataset", "period")) -> Options | None:
    """Ask for the dataset and the period; None, with the reason on the page, when what was typed is no period."""
    names = {name_of(each): each.name for each in DATASETS}
    left, right = st.columns(2)
    chosen = period = None
    if "dataset" in asked:
        chosen = left.selectbox(say("upload.dataset"), list(names), index=None, placeholder=say("upload.by_itself"),
                                key=f"{key}_dataset")  # fmt: skip
    if "period" in asked:
        period = right.text_input(say("upload.period"), placeholder=say("upload.period_hint"), key=f"{key}_period")
    try:
        return Options(dataset=names[chosen] if chosen else None, period=(period or "").strip() or None)
    except BadOption as reason:
        show_notice(str(reason), "worse")
        return None


def show_templates(context: Context) -> None:
    """A blank form of each dataset, with the names of the register in its drop-downs."""
    with st.expander(say("template.title"), icon=":material/table:"):
        st.caption(say("template.hint"))
        names = {name_of(each): each.name for each in DATASETS}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(say("upload.dataset"), list(names), key="template_dataset", width=260)
            show_making_button(
                say("template.download", name=chosen), partial(_template, context, names[chosen]),
                f"{chosen}_{say('template.file')}.xlsx", key="template", icon=":material/download:", mime=FORMS["xlsx"],
            )  # fmt: skip


def _template(context: Context, name: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="template-") as folder:
        path = Path(folder) / "template.xlsx"
        write_template(name, path, known_places(context.store))
        return path.read_bytes()


def show_waiting(context: Context) -> None:
    """Uploads that wait for somebody, each one click away."""
    found = waiting(context)
    if not found:
        return
    with st.container(key="panel_waiting"):
        st.subheader(say("upload.waiting"))
        for each in found:
            _show_waiting(context, each)
        idle = [each.job for each in found if each.standing != "running"]
        if len(idle) > 1:
            with st.popover(say("upload.discard_all", n=len(idle))):
                st.caption(say("upload.discard_sure"))
                st.button(say("upload.discard_now"), key="discard_all", on_click=throw_away, args=(context, idle))


def _show_waiting(context: Context, each: Waiting) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"waiting_{each.job}"):
        double = f" :yellow-badge[{say('upload.double', other=_plain(each.doubles))}]" if each.doubles else ""
        archive = f"{say('upload.out_of', archive=_plain(each.archive))} · " if each.archive else ""
        st.markdown(
            f"**:grey-badge[{say(f'upload.standing_{each.standing}')}]** {_plain(each.file_name)}{double}  "
            f":grey[{archive}{_plain(each.person)} · {local_moment(each.began)}]"
        )
        st.button(say("upload.open"), key=f"open_{each.job}", on_click=state, args=("job", each.job))
        if each.standing != "running":
            st.button(
                say("upload.discard_one"), key=f"drop_{each.job}", on_click=throw_away, args=(context, [each.job])
            )


def _plain(text: str) -> str:
    """A file's name inside Markdown, where it must not become a link, a picture or a formula."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>()#+-.!|$:~^" else letter for letter in text)
