"""Starts the limited children. A reader may be kept ready: it loads what reading needs once, and forks for each file."""

from __future__ import annotations

import atexit
import os
import select
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Protocol

_READER = "etl.extract.child"
_ROOT = Path(__file__).resolve().parents[2]
# One thread each: a pool of them only reserves address space that the limit counts.
_QUIET = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "PYTHONUTF8": "1",
    "MALLOC_ARENA_MAX": "1",
}
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG")
_waiting: list[subprocess.Popen[bytes]] = []
_files = count()


class Child(Protocol):
    """What is known of a running child, however it was started; as of `subprocess.Popen`."""

    pid: int

    def poll(self) -> int | None:
        """The exit status; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """The exit status, once it ended; TimeoutExpired before that."""

    def kill(self) -> None:
        """End it now."""


def keep_reader_ready() -> None:
    """Let a reader wait for jobs, so that a file need not wait for it. It ends by itself when this process ends."""
    if hasattr(os, "fork") and not _waiting:
        atexit.register(_end_waiting)
        _waiting.append(_launch(_READER, stdin=subprocess.PIPE, stdout=subprocess.PIPE))


def _end_waiting() -> None:
    while _waiting:
        end_reader(_waiting.pop())


def launched(module: str, job_file: Path) -> Child:
    """`python -m module` at work on the job: a fork of the reader that waits for jobs, if there is one, else a new process.
    Who reads a second file will read more: from then on a reader is kept ready."""
    if module == _READER and next(_files):
        keep_reader_ready()
    while module == _READER and _waiting:
        reader = _waiting.pop()
        try:
            return _Forked(reader, job_file)
        except OSError:  # it ended before it got its job
            end_reader(reader)
    return _launch(module, str(job_file))


def end_reader(reader: subprocess.Popen[bytes]) -> None:
    """End a waiting reader and let go of it."""
    with reader:
        reader.kill()


class _Forked:
    """A child that the waiting reader forked. Once it ended, that reader waits for the next job."""

    def __init__(self, reader: subprocess.Popen[bytes], job_file: Path) -> None:
        assert reader.stdin is not None
        assert reader.stdout is not None
        self._reader, self._said = reader, reader.stdout
        self._status: int | None = None
        reader.stdin.write(os.fsencode(job_file) + b"\n")
        self.pid = self._number()

    def _number(self) -> int:
        line = self._said.readline()
        if not line:
            raise BrokenPipeError("the waiting reader ended")
        return int(line)

    def poll(self) -> int | None:
        """The exit status; None while it runs."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """The exit status, once it ended; TimeoutExpired before that. A reader that is gone took its child's status along."""
        if self._status is None:
            if not select.select([self._said], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            try:
                self._status = self._number()
                _waiting.append(self._reader)
            except BrokenPipeError:
                end_reader(self._reader)
                self._status = -signal.SIGKILL
        return self._status

    def kill(self) -> None:
        """End it now."""
        os.kill(self.pid, signal.SIGKILL)


def _launch(
    module: str, *words: str, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        bufsize=0,
        cwd=_ROOT,
        env={name: os.environ[name] for name in _KEPT if name in os.environ} | _QUIET,
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
    )
