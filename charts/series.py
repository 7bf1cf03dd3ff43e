"""Values of `metrics.values` as lines over ordered periods: what every figure and finding reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from catalog.model import Indicator
from charts.numbers import is_unknown

_BY_PERIOD = ("values", "bases", "numerators", "counted", "missing", "notes", "hidden")
# Sums may be added over districts, and so may both sides of a ratio; a Z or a coefficient of variation may not.
_ADDABLE = ("ratio", "total", "open", "cohort", "reported")


@dataclass(frozen=True)
class Line:
    """One place over the periods asked. `bases` are the denominators, `missing` schools that did not report, `notes` what must be
    said beside each value wherever it is read (of an exam: how many sat), `hidden` whether anything of a period may not be shown
    (empty: nothing of any)."""

    area_id: str
    name: str
    parent: str
    values: tuple[float | None, ...]
    bases: tuple[float | None, ...]
    numerators: tuple[float | None, ...]
    counted: tuple[int, ...]
    missing: tuple[int, ...]
    notes: tuple[str, ...] = ()
    hidden: tuple[bool, ...] = ()

    @property
    def last(self) -> float | None:
        """The value of the last period."""
        return self.values[-1] if self.values else None

    @property
    def before(self) -> float | None:
        """The value of the period before the last."""
        return self.values[-2] if len(self.values) > 1 else None

    @property
    def is_known(self) -> bool:
        """Whether any period has a value."""
        return any(value is not None for value in self.values)


def lines_of(table: pd.DataFrame, periods: Sequence[str]) -> list[Line]:
    """One line per area in the order of the table. A table split further (by item, by stage) must be cut first."""
    position = {period: number for number, period in enumerate(periods)}
    size = len(periods)
    cells: dict[str, tuple[str, str, list[list]]] = {}
    columns = (
        "period",
        "area_id",
        "area",
        "parent",
        "value",
        "denominator",
        "numerator",
        "schools_counted",
        "schools_missing",
        "suppressed",
    )
    for period, area_id, area, parent, *numbers in zip(*(table[name].tolist() for name in columns), strict=True):
        if period in position:
            rows = cells.setdefault(area_id, (area, parent, [[None] * size for _ in range(6)]))[2]
            for row, number in zip(rows, numbers, strict=True):
                row[position[period]] = None if is_unknown(number) else number
    return [_line(area_id, *cell) for area_id, cell in cells.items()]


def _line(area_id: str, name: str, parent: object, rows: list[list]) -> Line:
    values, bases, numerators, counted, missing, hidden = rows
    return Line(
        area_id, str(name), parent if isinstance(parent, str) else "", tuple(values), tuple(bases), tuple(numerators),
        tuple(int(each or 0) for each in counted), tuple(int(each or 0) for each in missing), hidden=tuple(map(bool, hidden)),
    )  # fmt: skip


def known_span(lines: Sequence[Line]) -> slice:
    """The periods from the first to the last in which any line is known: what lies outside was never collected."""
    size = len(lines[0].values) if lines else 0
    known = [number for number in range(size) if any(line.values[number] is not None for line in lines)]
    return slice(known[0], known[-1] + 1) if known else slice(0, 0)


def cut(line: Line, span: slice) -> Line:
    """The line over a part of its periods."""
    return replace(line, **{name: getattr(line, name)[span] for name in _BY_PERIOD})


def picked(line: Line, numbers: Sequence[int]) -> Line:
    """The line over the periods of these numbers."""
    held: dict[str, Any] = {}
    for name in _BY_PERIOD:
        each = getattr(line, name)
        held[name] = tuple(each[number] for number in numbers) if each else each
    return replace(line, **held)


def combined(lines: Sequence[Line], indicator: Indicator, name: str) -> Line | None:
    """All the lines together as one: sums, or the ratio of sums. None where that means nothing, or without lines.

    A line that is unknown at a period is left out there. Not so one of which anything is hidden: what the others give without
    it would pass for the whole, so the period is unknown and hidden too.
    """
    if len(lines) == 1:
        return lines[0]
    if not lines or indicator.function not in _ADDABLE:
        return None
    size = len(lines[0].values)
    sides = [_sides(lines, number) for number in range(size)]
    ratio = indicator.denominator is not None
    values = tuple((n / d if d else None) if ratio and n is not None and d is not None else n for n, d in sides)
    return Line(
        "", name, "", values, tuple(d for _, d in sides), tuple(n for n, _ in sides),
        tuple(sum(line.counted[number] for line in lines) for number in range(size)),
        tuple(sum(line.missing[number] for line in lines) for number in range(size)),
        hidden=tuple(_is_hidden(lines, number) for number in range(size)),
    )  # fmt: skip


def _is_hidden(lines: Sequence[Line], number: int) -> bool:
    return any(line.hidden and line.hidden[number] for line in lines)


def _sides(lines: Sequence[Line], number: int) -> tuple[float | None, float | None]:
    if _is_hidden(lines, number):
        return None, None
    known = [line for line in lines if line.values[number] is not None and line.numerators[number] is not None]
    if not known:
        return None, None
    return sum(line.numerators[number] or 0 for line in known), sum(line.bases[number] or 0 for line in known)
