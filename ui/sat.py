"""How many sat, beside every mean, rate and position of an exam: absent pupils lift them all, so none stands alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from catalog import indicator as declared
from charts.numbers import scale_of
from charts.series import Line, lines_of
from ui.context import Context, Where
from ui.text import say

SAT_RATE = "exam_sat_rate"


def sat_text(line: Line | None, number: int) -> str:
    """参考率 98.3%（118/120）; said to be unknown where the return does not state who was eligible, or it may not be shown."""
    return sides_text(line.numerators[number], line.bases[number], line.values[number]) if line else sides_text()


def sides_text(sat: float | None = None, eligible: float | None = None, rate: float | None = None) -> str:
    """The same of the two sides and the rate."""
    if sat is None or eligible is None or rate is None:
        return say("exam.sat_unknown")
    scale = scale_of(declared(SAT_RATE))
    return say("exam.sat_beside", rate=scale.text(rate), n=f"{sat:,.0f}", all=f"{eligible:,.0f}")


def sat_lines(context: Context, level: str, periods: Sequence[str], where: Where) -> dict[str, Line]:
    """The sat rate of each place by its id."""
    if not periods:
        return {}
    return {line.area_id: line for line in lines_of(context.values(SAT_RATE, level, periods, where), periods)}


def beside_sat(lines: Sequence[Line], sat: Mapping[str, Line]) -> list[Line]:
    """The lines, each point with the sat rate of its place and period."""
    return [
        replace(line, notes=tuple(sat_text(sat.get(line.area_id), number) for number in range(len(line.values))))
        for line in lines
    ]


def sat_beside_values(
    context: Context, level: str, values: pd.DataFrame, periods: Sequence[str] | None, where: Where | None
) -> pd.DataFrame:
    """`values` of an exam with sat, eligible and sat_rate of each row's place; of pairs core_… and member_…."""
    if level != "pair":
        return values.merge(_sat_table(context, level, periods, where), how="left", on=["period", "area_id"])
    schools = _sat_table(context, "school", periods, where)
    for side in ("core", "member"):
        named = schools.rename(columns={name: f"{side}_{name}" for name in _SAT_COLUMNS} | {"area_id": f"{side}_id"})
        values = values.merge(named, how="left", on=["period", f"{side}_id"])
    return values


_SAT_COLUMNS = ("sat", "eligible", "sat_rate")


def _sat_table(context: Context, level: str, periods: Sequence[str] | None, where: Where | None) -> pd.DataFrame:
    table = context.values(SAT_RATE, level, periods=periods, where=where)
    named = table.rename(columns=dict(zip(("numerator", "denominator", "value"), _SAT_COLUMNS, strict=True)))
    return named[["period", "area_id", *_SAT_COLUMNS]]
