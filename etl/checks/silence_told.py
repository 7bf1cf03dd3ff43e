"""A blank return is no nil return: schools listed without a number are said to be silent, not taken for zero."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Dataset, Kind, Role
from catalog.periods import label_zh
from etl.checks.scope import Scope
from etl.model import Finding
from etl.problems import finding
from store.rebuild.parts import live_sql
from store.schema import quoted

_NAMES_SHOWN = 8
Row = dict[str, Any]


def silence_told(scope: Scope) -> Iterator[Finding]:
    """A warning per sheet and period in which schools neither stated a number nor said whether they report."""
    for dataset in scope.datasets:
        flag = next((each.name for each in dataset.stored if each.kind is Kind.FLAG), None)
        if flag and dataset.places == ("",):
            for row in scope.rows(_sql(scope, dataset, flag)):
                yield _finding(scope, dataset, row)


def _sql(scope: Scope, dataset: Dataset, flag: str) -> str:
    flows = [each.name for each in dataset.facts if each.role is Role.FLOW]
    blank = " AND ".join(f"l.{quoted(each)} IS NULL" for each in (flag, *flows))
    same = "d.school_id = l.area_id AND d.period = l.period AND d.stage IS NOT DISTINCT FROM l.stage"
    return f"""SELECT r.sheet_no, l.period, count(DISTINCT l.area_id) AS count, arg_min(r.block_no, r.row_id) AS block_no,
            arg_min(r.row_no, r.row_id) AS row_no, list(DISTINCT a.name ORDER BY a.name)[:{_NAMES_SHOWN}] AS names
        FROM ({live_sql(dataset)}) l JOIN {quoted("rows_" + dataset.name)} r USING (row_id) JOIN area a USING (area_id)
        WHERE l.batch_seq = {int(scope.seq)} AND l.area_level = 'school' AND {blank}
            AND EXISTS (SELECT 1 FROM due d WHERE d.dataset = '{dataset.name}' AND NOT d.reported AND {same})
        GROUP BY r.sheet_no, l.period ORDER BY r.sheet_no, l.period"""


def _finding(scope: Scope, dataset: Dataset, row: Row) -> Finding:
    flows = [each for each in dataset.facts if each.role is Role.FLOW]
    cells = {each.zh: scope.cell(row["sheet_no"], row["block_no"], each.name, row["row_no"]) for each in flows}
    column, cell = next(((name, cell) for name, cell in cells.items() if cell), (flows[0].zh, ""))
    names = "、".join(row["names"]) + (" 等" if row["count"] > _NAMES_SHOWN else "")
    return finding(
        "not_reported", sheet=scope.sheet_name(row["sheet_no"]), cell=cell, value=row["count"], count=row["count"],
        period=label_zh(row["period"]), names=names, column=column,
    )  # fmt: skip
