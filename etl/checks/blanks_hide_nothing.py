"""A blank or a dash never overwrites: where an earlier number stays beside new ones, it is named, for the two may not belong
together (30 recipients over the amount of 50)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from catalog.model import Dataset, Role
from catalog.periods import label_zh
from etl.checks.scope import Scope, number_text, stage_zh
from etl.model import INFO, WARNING, Finding
from etl.problems import finding
from store.rebuild.parts import live_sql
from store.schema import quoted

Row = dict[str, Any]


def blanks_hide_nothing(scope: Scope) -> Iterator[Finding]:
    """A warning for each earlier number kept by a blank cell beside a number that changed; else information."""
    for dataset in scope.datasets:
        if dataset.facts and "period" in dataset.key and dataset.places == ("",) and _known_before(scope, dataset):
            for row in _kept(scope, dataset):
                yield _finding(scope, dataset, row)


def _known_before(scope: Scope, dataset: Dataset) -> bool:
    return bool(scope.rows(f"SELECT 1 AS known FROM {quoted('before_' + dataset.name)} LIMIT 1"))


def _kept(scope: Scope, dataset: Dataset) -> list[Row]:
    """The earlier numbers that cells of the file left blank, those beside a changed number first."""
    scope.connection.register("columns_there", _columns_there(scope, dataset))
    try:
        return scope.rows(_sql(scope, dataset))
    finally:
        scope.connection.unregister("columns_there")


def _columns_there(scope: Scope, dataset: Dataset) -> pa.Table:
    """Which columns each sheet has: one that is absent is no blank."""
    rows = [
        {"sheet_no": number, "block_no": block, "column": column}
        for number, sheet in enumerate(scope.sheets, start=1)
        if sheet.dataset == dataset.name
        for block, letters in sheet.blocks.items()
        for column in letters
    ]
    schema = pa.schema([("sheet_no", pa.int32()), ("block_no", pa.int32()), ("column", pa.string())])
    return pa.Table.from_pylist(rows, schema=schema)


def _sql(scope: Scope, dataset: Dataset) -> str:
    key = [each for each in dataset.key if each != "period"]
    same = "".join(f" AND m.{quoted(each)} IS NOT DISTINCT FROM t.{quoted(each)}" for each in key)
    place = f"m.area_level = t.area_level AND m.area_id = t.area_id{same}"
    listed = ", ".join(quoted(each) for each in key)
    name = quoted(dataset.name)
    changed = ", ".join(_changed(each.name, each.role) for each in dataset.facts)
    columns = " UNION ALL ".join(
        f"""SELECT m.*, '{each.name}' AS "column", t.{quoted(each.name)}::DOUBLE AS kept, t.period AS kept_period
            FROM mine m JOIN {name} t ON {place} AND t.period = {_kept_under(each.role)}
            WHERE m.{quoted(each.name)} IS NULL AND t.{quoted(each.name)} IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM mine o WHERE o.{quoted(each.name)} IS NOT NULL AND o.area_id = m.area_id
                    AND o.area_level = m.area_level AND {_kept_under(each.role, "o")} = {_kept_under(each.role)}
                    {"".join(f" AND o.{quoted(k)} IS NOT DISTINCT FROM m.{quoted(k)}" for k in key)})"""
        for each in dataset.facts
    )
    before = quoted(f"before_{dataset.name}")
    return f"""WITH mine AS (
            SELECT l.*, r.sheet_no, r.block_no, r.row_no FROM ({live_sql(dataset)}) l
            JOIN {quoted("rows_" + dataset.name)} r USING (row_id) WHERE l.batch_seq = {int(scope.seq)} AND r.row_no IS NOT NULL),
        beside AS (
            SELECT m.row_id, list_filter([{changed}], x -> x IS NOT NULL) AS changed FROM mine m
            LEFT JOIN {before} t ON {place} AND t.period = m.period
            LEFT JOIN {before} s ON {place.replace("t.", "s.")} AND s.period = m.stock_period)
        SELECT k.sheet_no, k.block_no, k.row_no, k.area_id, k.period, {listed}, k."column", kept, kept_period, a.name AS area,
            changed FROM ({columns}) k JOIN beside USING (row_id) JOIN area a ON a.area_id = k.area_id
            SEMI JOIN columns_there c ON c.sheet_no = k.sheet_no AND c.block_no = coalesce(k.block_no, 0) AND c."column" = k."column"
        ORDER BY len(changed) = 0, k.row_id LIMIT {scope.thresholds.shown_per_code + 1}"""


def _kept_under(role: Role, table: str = "m") -> str:
    return f"{table}.stock_period" if role is Role.STOCK else f"{table}.period"


def _changed(name: str, role: Role) -> str:
    old = f"{'s' if role is Role.STOCK else 't'}.{quoted(name)}"
    new = f"m.{quoted(name)}"
    return f"CASE WHEN {new} <> {old} THEN {{'name': '{name}', 'old': {old}::DOUBLE, 'new': {new}::DOUBLE}} END"


def _finding(scope: Scope, dataset: Dataset, row: Row) -> Finding:
    column, changed = dataset.column(row["column"]), row["changed"]
    beside = "、".join(
        f"“{dataset.column(each['name']).zh}”由 {number_text(each['old'])} 改为 {number_text(each['new'])}"
        for each in changed
    )
    beside_en = ", ".join(
        f"{dataset.column(each['name']).en} went from {number_text(each['old'])} to {number_text(each['new'])}"
        for each in changed
    )
    return finding(
        "blank_keeps_value", level=WARNING if changed else INFO, sheet=scope.sheet_name(row["sheet_no"]),
        cell=scope.cell(row["sheet_no"], row["block_no"], row["column"], row["row_no"]), value=number_text(row["kept"]),
        area=row["area"], period=label_zh(row["kept_period"]), stage=stage_zh(row.get("stage")), column=column.zh,
        unit=column.unit, beside=f"，而同一行{beside}" if beside else "", beside_en=f" while {beside_en}" if beside else "",
    )  # fmt: skip
