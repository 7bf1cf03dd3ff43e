"""What a person says of a sheet that was misread, as data: where the header stands, which dataset and period it is, what a
column means and in which unit. It overrides what would be recognised, for one file or, remembered, for its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

# What a column may be said to be, beside a column of the dataset.
IGNORE = "ignore"
PERIOD = "period"


class BadLayout(ValueError):
    """What was given is no correction of a sheet."""


@dataclass(frozen=True)
class ColumnSaid:
    """What one column is: a column of the dataset, PERIOD or IGNORE; None leaves it as it was recognised.

    `unit` is the unit its numbers are written in; `group` the groups it stands under, such as {"item": "computers"}.
    """

    column: str | None = None
    unit: str | None = None
    group: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values; `from_json` reads them back."""
        return {"column": self.column, "unit": self.unit, "group": dict(self.group)}

    @classmethod
    def from_json(cls, values: Any) -> ColumnSaid:
        """What `as_json` wrote. Raises BadLayout for anything else."""
        known = _mapping(values)
        return cls(_text(known.get("column")), _text(known.get("unit")), _mapping(known.get("group") or {}))


@dataclass(frozen=True)
class SheetLayout:
    """What is said of one sheet; everything left out is as recognised. Rows are numbered as the sheet shows them, from 1.

    `header` is the first and the last header row, `rows` the first and the last row of data. `unit` is the unit of the
    sheet's amounts. `columns` is by column letter. `skip`: this sheet is not needed.
    """

    skip: bool = False
    header: tuple[int, int] | None = None
    dataset: str | None = None
    period: str | None = None
    unit: str | None = None
    columns: Mapping[str, ColumnSaid] = field(default_factory=dict)
    rows: tuple[int | None, int | None] = (None, None)

    def says_nothing(self) -> bool:
        """Whether everything is left as recognised."""
        return self == SheetLayout()

    def over(self, under: SheetLayout) -> SheetLayout:
        """Both together; where both say something, this one counts."""
        return SheetLayout(
            self.skip or under.skip,
            self.header or under.header,
            self.dataset or under.dataset,
            self.period or under.period,
            self.unit or under.unit,
            # Another dataset has other columns: what they were said to be means nothing there.
            {**(under.columns if self.dataset in (None, under.dataset) else {}), **self.columns},
            (self.rows[0] or under.rows[0], self.rows[1] or under.rows[1]),
        )

    def for_every_file(self) -> SheetLayout:
        """What also holds for the next file of this kind: not the period, not how many rows there are, nor where.

        Nor that a sheet is not needed: a summary has the header of the sheets it sums up.
        """
        return replace(self, skip=False, header=None, period=None, rows=(None, None))

    def as_json(self) -> dict[str, Any]:
        """Plain values; `from_json` reads them back."""
        return {
            "skip": self.skip,
            "header": list(self.header) if self.header else None,
            "dataset": self.dataset,
            "period": self.period,
            "unit": self.unit,
            "columns": {letter: each.as_json() for letter, each in self.columns.items()},
            "rows": list(self.rows),
        }

    @classmethod
    def from_json(cls, values: Any) -> SheetLayout:
        """What `as_json` wrote. Raises BadLayout for anything else."""
        known = _mapping(values)
        header = _rows(known.get("header") or [None, None])
        first, last = header
        if (first is None) != (last is None) or (first and last and first > last):
            raise BadLayout(f"header rows {header}")
        return cls(
            bool(known.get("skip")),
            (first, last) if first and last else None,
            _text(known.get("dataset")),
            _text(known.get("period")),
            _text(known.get("unit")),
            {str(letter): ColumnSaid.from_json(each) for letter, each in _mapping(known.get("columns") or {}).items()},
            _rows(known.get("rows") or [None, None]),
        )


@dataclass(frozen=True)
class RememberedLayout:
    """A layout for every sheet whose header has this fingerprint; `height` is the number of header rows."""

    fingerprint: str
    height: int
    layout: SheetLayout
    person: str = ""
    at: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values; `from_json` reads them back."""
        return {**self.__dict__, "layout": self.layout.as_json()}

    @classmethod
    def from_json(cls, values: Any) -> RememberedLayout:
        """What `as_json` wrote. Raises BadLayout for anything else."""
        known = _mapping(values)
        try:
            height = int(known["height"])
            layout = SheetLayout.from_json(known["layout"])
            return cls(str(known["fingerprint"]), height, layout, str(known["person"]), str(known["at"]))
        except (KeyError, TypeError, ValueError) as error:
            raise BadLayout(f"remembered layout: {error}") from error


@dataclass(frozen=True)
class ScoreMarks:
    """Where pass, excellent and low begin, as shares of the full mark. A score at the mark passes; low is below it."""

    passed: float = 0.60
    excellent: float = 0.85
    low: float = 0.30


@dataclass(frozen=True)
class Said:
    """Everything said beforehand about the sheets of a file: by sheet name, for all files of a kind, and the marks by which
    pupils' scores are counted."""

    sheets: Mapping[str, SheetLayout] = field(default_factory=dict)
    remembered: tuple[RememberedLayout, ...] = ()
    marks: ScoreMarks = field(default_factory=ScoreMarks)

    def as_json(self) -> dict[str, Any]:
        """Plain values; `from_json` reads them back."""
        return {
            "sheets": sheets_as_json(self.sheets),
            "remembered": [each.as_json() for each in self.remembered],
            "marks": asdict(self.marks),
        }

    @classmethod
    def from_json(cls, values: Any) -> Said:
        """What `as_json` wrote. Raises BadLayout for anything else."""
        known = _mapping(values)
        kept = tuple(RememberedLayout.from_json(each) for each in known.get("remembered") or ())
        marks = {name: float(value) for name, value in _mapping(known.get("marks") or {}).items()}
        return cls(sheets_from_json(known.get("sheets") or {}), kept, ScoreMarks(**marks))


NOTHING_SAID = Said()


def table_key(sheet: str, table: int) -> str:
    """By which corrections name a sheet, or one of several tables on it (`table` from 0): 汇总, 汇总#2."""
    return f"{sheet}#{table + 1}" if table else sheet


def sheets_as_json(sheets: Mapping[str, SheetLayout]) -> dict[str, Any]:
    """Corrections by sheet as plain values."""
    return {name: each.as_json() for name, each in sheets.items()}


def sheets_from_json(values: Any) -> dict[str, SheetLayout]:
    """What `sheets_as_json` wrote. Raises BadLayout for anything else."""
    return {str(name): SheetLayout.from_json(each) for name, each in _mapping(values).items()}


def _mapping(values: Any) -> dict[str, Any]:
    if not isinstance(values, Mapping):
        raise BadLayout(f"{type(values).__name__} instead of named values")
    return dict(values)


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise BadLayout(f"{value!r} is no text")
    return value or None


def _rows(values: Any) -> tuple[int | None, int | None]:
    """Two row numbers from 1; None where none is given."""
    fine = isinstance(values, list | tuple) and len(values) == 2
    if not fine or any(each is not None and (not isinstance(each, int) or each < 1) for each in values):
        raise BadLayout(f"{values!r} are no two rows")
    return values[0], values[1]
