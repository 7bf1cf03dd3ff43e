"""The clerk's own sheet, painted with what was understood of it: which row is what, what each column means, where the
findings are. Everything in it came from somebody's file, so every text is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from catalog import dataset as declared
from ui.text import name_of, say

LONGEST_SHOWN = 40
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?")
_NUMBER = re.compile(r"[-+]?[\d,，.]+%?")
# Rows of one text across the sheet: titles above, signatures below.
_ACROSS = frozenset({"title", "note", "footer"})
_STRONGEST = ("error", "warning", "info")


@dataclass(frozen=True)
class PaintedSheet:
    """What is needed to paint one sheet. `roles[i]` belongs to `rows[i]`, `meanings[j]`, in words, to column j."""

    rows: Sequence[Sequence[str]]
    roles: Sequence[str]
    meanings: Sequence[str]
    dataset: str | None = None
    rows_read: int = 0
    # The columns, from 0, that mean something of which nothing was used.
    unused: frozenset[int] = frozenset()


def grid_html(sheet: PaintedSheet, findings: Sequence[Mapping[str, str]]) -> str:
    """The sheet as an HTML table with column letters, meanings and row numbers."""
    width = _used_width(sheet)
    marks = marked_cells(findings)
    head = "".join(f"<th>{column_letters(number)}</th>" for number in range(width))
    meanings = "".join(f"<td>{_meaning_html(sheet, number)}</td>" for number in range(width))
    body = "".join(_row_html(sheet, number, width, marks) for number in range(len(sheet.rows)))
    return (
        f'<div class="zh-scroll"><table class="zh-grid"><tr class="letters"><th></th>{head}</tr>'
        f'<tr class="meanings"><th></th>{meanings}</tr>{body}</table></div>{_legend_html(sheet, marks)}'
    )


def column_letters(number: int) -> str:
    """The letters of the column at `number`, from 0: 0 -> A, 26 -> AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def marked_cells(findings: Sequence[Mapping[str, str]]) -> dict[tuple[int, int], str]:
    """The worst level found at each (row, column), both from 0. A range marks at most 200 rows."""
    marks: dict[tuple[int, int], str] = {}
    for level in reversed(_STRONGEST):
        for finding in findings:
            if finding["level"] == level:
                marks.update(dict.fromkeys(_cells_of(finding.get("cell", "")), level))
    return marks


def _cells_of(cell: str) -> Iterable[tuple[int, int]]:
    for match in _ADDRESS.finditer(cell):
        first, last = (
            (_column_number(match[1]), int(match[2])),
            (_column_number(match[3] or match[1]), int(match[4] or match[2])),
        )
        for row in range(first[1], min(last[1], first[1] + 200) + 1):
            for column in range(first[0], min(last[0], first[0] + 60) + 1):
                yield row - 1, column


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _used_width(sheet: PaintedSheet) -> int:
    last = [max((number + 1 for number, text in enumerate(row) if text.strip()), default=0) for row in sheet.rows]
    known = max((number + 1 for number, meaning in enumerate(sheet.meanings) if meaning), default=0)
    return max([known, 1, *last])


def _row_html(sheet: PaintedSheet, number: int, width: int, marks: Mapping[tuple[int, int], str]) -> str:
    row, role = sheet.rows[number], sheet.roles[number] if number < len(sheet.roles) else ""
    filled = [text for text in row if text.strip()]
    start = f'<tr class="{escape(role)}"><th>{number + 1}</th>'
    if role in _ACROSS and len(filled) == 1:
        return f'{start}<td class="across" colspan="{width}">{_short(filled[0])}</td></tr>'
    cells = (
        _cell_html(row[column] if column < len(row) else "", role, marks.get((number, column), ""))
        for column in range(width)
    )
    return f"{start}{''.join(cells)}</tr>"


def _cell_html(text: str, role: str, mark: str) -> str:
    number = role in ("data", "subtotal", "total") and _NUMBER.fullmatch(text.strip())
    classes = " ".join(each for each in ("number" if number else "", mark) if each)
    attribute = f' class="{classes}"' if classes else ""
    return f"<td{attribute}>{_short(text)}</td>"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_SHOWN:
        return escape(flat)
    return f'<span title="{escape(flat[:400])}">{escape(flat[:LONGEST_SHOWN])}…</span>'


def _meaning_html(sheet: PaintedSheet, number: int) -> str:
    meaning = sheet.meanings[number] if number < len(sheet.meanings) else ""
    if not meaning:
        return ""
    if number in sheet.unused:
        return f'<span class="zh-chip unused">{escape(say("grid.unused", what=meaning))}</span>'
    return f'<span class="zh-chip">{escape(meaning)}</span>'


def column_label(dataset: str | None, column: str) -> str:
    """The declared name of a column; the word itself when it is none of the dataset's."""
    if dataset is None:
        return column
    return next((name_of(each) for each in declared(dataset).columns if each.name == column), column)


def _legend_html(sheet: PaintedSheet, marks: Mapping[tuple[int, int], str]) -> str:
    """Only what is seen on this sheet."""
    roles = set(sheet.roles)
    shown = [
        ("header", roles & {"header", "header_again"}),
        ("data", roles & {"data"}),
        ("total", roles & {"subtotal", "total"}),
        ("skipped", roles & {"title", "index", "footer", "note", "statistic"}),
        ("error", "error" in marks.values()),
        ("warning", "warning" in marks.values()),
    ]
    items = "".join(f'<span><i class="{name}"></i>{escape(say(f"grid.{name}"))}</span>' for name, seen in shown if seen)
    return f'<div class="zh-legend">{items}</div>'
