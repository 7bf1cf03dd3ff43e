"""The rules of the current tables once more, in plain Python and slowly: what the SQL must agree with.

A batch is {"seq", "live", "rows", "slice" (None: updates cell by cell)}. A row is a dict with school, township, grade,
period and the columns below. Everything is one stage, primary.
"""

from __future__ import annotations

from typing import Any

STOCKS = ("pupils", "classes")
FLOWS = ("intake",)
COLUMNS = (*STOCKS, *FLOWS)
PRIMARY = {1, 2, 3, 4, 5, 6}

Batch = dict[str, Any]
Cells = dict[tuple[str, int | None, str, str], list[tuple[int, int, Any]]]


def stands_at(period: str, column: str) -> str:
    """A stock of a bare school year stands at its autumn term."""
    return f"{period}-1" if column in STOCKS and len(period) == 9 else period


def in_slice(row: dict[str, Any], column: str, covered: dict[str, Any]) -> bool:
    """Whether a cell lies in what a replacing batch covers."""
    periods = {stands_at(period, column) for period in covered["periods"]}
    return row["township"] in covered["townships"] and stands_at(row["period"], column) in periods


def stated_cells(batches: list[Batch]) -> Cells:
    """(school, grade, period, column) -> what was stated for it, in order: (seq, number of the row, value)."""
    cells: Cells = {}
    for batch in batches:
        if not batch["live"]:
            continue
        later = [each for each in batches if each["live"] and each["slice"] and each["seq"] > batch["seq"]]
        for number, row in enumerate(batch["rows"]):
            for column in COLUMNS:
                gone = any(in_slice(row, column, each["slice"]) for each in later)
                if row[column] is not None and not gone:
                    key = (row["school"], row["grade"], stands_at(row["period"], column), column)
                    cells.setdefault(key, []).append((batch["seq"], number, row[column]))
    return cells


def current(batches: list[Batch]) -> dict[tuple[str, int | None, str, str], Any]:
    """Each known cell of the current table."""
    return {key: max(stated)[2] for key, stated in stated_cells(batches).items()}


def totals(batches: list[Batch]) -> dict[tuple[str, str, str], Any]:
    """(school, period, column) -> the total, stated or summed."""
    cells = stated_cells(batches)
    found = {}
    for school, period, column in {(key[0], key[2], key[3]) for key in cells}:
        stated = cells.get((school, None, period, column), [])
        parts = {key[1]: cells[key] for key in cells if key[0] == school and key[2:] == (period, column) and key[1]}
        if _has_a_gap(cells, school, period, column):
            parts = {}
        if stated or parts:
            found[school, period, column] = _total(stated, parts)
    return found


def _has_a_gap(cells: Cells, school: str, period: str, column: str) -> bool:
    """Whether a grade with some snapshot above zero leaves this snapshot blank: then no sum of grades is a total."""
    peopled = {
        key[1] for key, stated in cells.items()
        if key[0] == school and key[1] and key[2] == period and key[3] in STOCKS and max(stated)[2] > 0
    }  # fmt: skip
    return column in STOCKS and any((school, grade, period, column) not in cells for grade in peopled)


def _total(stated: list[tuple[int, int, Any]], parts: dict[Any, list[tuple[int, int, Any]]]) -> Any:
    summed = sum(max(each)[2] for each in parts.values())
    if not stated:
        return summed
    seq, _, total = max(stated)
    if not parts or seq >= max(max(each)[0] for each in parts.values()):
        return total
    then = [max(known)[2] for each in parts.values() if (known := [one for one in each if one[0] <= seq])]
    return summed if set(parts) == PRIMARY or (then and sum(then) == total) else total
