"""An amount per head lies within the standard of its programme, stage and term: one notice for each kind that does not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from catalog.periods import PeriodKind, label_zh, parse_period
from catalog.settings.aid import AidRange
from etl.checks.scope import Scope, number_text, stage_zh
from etl.model import Finding
from etl.problems import finding
from store.rebuild.parts import live_sql
from store.settings import settings_in_force

Row = dict[str, Any]
_KIND = ("sheet_no", "period", "stage", "programme", "category")


def amounts_on_standard(scope: Scope) -> Iterator[Finding]:
    """What the aid alerts and cross-checks will say of this file, said before it is in use."""
    for dataset in scope.datasets:
        if dataset.name != "subsidy":
            continue
        now = settings_in_force(scope)
        room = now.number("reconcile_per_head")
        rows = scope.rows(_sql(scope, live_sql(dataset)))
        for _, kind in groupby(rows, key=lambda row: tuple(row[name] for name in _KIND)):
            mine = list(kind)
            first = mine[0]
            allowed = now.aid.range_of(first["programme"], first["category"], first["stage"], first["period"])
            off = [row for row in mine if _is_off(row["each"], allowed, room)]
            if off and parse_period(first["period"]).kind is PeriodKind.TERM:
                yield _finding(scope, off, len(mine), allowed)


def _sql(scope: Scope, live: str) -> str:
    return f"""SELECT r.sheet_no, r.block_no, r.row_no, l.period, l.stage, l.programme, l.category, a.name AS area,
            l.amount::DOUBLE / l.recipients AS each FROM ({live}) l
        JOIN (SELECT row_id, sheet_no, block_no, row_no FROM rows_subsidy) r USING (row_id) LEFT JOIN area a USING (area_id)
        WHERE batch_seq = {int(scope.seq)} AND amount > 0 AND recipients > 0 AND programme IS NOT NULL AND l.period IS NOT NULL
        ORDER BY {", ".join(_KIND)}, row_no"""


def _is_off(each: float, allowed: AidRange, room: float) -> bool:
    return (
        allowed.low is not None and allowed.high is not None and not allowed.low - room <= each <= allowed.high + room
    )


def _finding(scope: Scope, off: list[Row], all_rows: int, allowed: AidRange) -> Finding:
    first = off[0]
    low, high = number_text(allowed.low or 0.0), number_text(allowed.high or 0.0)
    return finding(
        "amount_off_standard", sheet=scope.sheet_name(first["sheet_no"]),
        cell=scope.cell(first["sheet_no"], first["block_no"], "amount", first["row_no"]), value=number_text(first["each"]),
        period=label_zh(first["period"]), stage=stage_zh(first["stage"]), kind="·".join(filter(None, (first["programme"], first["category"]))),
        n=len(off), all=all_rows, area=first["area"] or "", each=number_text(first["each"]), standard=low if low == high else f"{low}—{high}",
    )  # fmt: skip
