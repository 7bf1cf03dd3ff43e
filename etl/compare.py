"""What a file changes: the candidate beside what was current, cell by cell, in SQL. Nothing is counted in Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from catalog import dataset as dataset_named
from catalog.model import Dataset
from catalog.periods import PeriodKind, autumn_term, parse_period
from store import schema

SHOWN_CELLS = 500
_COUNTS = ("new", "changed", "unchanged", "absent", "removed", "filled", "overwritten", "emptied")


@dataclass
class Changes:
    """What happens to one dataset.

    Rows: `new` were not there, `changed` have at least one other value, `unchanged` are stated again as they were,
    `absent` lie in the slice but not in the file and stay, `removed` go because the slice is replaced.
    Cells: `filled` were blank, `overwritten` had another value, `emptied` had one and no longer do. `cells` are the
    first of the latter two, as {area, stage …, column, old, new}.
    """

    dataset: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0
    removed: int = 0
    filled: int = 0
    overwritten: int = 0
    emptied: int = 0
    cells: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return dict(vars(self))


def periods_kept_under(periods: Iterable[str]) -> list[str]:
    """The periods under which the values of these periods are found: a school year's stocks stand in its autumn."""
    kept = set(periods)
    kept |= {autumn_term(each) for each in kept if parse_period(each).kind is PeriodKind.SCHOOL_YEAR}
    return sorted(kept)


def remember(connection: duckdb.DuckDBPyConnection, name: str, periods: Iterable[str]) -> None:
    """Keep the rows of dataset `name` as they are now, for `changes_of` after the rebuild."""
    declared = dataset_named(name)
    where, values = "", []
    if "period" in declared.key:
        values = periods_kept_under(periods)
        where = f" WHERE period IN ({', '.join('?' * len(values))})" if values else " WHERE false"
    connection.execute(f'CREATE OR REPLACE TEMP TABLE "before_{name}" AS SELECT * FROM "{name}"{where}', values)


def changes_of(
    connection: duckdb.DuckDBPyConnection, name: str, seq: int, slices: Iterable[Mapping[str, Any]]
) -> Changes:
    """The difference between what `remember` kept and the table now; `seq` is the batch that came in."""
    declared = dataset_named(name)
    if connection.execute(f"SELECT 1 FROM {_q('before_' + name)} LIMIT 1").fetchone() is None:
        return _all_new(connection, declared, seq)
    _join(connection, declared, seq, list(slices))
    counted = connection.execute(_count_sql(declared)).fetchone()
    changes = Changes(name)
    for each, number in zip(_COUNTS, counted or (), strict=True):
        setattr(changes, each, int(number or 0))
    if changes.overwritten or changes.emptied:
        changes.cells = _cells(connection, declared)
    connection.execute('DROP TABLE "difference"')
    return changes


def _all_new(connection: duckdb.DuckDBPyConnection, declared: Dataset, seq: int) -> Changes:
    """The difference where nothing was there: every row is new and every cell was blank."""
    known = " + ".join(f"count({_q(each)})" for each in schema.value_columns(declared)) or "0"
    counted = connection.execute(
        f"SELECT count(*), {known} FROM {_q(declared.name)} {_periods_sql(declared, seq)}"
    ).fetchone()
    rows, cells = counted or (0, 0)
    return Changes(declared.name, new=int(rows), filled=int(cells))


