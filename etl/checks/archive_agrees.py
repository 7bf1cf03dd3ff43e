"""Two files of one zip do not state the same number differently: one of them is an older version of the other."""

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


def archive_agrees(scope: Scope) -> Iterator[Finding]:
    """An error at each number that another file of the same zip, taken before this one, states otherwise."""
    for dataset in scope.datasets if scope.beside else ():
        if dataset.facts and "period" in dataset.key:
            rows = scope.rows(_sql(scope, dataset))
            for row, (sheet, cell) in zip(rows, find_cells(scope, dataset, rows), strict=True):
                column = dataset.column(row["column"])
                yield finding(
                    "archive_contradicts", sheet=sheet, cell=cell, value=number_text(row["now"]), before=number_text(row["before"]),
                    file=row["file_name"], area=row["area"] or "", period=label_zh(row["period"]), stage=stage_zh(row.get("stage")),
                    column=column.zh, unit=column.unit,
                )  # fmt: skip


def _sql(scope: Scope, dataset: Dataset) -> str:
    same = " AND ".join(f"o.{quoted(each)} IS NOT DISTINCT FROM n.{quoted(each)}" for each in identity_columns(dataset))
    keys = ", ".join(f"n.{quoted(each)}" for each in ("area_id", *dataset.key))
    beside = ", ".join(map(str, map(int, scope.beside)))
    columns = " UNION ALL ".join(
        f"SELECT {keys}, '{each.name}' AS \"column\", o.{each.name}::DOUBLE AS before, n.{each.name}::DOUBLE AS now, o.last_seq"
        f" FROM {quoted(dataset.name)} n JOIN {quoted('before_' + dataset.name)} o ON {same}"
        f" WHERE n.last_seq = {int(scope.seq)} AND o.last_seq IN ({beside}) AND n.{each.name} <> o.{each.name}"
        for each in dataset.facts
    )
    return f"""SELECT c.*, a.name AS area, b.file_name FROM ({columns}) c LEFT JOIN area a ON a.area_id = c.area_id
        JOIN batch b ON b.batch_seq = c.last_seq ORDER BY c.area_id, c.period LIMIT {scope.thresholds.shown_per_code + 1}"""
