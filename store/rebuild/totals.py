"""The totals of a dataset with a breakdown: per column either the stated total or the sum of the parts, never both.

A total stands when it was stated by the same or a later batch than any part. Newer parts replace it if they make up the
stage, or if the parts known before made up that total (so that the newer sum is the same total, kept up to date).
A part that is there but leaves the column blank makes the sum unknown.
"""

from __future__ import annotations

import duckdb

from catalog.model import Dataset, Role
from catalog.stages import STAGES
from store.rebuild.current import derived_names, derived_sql, is_derived_sql
from store.rebuild.parts import located_sql
from store.schema import create_table_sql, current_columns, quoted, stored_columns

BATCH_BITS = 38  # row_id >> BATCH_BITS is the batch


def rebuild_totals(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Refill <dataset>_totals from the temp view `merged` and the table `parts` that its current table was made from."""
    name = f"{dataset.name}_totals"
    columns = current_columns(dataset, totals=True)
    derived = [each for each in derived_names(connection, "merged") if each in _facts(dataset)]
    _note_stage_sizes(connection)
    stated, gaps = _stated_columns(connection, dataset), _columns_with_gaps(connection, dataset)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE summed AS {_summed_sql(dataset, derived, stated, gaps)}")
    updated = _note_updated_totals(connection, dataset, stated)
    chosen = f"({_chosen_sql(dataset, derived, stated, updated)})"
    source = f"(SELECT m.*, p.first_day FROM {chosen} m LEFT JOIN period_span p USING (period))"
    listed = ", ".join(quoted(each) for each in columns)
    connection.execute(create_table_sql(name, columns))
    connection.execute(
        f"INSERT INTO {quoted(name)} BY NAME SELECT {listed} FROM"
        f" (SELECT *, CASE area_level WHEN 'school' THEN area_id END AS school_id FROM ({located_sql(source)}))"
    )
    for each in ("summed", "updated"):
        connection.execute(f"DROP TABLE temp.{each}")


def group_columns(dataset: Dataset) -> tuple[str, ...]:
    """What tells one total from another."""
    return ("area_level", "area_id", *(name for name in dataset.key if name != dataset.breakdown))


def _facts(dataset: Dataset) -> tuple[str, ...]:
    return tuple(each.name for each in dataset.facts)


def _stated_columns(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> list[str]:
    """The columns that any total states: for the others there is nothing to choose, the parts are all there is."""
    facts = _facts(dataset)
    counts = ", ".join(f"count({quoted(name)})" for name in facts)
    found = connection.execute(
        f"SELECT {counts} FROM merged WHERE {quoted(dataset.breakdown or '')} IS NULL"
    ).fetchone()
    return [name for name, count in zip(facts, found or (), strict=True) if count]


def _note_stage_sizes(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE stage_part(stage VARCHAR, part INTEGER, size INTEGER)")
    rows = [(each.code, grade, len(each.grades)) for each in STAGES for grade in each.grades]
    connection.executemany("INSERT INTO stage_part VALUES (?, ?, ?)", rows)


def _same(dataset: Dataset, one: str, other: str) -> str:
    return " AND ".join(
        f"{one}.{quoted(name)} IS NOT DISTINCT FROM {other}.{quoted(name)}" for name in group_columns(dataset)
    )


def _summed_sql(dataset: Dataset, derived: list[str], stated: list[str], gaps: set[str]) -> str:
    """Per total: the sum of the parts (c); of a column that totals state too, also the newest batch of the parts
    (c__seq) and whether they make up the stage (c__full)."""
    part = quoted(dataset.breakdown or "")
    columns = []
    for name in _facts(dataset):
        columns.append(f"CAST({_sum_sql(dataset, name, gaps)} AS {stored_columns(dataset)[name]}) AS {quoted(name)}")
    for name in stated:
        column, seq = f"m.{quoted(name)}", quoted(name + "__seq")
        columns += [
            f"max(m.{seq}) AS {seq}",
            f"coalesce(count({column}) FILTER (s.part IS NOT NULL) = max(s.size), false) AS {quoted(name + '__full')}",
        ]
    columns += [
        f"bool_or({is_derived_sql(name)} AND m.{quoted(name)} IS NOT NULL) AS {quoted(name + '__derived')}"
        for name in derived
    ]
    group = ", ".join(f"m.{quoted(name)}" for name in group_columns(dataset))
    sizes = f" LEFT JOIN stage_part s ON s.stage = m.stage AND s.part = m.{part}" if stated else ""
    return (
        f"SELECT {group}, {', '.join(columns)}, max(m.last_seq) AS last_seq FROM merged m{sizes}"
        f" WHERE m.{part} IS NOT NULL GROUP BY {group}"
    )


def _sum_sql(dataset: Dataset, name: str, gaps: set[str]) -> str:
    """The sum of the parts; unknown where a part that has pupils (or classes, …) leaves this snapshot blank, for a sum
    over five grades of six looks like a total and is none. A grade not taught is blank throughout and hides nothing.
    """
    column = f"m.{quoted(name)}"
    return (
        f"CASE WHEN bool_or({_gap_sql(dataset, name)}) THEN NULL ELSE sum({column}) END"
        if name in gaps
        else f"sum({column})"
    )


def _stocks(dataset: Dataset) -> list[str]:
    return [each.name for each in dataset.facts if each.role is Role.STOCK]


def _gap_sql(dataset: Dataset, name: str) -> str:
    """Whether a part is there and leaves this snapshot blank."""
    peopled = " OR ".join(f"m.{quoted(each)} > 0" for each in _stocks(dataset))
    return f"m.{quoted(name)} IS NULL AND coalesce({peopled}, false)"


def _columns_with_gaps(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> set[str]:
    """The snapshots with a gap anywhere: asked once, since asking every total of every column takes longer than adding up."""
    stocks = _stocks(dataset)
    if not stocks:
        return set()
    asked = ", ".join(f"bool_or({_gap_sql(dataset, name)})" for name in stocks)
    part = quoted(dataset.breakdown or "")
    found = connection.execute(f"SELECT {asked} FROM merged m WHERE m.{part} IS NOT NULL").fetchone()
    return {name for name, gap in zip(stocks, found or (), strict=True) if gap}


def _note_updated_totals(connection: duckdb.DuckDBPyConnection, dataset: Dataset, stated: list[str]) -> set[str]:
    """Note which totals were, when stated, the sum of the parts known then, though these do not make up the stage.
    Returns the columns that have any."""
    group = ", ".join(quoted(name) for name in group_columns(dataset))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE updated AS SELECT {group}, '' AS column_name FROM merged LIMIT 0")
    if not stated:
        return set()
    part = quoted(dataset.breakdown or "")
    doubted = ", ".join(f"bool_or({_doubtful_sql(name)})" for name in stated)
    found = connection.execute(
        f"SELECT {doubted} FROM merged t JOIN summed p ON {_same(dataset, 't', 'p')} WHERE t.{part} IS NULL"
    ).fetchone()
    for name, doubtful in zip(stated, found or (), strict=True):
        if doubtful:
            connection.execute(f"INSERT INTO updated {_updated_sql(dataset, name)}")
    return {name for (name,) in connection.execute("SELECT DISTINCT column_name FROM updated").fetchall()}


def _doubtful_sql(name: str) -> str:
    """Whether newer parts stand against a total and do not make up the stage."""
    column, seq = quoted(name), quoted(name + "__seq")
    newer = f"p.{seq} > t.{seq}"
    return f"t.{column} IS NOT NULL AND NOT p.{quoted(name + '__full')} AND {newer}"


def _updated_sql(dataset: Dataset, name: str) -> str:
    part, column, seq = quoted(dataset.breakdown or ""), quoted(name), quoted(name + "__seq")
    group = [quoted(each) for each in group_columns(dataset)]
    doubtful = (
        f"SELECT t.* FROM merged t JOIN summed p ON {_same(dataset, 't', 'p')}"
        f" WHERE t.{part} IS NULL AND {_doubtful_sql(name)}"
    )
    then = (
        f"SELECT {', '.join(f't.{each}' for each in group)}, q.{part}, t.{column} AS stated,"
        f" arg_max(q.{column}, q.row_id) AS known FROM ({doubtful}) t JOIN parts q ON {_same(dataset, 't', 'q')}"
        f" AND q.{part} IS NOT NULL AND q.batch_seq <= t.{seq} GROUP BY ALL"
    )
    listed = ", ".join(group)
    return (
        f"SELECT {listed}, '{name}' FROM ({then}) GROUP BY {listed} HAVING abs(sum(known) - any_value(stated)) < 1e-6"
    )


def _chosen_sql(dataset: Dataset, derived: list[str], stated: list[str], updated: set[str]) -> str:
    part = quoted(dataset.breakdown or "")
    group = [f"coalesce(t.{quoted(name)}, p.{quoted(name)}) AS {quoted(name)}" for name in group_columns(dataset)]
    values, flags = [], {}
    for name in _facts(dataset):
        by_parts = _by_parts_sql(dataset, name, may_be_updated=name in updated) if name in stated else "true"
        values.append(f"CASE WHEN {by_parts} THEN p.{quoted(name)} ELSE t.{quoted(name)} END AS {quoted(name)}")
        if name in derived:
            marked = f"coalesce(list_contains(string_split(t.derived, ','), '{name}'), false)"
            flags[name] = f"(CASE WHEN {by_parts} THEN p.{quoted(name + '__derived')} ELSE {marked} END)"
    return (
        f"SELECT {', '.join(group + values)}, {derived_sql(flags)} AS derived,"
        " greatest(coalesce(t.last_seq, 0), coalesce(p.last_seq, 0)) AS last_seq"
        f" FROM (FROM merged WHERE {part} IS NULL) t FULL JOIN summed p ON {_same(dataset, 't', 'p')}"
    )


def _by_parts_sql(dataset: Dataset, name: str, *, may_be_updated: bool) -> str:
    """Whether the sum of the parts answers for the column."""
    column = quoted(name)
    made_up = f"p.{quoted(name + '__full')}"
    if may_be_updated:
        # A join for every column: only where there is something to find.
        found = f"SELECT 1 FROM updated u WHERE u.column_name = '{name}' AND {_same(dataset, 'u', 'p')}"
        made_up = f"({made_up} OR EXISTS ({found}))"
    newer = f"p.{quoted(name + '__seq')} > t.{quoted(name + '__seq')}"
    return f"(t.{column} IS NULL OR (p.{column} IS NOT NULL AND {newer} AND {made_up}))"
