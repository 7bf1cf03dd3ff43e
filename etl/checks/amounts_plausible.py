"""An amount per head resembles those around it. Yuan typed on a sheet in 万元, or the reverse, is off by a factor of 10 000."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from catalog.periods import label_zh
from etl.checks.scope import Scope, number_text, stage_zh
from etl.model import Finding
from etl.problems import finding
from store.rebuild.parts import live_sql
from store.schema import quoted

Row = dict[str, Any]
# No programme gives a head so many times more or less than usual; 元 for 万元 and persons for money do.
_IMPOSSIBLE = 500
# With fewer rows a median may itself be the slip.
_LEAST_ROWS = 3


class _Share(NamedTuple):
    """A money column, what it is per head of, which rows hold money, and whether the usual amount of aid applies."""

    dataset: str
    money: str
    heads: str
    where: str
    is_aid: bool


_SHARES = (
    _Share("subsidy", "amount", "recipients", "true", True),
    _Share("resource", "quantity", "pupils", "item LIKE '%_yuan'", False),
)


def amounts_plausible(scope: Scope) -> Iterator[Finding]:
    """A warning for each amount whose share per head is far from the sheet's median or from what aid usually is.

    Where a whole sheet is far off and only an earlier file says its unit, an error: somebody must say it of this one.
    """
    for share in _SHARES:
        for dataset in scope.datasets:
            if dataset.name == share.dataset:
                rows = scope.rows(_sql(scope, share, live_sql(dataset)))
                yield from _doubtful_units(scope, share, rows)
                for row in rows:
                    yield _finding(scope, share, row, dataset.column(share.money).zh)


def _doubtful_units(scope: Scope, share: _Share, rows: list[Row]) -> Iterator[Finding]:
    """Of each sheet read by a remembered unit whose usual amount of aid per head is far off."""
    usual, times = scope.thresholds.per_head_usual, scope.thresholds.per_head_share
    for number, middle in {row["sheet_no"]: row["middle"] for row in rows}.items():
        unit = scope.sheets[number - 1].remembered_unit
        name = scope.sheet_name(number)
        if unit and share.is_aid and not usual / times <= middle <= usual * times:
            yield finding("remembered_unit_odd", sheet=name, value=unit, each=_short(middle), beside=_short(usual))
        elif share.is_aid and not usual / _IMPOSSIBLE <= middle <= usual * _IMPOSSIBLE:
            row = next(each for each in rows if each["sheet_no"] == number)
            cell = scope.cell(number, row["block_no"], share.money, row["row_no"])
            told = {"each": _short(middle), "beside": _short(usual), "times": str(_IMPOSSIBLE)}
            yield finding("amount_unit_impossible", sheet=name, cell=cell, value=number_text(row[share.money]), **told)


def _sql(scope: Scope, share: _Share, live: str) -> str:
    limits = scope.thresholds
    usual, times = limits.per_head_usual, limits.per_head_share
    strange = f"(each > {usual * times} OR each < {usual / times})" if share.is_aid else "false"
    group = "sheet_no" if share.is_aid else "sheet_no, item"
    return f"""WITH mine AS (
            SELECT l.*, r.sheet_no, r.block_no, r.row_no, {share.money}::DOUBLE / {share.heads} AS each FROM ({live}) l
            JOIN (SELECT row_id, sheet_no, block_no, row_no FROM {quoted("rows_" + share.dataset)}) r USING (row_id)
            WHERE batch_seq = {int(scope.seq)} AND {share.money} > 0 AND {share.heads} > 0 AND {share.where}),
        beside AS (SELECT *, median(each) OVER same AS middle, count(*) OVER same AS rows FROM mine
            WINDOW same AS (PARTITION BY {group})),
        judged AS (SELECT *, rows >= {_LEAST_ROWS} AND (each > {times} * middle OR each * {times} < middle) AS apart FROM beside)
        SELECT j.*, a.name AS area FROM judged j LEFT JOIN area a USING (area_id) WHERE apart OR {strange}
        ORDER BY row_id LIMIT {limits.shown_per_code + 1}"""


def _finding(scope: Scope, share: _Share, row: Row, column: str) -> Finding:
    beside = row["middle"] if row["apart"] else scope.thresholds.per_head_usual
    return finding(
        "amount_per_head_odd", sheet=scope.sheet_name(row["sheet_no"]),
        cell=scope.cell(row["sheet_no"], row["block_no"], share.money, row["row_no"]), value=number_text(row[share.money]),
        area=row["area"] or "", period=label_zh(row["period"]), stage=stage_zh(row["stage"]), column=column,
        heads=row[share.heads], each=_short(row["each"]), beside=_short(beside),
        what="本表各行的中位数" if row["apart"] else "资助的一般水平",
        what_en="the median of the sheet" if row["apart"] else "what aid usually is",
    )  # fmt: skip


def _short(value: float) -> str:
    """A share per head: two decimals, or two digits where it is less than a fen."""
    return number_text(float(value)) if value >= 0.01 else f"{value:.2g}"
