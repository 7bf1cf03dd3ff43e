"""A part lies within its whole also where the two come from different sheets or files: boarders of one return, pupils of
another. Within one row that is seen when the file is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Dataset
from catalog.periods import label_zh
from etl.checks.cells import find_cells
from etl.checks.scope import Scope, number_text, stage_zh
from etl.compare import periods_kept_under
from etl.model import Finding
from etl.problems import finding
from store.schema import quoted

Row = dict[str, Any]


def parts_within(scope: Scope) -> Iterator[Finding]:
    """A warning for each number of the file that now exceeds, or is exceeded by, what it belongs to."""
    for dataset in scope.datasets:
        if dataset.rules and dataset.places == ("",):
            rows = _exceeding(scope, dataset)
            parts = find_cells(scope, dataset, rows)
            wholes = find_cells(scope, dataset, [{**row, "column": row["whole"]} for row in rows])
            for row, part, whole in zip(rows, parts, wholes, strict=True):
                yield _finding(dataset, row, *(part if part[1] else whole))


def _exceeding(scope: Scope, dataset: Dataset) -> list[Row]:
    table = quoted(f"{dataset.name}_totals" if dataset.breakdown else dataset.name)
    key = ", ".join(f"t.{quoted(each)}" for each in dataset.key if each != dataset.breakdown)
    broken = " UNION ALL ".join(
        f"""SELECT t.area_id, {key}, '{rule.part}' AS "column", '{rule.whole[0]}' AS whole, t.{quoted(rule.part)}::DOUBLE AS part,
            ({" + ".join(f"t.{quoted(each)}" for each in rule.whole)})::DOUBLE AS bound
            FROM {table} t SEMI JOIN wanted USING (period) WHERE t.last_seq = $2 AND t.{quoted(rule.part)}
            > {" + ".join(f"t.{quoted(each)}" for each in rule.whole)}"""
        for rule in dataset.rules
    )
    return scope.rows(
        f"""WITH wanted AS (SELECT unnest($1::VARCHAR[]) AS period)
        SELECT b.*, a.name AS area FROM ({broken}) b JOIN area a USING (area_id)
        ORDER BY part - bound DESC, area_id, period LIMIT {scope.thresholds.shown_per_code + 1}""",
        [periods_kept_under(scope.periods(dataset)), scope.seq],
    )


def _finding(dataset: Dataset, row: Row, sheet: str, cell: str) -> Finding:
    column = dataset.column(row["column"])
    return finding(
        "part_above_whole", sheet=sheet, cell=cell, value=number_text(row["part"]), bound=number_text(row["bound"]),
        area=row["area"], period=label_zh(row["period"]), stage=stage_zh(row.get("stage")), column=column.zh,
        unit=column.unit, whole=dataset.column(row["whole"]).zh,
    )  # fmt: skip
