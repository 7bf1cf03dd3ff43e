"""Places as a file writes them: each distinct way of naming one, with the rows that use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from catalog import dataset as dataset_named
from etl.model import ExtractedSheet

_LEVELS = {"district": 0, "township": 1, "school": 2}


@dataclass(frozen=True)
class Written:
    """What the cells of a row say about one place. `level` is school, township or district."""

    level: str
    district: str | None
    township: str | None
    school: str | None
    code: str | None

    @property
    def says_nothing(self) -> bool:
        """Whether the cells are blank: a row without a member school, for instance. A total that names no district is
        the home district's own."""
        if self.level == "school":
            return not (self.school or self.code)
        return self.level == "township" and not self.township


@dataclass(frozen=True)
class Named:
    """One way of naming a place on one sheet, and where: its rows reach from `first_row` to `last_row`."""

    sheet: ExtractedSheet
    prefix: str
    written: Written
    first_row: int | None
    last_row: int | None
    rows: int

    def cell(self, part: str) -> str:
        """The cells of the column `part` ("school", "township", …), as a range when the rows follow each other."""
        letters = self.sheet.columns.get(f"{self.prefix}{part}", "")
        first = letters[0] if isinstance(letters, list) and letters else letters
        if not first or self.first_row is None or self.last_row is None:
            return ""
        follows = self.last_row > self.first_row and self.last_row - self.first_row + 1 == self.rows
        return f"{first}{self.first_row}:{first}{self.last_row}" if follows else f"{first}{self.first_row}"


def place_columns(prefix: str) -> tuple[str, ...]:
    """The columns of a table that name one place."""
    return (
        "area_level",
        *(f"{prefix}{part}" for part in ("district_text", "township_text", "school_text", "school_code")),
    )


def named_places(sheets: Iterable[ExtractedSheet]) -> list[Named]:
    """Every distinct place named, areas before schools, and the best described schools first."""
    found = [each for sheet in sheets for each in _of_sheet(sheet)]
    return sorted(found, key=_order)


def _order(named: Named) -> tuple[int, bool, bool, bool]:
    written = named.written
    return (_LEVELS[written.level], written.code is None, written.township is None, written.school is None)


def _of_sheet(sheet: ExtractedSheet) -> Iterator[Named]:
    if sheet.dataset is None or sheet.table is None or not sheet.table.num_rows:
        return
    for prefix in dataset_named(sheet.dataset).places:
        columns = list(place_columns(prefix))
        table = _with_columns(sheet.table, [*columns, "row_no"])
        grouped = table.group_by(columns).aggregate(
            [("row_no", "min"), ("row_no", "max"), ("row_no", "count_distinct")]
        )
        for row in grouped.to_pylist():
            written = Written(row["area_level"] or "school", *(row[each] or None for each in columns[1:]))
            if not written.says_nothing:
                yield Named(
                    sheet, prefix, written, row["row_no_min"], row["row_no_max"], row["row_no_count_distinct"] or 0
                )


def _with_columns(table: pa.Table, columns: list[str]) -> pa.Table:
    """The table's columns of these names; those it lacks are unknown."""
    present = set(table.column_names)
    kinds = {"row_no": pa.int32()}
    filled = [
        table.column(each) if each in present else pa.nulls(table.num_rows, kinds.get(each, pa.string()))
        for each in columns
    ]
    return pa.table(dict(zip(columns, filled, strict=True)))
