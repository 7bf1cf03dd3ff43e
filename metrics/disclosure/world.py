"""The stranger: a second set of tables in which all that may be shown is the same and every hidden count is another.

A number leaves for those who need not act only when both sets give it alike. So nothing that leaves, whatever the filter,
the level, the years or the way it is added up, tells one from the other: subtraction finds nothing, because the stranger's
numbers would have subtracted just the same. Kept in memory per version and k; each reader has a cursor of its own.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from weakref import WeakKeyDictionary

import duckdb
import pandas as pd

from metrics.disclosure.tables import Protected, people_datasets, total_table
from metrics.in_force import settings_of
from store.reader import Reader
from store.schema import quoted

SETTING = "smallest_shown"
_MOST_KEPT = 2
_lock = threading.Lock()
_worlds: OrderedDict[tuple[str, int, int], duckdb.DuckDBPyConnection] = OrderedDict()
_strangers: WeakKeyDictionary[Reader, Reader] = WeakKeyDictionary()
# The rows as they stood in the files are not copied: a question that reads them fails rather than tells.
_LINEAGE = frozenset({"block", "claim", "replaced"} | {f"rows_{each.name}" for each in people_datasets()})


def smallest_shown(reader: Reader) -> int:
    """k: counts of people below it are hidden from those who need not act."""
    return int(settings_of(reader).number(SETTING))


def stranger_of(reader: Reader) -> Reader:
    """The reader of the second set of tables of the same version."""
    found = _strangers.get(reader)
    if found is None:
        found = _strangers[reader] = Reader(_world(reader).cursor(), reader.version)
    return found


def _world(reader: Reader) -> duckdb.DuckDBPyConnection:
    path = Path(str(reader.value("SELECT path FROM duckdb_databases() WHERE database_name = current_database()")))
    stated = path.stat()
    key = (str(path), stated.st_ino, stated.st_mtime_ns)
    with _lock:
        if key not in _worlds:
            _worlds[key] = _made(reader, path)
            while len(_worlds) > _MOST_KEPT:
                _worlds.popitem(last=False)
        _worlds.move_to_end(key)
        return _worlds[key]


def _made(reader: Reader, path: Path) -> duckdb.DuckDBPyConnection:
    """The version copied into memory, its counts replaced by the stranger's, and closed to the outside."""
    connection = duckdb.connect(":memory:")
    connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS version (READ_ONLY)")
    held = [
        row[0]
        for row in connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'version'"
        ).fetchall()
    ]
    for name in held:
        if name not in _LINEAGE:
            connection.execute(f"CREATE TABLE {quoted(name)} AS FROM version.{quoted(name)}")
    protected = Protected(reader, smallest_shown(reader))
    for dataset in people_datasets():
        if dataset.name in protected.strange:
            _replace(connection, total_table(dataset), protected.strange[dataset.name])
        if dataset.breakdown and dataset.name in held:
            _replace(connection, dataset.name, protected.parts(reader, dataset))
    connection.execute("DETACH version")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _replace(connection: duckdb.DuckDBPyConnection, table: str, strange: pd.DataFrame) -> None:
    """The table with the stranger's columns instead of its own."""
    columns = [each for each in strange.columns if each != "rid"]
    if not columns:
        return
    connection.register("strange", strange)
    replaced = ", ".join(f"s.{quoted(each)} AS {quoted(each)}" for each in columns)
    connection.execute(
        f"CREATE OR REPLACE TABLE {quoted(table)} AS SELECT t.* REPLACE ({replaced})"
        f" FROM version.{quoted(table)} t JOIN strange s ON s.rid = t.rowid ORDER BY t.rowid"
    )
    connection.unregister("strange")
