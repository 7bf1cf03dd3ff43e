"""Workbooks as a person reads them: open the file, find the sheet, look down its columns. Nothing of the product is used."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string as index_of

# What stands in the first cells of rows that are no school's.
_NO_SCHOOL = ("小计", "合计", "注", "说明", "填表人", "甲", "序号")


class Books:
    """The folder of the sample's files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def table(self, file: str, sheet: str, first: int, fill: str = "", **letters: str) -> list[dict[str, Any]]:
        """The rows of schools from row `first` on, each with the cells under the column letters asked for.

        `fill`: letters of columns whose merged cells speak for the rows below them.
        """
        found, above = [], {}
        for cells in _grid(str(self.folder / file), sheet)[first - 1 :]:
            above |= {letter: cells[index_of(letter) - 1] for letter in fill if cells[index_of(letter) - 1] is not None}
            if _is_school(cells):
                row = {name: cells[index_of(letter) - 1] for name, letter in letters.items()}
                row |= {name: above.get(letter) for name, letter in letters.items() if letter in fill}
                found.append(row)
        return found

    def lines(self, file: str) -> Iterator[dict[str, str]]:
        """The lines of a CSV file by its header."""
        return iter(_lines(str(self.folder / file)))


@functools.lru_cache(maxsize=64)
def _grid(path: str, sheet: str) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = list(book[sheet].iter_rows(values_only=True))
    width = max(len(row) for row in rows)
    return [tuple(row) + (None,) * (width - len(row)) for row in rows]


@functools.lru_cache(maxsize=16)
def _lines(path: str) -> list[dict[str, str]]:
    raw = Path(path).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    return list(csv.DictReader(text.splitlines()))


def _is_school(cells: tuple[Any, ...]) -> bool:
    words = [cell.strip() for cell in cells if isinstance(cell, str)]
    return bool(words) and not any(word.startswith(_NO_SCHOOL) for word in words)


def number(cell: Any) -> float | None:
    """The number in a cell; a dash, nothing or an absent pupil is no number, and neither is it zero."""
    if cell is None or cell in ("", "—", "-", "/", "缺考"):
        return None
    return float(str(cell).replace(",", ""))


def added(rows: list[dict[str, Any]], name: str) -> float:
    """The sum of a column; a row without the number is a mistake of whoever asks."""
    values = [number(row[name]) for row in rows]
    assert rows
    assert None not in values, f"{name}: a blank among {len(rows)}"
    return sum(value for value in values if value is not None)
