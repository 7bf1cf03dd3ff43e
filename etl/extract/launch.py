"""Starts the limited children; the reader early, if asked: it loads what reading needs while its parent loads the rest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


def start_reader_early() -> None:
    """Let a reader wait for its job. It ends by itself when this process ends without giving it one."""
    _waiting.append(_launch(_READER, stdin=subprocess.PIPE))


def launched(module: str, job_file: Path) -> subprocess.Popen[bytes]:
    """`python -m module` at work on the job: the reader that waits for one, if there is one, else a new process."""
    if module == _READER and _waiting:
        child = _waiting.pop()
        try:
            _give(child, job_file)
            return child
        except OSError:  # it ended before it got its job
            child.wait()
    return _launch(module, str(job_file))


def _give(child: subprocess.Popen[bytes], job_file: Path) -> None:
    assert child.stdin is not None
    with child.stdin as stdin:
        stdin.write(os.fsencode(job_file))


def _launch(module: str, *words: str, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=_ROOT,
        env={name: os.environ[name] for name in _KEPT if name in os.environ} | _QUIET,
        stdin=stdin,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
