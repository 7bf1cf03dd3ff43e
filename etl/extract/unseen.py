"""Rows and columns that are hidden: what of them counts is told; a hidden column never stands in for a visible one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalog import dataset
from etl.extract.cells import RawSheet
from etl.extract.collect import Findings
from etl.extract.layout import Layout
from etl.extract.meaning import Meaning
from etl.extract.redact import redacted
from etl.extract.text import as_text, column_index, column_letters, row_ranges
from etl.model import ExtractedSheet

_NAMED = 12  # ranges of rows that a message names


def without_shadows(layout: Layout, sheet: RawSheet, findings: Findings) -> Layout:
    """The layout with those hidden columns ignored that say what a visible column says too; the clerk is told."""
    shown = {_what(each): each for each in reversed(layout.meanings) if each.index not in sheet.hidden_columns}
    shadows = {
        each.index: shown[_what(each)]
        for each in layout.meanings
        if each.index in sheet.hidden_columns
        and each.role in ("fact", "place", "text", "score")
        and _what(each) in shown
    }
    for index, other in shadows.items():
        findings.add(
            "hidden_column_left_out",
            cell=column_letters(index),
            header=layout.meanings[index].header,
            other_cell=column_letters(other.index),
        )
    kept = tuple(replace(each, role="ignored") if each.index in shadows else each for each in layout.meanings)
    return replace(layout, meanings=kept) if shadows else layout


def _what(meaning: Meaning) -> tuple[object, ...]:
    return (meaning.role, meaning.column, meaning.dims, meaning.sex, meaning.previous)


def tell_hidden(tables: Sequence[RawSheet], read: Sequence[ExtractedSheet], findings: Findings) -> None:
    """One finding per table for the hidden rows, one for the hidden columns that hold numbers, taken or not."""
    for raw, sheet in zip(tables, read, strict=True):
        if sheet.dataset is None or raw.hidden or not (raw.hidden_rows or raw.hidden_columns):
            continue
        findings.sheet, findings.secret = raw.name, sheet.pupil_level
        _tell_rows(raw, sheet, findings)
        _tell_columns(raw, sheet, findings)


def _tell_rows(raw: RawSheet, sheet: ExtractedSheet, findings: Findings) -> None:
    last_header = max(sheet.header_rows, default=0)
    hidden = [
        row for row in sorted(raw.hidden_rows) if last_header <= row < len(raw.rows) and _holds_number(raw.rows[row])
    ]
    taken = set(hidden) & _accepted_rows(sheet, hidden)
    for code, rows in (
        ("hidden_rows_read", sorted(taken)),
        ("hidden_rows_left_out", [row for row in hidden if row not in taken]),
    ):
        if not rows:
            continue
        if code == "hidden_rows_read" and raw.filtered:
            code = "filtered_rows_read"
        first, last = row_ranges(rows)[0]
        cell = f"A{first + 1}" if first == last else f"A{first + 1}:A{last + 1}"
        findings.add(code, cell=cell, rows=_named(rows), count=len(rows))


def _accepted_rows(sheet: ExtractedSheet, hidden: Sequence[int]) -> set[int]:
    numbers = sheet.table.column("row_no").to_pylist() if sheet.table is not None else []
    if any(each is None for each in numbers):  # rolled up from persons: every row of the list is in it
        return set(hidden)
    return {int(each) - 1 for each in numbers}


def _holds_number(row: Sequence[object]) -> bool:
    return any(isinstance(cell, int | float) or any(each.isdigit() for each in as_text(cell)) for cell in row)


def _named(rows: Sequence[int]) -> str:
    """3、5—7 and so on, as the rows are numbered at the edge of the sheet."""
    ranges = row_ranges(list(rows))
    said = [str(first + 1) if first == last else f"{first + 1}—{last + 1}" for first, last in ranges[:_NAMED]]
    return "、".join(said) + (f" 等 {len(ranges)} 处" if len(ranges) > _NAMED else "")


def _tell_columns(raw: RawSheet, sheet: ExtractedSheet, findings: Findings) -> None:
    declared = dataset(str(sheet.dataset))
    facts = {each.name: each.zh for each in declared.facts}
    taken: dict[int, list[str]] = {}
    for block in sheet.blocks.values():
        for name, letters in block.items():
            if name in facts:
                for each in filter(None, letters.split("+")):
                    taken.setdefault(column_index(each), []).append(facts[name])
    hidden = sorted(set(taken) & raw.hidden_columns)
    if hidden:
        findings.add(
            "hidden_columns_read",
            cell=column_letters(hidden[0]),
            columns="、".join(column_letters(each) for each in hidden[:_NAMED]),
            headers=redacted("、".join(dict.fromkeys(name for each in hidden[:_NAMED] for name in taken[each]))),
        )
