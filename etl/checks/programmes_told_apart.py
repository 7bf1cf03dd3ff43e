"""Aid without a programme does not stand beside aid of named programmes of the same school, stage and period: it may be their
sum, and would be added to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Dataset
from catalog.periods import label_zh
from etl.checks.cells import find_cells
from etl.checks.scope import Scope, number_text, stage_zh
from etl.model import ERROR, WARNING, Finding
from etl.problems import finding
from store.schema import quoted

Row = dict[str, Any]
# Sums of money are kept to the cent.
_SAME = 0.005


def programmes_told_apart(scope: Scope) -> Iterator[Finding]:
    """An error for a blank programme beside named ones; for a blank category beside named ones of a programme a warning,
    an error where it is exactly their sum: then it is that sum, and would be counted twice."""
    for dataset in scope.datasets:
        if "programme" in dataset.key:
            yield from _blanks_beside(scope, dataset, "programme", ("stage", "period"), ERROR)
            yield from _blanks_beside(scope, dataset, "category", ("stage", "period", "programme"), WARNING)


def _blanks_beside(scope: Scope, dataset: Dataset, name: str, within: tuple[str, ...], level: str) -> Iterator[Finding]:
    rows = scope.rows(_sql(scope, dataset, name, within))
    for row, (sheet, cell) in zip(rows, find_cells(scope, dataset, rows), strict=True):
        column = dataset.column(row["column"])
        repeats = abs(row["value"] - row["parts"]) < _SAME
        yield finding(
            "blank_beside_named", level=ERROR if repeats else level, sheet=sheet, cell=cell, value=number_text(row["value"]), area=row["area"],
            period=label_zh(row["period"]), stage=stage_zh(row["stage"]), key=dataset.column(name).zh,
            key_en=dataset.column(name).en, column=column.zh, unit=column.unit, named="、".join(row["named"]),
            parts=number_text(row["parts"]), here="" if row["here"] else "（此前已入库）",
        )  # fmt: skip


def _sql(scope: Scope, dataset: Dataset, name: str, within: tuple[str, ...]) -> str:
    """One row per blank that stands beside named ones, where this file states either; the cell is that of the blank if
    the file states it, else of the first named one. Of its numbers the money, else the persons."""
    key = ", ".join(quoted(each) for each in ("area_id", *within))
    part = quoted(name)
    rest = [each for each in ("programme", "category") if each not in within]
    shown = ", ".join(
        f"coalesce(b.{quoted(e)}, CASE WHEN NOT here THEN n.{quoted(e)} END) AS {quoted(e)}" for e in rest
    )
    return f"""WITH told AS (SELECT *, CASE WHEN amount IS NOT NULL THEN 'amount' ELSE 'recipients' END AS "column",
            coalesce(amount, recipients)::DOUBLE AS value FROM {quoted(dataset.name)}
            WHERE coalesce(amount, recipients) IS NOT NULL),
        blank AS (SELECT * FROM told WHERE {part} IS NULL),
        named AS (SELECT {key}, "column", list(DISTINCT {part} ORDER BY {part})[:5] AS named, sum(value) AS parts,
            {", ".join(f"arg_min({quoted(e)}, last_seq <> {int(scope.seq)}) AS {quoted(e)}" for e in rest)},
            bool_or(last_seq = {int(scope.seq)}) AS spoken FROM told WHERE {part} IS NOT NULL GROUP BY {key}, "column")
        SELECT b.area_id, b.stage, b.period, b."column", b.value, n.named, n.parts, b.last_seq = {int(scope.seq)} AS here,
            {"b.programme, " if "programme" in within else ""}{shown}, a.name AS area
        FROM blank b JOIN named n ON n."column" = b."column" AND {" AND ".join(f"n.{quoted(e)} IS NOT DISTINCT FROM b.{quoted(e)}" for e in ("area_id", *within))}
        JOIN area a ON a.area_id = b.area_id WHERE b.last_seq = {int(scope.seq)} OR n.spoken
        ORDER BY b.area_id, b.period LIMIT {scope.thresholds.shown_per_code + 1}"""
