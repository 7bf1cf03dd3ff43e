"""Where in the file the values of some keys stand, for all of them in one question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from catalog.model import Dataset
from etl.checks.scope import Scope
from store.rebuild.parts import live_sql
from store.schema import quoted

Row = dict[str, Any]


def find_cells(scope: Scope, dataset: Dataset, wanted: Sequence[Row]) -> list[tuple[str, str]]:
    """Sheet and cell of each wanted value, empty where the file does not state it.

    A wanted row has `area_id`, `column`, `period` and the other key columns but the breakdown; of several cells that
    make up a value, the first is given.
    """
    if not wanted:
        return []
    key = [each for each in dataset.key if each not in ("period", dataset.breakdown)]
    names = ("area_id", "column", "period", *key)
    table = pa.table({"n": range(len(wanted)), **{name: [row.get(name) for row in wanted] for name in names}})
    scope.connection.register("wanted_cells", table)
    try:
        found = scope.rows(_sql(dataset, key, scope.seq))
    finally:
        scope.connection.unregister("wanted_cells")
    places = {row["n"]: row for row in found}
    return [_place(scope, row["column"], places.get(n)) for n, row in enumerate(wanted)]


def _sql(dataset: Dataset, key: Sequence[str], seq: int) -> str:
    same = "".join(f" AND l.{quoted(each)} IS NOT DISTINCT FROM w.{quoted(each)}" for each in key)
    stated = " ".join(f"WHEN '{each.name}' THEN l.{quoted(each.name)} IS NOT NULL" for each in dataset.facts)
    return (
        f"WITH l AS (SELECT * FROM ({live_sql(dataset)}) WHERE batch_seq = {int(seq)}),"
        " first AS (SELECT w.n, min(l.row_id) AS row_id FROM wanted_cells w JOIN l ON l.area_id = w.area_id"
        f' AND (l.period = w.period OR l.stock_period = w.period){same} AND CASE w."column" {stated} END GROUP BY w.n)'
        f' SELECT n, sheet_no, block_no, row_no FROM first JOIN "rows_{dataset.name}" USING (row_id)'
    )


def _place(scope: Scope, column: str, row: Row | None) -> tuple[str, str]:
    if row is None:
        return "", ""
    return scope.sheet_name(row["sheet_no"]), scope.cell(row["sheet_no"], row["block_no"], column, row["row_no"])
