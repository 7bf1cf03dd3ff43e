"""The store: published versions of one DuckDB file. Readers are never disturbed, writers build beside and swap."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from store import migrations, schema
from store.errors import EmptyStore, StoreBroken, StoreBusy, UnknownVersion
from store.folder import Folder, copy_file
from store.reader import POOL, Reader
from store.writer import Writer

KEEP_VERSIONS = 20
WAIT_SECONDS = 30.0
# Measured: smaller than DuckDB's 262,144 halves a small version's file; smaller still, and large ones grow threefold.
BLOCK_BYTES = 65_536
# A transaction of the one writer on a copy of its own has nobody to conflict with: it fails to commit for lack of room only.
_CANNOT_WRITE = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.TransactionException,
)
# Between reading CURRENT and opening its file, that file may have been removed by as many publications as are kept.
_TRIES = 5


@dataclass(frozen=True)
class Version:
    """A kept version: its number, when it was published, by whom, how large its file is and whether it is current."""

    version: int
    published_at: datetime.datetime | None
    published_by: str | None
    size_bytes: int
    current: bool


class Store:
    """The versions in a data folder. Making one touches nothing."""

    def __init__(self, folder: Path, *, keep_versions: int = KEEP_VERSIONS, wait_seconds: float = WAIT_SECONDS) -> None:
        self.folder = Folder(Path(folder))
        self.keep_versions = max(1, keep_versions)
        self.wait_seconds = wait_seconds

    def current(self) -> int | None:
        """The published version; None when the store is empty."""
        return self.folder.current()

    @contextmanager
    def read(self, version: int | None = None) -> Iterator[Reader]:
        """A reader of one version (the current one by default) to the end of the block.

        Raises EmptyStore when nothing was published, UnknownVersion when that version is not kept.
        """
        for attempt in range(_TRIES):
            number = version if version is not None else self.current()
            if number is None:
                raise EmptyStore("nothing has been published yet")
            opening = POOL.cursor(self.folder.version_path(number))
            try:
                cursor, known = opening.__enter__()
            except FileNotFoundError as error:
                if version is not None:
                    raise UnknownVersion(f"version {version} is not kept") from error
                if attempt == _TRIES - 1:
                    raise StoreBroken(f"the file of version {number} is missing") from error
                continue
            try:
                yield Reader(cursor, number, known)
            finally:
                opening.__exit__(None, None, None)
            return

    @contextmanager
    def read_file(self, path: Path) -> Iterator[Reader]:
        """A reader of a built version that is not published (a candidate)."""
        try:
            with POOL.cursor(Path(path)) as (cursor, known):
                version = cursor.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
                yield Reader(cursor, int(version[0]) if version else 0, known)
        except FileNotFoundError as error:
            raise UnknownVersion(f"{path} is gone") from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the writers' lock. Raises StoreBusy after the wait."""
        try:
            self.folder.prepare()
            held = FileLock(self.folder.lock, timeout=self.wait_seconds, thread_local=False)
            held.acquire()
        except Timeout as error:
            raise StoreBusy(f"another writer has been at work for {self.wait_seconds:g} s") from error
        except OSError as error:
            raise StoreBroken(f"cannot write in {self.folder.store}: {error.strerror or error}") from error
        try:
            yield
        finally:
            held.release()

    @contextmanager
    def write(self, person: str, *, base: Path | None = None, beyond: int = 0) -> Iterator[Writer]:
        """A writer on a copy of the current version. Leaving the block without `publish` changes nothing.

        `base`: another version's file to start from (a restored one), published under a number above `beyond`.
        Raises StoreBusy when another writer does not finish in time, StoreBroken when the disk is full or read-only.
        """
        with self.lock():
            writer = self._start(person, base, beyond)
            try:
                yield writer
            except _CANNOT_WRITE as error:
                raise StoreBroken(f"the store could not be written: {error}") from error
            finally:
                writer.close()

    def _start(self, person: str, base: Path | None, beyond: int) -> Writer:
        try:
            self.folder.remove_orphans()
            current = self.current()
            number = max(current or 0, beyond) + 1
            building = self.folder.building_path(number)
            source = base or (self.folder.version_path(current) if current is not None else None)
            if source is not None:
                copy_file(source, building)
            connection = _connect(building)
        except (OSError, duckdb.Error) as error:
            raise StoreBroken(f"the next version could not be begun: {error}") from error
        writer = Writer(self.folder, connection, building, number, person, self.keep_versions)
        try:
            self._bring_up_to_date(writer, fresh=source is None)
        except BaseException:
            writer.close()
            raise
        return writer

    @staticmethod
    def _bring_up_to_date(writer: Writer, *, fresh: bool) -> None:
        if fresh:
            schema.create_all(writer.connection)
        elif migrations.migrate(writer.connection):
            writer.log("migrate", note=f"schema {schema.SCHEMA_VERSION}")
            writer.rebuild_all()
            writer.migrated = True


def _connect(building: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(building), config={"default_block_size": BLOCK_BYTES})
    # What the writer's transaction inserts counts as no rows to the optimizer: it would build its hash tables on a whole
    # dataset to look up a few places. Our questions name the large side first, so the written order is right.
    connection.execute("SET disabled_optimizers = 'build_side_probe_side,join_order'")
    return connection


def versions(store: Store) -> list[Version]:
    """The kept versions, oldest first."""
    current = store.current()
    return [_listed(store, number, number == current) for number in store.folder.versions()]


def _listed(store: Store, number: int, current: bool) -> Version:
    path = store.folder.version_path(number)
    file = path.stat()
    meta = _meta(path, number, file.st_ino, file.st_mtime_ns)
    published = meta.get("published_at")
    moment = datetime.datetime.fromisoformat(published) if published else None
    return Version(number, moment, meta.get("published_by"), file.st_size, current)


@lru_cache(maxsize=500)
def _meta(path: Path, number: int, inode: int, modified_ns: int) -> dict[str, str]:
    """What a version says of itself. It never changes while the file is this one, and opening a file takes tens of ms."""
    with POOL.cursor(path) as (cursor, _):
        return {row["key"]: row["value"] for row in Reader(cursor, number).rows("SELECT key, value FROM meta")}
