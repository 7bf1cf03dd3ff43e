"""The whole data folder as one zip, taken while people read and write; and back again, published forward.

A backup holds the current version, the desk and the uploaded originals, each with its checksum. Uploads in progress and
older versions stay behind. A damaged or foreign archive is found out before anything changes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb

from store import migrations, schema
from store.errors import EmptyStore, StoreBroken
from store.folder import Folder, fsync_file
from store.versions import Store
from store.writer import utc_now

_FORMAT = "zhiheng-backup-1"
_MANIFEST = "manifest.json"
_VERSION = "store/version.duckdb"
_DESK = "desk.sqlite"
_CHUNK = 1 << 20


def backup(store: Store, file: Path) -> int:
    """Write the archive and return the version it holds. EmptyStore when nothing was published."""
    file = Path(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="backup-", dir=file.parent) as work:
            unfinished = Path(work) / "archive.zip"
            version = _write_archive(store, unfinished, Path(work))
            fsync_file(unfinished)
            unfinished.replace(file)
    except OSError as error:
        raise StoreBroken(f"the backup could not be written: {error}") from error
    return version


def _write_archive(store: Store, target: Path, work: Path) -> int:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        files: dict[str, dict[str, Any]] = {}
        with _open_current(store) as (version, stream):
            files[_VERSION] = _add(archive, _VERSION, stream)
        desk = _copy_of_desk(store.folder, work)
        if desk is not None:
            with desk.open("rb") as stream:
                files[_DESK] = _add(archive, _DESK, stream)
        for path in _originals(store.folder):
            # An original may be removed with a draft between being listed and being read; then nobody needs it.
            with contextlib.suppress(FileNotFoundError), path.open("rb") as stream:
                name = f"files/{path.name}"
                files[name] = _add(archive, name, stream)
        manifest = {"format": _FORMAT, "version": version, "schema_version": schema.SCHEMA_VERSION}
        manifest |= {"created_at": utc_now().isoformat(), "files": files}
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
    return version


@contextlib.contextmanager
def _open_current(store: Store) -> Iterator[tuple[int, Any]]:
    """The current version's file, open: a published file never changes, and an open one cannot vanish."""
    for _ in range(5):
        version = store.current()
        if version is None:
            raise EmptyStore("there is nothing to back up")
        try:
            stream = store.folder.version_path(version).open("rb")
        except FileNotFoundError:
            continue
        with stream:
            yield version, stream
        return
    raise StoreBroken("the current version's file is missing")


def _copy_of_desk(folder: Folder, work: Path) -> Path | None:
    if not folder.desk.exists():
        return None
    copy = work / _DESK
    with closing(sqlite3.connect(folder.desk, timeout=20)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _originals(folder: Folder) -> list[Path]:
    if not folder.files.is_dir():
        return []
    return sorted(path for path in folder.files.iterdir() if path.is_file() and not path.name.startswith("."))


def _add(archive: zipfile.ZipFile, name: str, stream: Any) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as entry:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            entry.write(chunk)
    return {"sha256": digest.hexdigest(), "size": size}


@dataclass(frozen=True)
class _Unpacked:
    """A verified archive's files in a folder of their own."""

    folder: Path
    version: int

    @property
    def base(self) -> Path:
        return self.folder / _VERSION


def restore(store: Store, file: Path, person: str) -> int:
    """Publish an archive's state forward and return the new version.

    Batches imported after the backup are gone from the new version, not from the versions kept before it. The desk is
    replaced, originals are added. StoreBroken for an archive that is damaged, foreign or of a newer program: then
    nothing has changed.
    """
    store.folder.root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=store.folder.root) as work:
        unpacked = _unpack(Path(file), Path(work))
        with store.write(person=person, base=unpacked.base, beyond=unpacked.version) as writer:
            _restore_originals(store.folder, unpacked.folder / "files")
            _restore_desk(store.folder, unpacked.folder / _DESK)
            return writer.publish(action="return", note=f"restored from a backup of version {unpacked.version}")


def _unpack(file: Path, work: Path) -> _Unpacked:
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            if manifest.get("format") != _FORMAT:
                raise StoreBroken("the archive is not a backup of ours")
            for name, expected in manifest["files"].items():
                _extract(archive, name, expected, work)
            unpacked = _Unpacked(work, int(manifest["version"]))
    except FileNotFoundError as error:
        raise StoreBroken(f"there is no archive {file.name}") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
    ) as error:
        raise StoreBroken(f"the archive is damaged: {error}") from error
    _check_version_file(unpacked)
    _check_desk(work / _DESK)
    return unpacked


def _extract(archive: zipfile.ZipFile, name: str, expected: dict[str, Any], work: Path) -> None:
    parts = PurePosixPath(name).parts
    if name not in (_VERSION, _DESK) and not (len(parts) == 2 and parts[0] == "files" and parts[1] not in ("..", ".")):
        raise StoreBroken(f"the archive holds a file that does not belong in it: {name!r}")
    target = work.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as source, target.open("wb") as sink:
        # Never more than was announced: a small archive must not fill the disk.
        while size <= expected["size"] and (chunk := source.read(_CHUNK)):
            digest.update(chunk)
            size += len(chunk)
            sink.write(chunk)
    if size != expected["size"] or digest.hexdigest() != expected["sha256"]:
        raise StoreBroken(f"the archive is damaged: {name} is not what was put in")


def _check_version_file(unpacked: _Unpacked) -> None:
    try:
        with closing(duckdb.connect(str(unpacked.base), read_only=True)) as connection:
            found = migrations.schema_version(connection)
            connection.execute("SELECT count(*) FROM batch").fetchone()
    except duckdb.Error as error:
        raise StoreBroken(f"the archive's version cannot be opened: {error}") from error
    if found > schema.SCHEMA_VERSION:
        raise StoreBroken(f"the backup was made by a newer program (schema {found}, here {schema.SCHEMA_VERSION})")


def _check_desk(path: Path) -> None:
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise StoreBroken(f"the archive's desk cannot be opened: {error}") from error
    if sound != "ok":
        raise StoreBroken(f"the archive's desk is damaged: {sound}")


def _restore_originals(folder: Folder, source: Path) -> None:
    if not source.is_dir():
        return
    folder.files.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        target = folder.files / path.name
        if not target.exists():
            arriving = folder.files / f".{path.name}.{os.getpid()}"
            shutil.copyfile(path, arriving)
            arriving.replace(target)


def _restore_desk(folder: Folder, source: Path) -> None:
    """Through SQLite's own backup, so that processes that have the desk open see the old one or the new one."""
    if not source.exists():
        return
    with closing(sqlite3.connect(source)) as found, closing(sqlite3.connect(folder.desk, timeout=20)) as target:
        found.backup(target)
