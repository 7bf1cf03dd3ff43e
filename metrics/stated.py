"""In which periods the data states a side, and what of its rows needs weighing. Asked once per reader: a page asks often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from catalog.model import Total
from metrics.filters import Filters, traits_sql
from metrics.sides import Query, conditions, expression, table
from store.reader import Reader

_ASKED: WeakKeyDictionary[Reader, dict[Any, Any]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Stated:
    """One period in which someone stated the side.

    `own_totals`: an area has a row of its own. `schools_unstaged`, `areas_unstaged`: a school's, an area's row names no
    stage. `holes`: a row leaves this side, or the other, unknown. `unmet`: a row states this side without the other.
    """

    period: str
    own_totals: bool
    schools_unstaged: bool
    areas_unstaged: bool
    holes: bool
    unmet: bool


def stated(
    reader: Reader, total: Total, other: Total | None, filters: Filters, split: tuple[str, ...] = (), *, other_side: bool = False
) -> list[Stated]:
    """The periods in which someone stated `total`, in order of their codes. `other`: a second side in the same rows."""
    query = Query(params=dict(filters.params))
    if filters.traits:
        query.add(traits_sql(filters))
    where = conditions(total, filters, split, other_side=other_side)
    n = expression(total)
    d = expression(other) if other else "0"
    sql = query.text(f"""SELECT period, bool_or(area_level <> 'school') AS own_totals,
            bool_or(stage IS NULL AND area_level = 'school') AS schools_unstaged,
            bool_or(stage IS NULL AND area_level <> 'school') AS areas_unstaged,
            bool_or({n} IS NULL OR {d} IS NULL) AS holes, bool_or({n} IS NOT NULL AND {d} IS NULL) AS unmet
        FROM {table(total, filters, split)} WHERE {where} GROUP BY period HAVING count({n}) > 0 ORDER BY period""")
    return [Stated(**row) for row in once(reader, sql, query.used(sql))]


def once(reader: Reader, sql: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows, asked at most once of this reader: a version never changes."""
    answered = _ASKED.setdefault(reader, {})
    key = (sql, tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in params.items()))
    if key not in answered:
        answered[key] = reader.rows(sql, params)
    return answered[key]


def schools_moved(reader: Reader) -> bool:
    """Whether any school ever lay in two townships or zones."""
    rows = once(
        reader,
        "SELECT 1 AS moved FROM school_history GROUP BY school_id"
        " HAVING count(DISTINCT coalesce(township_id, '')) > 1 OR count(DISTINCT coalesce(zone_id, '')) > 1"
        " OR count(DISTINCT coalesce(district_id, '')) > 1 LIMIT 1",
        {},
    )
    return bool(rows)
