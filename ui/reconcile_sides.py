"""Both sides of a cross-check down to the file: every cell, the row as it stood, who took it in when, the batch and its undo."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metrics import Source
from metrics.reconcile import Origin, cells_behind
from metrics.reconcile.row import number_written
from ui.context import Context
from ui.lineage_cells import opened_cell, show_cell_table
from ui.lineage_rows import batch_of, original_words, show_batch_link, show_row
from ui.reconcile import nameless
from ui.style import plain, show_subtitle
from ui.text import say

_MOST_BATCHES = 6
_MOST_CELLS = 200
# A sum over many schools is opened by whoever wants to see them all.
_FEW_CELLS = 6


def show_side(context: Context, side: str, name: str, value: float | None, origins: Sequence[Origin], decimals: int) -> None:  # fmt: skip
    """One side: what it is, its number, and where that comes from."""
    st.markdown(f"**{plain(say(f'reconcile.{side}', name=name, value=number_written(value, max(decimals, 2))))}**")
    if origins:
        show_cells(context, side, origins)


def show_cells(context: Context, side: str, origins: Sequence[Origin]) -> None:
    """这个数哪来的: every cell of a side, one of them as it stood in its file, and the way to the batches."""
    if nameless(context):
        st.caption(say("reconcile.no_names"))
        return
    cells = cells_behind(context.reader, origins)
    if not cells:
        st.caption(say("reconcile.no_cells"))
        return
    title = say("reconcile.origin", n=len(cells))
    shown, parameter = cells[:_MOST_CELLS], f"cell_{side}"
    opened = len(cells) <= _FEW_CELLS or parameter in st.query_params
    with st.expander(title, icon=":material/find_in_page:", expanded=opened):
        show_cell_table(shown, parameter, title)
        if len(cells) > _MOST_CELLS:
            st.caption(say("reconcile.more_cells", n=len(cells), shown=_MOST_CELLS))
        few = len(cells) <= _FEW_CELLS
        # A side of one cell has nothing to choose: its row is there at once.
        cell = shown[0] if len(shown) == 1 else opened_cell(shown, parameter, first=few)
        if cell is not None:
            _show_as_it_stood(context, cell)
        _show_batches(context, cells, cell)


def _show_as_it_stood(context: Context, cell: Source) -> None:
    title, below = original_words(cell)
    st.markdown(f"**{plain(title)}**")
    if below:
        show_subtitle(below)
    show_row(context, cell)


def _show_batches(context: Context, cells: Sequence[Source], opened: Source | None) -> None:
    """A link to each batch the side rests on, that of the opened cell first: there it is taken back."""
    first = [opened.batch_id] if opened else []
    ids = list(dict.fromkeys([*first, *(cell.batch_id for cell in cells)]))
    for batch in [found for each in ids[:_MOST_BATCHES] if (found := batch_of(context, each)) is not None]:
        show_batch_link(context, batch)
    if len(ids) > _MOST_BATCHES:
        st.caption(say("reconcile.more_batches", n=len(ids), shown=_MOST_BATCHES))
