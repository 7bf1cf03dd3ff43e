"""A total given for a township or district equals the sum of its schools, where all of them have reported. Where some
are silent, the total is what the pages show: that is said too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Dataset, Role
from catalog.periods import label_zh
from etl.checks.cells import find_cells
from etl.checks.scope import Scope, number_text, stage_zh
from etl.compare import periods_kept_under
from etl.model import Finding
from etl.problems import finding
from store.schema import quoted

# Money is added in binary fractions; less than half a fen a school is no difference.
_TOLERANCE = 0.005
Row = dict[str, Any]


def totals_meet(scope: Scope) -> Iterator[Finding]:
    """A warning for each stated total that its schools do not make up, or already exceed; a word where it stands for
    schools that are silent."""
    for dataset in scope.datasets:
        if dataset.areas_may_report and _any_stated(scope, dataset):
            rows = _differences(scope, dataset)
            for row, place in zip(rows, find_cells(scope, dataset, rows), strict=True):
                yield _finding(dataset, row, *place)


def _any_stated(scope: Scope, dataset: Dataset) -> bool:
    """Most bureaus state no total of an area: then nothing needs to be added up."""
    return bool(scope.rows(f"SELECT 1 FROM {_table(dataset)} WHERE area_level <> 'school' LIMIT 1"))


def _table(dataset: Dataset) -> str:
    return quoted(f"{dataset.name}_totals" if dataset.breakdown else dataset.name)


def _differences(scope: Scope, dataset: Dataset) -> list[Row]:
    table = _table(dataset)
    key = [each for each in dataset.key if each != dataset.breakdown]
    same = " AND ".join(f"s.{quoted(each)} IS NOT DISTINCT FROM t.{quoted(each)}" for each in key)
    listed = ", ".join(f"t.{quoted(each)}" for each in key)
    # Nobody reports for a district without knowing of its schools, but they may be silent: an unfinished sum only
    # contradicts a total that it exceeds.
    columns = " UNION ALL ".join(
        f"""SELECT t.area_level, t.area_id, {listed}, '{each.name}' AS "column",
            any_value(t.{each.name})::DOUBLE AS stated, sum(s.{each.name})::DOUBLE AS parts,
            count(s.{each.name}) AS counted FROM stated t JOIN schools s ON {same}
            AND t.area_id = CASE t.area_level WHEN 'township' THEN s.township_id ELSE s.district_id END
            WHERE t.{each.name} IS NOT NULL GROUP BY t.area_level, t.area_id, {listed}"""
        for each in dataset.facts
        if each.role in (Role.STOCK, Role.FLOW)
    )
    return scope.rows(
        f"""WITH wanted AS (SELECT unnest($1::VARCHAR[]) AS period),
        stated AS (SELECT * FROM {table} SEMI JOIN wanted USING (period) WHERE area_level <> 'school'),
        schools AS (SELECT * FROM {table} SEMI JOIN wanted USING (period) WHERE area_level = 'school'),
        sums AS ({columns}),
        expected AS (SELECT s.*, (SELECT count(DISTINCT d.school_id) FROM due d WHERE d.dataset = $2
                AND d.period = s.period AND d.stage IS NOT DISTINCT FROM s.stage AND NOT d.covered
                AND s.area_id IN (d.township_id, d.district_id)) AS expected FROM sums s),
        touched AS (SELECT DISTINCT area_id FROM (SELECT area_id, last_seq FROM stated UNION ALL
            SELECT unnest([township_id, district_id]), last_seq FROM schools) WHERE last_seq = $3)
        SELECT e.*, a.name AS area FROM expected e JOIN area a USING (area_id) SEMI JOIN touched USING (area_id)
        WHERE counted > 0 AND abs(stated - parts) > {_TOLERANCE} * counted
        ORDER BY abs(stated - parts) DESC, area_id LIMIT {scope.thresholds.shown_per_code + 1}""",
        [periods_kept_under(scope.periods(dataset)), dataset.name, scope.seq],
    )


def _finding(dataset: Dataset, row: Row, sheet: str, cell: str) -> Finding:
    column = dataset.column(row["column"])
    stands = row["stated"] > row["parts"] and row["counted"] < row["expected"]
    return finding(
        "total_stands" if stands else "total_differs", sheet=sheet, cell=cell, value=number_text(row["stated"]),
        parts=number_text(row["parts"]), difference=number_text(row["stated"] - row["parts"]), area=row["area"],
        period=label_zh(row["period"]), stage=stage_zh(row.get("stage")), column=column.zh, unit=column.unit,
        due=row["expected"], counted=row["counted"],
    )  # fmt: skip
