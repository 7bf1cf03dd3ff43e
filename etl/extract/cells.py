"""A sheet before it means anything: rows of values with addresses, merged ranges, faults."""

from __future__ import annotations

from dataclasses import dataclass, field

NO_CACHED_VALUE = "formula"  # a fault: the formula's result was never stored


@dataclass(frozen=True)
class Merge:
    """A merged range, zero-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class RawSheet:
    """`rows[r][c]` is the value at row r, column c of the sheet, both zero-based; all rows are equally long.

    `faults` maps (row, column) to an error such as `#DIV/0!` or to NO_CACHED_VALUE; such cells read as "".
    `percents` are cells whose number the spreadsheet program shows as a percentage; `units` maps cells to the unit that
    their number format writes behind the number (85.3 shown as 85.3% by 0.0"%" is in %).
    `hidden_rows` and `hidden_columns` are those that nobody sees; `filtered` says that a filter stands on the sheet.
    Of several tables on a sheet each is a RawSheet: `inherited` is what the title over the first says for it too,
    `above` the number of rows above it, `unit_above` the unit of money that another table's title states, `table_no` its number on the sheet from 0.
    """

    name: str
    number: int
    rows: list[list[object]]
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    units: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    inherited: tuple[str, ...] = ()
    above: int = 0
    unit_above: str = ""
    table_no: int = 0

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell not in ("", None) for row in self.rows for cell in row)
