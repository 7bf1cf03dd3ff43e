"""What nobody sees on a sheet: hidden rows and columns, rows a filter left out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.corpus.markup import write_markup
from tests.corpus.page import Book, Page
from tests.corpus.writer import write
from tests.etl.extract.books import HEAD, TITLE, Read, read_path

ROWS: list[list[object]] = [
    [*TITLE],
    [*HEAD],
    ["石桥镇", "石桥小学", "小学", 6, 240, 110],
    ["石桥镇", "双河小学", "小学", 3, 90, 41],
    ["石桥镇", "东山小学", "小学", 3, 80, 40],
    ["合计", None, None, 12, 410, 191],
]


def read_hiding(folder: Path, form: str, rows: list[list[object]] = ROWS, **hidden: set[int]) -> Read:
    """The sheet with these rows or columns hidden, written as `form`."""
    book = Book("表", form, [Page("Sheet1", [*rows], **hidden)], frozenset())  # type: ignore[arg-type]
    return read_path(write_markup(book, folder, form) if form in ("xml", "html") else write(book, folder))


@pytest.mark.parametrize("form", ["xlsx", "xls", "xlsb", "ods", "xml", "html"])
def test_hidden_rows_count_and_are_named(tmp_path: Path, form: str) -> None:
    read = read_hiding(tmp_path, form, hidden_rows={2, 3, 5})
    assert sum(pupils for (pupils,) in read.rows("pupils")) == 410
    (counted,) = read.found("hidden_rows_read")
    assert (counted.level, counted.cell) == ("warning", "A3:A4")
    assert "3—4" in counted.message
    assert read.cells("hidden_rows_left_out") == ["A6"]


@pytest.mark.parametrize("form", ["xlsx", "xls", "xlsb", "xml"])
def test_hidden_columns_that_are_used_are_named(tmp_path: Path, form: str) -> None:
    read = read_hiding(tmp_path, form, hidden_columns={5})
    assert read.rows("girls") == [(110,), (41,), (40,)]
    (told,) = read.found("hidden_columns_read")
    assert (told.level, told.cell) == ("warning", "F")


@pytest.mark.parametrize("form", ["xlsx", "xls", "xlsb", "xml"])
def test_a_hidden_column_never_stands_in_for_a_visible_one(tmp_path: Path, form: str) -> None:
    rows = [[*row[:4], "在校生数" if at == 1 else 999 if at > 1 else None, *row[4:]] for at, row in enumerate(ROWS[:5])]
    read = read_hiding(tmp_path, form, rows, hidden_columns={4})
    assert read.codes("error") == []
    assert read.rows("pupils") == [(240,), (90,), (80,)]
    assert read.cells("hidden_column_left_out") == ["E"]
    assert read.found("hidden_columns_read") == []


def test_rows_that_a_filter_hides_count_and_the_filter_is_named(tmp_path: Path) -> None:
    path = write(Book("表", "xlsx", [Page("Sheet1", [*ROWS], hidden_rows={3})], frozenset()), tmp_path)
    filtered = b'</sheetData><autoFilter ref="A2:F6"><filterColumn colId="1"><filters/></filterColumn></autoFilter>'
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content.replace(b"</sheetData>", filtered))
    read = read_path(path)
    assert read.cells("filtered_rows_read") == ["A4"]
    assert read.codes("warning") == []
    assert len(read.rows("pupils")) == 3


def test_nothing_hidden_nothing_said(tmp_path: Path) -> None:
    assert read_hiding(tmp_path, "xlsx", hidden_rows={0}, hidden_columns={9}).codes() == []
