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
from ui.panel import panel
from ui.style import show_subtitle
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
    batch = batch_of(context, cell.batch_id)
    said = {"file": cell.file or "", "sheet": cell.sheet or "", "row": str(cell.row or "")}
    told = {"person": cell.person, "at": local_moment(cell.at), "batch": cell.batch_id}
    with panel(
        "lineage_original",
        say("lineage.original", **said) if cell.row else said["file"],
        say("lineage.original_sub", **told) if cell.row else "",
    ):
        if cell.rolled_up or cell.row is None:
            show_subtitle(say("lineage.rolled_up", **said, value=cell.value))
            return
        path = (
            original_path(context.store, batch.file_hash, batch.file_name)
            if batch and batch.file_hash and batch.file_name
            else None
        )
        if path is None or not path.is_file():
            show_subtitle(say("lineage.no_original"))
            return
        rows = [*headings_above(batch, cell), cell.row]
        found = looked_up(str(path), cell.sheet or "", tuple(rows))
        if found is None:
            show_subtitle(say("lineage.not_read"))
            return
        st.html(excerpt_html(found, cell))


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
