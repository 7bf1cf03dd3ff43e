"""A number that a file puts in the place of another resembles it. A large change is often a wrong row, column or table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Dataset
from catalog.periods import label_zh
from etl.checks.cells import find_cells
from etl.checks.scope import Scope, number_text, stage_zh
from etl.model import Finding
from etl.problems import finding
from store.schema import identity_columns, quoted

Row = dict[str, Any]


def overwrites_plausible(scope: Scope) -> Iterator[Finding]:
    """A warning for each value of a school that differs by more than the set share from what the same cell held before."""
    for dataset in scope.datasets:
        if dataset.facts and "period" in dataset.key and dataset.places == ("",):
            moved = _moved(scope, dataset)
            for row, place in zip(moved, find_cells(scope, dataset, moved), strict=True):
                yield _finding(dataset, row, *place)


def _moved(scope: Scope, dataset: Dataset) -> list[Row]:
    before = quoted(f"before_{dataset.name}")
    if not scope.rows(f"SELECT 1 AS known FROM {before} LIMIT 1"):
        return []
    limits = scope.thresholds
    same = " AND ".join(f"o.{quoted(each)} IS NOT DISTINCT FROM n.{quoted(each)}" for each in identity_columns(dataset))
    keys = ", ".join(f"n.{quoted(each)}" for each in ("area_id", *dataset.key))
    columns = " UNION ALL ".join(
        f"SELECT {keys}, '{each.name}' AS \"column\", o.{each.name}::DOUBLE AS before, n.{each.name}::DOUBLE AS now"
        f" FROM {quoted(dataset.name)} n JOIN {before} o ON {same} WHERE n.area_level = 'school' AND n.last_seq = $1"
        f" AND o.{each.name} >= {limits.change_base}"
        f" AND abs(n.{each.name} - o.{each.name}) > {limits.change_share} * o.{each.name}"
        for each in dataset.facts
    )
    return scope.rows(
        f"SELECT c.*, a.name AS school FROM ({columns}) c JOIN area a ON a.area_id = c.area_id"
        f" ORDER BY abs(now - before) / before DESC, c.area_id LIMIT {limits.shown_per_code + 1}",
        [scope.seq],
    )


def _finding(dataset: Dataset, row: Row, sheet: str, cell: str) -> Finding:
    change = (row["now"] - row["before"]) / row["before"]
    column = dataset.column(row["column"])
    return finding(
        "overwritten_much", sheet=sheet, cell=cell, value=number_text(row["now"]), before=number_text(row["before"]),
        school=row["school"], stage=stage_zh(row.get("stage")), column=column.zh, unit=column.unit,
        period=label_zh(row["period"]), change=f"{change:+.0%}",
    )  # fmt: skip
