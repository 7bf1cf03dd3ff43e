"""A store that an older program wrote is brought up to date before it is read: questions name today's columns."""

from __future__ import annotations

import threading
from pathlib import Path

from store import migrations
from store.versions import Store

_LOCK = threading.Lock()
_KNOWN: set[tuple[Path, int]] = set()
# Who is named in the log.
PERSON = "系统升级"


def bring_up_to_date(store: Store) -> int | None:
    """Publish the current version with today's tables if it lacks any of them; the current version's number.

    Raises StoreBusy or StoreBroken when that cannot be done now. Asked once for each version of a process.
    """
    current = store.current()
    file = None if current is None else store.folder.version_path(current)
    if file is None or not file.exists():  # whoever reads it says what is wrong
        return current
    key = (file.resolve(), file.stat().st_mtime_ns)
    with _LOCK:
        if key in _KNOWN:
            return current
        with store.read(current) as reader:
            lacking = migrations.lacks(reader.cursor)
        if lacking:
            current = _migrated(store)
        else:
            _KNOWN.add(key)
    return current


def _migrated(store: Store) -> int:
    with store.write(PERSON) as writer:
        if writer.migrated:  # else another process was faster
            return writer.publish()
    return store.current() or 0
