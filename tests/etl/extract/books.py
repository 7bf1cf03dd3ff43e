"""Make small workbooks in code and read them with the code the child runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from etl.extract.book import read_file
from etl.extract.limits import LIMITS
from etl.model import ExtractedSheet, Finding

Row = Sequence[object]


@dataclass
class Read:
    """What was read of a file."""

    sheets: list[ExtractedSheet]
    findings: list[Finding]

    @property
    def sheet(self) -> ExtractedSheet:
        """The first sheet."""
        return self.sheets[0]

    def rows(self, *columns: str, sheet: int = 0) -> list[tuple[object, ...]]:
        """The table's rows, these columns of each."""
        table = self.sheets[sheet].table
        assert table is not None
        return [tuple(row[column] for column in columns) for row in table.to_pylist()]

    def codes(self, level: str = "") -> list[str]:
        """The codes of all findings, of one level if named."""
        return [each.code for each in self.findings if level in ("", each.level)]

    def found(self, code: str) -> list[Finding]:
        """The findings of a code."""
        return [each for each in self.findings if each.code == code]

    def cells(self, code: str) -> list[str]:
        """Where a code was found."""
        return [each.cell for each in self.found(code)]


def write_book(path: Path, sheets: dict[str, Sequence[Row]], merges: dict[str, Sequence[str]] | None = None) -> Path:
    """An .xlsx file with these rows, merged as named."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for cells in (merges or {}).get(name, ()):
            page.merge_cells(cells)
    book.save(path)
    return path


def read_path(path: Path, dataset: str | None = None, period: str | None = None) -> Read:
    """Read a file without the child process: the same code, faster."""
    return Read(*read_file(path, path.stem, dataset, period, LIMITS))


def read_rows(
    folder: Path,
    rows: Sequence[Row],
    *,
    name: str = "表",
    sheet: str = "Sheet1",
    merges: Sequence[str] = (),
    dataset: str | None = None,
    period: str | None = None,
) -> Read:
    """Write one sheet and read it."""
    return read_path(write_book(folder / f"{name}.xlsx", {sheet: rows}, {sheet: merges}), dataset, period)


TITLE = ("青云县2023年秋季在校生统计表",)
HEAD = ("乡镇", "学校名称", "学段", "班数", "在校生数", "其中女")


def enrolment(*rows: Row, title: Row = TITLE, head: Row = HEAD) -> list[Row]:
    """An ordinary enrolment sheet."""
    return [title, head, *rows]
