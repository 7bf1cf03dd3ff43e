"""A year's flow that was stated as a whole equals what its terms (or months) add up to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from catalog.model import Dataset, Role
from catalog.periods import Period, PeriodKind, label_zh, parse_period
from etl.checks.cells import find_cells
from etl.checks.scope import Scope, number_text, stage_zh
from etl.model import Finding
from etl.problems import finding
from store.schema import quoted

Row = dict[str, Any]
# From when the parts of a year are taken for all of it. Schools close in summer: ten months are a year of returns.
_WHOLE = {
    (PeriodKind.SCHOOL_YEAR, PeriodKind.TERM): 2,
    (PeriodKind.SCHOOL_YEAR, PeriodKind.MONTH): 10,
    (PeriodKind.FISCAL_YEAR, PeriodKind.TERM): 2,
    (PeriodKind.FISCAL_YEAR, PeriodKind.HALF_YEAR): 2,
    (PeriodKind.FISCAL_YEAR, PeriodKind.MONTH): 12,
    (PeriodKind.TERM, PeriodKind.MONTH): 5,
}
# Who is paid in two terms is one person of the year: persons of its terms add up to person-times.
_PERSONS = frozenset({"recipients", "eligible"})
# Money is added in binary fractions; less than half a fen is no difference.
_TOLERANCE = 0.005


def sources_agree(scope: Scope) -> Iterator[Finding]:
    """Information about each whole that its complete parts do not make up, or that they already exceed."""
    for dataset in scope.datasets:
        flows = [each.name for each in dataset.facts if each.role is Role.FLOW and each.name not in _PERSONS]
        pairs = (
            _pairs(scope, dataset)
            if flows and "period" in dataset.key and dataset.names_places and dataset.places == ("",)
            else []
        )
        if pairs:
            rows = _differences(scope, dataset, flows, pairs)
            for row, place in zip(rows, find_cells(scope, dataset, [_in_file(row) for row in rows]), strict=True):
                yield _finding(dataset, row, *place)


def _pairs(scope: Scope, dataset: Dataset) -> list[Row]:
    """Each period with all those that lie in it, where the file speaks of the period or of one of these."""
    known = scope.rows(f"SELECT DISTINCT period FROM {_table(dataset)} WHERE period IS NOT NULL ORDER BY period")
    periods = [parse_period(row["period"]) for row in known]
    spoken = set(scope.periods(dataset))
    found = [
        {"whole": outer.code, "part": inner.code, "kind": inner.kind.value, "enough": _WHOLE[outer.kind, inner.kind]}
        for outer in periods
        for inner in periods
        if (outer.kind, inner.kind) in _WHOLE and _belongs(inner, outer)
    ]
    wanted = {each["whole"] for each in found if spoken & {each["whole"], each["part"]}}
    return [each for each in found if each["whole"] in wanted]


def _belongs(inner: Period, outer: Period) -> bool:
    """A calendar year holds the terms that begin in it: the autumn term is paid in its first year."""
    if outer.kind is PeriodKind.FISCAL_YEAR and inner.kind is PeriodKind.TERM:
        return inner.start.year == outer.start.year
    return outer.start <= inner.start and inner.end <= outer.end


def _table(dataset: Dataset) -> str:
    return quoted(f"{dataset.name}_totals" if dataset.breakdown else dataset.name)


def _differences(scope: Scope, dataset: Dataset, flows: list[str], pairs: list[Row]) -> list[Row]:
    scope.connection.register("wholes", pa.Table.from_pylist(pairs))
    try:
        return scope.rows(_sql(scope, dataset, flows))
    finally:
        scope.connection.unregister("wholes")


def _sql(scope: Scope, dataset: Dataset, flows: list[str]) -> str:
    key = [each for each in dataset.key if each not in ("period", dataset.breakdown)]
    same = "".join(f" AND p.{quoted(each)} IS NOT DISTINCT FROM w.{quoted(each)}" for each in key)
    listed = "".join(f", w.{quoted(each)}" for each in key)
    seq = int(scope.seq)
    columns = " UNION ALL ".join(
        f"""SELECT w.area_id, w.period{listed}, '{name}' AS "column", any_value(w.{quoted(name)})::DOUBLE AS stated,
            sum(p.{quoted(name)})::DOUBLE AS parts, count(p.{quoted(name)}) AS counted, any_value(x.enough) AS enough, x.kind,
            bool_or(w.last_seq = {seq}) AS whole_here, max(p.period) FILTER (p.last_seq = {seq}) AS part_here
            FROM {_table(dataset)} w JOIN wholes x ON x.whole = w.period JOIN {_table(dataset)} p ON p.period = x.part
                AND p.area_level = w.area_level AND p.area_id = w.area_id{same}
            WHERE w.{quoted(name)} IS NOT NULL GROUP BY w.area_id, w.period{listed}, x.kind"""
        for name in flows
    )
    return f"""SELECT c.*, a.name AS area FROM ({columns}) c JOIN area a USING (area_id)
        WHERE (whole_here OR part_here IS NOT NULL) AND ((counted >= enough AND abs(stated - parts) > {_TOLERANCE})
            OR parts - stated > {_TOLERANCE})
        ORDER BY abs(stated - parts) DESC, area_id, period LIMIT {scope.thresholds.shown_per_code + 1}"""


def _in_file(row: Row) -> Row:
    """The key of the cell that this file states: the whole, else one of its parts."""
    return row if row["whole_here"] else {**row, "period": row["part_here"]}


_KINDS = {"term": ("各学期", "its terms"), "month": ("各月", "its months"), "half_year": ("上下半年", "its half years")}


def _finding(dataset: Dataset, row: Row, sheet: str, cell: str) -> Finding:
    column = dataset.column(row["column"])
    kind, kind_en = _KINDS[row["kind"]]
    return finding(
        "sources_differ", sheet=sheet, cell=cell, value=number_text(row["stated"]), parts=number_text(row["parts"]),
        difference=number_text(abs(row["stated"] - row["parts"])), counted=row["counted"], area=row["area"],
        period=label_zh(row["period"]), stage=stage_zh(row.get("stage")), column=column.zh, unit=column.unit, kind=kind,
        kind_en=kind_en,
    )  # fmt: skip
