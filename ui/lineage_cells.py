"""The cells behind a number on the screen: all of them in a table, one of them opened by mouse or by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from catalog import dataset
from metrics import Source
from ui.filters import Choice, pick_one, pick_optional, state
from ui.selection import short_label
from ui.source import cell_rows
from ui.text import name_of, say


def show_cell_table(cells: Sequence[Source], parameter: str, title: str) -> None:
    """File, sheet, address, batch, person and time of every cell; a row that is selected is opened (`opened_cell`). `parameter`
    is what the address calls the one that is open."""
    key = f"lineage_{parameter}"
    st.dataframe(_cell_table(cells), key=key, hide_index=True, height=min(420, 38 + 35 * len(cells)), on_select=partial(_open_row, key, parameter, cells),
                 selection_mode="single-row", placeholder="", alt=title, column_config=_widths())  # fmt: skip


def opened_cell(cells: Sequence[Source], parameter: str, *, first: bool = False) -> Source | None:
    """The cell that is open, with a box to choose another: a table is no place for a keyboard. `first`: until one is chosen
    the first is open."""
    choice = Choice(_told_apart(cells))
    code: str | None
    if first:
        code = pick_one(parameter, say("lineage.pick"), choice, cell_code(cells[0]))
    else:
        code = pick_optional(parameter, say("lineage.pick"), choice, hint=say("lineage.pick_hint"))
    return next((cell for cell in cells if cell_code(cell) == code), None)


def without_files(cells: Sequence[Source]) -> list[Source]:
    """The cells where nobody is to be named: files are called after schools."""
    return [replace(each, file=None, sheet=None) for each in cells]


def cell_code(cell: Source) -> str:
    """What the address calls a cell."""
    return f"{cell.batch_id}~{cell.sheet or ''}~{cell.cell or ''}~{cell.column}~{cell.area_id}~{cell.period}"


def _cell_table(cells: Sequence[Source]) -> pd.DataFrame:
    table = pd.DataFrame(cell_rows(cells))
    order = [
        say(f"source.{each}")
        for each in ("school", "column", "detail", "number", "cell", "file", "sheet", "batch", "person", "at")
        # Nobody is to be named: then neither are files.
        if each not in ("file", "sheet") or any(cell.file for cell in cells)
    ]
    if all(cell.used for cell in cells):
        return table[order]
    table[say("lineage.used")] = [say("lineage.used_yes" if cell.used else "lineage.used_no") for cell in cells]
    return table[[*order[:4], say("lineage.used"), *order[4:]]]


def _widths() -> dict[str, Any]:
    px = {"source.school": 156, "source.column": 96, "source.detail": 140, "source.number": 104, "lineage.used": 66, "source.cell": 76,
          "source.file": 290, "source.sheet": 100, "source.batch": 76, "source.person": 90, "source.at": 128}  # fmt: skip
    return {say(key): st.column_config.TextColumn(width=width) for key, width in px.items()}


def _open_row(key: str, parameter: str, shown: Sequence[Source]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    state(parameter, cell_code(shown[rows[0]]) if rows and rows[0] < len(shown) else None)


def _told_apart(cells: Sequence[Source]) -> dict[str, str]:
    """Codes with labels no two of which are the same."""
    labels: dict[str, str] = {}
    seen: dict[str, int] = {}
    for cell in cells:
        label = _cell_label(cell)
        seen[label] = seen.get(label, 0) + 1
        labels[cell_code(cell)] = label if seen[label] == 1 else f"{label}（{seen[label]}）"
    return labels


def _cell_label(cell: Source) -> str:
    """A cell in a box to choose from."""
    at = cell.cell or say("source.rolled_up")
    area = f"{cell.area} · {short_label(cell.period)}"
    return say("lineage.cell_of", area=area, column=name_of(dataset(cell.dataset).column(cell.column)), cell=at)
