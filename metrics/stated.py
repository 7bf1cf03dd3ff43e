"""In which periods the data states a side, and what of its rows needs weighing. Asked once of a version: a page asks often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from catalog import INDICATORS
from catalog.model import Indicator, Total
from metrics.filters import Filters, traits_sql
from metrics.sides import Query, conditions, expression, table
from store.reader import Reader


@dataclass(frozen=True)
class Stated:
    """One period in which someone stated the side.

    `own_totals`: an area has a row of its own. `schools_unstaged`, `areas_unstaged`: a school's, an area's row names no
    stage. `holes`: a row leaves this side, or the other, unknown. `unmet`: a row may state this side without the other.
    """

    period: str
    own_totals: bool
    schools_unstaged: bool
    areas_unstaged: bool
    holes: bool
    unmet: bool


def stated(
    reader: Reader,
    total: Total,
    other: Total | None,
    filters: Filters,
    split: tuple[str, ...] = (),
    *,
    other_side: bool = False,
    unstated: bool = False,
) -> list[Stated]:
    """The periods in which someone stated `total`, in order of their codes. `other`: a second side in the same rows.

    `unstated`: the periods too in which there are rows, but none that states it.
    """
    sides = _sides(total.dataset)
    n, d = sides.index(expression(total)), sides.index(expression(other)) if other else None
    found = []
    for row in _counted(reader, total, sides, filters, split, other_side):
        stating, rows = row[f"n{n}"], row["rows"]
        lacking = d is not None and row[f"n{d}"] < rows
        if stating or unstated:
            flags = (row["own_totals"], row["schools_unstaged"], row["areas_unstaged"])
            found.append(Stated(row["period"], *flags, holes=stating < rows or lacking, unmet=lacking))
    return found


@cache
def _sides(dataset: str) -> list[str]:
    """Every side that an indicator takes of the dataset: all are counted in one question."""
    totals = [total for each in _formulas() for total in (each.numerator, *below_of(each)) if total.dataset == dataset]
    return list(dict.fromkeys(expression(total) for total in totals))


def _formulas() -> Iterable[Indicator]:
    """Every indicator in each of its variants."""
    for each in INDICATORS:
        yield each
        for variant in each.variants:
            yield replace(each, numerator=variant.numerator, denominator=variant.denominator)


def below_of(indicator: Indicator) -> tuple[Total, ...]:
    """What a denominator is put together from: of a cohort its intake, and (if the formula asks) who came and left since."""
    total = indicator.denominator
    if total is None or indicator.function != "cohort":
        return () if total is None else (total,)
    intake = Total(total.dataset, total.column)
    if total.plus:
        return intake, Total(total.dataset, total.plus[0], plus=total.plus[1:], minus=total.minus)
    if total.minus:
        return intake, Total(total.dataset, total.minus[0], plus=total.minus[1:], negative=True)
    return (intake,)


def _counted(
    reader: Reader, total: Total, sides: list[str], filters: Filters, split: tuple[str, ...], other_side: bool
) -> list[dict[str, Any]]:
    query = Query(params=dict(filters.params))
    if filters.traits:
        query.add(traits_sql(filters))
    counts = ", ".join(f"count({side}) AS n{place}" for place, side in enumerate(sides))
    sql = query.text(f"""SELECT period, count(*) AS rows, {counts}, bool_or(area_level <> 'school') AS own_totals,
            bool_or(stage IS NULL AND area_level = 'school') AS schools_unstaged,
            bool_or(stage IS NULL AND area_level <> 'school') AS areas_unstaged
        FROM {table(total, filters, split)} WHERE {conditions(total, filters, split, other_side=other_side)}
        GROUP BY period ORDER BY period""")
    return reader.once(sql, query.used(sql))


def schools_moved(reader: Reader) -> bool:
    """Whether any school ever lay in two townships or zones."""
    rows = reader.once(
        "SELECT 1 AS moved FROM school_history GROUP BY school_id"
        " HAVING count(DISTINCT coalesce(township_id, '')) > 1 OR count(DISTINCT coalesce(zone_id, '')) > 1"
        " OR count(DISTINCT coalesce(district_id, '')) > 1 LIMIT 1"
    )
    return bool(rows)
