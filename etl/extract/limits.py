"""What reading one file may cost, and how the child is held to it."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds of one extraction. Bytes in megabytes, times in seconds.

    `memory_mb` is the child's address space on POSIX and its resident size elsewhere. A file gets `seconds` and
    `seconds_per_mb` more for each of its megabytes, so that small hostile files end soon.
    """

    file_mb: int = 100
    expanded_mb: int = 900
    ratio: int = 250
    parts: int = 5000
    memory_mb: int = 1000
    seconds: int = 9
    seconds_per_mb: int = 6
    cells: int = 12_000_000
    findings_per_code: int = 200

    def time_for(self, size: int) -> int:
        """Seconds for a file of `size` bytes."""
        return self.seconds + self.seconds_per_mb * (size // MEGABYTE)

    def as_json(self) -> dict[str, int]:
        """For handing to the child."""
        return asdict(self)


LIMITS = Limits()


def hold_to(limits: Limits, seconds: int) -> None:
    """Limit this process's memory, processor time and core files. On Windows the parent watches instead."""
    if sys.platform == "win32":
        return
    import resource

    memory = limits.memory_mb * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def resident_mb(pid: int) -> float | None:
    """Resident memory of a process in megabytes; None when it cannot be known."""
    if sys.platform == "win32":
        return _resident_mb_windows(pid)
    try:
        statm = Path(f"/proc/{pid}/statm").read_text(encoding="ascii")
        return int(statm.split()[1]) * os.sysconf("SC_PAGE_SIZE") / MEGABYTE
    except (OSError, IndexError, ValueError):
        return None


def _resident_mb_windows(pid: int) -> float | None:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = [("cb", wintypes.DWORD), ("faults", wintypes.DWORD)] + [
            (name, ctypes.c_size_t) for name in ("peak", "resident", "a", "b", "c", "d", "pagefile", "peak_pagefile")
        ]

    query, read = 0x0400, 0x0010
    opened = ctypes.windll.kernel32.OpenProcess(query | read, False, pid)  # type: ignore[attr-defined]
    if not opened:
        return None
    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    known = ctypes.windll.psapi.GetProcessMemoryInfo(opened, ctypes.byref(counters), counters.cb)  # type: ignore[attr-defined]
    ctypes.windll.kernel32.CloseHandle(opened)  # type: ignore[attr-defined]
    return counters.resident / MEGABYTE if known else None
