"""A table before it is drawn on a sheet: columns with their headers, cells and the facts those cells state."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.corpus.truth import Key

Stated = tuple[Key, object]


@dataclass(frozen=True)
class Percent:
    """A number shown by the spreadsheet program as a percentage: 0.853 shown as 85.3%."""

    value: float


@dataclass(frozen=True)
class Signed:
    """A number of percent whose format only writes the sign behind it: 85.3 shown as 85.3%."""

    value: float


@dataclass(frozen=True)
class Formula:
    """A formula; `value` is its stored result, None when none was stored."""

    text: str
    value: object = None


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows #DIV/0!."""

    text: str = "#DIV/0!"


@dataclass(frozen=True)
class Day:
    """A date as the spreadsheet program stores it."""

    value: datetime.date


@dataclass
class Column:
    """One column over the table's records. `role`: township, school, code, stage, label, count, money, rate, mean, other.

    `path` are its header's words from the top; `facts[i]` is what its i-th cell states, None when nothing; `also[i]` what else.
    """

    role: str
    path: tuple[str, ...]
    cells: list[object]
    facts: list[Stated | None] = field(default_factory=list)
    also: list[list[Stated]] = field(default_factory=list)

    @property
    def adds(self) -> bool:
        """Whether a sum line may add its cells."""
        return self.role in ("count", "money")


@dataclass
class Table:
    """A table of one dataset, with the words its sheet needs in the title, and the township of each record."""

    dataset: str
    subject: str
    period: str
    columns: list[Column]
    townships: list[str]
    needs_title: str = ""
    money_unit: str = ""

    @property
    def height(self) -> int:
        """Number of records."""
        return len(self.townships)

    def of_role(self, *roles: str) -> list[Column]:
        """The columns of these roles."""
        return [each for each in self.columns if each.role in roles]

    def part(self, rows: Sequence[int]) -> Table:
        """The table with these records only."""
        columns = [
            Column(
                each.role,
                each.path,
                [each.cells[row] for row in rows],
                [each.facts[row] for row in rows] if each.facts else [],
                [each.also[row] for row in rows] if each.also else [],
            )
            for each in self.columns
        ]
        return Table(
            self.dataset,
            self.subject,
            self.period,
            columns,
            [self.townships[row] for row in rows],
            self.needs_title,
            self.money_unit,
        )

    def without(self, *roles: str) -> Table:
        """The table without the columns of these roles."""
        kept = [each for each in self.columns if each.role not in roles]
        return Table(self.dataset, self.subject, self.period, kept, self.townships, self.needs_title, self.money_unit)
