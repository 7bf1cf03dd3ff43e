"""What is worked out of a version ahead of anybody's asking, once a process, on a thread of its own: what outsiders may see,
and the alerts of its last year for both kinds of readers."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import duckdb

from metrics.alerts import find_alerts
from metrics.disclosure import stranger_of
from metrics.register import school_years
from store.reader import POOL, Reader

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_begun: set[tuple[str, int, int]] = set()


def make_soon(path: Path, seconds: float) -> None:
    """Work it out of a version's file after so many seconds, unless that was begun before."""
    stated = path.stat()
    key = (str(path), stated.st_ino, stated.st_mtime_ns)
    with _lock:
        if key in _begun:
            return
        _begun.add(key)
    timer = threading.Timer(seconds, _make_quietly, [path])
    timer.daemon = True
    timer.start()


def _make_quietly(path: Path) -> None:
    try:
        with POOL.cursor(path) as (cursor, known):
            reader = Reader(cursor, 0, known)
            for year in school_years(reader)[-1:]:
                find_alerts(reader, year)
                find_alerts(reader, year, stranger=stranger_of(reader))
            stranger_of(reader)
    except (FileNotFoundError, duckdb.IOException):
        # The version was removed meanwhile; whoever asks of another one makes it then.
        _log.info("%s is gone: nothing to make ready", path.name)
