"""What a download holds before it becomes a file. Values stand by column: each column has one way to be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FieldKind(StrEnum):
    """How the cells of a column are written. None in any of them is unknown and stays blank, never 0."""

    TEXT = "text"
    CODE = "code"  # text that keeps its leading zeros
    WHOLE = "whole"
    NUMBER = "number"
    PERCENT = "percent"  # a fraction of one, shown as a percentage
    DATE = "date"


NUMERIC = frozenset({FieldKind.WHOLE, FieldKind.NUMBER, FieldKind.PERCENT})


@dataclass(frozen=True)
class Field:
    """One column of a download. `unit` is shown in the header; `decimals` shape what is seen, not what is kept."""

    title: str
    kind: FieldKind
    unit: str = ""
    decimals: int = 0

    @property
    def header(self) -> str:
        """The title with its unit: 资助金额（元）."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title


@dataclass(frozen=True)
class Sheet:
    """A small sheet that explains: rows of text under a header. Every cell is text."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Download:
    """One table with its explanations. `columns[i]` are the cells under `fields[i]`, all of one length."""

    title: str
    fields: tuple[Field, ...]
    columns: Sequence[Sequence[Any]]
    notes: tuple[Sheet, ...] = ()

    def __post_init__(self) -> None:
        if len(self.fields) != len(self.columns):
            raise ValueError(f"{self.title}: {len(self.fields)} fields but {len(self.columns)} columns")
        if len({len(column) for column in self.columns}) > 1:
            raise ValueError(f"{self.title}: columns of different lengths")

    @property
    def row_count(self) -> int:
        """How many rows of data it has."""
        return len(self.columns[0]) if self.columns else 0
