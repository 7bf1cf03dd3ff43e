"""The files of the data folder: which version is current, and how a finished file becomes it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from pathlib import Path

from store.errors import StoreBroken

_VERSION_FILE = re.compile(r"(\d{6,})\.duckdb")


class Folder:
    """Paths below the data folder. Nothing is made until `prepare`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.store = root / "store"
        self.pointer = self.store / "CURRENT"
        self.lock = self.store / "lock"
        self.files = root / "files"
        self.drafts = root / "drafts"
        self.desk = root / "desk.sqlite"

    def prepare(self) -> None:
        """Make the folder of the versions."""
        self.store.mkdir(parents=True, exist_ok=True)

    def version_path(self, version: int) -> Path:
        """The file of a version, there or not."""
        return self.store / f"{version:06d}.duckdb"

    def current(self) -> int | None:
        """The number in CURRENT; None when nothing was published."""
        try:
            text = self.pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreBroken(f"cannot read {self.pointer}: {error}") from error
        if not text.isdigit():
            raise StoreBroken(f"{self.pointer} does not name a version: {text!r}")
        return int(text)

    def versions(self) -> list[int]:
        """The kept versions, oldest first. A file beyond CURRENT is none: its writer died before publishing."""
        current = self.current()
        if current is None or not self.store.is_dir():
            return []
        found = (_VERSION_FILE.fullmatch(path.name) for path in self.store.iterdir())
        return sorted(number for match in found if match and (number := int(match[1])) <= current)

    def building_path(self, version: int) -> Path:
        """Where the writer builds. Not a version's name: a half-built file must never look like one."""
        return self.store / f"{version:06d}.building"

    def remove_orphans(self) -> None:
        """Remove what a dead writer left. Only under the lock."""
        kept = {self.version_path(version) for version in self.versions()} | {self.pointer, self.lock}
        for path in self.store.iterdir():
            if path not in kept and path.is_file():
                path.unlink(missing_ok=True)

    def remove_old(self, keep: int) -> None:
        """Keep the last `keep` versions. Who still reads an older one keeps its open file; where the system forbids
        removing an open file, the next writer tries again."""
        for version in self.versions()[:-keep]:
            with contextlib.suppress(PermissionError):
                self.version_path(version).unlink(missing_ok=True)

    def publish(self, built: Path, version: int) -> None:
        """Make the closed file `built` the current version. Every step is on the disk before the next begins."""
        target = self.version_path(version)
        fsync_file(built)
        built.replace(target)
        fsync_folder(self.store)
        fresh = self.store / "CURRENT.new"
        fresh.write_text(f"{version:06d}\n", encoding="ascii")
        fsync_file(fresh)
        fresh.replace(self.pointer)
        fsync_folder(self.store)


def fsync_file(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def fsync_folder(path: Path) -> None:
    """Wait until the folder's entries are on the disk (where folders can be opened: not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_file(source: Path, target: Path) -> None:
    """Copy through the kernel (shutil uses sendfile or copy_file_range), without the bytes passing through Python."""
    shutil.copyfile(source, target)
