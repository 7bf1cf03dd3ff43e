"""Aid is not counted twice under two names: 生活补助 beside 寄宿生生活补助, which it holds; 低保户 beside 低保家庭."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from catalog.aid_programmes import PARTS_OF
from catalog.model import Dataset
from catalog.periods import label_zh
from etl.checks.cells import find_cells
from etl.checks.scope import Scope, number_text, stage_zh
from etl.extract.text import key_of
from etl.model import Finding
from etl.problems import finding
from store.schema import quoted

Row = dict[str, Any]
_WHO = re.compile(r"(?:家庭|学生|儿童|户|人员|人口|对象|供养|类|生)+$")
_SAME = "o.area_id = w.area_id AND o.stage IS NOT DISTINCT FROM w.stage AND o.period = w.period"


def aid_counted_once(scope: Scope) -> Iterator[Finding]:
    """An error where this file, or it and an earlier one, may state the same aid under two names."""
    for dataset in scope.datasets:
        if "programme" in dataset.key:
            for whole, parts in PARTS_OF.items():
                rows = _holding(scope, dataset, whole, parts)
                yield from _told(scope, dataset, "programme_holds_another", rows)
            yield from _told(scope, dataset, "category_spelled_twice", _respelled(scope, dataset))


def _told(scope: Scope, dataset: Dataset, code: str, rows: list[Row]) -> Iterator[Finding]:
    for row, (sheet, cell) in zip(rows, find_cells(scope, dataset, rows), strict=True):
        column = dataset.column(row["column"])
        yield finding(
            code, sheet=sheet, cell=cell, value=number_text(row["value"]), area=row["area"], period=label_zh(row["period"]),
            stage=stage_zh(row["stage"]), column=column.zh, unit=column.unit, name=row["name"], named="、".join(row["named"]),
            parts=number_text(row["parts"]),
        )  # fmt: skip


def _holding(scope: Scope, dataset: Dataset, whole: str, parts: tuple[str, ...]) -> list[Row]:
    """A programme that is at least as much as its parts beside it: it may hold them. A smaller one cannot."""
    names = ", ".join(f"'{each}'" for each in (whole, *parts))
    return scope.rows(
        f"""WITH told AS (SELECT area_id, stage, period, programme = '{whole}' AS whole, sum(amount)::DOUBLE AS amount,
                sum(recipients)::DOUBLE AS recipients, list(DISTINCT programme ORDER BY programme) AS named,
                bool_or(last_seq = {int(scope.seq)}) AS here,
                arg_min({{'p': programme, 'c': category}}, last_seq <> {int(scope.seq)}) AS spot
                FROM {quoted(dataset.name)} WHERE programme IN ({names}) GROUP BY ALL),
            pair AS (SELECT w.*, '{whole}' AS name, o.named AS others, o.amount AS amounts, o.recipients AS persons,
                w.amount + o.amount IS NOT NULL AS of_money, w.here OR o.here AS spoken,
                CASE WHEN w.here THEN w.spot ELSE o.spot END AS shown
                FROM told w JOIN told o ON {_SAME} AND w.whole AND NOT o.whole)
        SELECT b.area_id, b.stage, b.period, shown.p AS programme, shown.c AS category, a.name AS area, b.name, others AS named,
            CASE WHEN of_money THEN 'amount' ELSE 'recipients' END AS "column",
            CASE WHEN of_money THEN amount ELSE recipients END AS value, CASE WHEN of_money THEN amounts ELSE persons END AS parts
        FROM pair b JOIN area a ON a.area_id = b.area_id
        WHERE spoken AND CASE WHEN of_money THEN amount >= amounts ELSE recipients >= persons END
        ORDER BY b.area_id, b.period LIMIT {scope.thresholds.shown_per_code + 1}"""
    )


def _respelled(scope: Scope, dataset: Dataset) -> list[Row]:
    """Two spellings of one group of pupils, of one programme of a school: this file's beside the other."""
    found = scope.rows(f"SELECT DISTINCT category FROM {quoted(dataset.name)} WHERE category IS NOT NULL")
    kinds = {row["category"]: _kind(row["category"]) for row in found}
    counts = Counter(kinds.values())
    several = [{"category": each, "kind": kind} for each, kind in kinds.items() if counts[kind] > 1]
    if not several:
        return []
    scope.connection.register("category_kind", pa.Table.from_pylist(several))
    try:
        return scope.rows(_respelled_sql(scope, dataset))
    finally:
        scope.connection.unregister("category_kind")


def _respelled_sql(scope: Scope, dataset: Dataset) -> str:
    return f"""WITH told AS (SELECT t.*, kind, CASE WHEN amount IS NOT NULL THEN 'amount' ELSE 'recipients' END AS "column",
            coalesce(amount, recipients)::DOUBLE AS value FROM {quoted(dataset.name)} t JOIN category_kind USING (category)
            WHERE coalesce(amount, recipients) IS NOT NULL)
        SELECT w.*, a.name AS area, w.category AS name, [o.category] AS named, o.value AS parts
        FROM told w JOIN told o ON {_SAME} AND o.programme IS NOT DISTINCT FROM w.programme AND o.kind = w.kind
            AND o.category <> w.category JOIN area a ON a.area_id = w.area_id
        WHERE w.last_seq = {int(scope.seq)} AND (o.last_seq <> w.last_seq OR w.category < o.category)
        ORDER BY w.area_id, w.period LIMIT {scope.thresholds.shown_per_code + 1}"""


def _kind(category: str) -> str:
    return _WHO.sub("", key_of(category).removeprefix("城乡")) or category
