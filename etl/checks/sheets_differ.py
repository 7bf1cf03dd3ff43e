"""Two sheets of a file do not say the same of the same schools: what is said twice counts once, and that must be known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Dataset
from etl.checks.scope import Scope
from etl.model import Finding
from etl.problems import finding
from store.rebuild.parts import live_sql, resolved_condition
from store.schema import identity_columns, quoted

Row = dict[str, Any]


def sheets_differ(scope: Scope) -> Iterator[Finding]:
    """A warning per sheet with rows that only repeat another sheet's, at the first of them."""
    for dataset in scope.datasets:
        sheets = [each for each in scope.taken if each.dataset == dataset.name]
        if dataset.facts and len(sheets) > 1:
            for row in scope.rows(_sql(scope, dataset)):
                yield _finding(scope, dataset, row)


def _sql(scope: Scope, dataset: Dataset) -> str:
    identity = identity_columns(dataset)
    same = " AND ".join(f"a.{quoted(each)} IS NOT DISTINCT FROM b.{quoted(each)}" for each in identity)
    nothing_new = " AND ".join(
        f"(b.{quoted(each.name)} IS NULL OR coalesce(a.{quoted(each.name)} = b.{quoted(each.name)}, false))"
        for each in dataset.facts
    )
    something = " OR ".join(f"b.{quoted(each.name)} IS NOT NULL" for each in dataset.facts)
    return f"""WITH mine AS (SELECT l.*, r.sheet_no, r.block_no, r.row_no FROM ({live_sql(dataset)}) l
            JOIN {quoted("rows_" + dataset.name)} r USING (row_id)
            WHERE l.batch_seq = {int(scope.seq)} AND {resolved_condition(dataset)}),
        repeated AS (SELECT b.*, a.sheet_no AS other_no FROM mine a JOIN mine b ON a.sheet_no < b.sheet_no AND {same}
            AND ({something}) AND {nothing_new})
        SELECT sheet_no, min(other_no) AS other_no, count(DISTINCT row_id) AS rows, arg_min(block_no, row_id) AS block_no,
            arg_min(row_no, row_id) AS row_no FROM repeated GROUP BY sheet_no ORDER BY sheet_no"""


def _finding(scope: Scope, dataset: Dataset, row: Row) -> Finding:
    cells = (scope.cell(row["sheet_no"], row["block_no"], each.name, row["row_no"]) for each in dataset.facts)
    return finding(
        "sheet_repeats", sheet=scope.sheet_name(row["sheet_no"]), cell=next((each for each in cells if each), ""),
        count=row["rows"], other=scope.sheet_name(row["other_no"]),
    )  # fmt: skip
