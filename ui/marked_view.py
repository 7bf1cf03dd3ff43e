"""The clerk's own workbook with the findings drawn on it, made when the button is clicked."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePath

from etl.drafts import Draft
from etl.marked import NotMarked, list_file, mark_file
from ui.downloads import FORMS
from ui.making_button import show_making_button
from ui.text import say


def show_marked_file(draft: Draft) -> None:
    """A button for the marked workbook; nothing without findings, or when the file was not kept for naming pupils."""
    if not draft.findings or draft.upload is None:
        return
    show_making_button(
        say("upload.marked"), partial(marked_file, draft, draft.upload), marked_name(draft), key="marked",
        icon=":material/rate_review:", mime=FORMS["xlsx"], tip=say("upload.marked_help"),
    )  # fmt: skip


def marked_file(draft: Draft, upload: Path) -> bytes:
    """The marked workbook, or the list of findings alone when the file is too large to be drawn on."""
    try:
        return mark_file(upload, draft.file_name, draft.findings)
    except NotMarked:
        return list_file(draft.findings)


def marked_name(draft: Draft) -> str:
    """更正_核对.xlsx"""
    return f"{PurePath(Path(draft.file_name).name).stem}_核对.xlsx"
