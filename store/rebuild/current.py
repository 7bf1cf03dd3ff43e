"""The current table of a dataset: one row per key, each cell the last one stated."""

from __future__ import annotations

import duckdb

from catalog.model import Dataset
from store.rebuild.parts import HISTORY, lay_condition, live_sql, located_sql, parts_sql, resolved_condition
from store.schema import PLACE_PARTS, create_table_sql, current_columns, identity_columns, quoted, value_columns


def rebuild_current(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Refill the current table and the unresolved rows. Leaves the rows in the temp table `parts` and the merged cells
    in the temp view `merged`."""
    _note_unresolved(connection, dataset)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE parts AS {parts_sql(dataset)}")
    _merge(connection, dataset)
    connection.execute(create_table_sql(dataset.name, current_columns(dataset)))
    connection.execute(f"INSERT INTO {quoted(dataset.name)} BY NAME {_placed_sql(dataset)}")


def _merge(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Make `merged`. Most keys occur once, and their row is its own merger: only the others are grouped, since a group
    that keeps the last statement of every column takes a kilobyte."""
    derived = [name for name in derived_names(connection, "parts") if name in value_columns(dataset)]
    identity = ", ".join(quoted(name) for name in identity_columns(dataset))
    same = " AND ".join(f"p.{quoted(name)} IS NOT DISTINCT FROM r.{quoted(name)}" for name in identity_columns(dataset))
    view = f"SELECT {_single_sql(dataset, derived)} FROM parts"
    # As many hashes as rows: no key occurs twice. Counting numbers is three times as fast as counting keys.
    distinct = connection.execute(f"SELECT count(*) = count(DISTINCT hash({identity})) FROM parts").fetchone()
    if not distinct or not distinct[0]:
        repeated = f"SELECT {identity} FROM parts GROUP BY {identity} HAVING count(*) > 1"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE repeated AS {repeated}")
        grouped = (
            f"SELECT {_grouped_sql(dataset, derived)} FROM parts p SEMI JOIN repeated r ON {same} GROUP BY {identity}"
        )
        connection.execute(f"CREATE OR REPLACE TEMP TABLE merged_again AS {grouped}")
        view += f" p ANTI JOIN repeated r ON {same} UNION ALL FROM merged_again"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW merged AS {view}")


def forget_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop what `rebuild_current` left: it takes as much memory as the dataset."""
    connection.execute("DROP VIEW merged")
    for name in ("parts", "repeated", "merged_again"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def derived_names(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The columns that any row of the table marks as derived."""
    found = connection.execute(
        f"SELECT DISTINCT derived FROM {table} WHERE derived IS NOT NULL AND derived <> ''"
    ).fetchall()
    return sorted({name.strip() for (text,) in found for name in text.split(",")})


def derived_sql(flags: dict[str, str]) -> str:
    """The text of `derived` from a condition per column."""
    if not flags:
        return "CAST(NULL AS VARCHAR)"
    listed = ", ".join(f"CASE WHEN {condition} THEN '{name}' END" for name, condition in flags.items())
    return f"nullif(array_to_string(list_filter([{listed}], lambda x: x IS NOT NULL), ','), '')"


def is_derived_sql(name: str) -> str:
    """The condition that a row marks the column as derived."""
    return f"coalesce(list_contains(string_split(derived, ','), '{name}'), false)"


def _single_sql(dataset: Dataset, derived: list[str]) -> str:
    """The columns of `merged` for a key with one row; for a breakdown, also the batch that states each cell."""
    values = value_columns(dataset)
    columns = [quoted(name) for name in (*identity_columns(dataset), *values)]
    if dataset.breakdown:
        columns += [
            f"CASE WHEN {quoted(name)} IS NOT NULL THEN batch_seq END AS {quoted(name + '__seq')}" for name in values
        ]
    flags = {name: f"({is_derived_sql(name)} AND {quoted(name)} IS NOT NULL)" for name in derived}
    return ", ".join((*columns, f"{derived_sql(flags)} AS derived", "batch_seq AS last_seq"))


def _grouped_sql(dataset: Dataset, derived: list[str]) -> str:
    """The same columns over the rows of one key."""
    # arg_max passes over unknown values: the last row that states a cell decides it.
    values = value_columns(dataset)
    latest = [f"arg_max({quoted(name)}, row_id) AS {quoted(name)}" for name in values]
    if dataset.breakdown:
        latest += [f"max(batch_seq) FILTER ({quoted(name)} IS NOT NULL) AS {quoted(name + '__seq')}" for name in values]
    flags = {name: f"arg_max({is_derived_sql(name)}, row_id) FILTER ({quoted(name)} IS NOT NULL)" for name in derived}
    identity = [quoted(name) for name in identity_columns(dataset)]
    return ", ".join((*identity, *latest, f"{derived_sql(flags)} AS derived", "max(batch_seq) AS last_seq"))


def _placed_sql(dataset: Dataset) -> str:
    columns = ", ".join(f"{quoted(name)}" for name in current_columns(dataset))
    if dataset.places == ("",):
        source = "(SELECT m.*, p.first_day FROM merged m LEFT JOIN period_span p USING (period))"
        located = located_sql(source)
        school = "CASE area_level WHEN 'school' THEN area_id END AS school_id"
        return f"SELECT {columns} FROM (SELECT *, {school} FROM ({located}))"
    dated = "period" in dataset.key
    day = "coalesce(p.first_day, DATE '9999-12-31')" if dated else "DATE '9999-12-31'"
    joined = "LEFT JOIN period_span p USING (period)" if dated else ""
    source = f"(SELECT m.*, {day} AS at_day FROM merged m {joined})"
    for prefix in dataset.places:
        source = (
            f"(SELECT m.*, h.township_id AS {prefix}township_id, h.district_id AS {prefix}district_id FROM {source} m"
            f" LEFT JOIN {HISTORY} h ON {lay_condition(f'm.{prefix}school_id', 'm.at_day')})"
        )
    return f"SELECT {columns} FROM {source}"


def _note_unresolved(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    connection.execute("DELETE FROM unresolved WHERE dataset = ?", [dataset.name])
    if dataset.places == ("",) and not _any_unresolved_link(connection):
        return
    texts = ", ".join(f"r.{quoted(prefix + part)}" for prefix in dataset.places for part in PLACE_PARTS)
    connection.execute(
        f"INSERT INTO unresolved SELECT $1, l.batch_seq, l.row_id, concat_ws(' ', {texts})"
        f" FROM ({live_sql(dataset)}) l JOIN {quoted('rows_' + dataset.name)} r USING (row_id)"
        f" WHERE NOT ({resolved_condition(dataset)})",
        [dataset.name],
    )


def _any_unresolved_link(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether any way of writing a place means none: there are thousands of them, and hundreds of thousands of rows."""
    found = connection.execute(
        "SELECT 1 FROM place_link WHERE CASE area_level WHEN 'school' THEN school_id WHEN 'township' THEN township_id"
        " ELSE district_id END IS NULL LIMIT 1"
    ).fetchone()
    return found is not None
