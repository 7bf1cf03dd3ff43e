"""The history on a page: every batch, one of them opened, what taking it back would change, the versions, the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from catalog import dataset
from catalog.periods import label_zh
from catalog.stages import stage
from etl.originals import original_path
from etl.place_declarations import change_text
from reports.moments import local_moment
from store.history import Batch, batches, events
from ui.context import Context
from ui.filters import Choice, pick_optional, state
from ui.findings_view import counts_text, show_findings
from ui.jobs import follow_job, may_start
from ui.making_button import show_making_button
from ui.selection import short_label
from ui.style import plain, show_subtitle
from ui.text import TEXT, name_of, say

_TABLE = "history_table"
MOST_EVENTS = 300


def batches_of(context: Context) -> list[Batch]:
    """Every batch, the newest first."""
    return [] if context.is_empty else batches(context.reader)[::-1]


def show_history(found: Sequence[Batch]) -> None:
    """The table of batches; a row that is selected is opened below."""
    st.dataframe(history_rows(found), hide_index=True, height=min(460, 38 + 36 * len(found)), key=_TABLE, alt=say("batches.tab_batches"),
                 on_select=lambda: _open_row(found), selection_mode="single-row",
                 column_config=_widths())  # fmt: skip


def _widths() -> dict[str, Any]:
    """So that every column fits a screen 1440 wide; what is longer is read in the batch itself."""
    widths = {
        "state": 70,
        "time": 128,
        "person": 112,
        "file": 236,
        "datasets": 84,
        "periods": 128,
        "findings": 104,
        "id": 76,
    }
    shown: dict[str, Any] = {
        say(f"batches.{name}"): st.column_config.TextColumn(width=px) for name, px in widths.items()
    }
    return shown | {say("batches.rows"): st.column_config.NumberColumn(format="localized", width=76)}


def _open_row(found: Sequence[Batch]) -> None:
    rows = st.session_state[_TABLE]["selection"]["rows"]
    state("batch", found[rows[0]].batch_id if rows else None)


def history_rows(found: Sequence[Batch]) -> dict[str, list[Any]]:
    """The batches as columns for a table; a phone shows the first two: the state and the file."""
    return {
        say("batches.state"): [state_text(each) for each in found],
        say("batches.file"): [file_text(each) for each in found],
        say("batches.time"): [local_moment(each.created_at) for each in found],
        say("batches.person"): [each.person for each in found],
        say("batches.datasets"): ["、".join(dict.fromkeys(dataset_names(each))) for each in found],
        say("batches.periods"): [periods_text(each) for each in found],
        say("batches.rows"): [sum(sheet["rows_accepted"] or 0 for sheet in each.sheets) for each in found],
        say("batches.findings"): [counts_text(each.findings) for each in found],
        say("batches.id"): [each.batch_id for each in found],
    }


def state_text(batch: Batch) -> str:
    """In use or withdrawn."""
    return say("batches.live") if batch.live else say("batches.withdrawn")


def file_text(batch: Batch) -> str:
    """The file's name; what kind of batch it is when it had none."""
    return batch.file_name or _declared_text(batch)


def _declared_text(batch: Batch) -> str:
    """What a batch without a file says: a name, or what became of a place."""
    about = batch.report or {}
    if batch.kind == "alias":
        return say("batches.kind_alias_of", name=about.get("name") or "—", school=about.get("school_id") or "—")
    if batch.kind == "setting":
        return f"{say('batches.kind_setting')}：{'；'.join(about.get('changes') or ())}"
    if batch.kind == "places":
        return f"{say('batches.kind_places')}：{change_text(about | {'former': about['area']})}"
    return batch.kind


def dataset_names(batch: Batch) -> list[str]:
    """The names of the datasets it has sheets of."""
    return [name_of(dataset(sheet["dataset"])) for sheet in batch.sheets if sheet["dataset"]]


def periods_of(batch: Batch) -> list[str]:
    """Every period of its slices."""
    return sorted({period for each in batch.slices for period in each.get("periods") or ()})


def periods_text(batch: Batch) -> str:
    """Its periods as they stand on an axis, shortened when there are many."""
    codes = periods_of(batch)
    if len(codes) > 2:
        return f"{short_label(codes[0])} … {short_label(codes[-1])}"
    return "、".join(short_label(code) for code in codes)


def pick_batch(found: Sequence[Batch]) -> Batch | None:
    """The batch the address names, with a box to choose another."""
    named = Choice({each.batch_id: f"{each.batch_id}　{file_text(each)}" for each in found})
    chosen = pick_optional("batch", say("batches.choose"), named, hint=say("batches.choose_hint"))
    return next((each for each in found if each.batch_id == chosen), None)


def show_batch(context: Context, batch: Batch) -> None:
    """One batch: its file, its range, its findings, and the way to take it back."""
    with st.container(key="panel_batch"):
        st.subheader(plain(file_text(batch)))
        show_subtitle(" · ".join([state_text(batch), local_moment(batch.created_at), batch.person, batch.batch_id]))
        for line in slice_lines(batch):
            st.markdown(f"- {plain(line)}")
        with st.container(horizontal=True, vertical_alignment="center"):
            _show_take_back(context, batch)
            _show_original(context, batch)
        show_findings(batch.findings, with_sheet=len(batch.sheets) > 1)


def slice_lines(batch: Batch) -> list[str]:
    """What the batch covers, one line a slice."""
    lines = [_slice_line(each) for each in batch.slices]
    return [f"{line}（{say('batches.replaces')}）" for line in lines] if batch.replaces else lines


def _slice_line(each: Mapping[str, Any]) -> str:
    listed = each.get("stages") or ()
    stages = "、".join(stage(code).zh if code else say("batches.no_stage") for code in listed) or say(
        "batches.all_stages"
    )
    periods = "、".join(label_zh(code) for code in (each.get("periods") or ())[:6])
    return say("batches.slice", dataset=name_of(dataset(each["dataset"])), periods=periods or "—",
               areas=len(each.get("areas") or ()), stages=stages)  # fmt: skip


def _show_take_back(context: Context, batch: Batch) -> None:
    kind = "undo" if batch.live else "redo"
    if may_start(context, kind):
        st.button(
            say(f"batches.look_{kind}"),
            key=f"look_{kind}",
            icon=":material/undo:" if batch.live else ":material/redo:",
            on_click=follow_job,
            args=(context, "look", {"batch": batch.batch_id, "live": not batch.live}),
        )


def _show_original(context: Context, batch: Batch) -> None:
    name = batch.file_name
    path = original_path(context.store, batch.file_hash, name) if batch.file_hash and name else None
    if path is None or name is None or not path.is_file():
        st.caption(say("batches.no_original"))
        return
    show_making_button(say("batches.original"), path.read_bytes, name, key="original",
                       icon=":material/description:")  # fmt: skip


def show_events(context: Context) -> None:
    """What was done, by whom and when, the newest first."""
    found = events(context.reader)[::-1][:MOST_EVENTS]
    st.dataframe(
        {
            say("batches.time"): [local_moment(each["at"]) for each in found],
            say("batches.person"): [each["person"] for each in found],
            say("batches.action"): [action_text(each["action"]) for each in found],
            say("batches.id"): [each["batch_id"] or "" for each in found],
            say("batches.version"): [each["version"] for each in found],
            say("batches.note"): [each["note"] or "" for each in found],
        },
        hide_index=True,
        alt=say("batches.tab_events"),
    )


def action_text(action: str) -> str:
    """What was done, in words."""
    key = f"action.{action}"
    return say(key) if key in TEXT else action
