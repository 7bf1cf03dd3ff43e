"""A school's number without a stage does not stand beside its stages in the same period: it may be their sum, and would be added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Dataset
from catalog.periods import label_zh
from etl.checks.cells import find_cells
from etl.checks.scope import Scope, number_text
from etl.model import Finding
from etl.problems import finding
from store.schema import quoted

Row = dict[str, Any]
_MAIN = {"enrolment": ("pupils",), "subsidy": ("amount", "recipients"), "dropout": ("dropouts",)}


def stages_told_apart(scope: Scope) -> Iterator[Finding]:
    """An error at each number without a stage that this file puts beside those of stages, or beside which it puts them."""
    for dataset in scope.datasets:
        for name in _MAIN.get(dataset.name, ()):
            rows = scope.rows(_sql(scope, dataset, name))
            for row, (sheet, cell) in zip(rows, find_cells(scope, dataset, rows), strict=True):
                column = dataset.column(name)
                yield finding(
                    "stage_blank_beside_named", sheet=sheet, cell=cell, value=number_text(row["value"]), area=row["area"],
                    period=label_zh(row["period"]), column=column.zh, unit=column.unit, parts=number_text(row["parts"]),
                )  # fmt: skip


def _sql(scope: Scope, dataset: Dataset, name: str) -> str:
    """One row per number without a stage; its cell is its own where this file states it, else that of a stage."""
    rest = [each for each in dataset.key if each not in ("stage", "period", dataset.breakdown)]
    same = "".join(f" AND o.{quoted(each)} IS NOT DISTINCT FROM w.{quoted(each)}" for each in rest)
    whole = (
        f" AND w.{quoted(dataset.breakdown)} IS NULL AND o.{quoted(dataset.breakdown)} IS NULL"
        if dataset.breakdown
        else ""
    )
    mine = f"last_seq = {int(scope.seq)}"
    return f"""SELECT w.area_id, w.period{"".join(f", w.{quoted(each)}" for each in rest)}, '{name}' AS "column", a.name AS area,
            CASE WHEN bool_or(w.{mine}) THEN NULL ELSE arg_min(o.stage, (NOT o.{mine})::INT::VARCHAR || o.stage) END AS stage,
            any_value(w.{name})::DOUBLE AS value, sum(o.{name})::DOUBLE AS parts
        FROM {quoted(dataset.name)} w JOIN {quoted(dataset.name)} o ON o.area_id = w.area_id AND o.period = w.period{same}{whole}
        JOIN area a ON a.area_id = w.area_id
        WHERE w.stage IS NULL AND o.stage IS NOT NULL AND w.area_level = 'school' AND w.{name} > 0 AND o.{name} > 0
        GROUP BY w.area_id, w.period, a.name{"".join(f", w.{quoted(each)}" for each in rest)}
        HAVING bool_or(w.{mine}) OR bool_or(o.{mine}) ORDER BY w.area_id, w.period LIMIT {scope.thresholds.shown_per_code + 1}"""