def _join(connection: duckdb.DuckDBPyConnection, declared: Dataset, seq: int, slices: list[Mapping[str, Any]]) -> None:
    """One row per key that was there, is there, or both; values side by side as old_<column> and new_<column>."""
    identity = schema.identity_columns(declared)
    values = schema.value_columns(declared)
    on = " AND ".join(f"o.{_q(each)} IS NOT DISTINCT FROM n.{_q(each)}" for each in identity)
    keys = ", ".join(f"coalesce(n.{_q(each)}, o.{_q(each)}) AS {_q(each)}" for each in identity)
    sides = ", ".join(f"o.{_q(each)} AS {_q('old_' + each)}, n.{_q(each)} AS {_q('new_' + each)}" for each in values)
    covered, parameters = _covered_sql(declared, slices)
    places = [each for each in schema.area_columns(declared) if each not in identity]
    kept = "".join(f", coalesce(n.{_q(each)}, o.{_q(each)}) AS {_q(each)}" for each in places)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE "difference" AS
        WITH o AS (SELECT * FROM {_q("before_" + declared.name)}),
        n AS (SELECT * FROM {_q(declared.name)} {_periods_sql(declared, seq)}),
        j AS (SELECT {keys}{kept}, {sides}, o.last_seq AS old_seq, n.last_seq AS new_seq FROM o FULL JOIN n ON {on})
        SELECT *, coalesce(new_seq = {int(seq)}, false) AS stated, ({covered}) AS covered FROM j""",
        parameters,
    )


def _periods_sql(declared: Dataset, seq: int) -> str:
    # Only the periods that were remembered or that this batch speaks of can differ.
    if "period" not in declared.key:
        return ""
    return f"WHERE period IN (SELECT period FROM {_q('before_' + declared.name)}) OR last_seq = {int(seq)}"


def _covered_sql(declared: Dataset, slices: list[Mapping[str, Any]]) -> tuple[str, list[Any]]:
    """Whether a row lies in one of the slices, as SQL over the joined row."""
    parts: list[str] = []
    parameters: list[Any] = []
    for each in slices:
        tests = {"stage": each.get("stages"), "period": periods_kept_under(each.get("periods") or ())}
        tests |= {name: each.get(name) for name in declared.slice_columns}
        terms = [_among("coalesce(" + ", ".join(_area_names(declared)) + ")", each.get("areas"), parameters)]
        terms += [_among(_q(name), found, parameters) for name, found in tests.items() if name in declared.key]
        parts.append("(" + " AND ".join(terms) + ")")
    return " OR ".join(parts) or "false", parameters


def _area_names(declared: Dataset) -> list[str]:
    prefix = declared.places[0]
    return [f"{prefix}township_id", f"{prefix}district_id"]


def _among(expression: str, values: Any, parameters: list[Any]) -> str:
    listed = [values] if isinstance(values, str) else list(values or ())
    if not listed:
        return "true"
    parameters.extend(listed)
    return f"({expression} IS NULL OR {expression} IN ({', '.join('?' * len(listed))}))"


def _count_sql(declared: Dataset) -> str:
    values = schema.value_columns(declared)
    old, new = ([_q(f"{side}_{each}") for each in values] for side in ("old", "new"))
    pairs = list(zip(old, new, strict=True))
    filled = " + ".join(f"({o} IS NULL AND {n} IS NOT NULL)::INT" for o, n in pairs) or "0"
    overwritten = " + ".join(f"coalesce({o} <> {n}, false)::INT" for o, n in pairs) or "0"
    emptied = " + ".join(f"({o} IS NOT NULL AND {n} IS NULL)::INT" for o, n in pairs) or "0"
    both = "old_seq IS NOT NULL AND new_seq IS NOT NULL"
    return f"""
        WITH c AS (SELECT *, {filled} AS filled, {overwritten} AS overwritten, {emptied} AS emptied FROM "difference")
        SELECT count(*) FILTER (old_seq IS NULL AND new_seq IS NOT NULL),
            count(*) FILTER ({both} AND filled + overwritten + emptied > 0),
            count(*) FILTER ({both} AND stated AND filled + overwritten + emptied = 0),
            count(*) FILTER ({both} AND NOT stated AND covered),
            count(*) FILTER (old_seq IS NOT NULL AND new_seq IS NULL),
            sum(filled) FILTER (new_seq IS NOT NULL), sum(overwritten) FILTER ({both}), sum(emptied) FILTER ({both})
        FROM c"""


def _cells(connection: duckdb.DuckDBPyConnection, declared: Dataset) -> list[dict[str, Any]]:
    """The first cells that lose a value, with the names of their places."""
    keys = ", ".join(f"d.{_q(each)}" for each in declared.key)
    each_column = " UNION ALL ".join(
        f"SELECT d.*, '{each}' AS \"column\", {_q('old_' + each)}::VARCHAR AS old, {_q('new_' + each)}::VARCHAR AS new "
        f'FROM "difference" d WHERE old_seq IS NOT NULL AND new_seq IS NOT NULL AND {_q("old_" + each)} IS NOT NULL '
        f"AND {_q('old_' + each)} IS DISTINCT FROM {_q('new_' + each)}"
        for each in schema.value_columns(declared)
    )
    ids = [f"{prefix}school_id" for prefix in declared.places] if declared.places != ("",) else ["area_id"]
    names = ", ".join(f"a{number}.name AS {_q(each.replace('_id', ''))}" for number, each in enumerate(ids))
    joins = " ".join(f"LEFT JOIN area a{n} ON a{n}.area_id = d.{_q(each)}" for n, each in enumerate(ids))
    order = ", ".join(f"d.{_q(each)}" for each in ids)
    answer = connection.execute(
        f'SELECT {names}, {order}, {keys}, d."column", d.old, d.new FROM ({each_column}) d {joins} '
        f'ORDER BY {order}, {keys}, d."column" LIMIT {SHOWN_CELLS}'
    )
    titles = [column[0] for column in answer.description]
    return [dict(zip(titles, map(_plain, row), strict=True)) for row in answer.fetchall()]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _q(name: str) -> str:
    return schema.quoted(name)
