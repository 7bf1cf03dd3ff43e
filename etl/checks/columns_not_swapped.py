"""A school has more pupils than classes. Where a whole sheet says otherwise, two of its columns are likely the wrong way round."""

from __future__ import annotations

from collections.abc import Iterator

from etl.checks.scope import Scope, number_text
from etl.model import Finding
from etl.problems import finding
from store.rebuild.parts import live_sql


def columns_not_swapped(scope: Scope) -> Iterator[Finding]:
    """An error for each sheet with fewer pupils than classes, at the first row that says so."""
    for dataset in scope.datasets:
        if {"pupils", "classes"} <= {each.name for each in dataset.facts}:
            for row in scope.rows(_sql(dataset.name, live_sql(dataset), scope.seq)):
                yield finding(
                    "more_classes_than_pupils", sheet=scope.sheet_name(row["sheet_no"]),
                    cell=scope.cell(row["sheet_no"], row["block_no"], "classes", row["row_no"]), value=row["classes"],
                    classes=number_text(row["all_classes"]), pupils=number_text(row["all_pupils"]),
                )  # fmt: skip


def _sql(name: str, live: str, seq: int) -> str:
    return f"""WITH mine AS (SELECT r.sheet_no, r.block_no, r.row_no, r.row_id, l.classes, l.pupils FROM ({live}) l
            JOIN "rows_{name}" r USING (row_id) WHERE l.batch_seq = {int(seq)} AND l.classes IS NOT NULL AND l.pupils IS NOT NULL)
        SELECT sheet_no, sum(classes)::DOUBLE AS all_classes, sum(pupils)::DOUBLE AS all_pupils,
            arg_min(block_no, row_id) FILTER (classes > pupils) AS block_no, arg_min(row_no, row_id) FILTER (classes > pupils) AS row_no,
            arg_min(classes, row_id) FILTER (classes > pupils) AS classes
        FROM mine GROUP BY sheet_no HAVING sum(classes) > sum(pupils) AND sum(pupils) > 0 ORDER BY sheet_no"""
