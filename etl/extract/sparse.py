"""Cells collected one by one, wherever they stand, and laid out as a sheet at the end."""

from __future__ import annotations

from etl.extract.cells import Merge, RawSheet


class TooWideApart(ValueError):
    """The cells of a sheet span more than is ever read."""

    def __init__(self, sheet: str, row: int, column: int) -> None:
        super().__init__(sheet)
        self.sheet, self.row, self.column = sheet, row, column


class SparseSheet:
    """The cells of one sheet; rows and columns zero-based. `most` bounds the rectangle they span."""

    def __init__(self, name: str, number: int, most: int) -> None:
        self.sheet = RawSheet(name, number, [])
        self.most = most
        self.height = self.width = 0
        self._cells: dict[tuple[int, int], object] = {}

    def put(self, row: int, column: int, value: object) -> None:
        """A cell. Raises TooWideApart."""
        self._reach(row, column)
        if value not in ("", None):
            self._cells[row, column] = value

    def fault(self, row: int, column: int, what: str) -> None:
        """A cell that shows an error, or a formula without a result. Raises TooWideApart."""
        self._reach(row, column)
        self.sheet.faults[row, column] = what

    def merge(self, row: int, column: int, down: int, across: int) -> None:
        """A cell merged with so many below it and to its right."""
        if down > 0 or across > 0:
            self.sheet.merges.append(Merge(row, column, row + down, column + across))

    def laid_out(self) -> RawSheet:
        """The sheet with rows of one length."""
        self.sheet.rows = [[""] * self.width for _ in range(self.height)]
        for (row, column), value in self._cells.items():
            self.sheet.rows[row][column] = value
        return self.sheet

    def _reach(self, row: int, column: int) -> None:
        self.height, self.width = max(self.height, row + 1), max(self.width, column + 1)
        if self.height * self.width > self.most:
            raise TooWideApart(self.sheet.name, row, column)
