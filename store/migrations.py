"""From an older store to today's tables. Each step is tried on a copy, in the writer's transaction, before it shows."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from catalog import DATASETS
from catalog.aid_programmes import programme_named
from store import schema
from store.errors import StoreBroken

Step = Callable[[duckdb.DuckDBPyConnection], None]


def _first_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Version 0 never left the house; what it lacks is given by the declarations."""
    connection.execute("SELECT 1 FROM meta")


def _dated_links(connection: duckdb.DuckDBPyConnection) -> None:
    """A way of writing a place may mean another place in another period."""
    connection.execute("ALTER TABLE place_link ADD COLUMN IF NOT EXISTS period VARCHAR")
    connection.execute("ALTER TABLE place_link ADD COLUMN IF NOT EXISTS dated BOOLEAN")


def _one_name_for_a_programme(connection: duckdb.DuckDBPyConnection) -> None:
    """Aid told under another name of its programme stands beside new returns of it: kept so, a year would count both."""
    kept = connection.execute(
        "SELECT DISTINCT programme, stage FROM rows_subsidy WHERE programme IS NOT NULL"
    ).fetchall()
    for programme, stage in kept:
        name = programme_named(programme, stage)
        if name != programme:
            connection.execute(
                "UPDATE rows_subsidy SET programme = ? WHERE programme = ? AND stage IS NOT DISTINCT FROM ?",
                [name, programme, stage],
            )


# STEPS[n] turns schema version n into n + 1.
STEPS: tuple[Step, ...] = (_first_tables, _dated_links, _one_name_for_a_programme)


def schema_version(connection: duckdb.DuckDBPyConnection) -> int:
    """The schema version of an open file; StoreBroken when it is none of ours."""
    try:
        found = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
    except duckdb.CatalogException as error:
        raise StoreBroken("the file is not a store: it has no table meta") from error
    if found is None or not str(found[0]).isdigit():
        raise StoreBroken("the file does not say its schema version")
    return int(found[0])


def migrate(connection: duckdb.DuckDBPyConnection) -> bool:
    """Bring the tables up to date; True when anything changed and all must be rebuilt. A newer store is refused."""
    found = schema_version(connection)
    if found > schema.SCHEMA_VERSION:
        raise StoreBroken(f"the store was written by a newer program (schema {found}, here {schema.SCHEMA_VERSION})")
    for step in STEPS[found:]:
        step(connection)
    changed = found < schema.SCHEMA_VERSION
    if changed:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(schema.SCHEMA_VERSION)])
    return _follow_declarations(connection) or changed


def _follow_declarations(connection: duckdb.DuckDBPyConnection) -> bool:
    """Give rows_ tables the columns that a declaration gained and make tables of new datasets. Stored rows stay."""
    changed = False
    tables = _columns_by_table(connection)
    for dataset in DATASETS:
        table = f"rows_{dataset.name}"
        there = tables.get(table, {})
        if not there:
            connection.execute(schema.create_table_sql(table, schema.rows_columns(dataset)))
        for name, kind in schema.rows_columns(dataset).items():
            if there and name not in there:
                connection.execute(f"ALTER TABLE {schema.quoted(table)} ADD COLUMN {schema.quoted(name)} {kind}")
        changed = changed or set(there) != {*there, *schema.rows_columns(dataset)}
    for name, columns in schema.LATER_TABLES.items():
        if name not in tables:
            connection.execute(schema.create_table_sql(name, columns))
            changed = True
    for name, columns in schema.current_tables().items():
        if tables.get(name) != columns:
            connection.execute(schema.create_table_sql(name, columns))
            changed = True
    return changed


def lacks(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a table or a column that questions may name is not there yet."""
    if schema_version(connection) < schema.SCHEMA_VERSION:
        return True
    there = _columns_by_table(connection)
    wanted = schema.current_tables() | {f"rows_{each.name}": schema.rows_columns(each) for each in DATASETS}
    wanted |= {name: dict.fromkeys(columns, "") for name, columns in schema.LATER_TABLES.items()}
    return any(set(columns) - set(there.get(name, {})) for name, columns in wanted.items())


def _columns_by_table(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Name and type of each column of each table."""
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"
        " ORDER BY table_name, column_index"
    ).fetchall():
        tables.setdefault(table, {})[column] = kind
    return tables
