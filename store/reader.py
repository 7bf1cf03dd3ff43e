"""Reading a version: one read-only connection per process and file, one cursor per reader.

One connection shared by threads returned wrong answers silently (277 of 360, DuckDB 1.5.6); a cursor of its own for
each run returned none. A version's file is never written again, so a cursor needs no transaction.

A question runs on the thread that asks it: our questions are small, so sharing one out over two threads cost half as much
CPU again, and sums of fractions came out in the order the threads finished, another last digit from run to run.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from store.errors import StoreBroken
from store.known import Known

if TYPE_CHECKING:
    import pandas as pd  # half a second at every start of a command that never asks for a frame

Parameters = Sequence[Any] | dict[str, Any] | None


class Reader:
    """Questions to one version. Lives inside `with store.read()`; not shared among threads."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, version: int, known: Known | None = None) -> None:
        self.cursor = cursor
        self.version = version
        # What other readers of the same tables found out of them.
        self.known = Known() if known is None else known

    def rows(self, sql: str, params: Parameters = None) -> list[dict[str, Any]]:
        """The answer as one dict per row."""
        answer = self.cursor.execute(sql, params)
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def once(self, sql: str, params: Parameters = None) -> list[dict[str, Any]]:
        """`rows` of a fact of the version, asked once as long as its file is open. Nobody changes what is handed out."""
        return self.known.once((sql, _frozen(params)), lambda: self.rows(sql, params))

    def frame(self, sql: str, params: Parameters = None) -> pd.DataFrame:
        """The answer as a frame. SUM of whole numbers arrives as float: cast it in the question."""
        return self.cursor.execute(sql, params).df()

    def value(self, sql: str, params: Parameters = None) -> Any:
        """The first cell of the answer; None when there is no row."""
        row = self.cursor.execute(sql, params).fetchone()
        return row[0] if row else None


def _frozen(params: Parameters) -> Hashable:
    given = params.items() if isinstance(params, dict) else enumerate(params or ())
    return tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in given)


@dataclass
class _Opened:
    connection: duckdb.DuckDBPyConnection
    known: Known = field(default_factory=Known)
    users: int = 0


# A file is known by what it is, not only by its name: a folder may be emptied and filled again under a running process.
_Key = tuple[str, int, int]


class _Pool:
    """The open versions of this process. The last one used stays open; others close when nobody uses them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened: dict[_Key, _Opened] = {}

    @contextmanager
    def cursor(self, path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Known]]:
        """A cursor of its own on the file, closed at the end, and what is known of the file. FileNotFoundError when there is
        no such file."""
        with self._lock:
            key = self._key(path)
            opened = self._opened.get(key) or self._open(path, key)
            cursor = opened.connection.cursor()
            opened.users += 1
        try:
            yield cursor, opened.known
        finally:
            cursor.close()
            with self._lock:
                opened.users -= 1
                self._close_idle(except_key=next(reversed(self._opened)))

    def forget(self, path: Path) -> None:
        """Close the file if nobody uses it: it is about to be moved or removed."""
        with self._lock:
            self._close_same_name(str(path.resolve()))

    @staticmethod
    def _key(path: Path) -> _Key:
        found = path.stat()
        return (str(path.resolve()), found.st_ino, found.st_mtime_ns)

    def _open(self, path: Path, key: _Key) -> _Opened:
        # DuckDB knows open files by name: an earlier file of this name must be let go of first.
        self._close_same_name(key[0])
        try:
            connection = duckdb.connect(
                str(path), read_only=True, config={"enable_external_access": False, "threads": 1}
            )
            connection.execute("SET lock_configuration = true")
        except duckdb.Error as error:
            if not path.exists():
                raise FileNotFoundError(path) from error
            raise StoreBroken(f"cannot open {path.name}: {error}") from error
        self._opened[key] = _Opened(connection)
        self._close_idle(except_key=key)
        return self._opened[key]

    def _close_same_name(self, name: str) -> None:
        for key in [key for key, each in self._opened.items() if key[0] == name and not each.users]:
            self._opened.pop(key).connection.close()

    def _close_idle(self, except_key: _Key) -> None:
        for key in [key for key, each in self._opened.items() if not each.users and key != except_key]:
            self._opened.pop(key).connection.close()


POOL = _Pool()
