"""The row as it stood in the uploaded file: looked up in the kept original by a limited process, shown with its headings."""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from etl.excerpt import Excerpt, excerpt_of
from etl.originals import original_path
from metrics import Source
from reports.moments import local_moment
from store.history import Batch, batches
from ui.context import Context
from ui.grid import column_letters
from ui.menu import show_page_link
from ui.panel import panel
from ui.style import plain, show_subtitle
from ui.text import say

_ADDRESS = re.compile(r"([A-Z]{1,3})\d+")
_MOST_HEADINGS = 4


def batch_of(context: Context, batch_id: str) -> Batch | None:
    """The batch of this id."""
    known: dict[str, Batch] = context.kept("batches_by_id", _batches)
    return known.get(batch_id)


def _batches(context: Context) -> dict[str, Batch]:
    return {each.batch_id: each for each in batches(context.reader)}


def show_original(context: Context, cell: Source) -> None:
    """The panel of one cell: its row under the headings, or why that cannot be shown."""
    title, below = original_words(cell)
    with panel("lineage_original", title, below):
        show_row(context, cell)


def original_words(cell: Source) -> tuple[str, str]:
    """Where the row stands (file, sheet, row), and who took it in when, in which batch."""
    if not cell.row:
        return cell.file or "", ""
    told = {"person": cell.person, "at": local_moment(cell.at), "batch": cell.batch_id}
    place = {"file": cell.file or "", "sheet": cell.sheet or "", "row": str(cell.row)}
    return say("lineage.original", **place), say("lineage.original_sub", **told)


def show_row(context: Context, cell: Source) -> None:
    """The row as it stood, its cells marked; of a list of pupils the counts only."""
    if cell.rolled_up or cell.row is None:
        show_subtitle(say("lineage.rolled_up", file=cell.file or "", sheet=cell.sheet or "", value=cell.value))
        return
    batch = batch_of(context, cell.batch_id)
    path = (
        original_path(context.store, batch.file_hash, batch.file_name)
        if batch and batch.file_hash and batch.file_name
        else None
    )
    if path is None or not path.is_file():
        show_subtitle(say("lineage.no_original"))
        return
    found = looked_up(str(path), cell.sheet or "", (*headings_above(batch, cell), cell.row))
    if found is None:
        show_subtitle(say("lineage.not_read"))
        return
    st.html(excerpt_html(found, cell))


def show_batch_link(context: Context, batch: Batch) -> None:
    """The way to a batch and its undo."""
    file = batch.batch_id if context.unnamed else f"{batch.file_name or batch.kind}"
    text = say("lineage.to_batch", file=file, person=batch.person, at=local_moment(batch.created_at))
    show_page_link(context, "batches", plain(text), icon=":material/undo:", batch=batch.batch_id, of=None)


@st.cache_data(max_entries=200, show_spinner=False)
def looked_up(path: str, sheet: str, rows: tuple[int, ...]) -> Excerpt | None:
    """The rows of an original: its name is the hash of its bytes, so what was found once holds."""
    from pathlib import Path

    return excerpt_of(Path(path), sheet, rows)


def headings_above(batch: Batch | None, cell: Source) -> list[int]:
    """The rows of the headings that the reader found above the row."""
    sheets = ((batch.report or {}).get("sheets") or []) if batch else []
    found = [
        row
        for each in sheets
        if each.get("sheet") == cell.sheet
        for row in each.get("header_rows") or []
        if row < (cell.row or 0)
    ]
    return sorted(set(found))[-_MOST_HEADINGS:]


def excerpt_html(excerpt: Excerpt, cell: Source) -> str:
    """The rows as a grid with the letters and numbers of the sheet; the cells of the number are marked."""
    marked = set(_ADDRESS.findall(cell.cell or ""))
    width = max((number + 1 for row in excerpt.rows.values() for number, text in enumerate(row) if text), default=1)
    letters = [column_letters(number) for number in range(width)]
    head = "".join(f'<th class="{"marked" if each in marked else ""}">{each}</th>' for each in letters)
    body = ""
    for number, row in excerpt.rows.items():
        last = number == cell.row
        cells = "".join(
            f'<td class="{"marked" if last and letter in marked else ""}">{escape(row[place] if place < len(row) else "")}</td>'
            for place, letter in enumerate(letters)
        )
        body += f'<tr class="{"data" if last else "header"}"><th>{number}</th>{cells}</tr>'
    return f'<div class="zh-scroll" tabindex="0"><table class="zh-grid zh-excerpt"><tr class="letters"><th></th>{head}</tr>{body}</table></div>'
