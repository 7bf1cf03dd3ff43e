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

from catalog.people import PEOPLE_ITEMS
from metrics.disclosure.tables import Protected, people_datasets
from metrics.in_force import settings_of
from metrics.townships import NOW, THEN, is_now, seen_as
from store.known import Known
from store.reader import Reader
from store.schema import quoted, value_columns

SETTING = "smallest_shown"
_MOST_KEPT = 2
_World = tuple[duckdb.DuckDBPyConnection, Known]
_lock = threading.Lock()
_worlds: OrderedDict[tuple[str, int, int], _World] = OrderedDict()
_strangers: WeakKeyDictionary[Reader, Reader] = WeakKeyDictionary()
# A reader as now is known only as long as the plain one it was made from.
_plain: WeakKeyDictionary[Reader, Reader] = WeakKeyDictionary()
# Where rows came from is not copied: a question that reads it fails rather than tells. Of the rows as they stood in the files
# there is who was named in them and nothing that was counted: which stages a file names decides what its totals hold.
_LINEAGE = frozenset({"block", "claim", "replaced"})
_ROWS = {f"rows_{each.name}": value_columns(each) for each in people_datasets()}
# Counts of people that are no column of people of one place: the small ones are others, and so is every sum with one of them.
_LONE = (
    ("support", "persons", "true"),
    ("resource", "quantity", f"item IN ({', '.join(map(repr, PEOPLE_ITEMS))})"),
)


def smallest_shown(reader: Reader) -> int:
    """k: counts of people below it are hidden from those who need not act."""
    return int(settings_of(reader).number(SETTING))


def stranger_of(reader: Reader) -> Reader:
    """The reader of the second set of tables of the same version, with the townships that `reader` knows."""
    found = _strangers.get(reader)
    if found is None:
        connection, known = _world(_path_of(reader))
        plain = _plain[reader] = Reader(connection.cursor(), reader.version, known)
        found = _strangers[reader] = seen_as(plain, NOW if is_now(reader) else THEN)
    return found


def is_ready(reader: Reader) -> bool:
    """Whether the second set of tables is there, so that nobody waits for it."""
    return _key(_path_of(reader)) in _worlds


def _path_of(reader: Reader) -> Path:
    return Path(str(reader.value("SELECT path FROM duckdb_databases() WHERE database_name = current_database()")))


def _key(path: Path) -> tuple[str, int, int]:
    stated = path.stat()
    return (str(path), stated.st_ino, stated.st_mtime_ns)


def _world(path: Path) -> _World:
    key = _key(path)
    with _lock:
        if key not in _worlds:
            _worlds[key] = _made(path), Known()
            while len(_worlds) > _MOST_KEPT:
                _worlds.popitem(last=False)
        _worlds.move_to_end(key)
        return _worlds[key]


def _made(path: Path) -> duckdb.DuckDBPyConnection:
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
            blank = [f"CASE WHEN false THEN {quoted(each)} END AS {quoted(each)}" for each in _ROWS.get(name, ())]
            chosen = f"SELECT * REPLACE ({', '.join(blank)}) FROM" if blank else "FROM"
            connection.execute(f"CREATE TABLE {quoted(name)} AS {chosen} version.{quoted(name)}")
    connection.execute("DETACH version")
    k = smallest_shown(Reader(connection.cursor(), 0))
    for table, strange in Protected(connection, k).strange.items():
        _replace(connection, table, strange)
    for table, column, condition in _LONE:
        if table in held:
            _replace_lone(connection, table, column, condition, k)
    # As the reader's own: what is shown is what both sets say alike to the last digit.
    connection.execute("SET threads = 1")
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
        f" FROM {quoted(table)} t JOIN strange s ON s.rid = t.rowid ORDER BY t.rowid"
    )
    connection.unregister("strange")


def _replace_lone(connection: duckdb.DuckDBPyConnection, table: str, column: str, condition: str, k: int) -> None:
    named = quoted(column)
    other = f"CASE WHEN {condition} AND {named} > 0 AND {named} < {k} THEN 2.3 * {named} + 1.7 ELSE {named} END::DOUBLE"
    connection.execute(
        f"CREATE OR REPLACE TABLE {quoted(table)} AS SELECT * REPLACE ({other} AS {named}) FROM {quoted(table)}"
    )
