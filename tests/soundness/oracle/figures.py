"""What the oracle reckons with: one side, a school's two sides, an area's figure; and how figures are put together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.model import Total
from catalog.periods import parse_period
from tests.soundness.told import Place, Row


@dataclass
class Side:
    """One side for one place, stage and period: its value (None: unknown) and whether all that is due of it is in."""

    value: float | None = None
    whole: bool = False


@dataclass
class Part:
    """A school's both sides. n, d where they meet; num, den each by itself."""

    n: float | None = None
    d: float | None = None
    num: Side = None  # type: ignore[assignment]
    den: Side = None  # type: ignore[assignment]
    ok: bool = False
    spoke: bool = False


@dataclass
class Figure:
    """A figure of an area and stage: both sides as shown, each side's authoritative value, whether it is firm."""

    n: float | None
    d: float | None
    n_auth: float | None
    d_auth: float | None
    firm: bool
    own: bool
    hollow: bool = False
    n_stated: bool = False  # a side is the area's own total while schools of it are due
    d_stated: bool = False


def combined(values: dict[str, float | None], place: Place, enough: float, *, held: bool = True) -> Side:
    """Periods of the data added up. A school's known part counts; of an area's total too short a part is no total.

    `held`: every kind that comes at a rhythm of its own is in."""
    known = {native: value for native, value in values.items() if value is not None}
    long_enough = sum(map(days_of, known)) >= enough and held
    if not known or (place[0] != "school" and not long_enough):
        return Side()
    return Side(sum(known.values()), len(known) == len(values) and long_enough)


def cell(total: Total, row: Row) -> float | None:
    """The row's share of a total; unknown as soon as one named column is."""
    if any(row.cells.get(name) is None for name in total.columns):
        return None
    value = (
        row.cells[total.column]
        + sum(row.cells[name] for name in total.plus)
        - sum(row.cells[name] for name in total.minus)
    )
    return value * row.cells[total.times] if total.times else value


def of_schools(parts: list[Part], stated: Part | None) -> Figure:
    """A township and stage from its schools and its own total."""
    own_n, own_d = (stated.num.value, stated.den.value) if stated else (None, None)
    hollow = bool(parts) and not any(part.spoke for part in parts)
    trust = bool(parts) and not (hollow and own_n is not None)
    n_sum = trust and all(part.num.whole for part in parts)
    d_sum = bool(parts) and all(part.den.whole for part in parts)
    n_auth = total_of(part.num.value for part in parts) if n_sum else own_n
    d_auth = total_of(part.den.value for part in parts) if d_sum else own_d
    stated_n = bool(parts) and not n_sum and own_n is not None
    stated_d = bool(parts) and not d_sum and own_d is not None
    n, d = added(part.n for part in parts), added(part.d for part in parts)
    if trust and all(part.ok for part in parts):
        return Figure(n, d, n_auth, d_auth, True, False, hollow, stated_n, stated_d)
    if n_auth is not None and d_auth is not None:
        own = not n_sum or not d_sum
        return Figure(n_auth, d_auth, n_auth, d_auth, True, own, hollow, stated_n, stated_d)
    return Figure(n, d, n_auth, d_auth, False, False, hollow, stated_n, stated_d)


def of_townships(parts: list[Figure], stated: Part | None, expected: int) -> Figure:
    """A district and stage from its townships and its own total."""
    own_n, own_d = (stated.num.value, stated.den.value) if stated else (None, None)
    hollow = bool(parts) and all(part.hollow for part in parts) and own_n is not None
    n_stated, d_stated = any(part.n_stated for part in parts), any(part.d_stated for part in parts)
    # Not all parts of such a township are in: the district's own total, where there is one, comes before the sum with it.
    outranked = (n_stated or d_stated) and (own_n is not None or not n_stated) and (own_d is not None or not d_stated)
    n_sum = bool(parts) and not hollow and len([part for part in parts if part.n_auth is not None]) == expected
    d_sum = bool(parts) and len([part for part in parts if part.d_auth is not None]) == expected
    n_sum, d_sum = n_sum and not (outranked and n_stated), d_sum and not (outranked and d_stated)
    n_auth = total_of(part.n_auth for part in parts) if n_sum else own_n
    d_auth = total_of(part.d_auth for part in parts) if d_sum else own_d
    n, d = added(part.n for part in parts), added(part.d for part in parts)
    if parts and not hollow and not outranked and len([part for part in parts if part.firm]) == expected:
        return Figure(n, d, n_auth, d_auth, True, False)
    if n_auth is not None and d_auth is not None:
        return Figure(n_auth, d_auth, n_auth, d_auth, True, not n_sum or not d_sum)
    return Figure(n, d, n_auth, d_auth, False, False)


def added(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def total_of(values: Iterable[float | None]) -> float:
    """Their sum, unknown ones aside. A zero stays a term of it: a number may remember what it is a sum of."""
    return sum(value for value in values if value is not None)


def days_of(code: str) -> int:
    span = parse_period(code)
    return (span.end - span.start + datetime.timedelta(1)).days
