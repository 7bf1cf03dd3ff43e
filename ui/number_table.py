"""A table of numbers each of which is a link to where it comes from: by mouse, by Tab and Enter, read aloud with its row and
column. Nobody can sort it: what is clicked into an order is a list of ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from ui.lineage_link import Asked, here, number_link


@dataclass(frozen=True)
class Number:
    """A number as it is written (empty: unknown), and what it asks about (None: it leads nowhere)."""

    text: str
    asked: Asked | None = None


@dataclass(frozen=True)
class Row:
    """A row: its name, further words, its numbers, and words after them."""

    name: str
    numbers: Sequence[Number]
    words: Sequence[str] = ()
    after: Sequence[str] = ()


def show_numbers(heads: Sequence[str], rows: Sequence[Row], title: str) -> None:
    """The table; `heads` are those of the name, of the words and of the numbers. It scrolls within itself when it is long."""
    st.html(numbers_html(heads, rows, title, here()))


def numbers_html(heads: Sequence[str], rows: Sequence[Row], title: str, back: str = "") -> str:
    """The table as HTML; everything in it is escaped."""
    first = rows[0] if rows else Row("", [])
    begin, end = 1 + len(first.words), 1 + len(first.words) + len(first.numbers)
    head = "".join(
        f'<th scope="col" class="{"number" if begin <= place < end else ""}">{escape(each)}</th>'
        for place, each in enumerate(heads)
    )
    body = "".join(_row_html(row, back) for row in rows)
    said = escape(title)
    return (
        f'<div class="zh-plain zh-tall" tabindex="0" role="region" aria-label="{said}"><table class="zh-wide zh-numbers"><caption>{said}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row_html(row: Row, back: str) -> str:
    words = "".join(f"<td>{escape(each)}</td>" for each in row.words)
    numbers = "".join(
        f'<td class="number">{number_link(each.asked, each.text, back) if each.text else ""}</td>'
        for each in row.numbers
    )
    after = "".join(f"<td>{escape(each)}</td>" for each in row.after)
    return f'<tr><th scope="row">{escape(row.name)}</th>{words}{numbers}{after}</tr>'
