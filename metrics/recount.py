"""A number put together again from its cells: which schools and areas stand in it, with how much, and by which cells.

The engine says what each school (and each area that stands on its own total) adds, by stage. Which of its cells give that
is found by adding them up: over time a school answers at one granularity, a stock below a flow with its first snapshot, and
where an area's own total stands, its schools do not. What cannot be added up again is said, never glossed over.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from catalog.model import Total
from catalog.periods import parse_period
from metrics.engine import answer
from metrics.question import Question
from metrics.source import Source

_SIDES = ("numerator", "denominator")
_ANY = "any"


@dataclass(frozen=True)
class Part:
    """What one school, or one area by its own total, adds to both sides; None where a side has nothing. `stage` None: of no
    stage, or of several. `complete`: everything that was due is in."""

    area_id: str
    area: str
    level: str
    stage: str | None
    numerator: float | None
    denominator: float | None
    own_total: bool
    complete: bool
    key: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Recount:
    """The parts, the cells with `used` set, and whether they add up to the number (None: not all may be seen)."""

    parts: list[Part]
    cells: list[Source]
    agrees: bool | None


@dataclass(frozen=True)
class Sides:
    """What the cells of a question are summed by: for each side its totals."""

    numerator: tuple[Total, ...]
    denominator: tuple[Total, ...]

    def of(self, side: str) -> tuple[Total, ...]:
        """The totals of a side."""
        return self.numerator if side == "numerator" else self.denominator


def parts_of(question: Question, place: Mapping[str, Any]) -> list[Part]:
    """Who stands in the number of a place, one row for each stage."""
    # A return that names no stage is that of the whole school, so who reported is not the sum of stages.
    whole = "stage" in question.split or question.areas_unstaged or question.indicator.function == "reported"
    split = question.split if whole else (*question.split, "stage")
    asked = replace(question, split=split)
    levels = {"school": ["school"], "zone": ["school"], "township": ["school", "township"]}
    frame = answer(asked, levels.get(place["level"], ["school", "township", "district"]))
    rows: list[dict[str, Any]] = [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
    for row in rows:
        row["stage"] = row["stage"] if isinstance(row.get("stage"), str) and "stage" in split else None
    tops = [row for row in rows if row["area_id"] == place["area_id"] and row["level"] == place["level"]]
    if place["level"] == "zone":
        return [_part(row, question.split) for row in rows if row["level"] == "school" and _stands(row)]
    return [_part(row, question.split) for top in tops for row in _leaves(top, rows, split)]


def _leaves(
    top: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], split: tuple[str, ...]
) -> Iterator[Mapping[str, Any]]:
    """The rows whose sum the row is, down to schools and own totals."""
    if top["level"] == "school" or bool(top["own_total"]):
        if _stands(top):
            yield top
        return
    below = {"district": ("township", "school"), "township": ("school",)}[top["level"]]
    for row in rows:
        alike = all(_same(row.get(name), top.get(name)) for name in (*split, "stage"))
        if row["level"] in below and row["parent_id"] == top["area_id"] and alike:
            yield from _leaves(row, rows, split)


def _same(one: Any, other: Any) -> bool:
    return one == other or (pd.isna(one) and pd.isna(other))


def _stands(row: Mapping[str, Any]) -> bool:
    return not pd.isna(row["numerator"]) or not pd.isna(row["denominator"])


def _part(row: Mapping[str, Any], split: tuple[str, ...]) -> Part:
    key = tuple((name, row[name]) for name in split if name != "stage")
    return Part(row["area_id"], row["area"], row["level"], row["stage"], known(row["numerator"]), known(row["denominator"]),
                bool(row["own_total"]), not row["schools_missing"], key)  # fmt: skip


def known(value: Any) -> float | None:
    """The number as a float; None when it is unknown."""
    return None if value is None or pd.isna(value) else float(value)


def recount(
    parts: Sequence[Part], cells: Sequence[Source], sides: Sides, homes: Mapping[str, str], made: Mapping[str, str]
) -> tuple[list[Source], bool]:
    """The cells with those that give the parts marked as used, and whether every part is given by some.

    `homes`: the township or district of each school; `made`: of an area of then, what it is part of now.
    """
    used: set[int] = set()
    agrees = True
    for part in parts:
        for side in _SIDES:
            wanted = part.numerator if side == "numerator" else part.denominator
            if wanted is None or not sides.of(side):
                continue
            found = _giving(part, side, wanted, cells, sides, homes, made)
            agrees = agrees and found is not None
            used |= found or set()
    # What is no side of the division but of a spread (sums of squares) counts with the school it belongs to.
    sided = {(total.dataset, column) for side in _SIDES for total in sides.of(side) for column in total.columns}
    counted = {(cells[number].area_id, cells[number].period, _row_key(cells[number])) for number in used}
    used |= {
        number
        for number, cell in enumerate(cells)
        if (cell.dataset, cell.column) not in sided and (cell.area_id, cell.period, _row_key(cell)) in counted
    }
    return [replace(cell, used=number in used) for number, cell in enumerate(cells)], agrees


def _giving(part, side, wanted, cells, sides: Sides, homes, made) -> set[int] | None:  # type: ignore[no-untyped-def]
    """The numbers of the cells that add up to one side of a part; None when none do."""
    at = [made.get(cell.area_id, cell.area_id) for cell in cells]
    own = [number for number, area_id in enumerate(at) if area_id == part.area_id]
    pools = [own]
    if part.own_total:
        # One side may be the area's own while the other is the sum of its parts: of its townships' totals, else of schools.
        inside = [
            number for number, area_id in enumerate(at) if area_id != part.area_id and _inside(area_id, part, homes)
        ]
        stated = {
            at[number]
            for number in inside
            if at[number] not in homes and cells[number].side == side and _fits(cells[number], part)
        }
        mixed = [number for number in inside if at[number] in stated or homes.get(at[number]) not in stated]
        # A township's total does not stand where all its schools have reported.
        schools = [number for number in inside if at[number] in homes]
        pools += [inside, mixed, schools]
    for pool in pools:
        mine = [number for number in pool if _fits(cells[number], part)]
        for total, numbers in _sums(mine, cells, side, sides):
            if math.isclose(total, wanted, rel_tol=1e-9, abs_tol=1e-6):
                return numbers
    return None


def _inside(area_id: str, part: Part, homes: Mapping[str, str]) -> bool:
    """Whether a school, or for a district anything, lies in the part."""
    return part.level == "district" or homes.get(area_id) == part.area_id


def _fits(cell: Source, part: Part) -> bool:
    """Whether a cell is of the part's stage and of what its breakdown names. An area's total without a stage fits any."""
    if part.stage is not None and cell.stage not in (part.stage, None):
        return False
    return all(name not in cell.key or cell.key[name] == value for name, value in part.key)


def _sums(pool: Sequence[int], cells: Sequence[Source], side: str, sides: Sides) -> Iterator[tuple[float, set[int]]]:
    """Every sum that a side may be: of all its rows or those both sides state, of one granularity, of one period."""
    totals = sides.of(side)
    both = (
        len(sides.numerator) == len(sides.denominator) == 1
        and sides.numerator[0].dataset == sides.denominator[0].dataset
    )
    others = _rows(pool, cells, "denominator" if side == "numerator" else "numerator", sides) if both else {}
    alone = _rows(pool, cells, side, sides)
    met = {key: row for key, row in alone.items() if key in others}
    for rows in (alone, met) if both else (alone,):
        options: list[tuple[float, set[int]]] = [(0.0, set())]
        for place in range(len(totals)):
            mine = {key: row for key, row in rows.items() if key[0] == place}
            options = [(one + more, numbers | further) for one, numbers in options for more, further in _subsets(mine)]
        yield from options


def _subsets(rows: Mapping[tuple, tuple[float, set[int]]]) -> Iterator[tuple[float, set[int]]]:
    def added(chosen: Iterable[tuple]) -> tuple[float, set[int]]:
        listed = list(chosen)
        return sum(rows[key][0] for key in listed), set().union(*(rows[key][1] for key in listed))

    yield added(rows)
    for of in (lambda key: parse_period(key[2]).kind, lambda key: key[2]):
        for group in sorted({of(key) for key in rows}, key=str):
            yield added(key for key in rows if of(key) == group)
    # Schools of different rhythms below one flow: each by its own first snapshot.
    firsts: dict[str, str] = {}
    for key in sorted(rows, key=lambda key: (parse_period(key[2]).start, parse_period(key[2]).end)):
        firsts.setdefault(key[1], key[2])
    yield added(key for key in rows if firsts[key[1]] == key[2])
    yield 0.0, set()


def _rows(pool: Sequence[int], cells: Sequence[Source], side: str, sides: Sides) -> dict[tuple, tuple[float, set[int]]]:
    """What each row of a return adds to a side, with its cells: (place of the total, area, period, stage, key) -> sum. Rows
    that leave a column open add nothing."""
    found: dict[tuple, tuple[float, set[int]]] = {}
    for place, total in enumerate(sides.of(side)):
        grouped: dict[tuple, dict[str, list[int]]] = {}
        for number in pool:
            cell = cells[number]
            if cell.side == side and cell.dataset == total.dataset and cell.column in total.columns:
                key = (place, cell.area_id, cell.period, cell.stage, _row_key(cell))
                grouped.setdefault(key, {}).setdefault(cell.column, []).append(number)
        for key, columns in grouped.items():
            if set(columns) >= set(total.columns):
                value = _evaluated(
                    total, {name: sum(cells[each].value for each in mine) for name, mine in columns.items()}
                )
                found[key] = (value, {each for name in total.columns for each in columns[name]})
    return found


def _row_key(cell: Source) -> tuple:
    """What tells rows of one period and stage apart. Grades of a sum over grades belong together."""
    return tuple(
        sorted((name, str(value)) for name, value in cell.key.items() if not (name == "grade" and cell.of_sum))
    )


def _evaluated(total: Total, values: Mapping[str, float]) -> float:
    whole = values[total.column] + sum(values[name] for name in total.plus) - sum(values[name] for name in total.minus)
    whole = -whole if total.negative else whole
    return whole * values[total.times] if total.times else whole
