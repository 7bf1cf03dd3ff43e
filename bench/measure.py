"""Whole commands measured: wall seconds, CPU seconds and the peak memory of the process and its children together."""

from __future__ import annotations

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figures:
    """One run. `peak_mb` is the largest sum of resident memory over the process tree, sampled every 20 ms."""

    wall_s: float
    cpu_s: float
    peak_mb: float


@dataclass(frozen=True)
class Row:
    """One line of the table: ours beside the other, and what we want to reach."""

    what: str
    ours: str
    other: str
    ratio: float | None
    reach: str
    reached: bool | None


def at_most(what: str, ours: float, other: float, reach: float, unit: str) -> Row:
    """Ours over the other, which should stay at or below `reach`."""
    ratio = ours / other
    return Row(what, f"{ours:.2f} {unit}", f"{other:.2f} {unit}", ratio, f"≤ {reach}", ratio <= reach)


def at_least(what: str, ours: float, other: float, reach: float, unit: str) -> Row:
    """How many times the other takes what ours takes, which should be at or above `reach`."""
    ratio = other / ours
    return Row(what, f"{ours:.2f} {unit}", f"{other:.2f} {unit}", ratio, f"≥ {reach}", ratio >= reach)


def beside(what: str, ours: float, other: float, unit: str) -> Row:
    """Ours and the other without a goal: it says how far a busy machine is to blame for the line above."""
    return Row(what, f"{ours:.2f} {unit}", f"{other:.2f} {unit}", ours / other, "", None)


def limit(what: str, ours: float, reach: float, unit: str) -> Row:
    """A figure of ours alone, which should stay at or below `reach`."""
    return Row(what, f"{ours:.1f} {unit}", "", None, f"≤ {reach} {unit}", ours <= reach)


def run_command(command: Sequence[str], env: dict[str, str] | None = None, accept: tuple[int, ...] = (0,)) -> Figures:
    """Run `command` to its end; RuntimeError when its exit status is not accepted."""
    before = os.times()
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
    peak = [0.0]
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(child.pid, peak, done), daemon=True)
    watcher.start()
    output, errors = child.communicate()
    wall = time.perf_counter() - start
    done.set()
    watcher.join()
    after = os.times()
    if child.returncode not in accept:
        raise RuntimeError(
            f"{' '.join(command)} ended with {child.returncode}: {errors.decode()[-2000:]}{output.decode()[-500:]}"
        )
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Figures(wall, cpu, peak[0])


def _watch(pid: int, peak: list[float], done: threading.Event) -> None:
    while not done.wait(0.02):
        peak[0] = max(peak[0], sum(_resident_mb(each) for each in _tree(pid)))


def _tree(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        for listing in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += [int(word) for word in listing.read_text().split()]
            except OSError:
                continue  # the process ended while we looked
    return found


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def side_by_side(ours: Callable[[], Figures], other: Callable[[], Figures], runs: int = 3) -> tuple[Figures, Figures]:
    """Both commands by turns, so that a noisy minute falls on both; the medians of each figure."""
    pairs = [(ours(), other()) for _ in range(runs)]
    return _median([pair[0] for pair in pairs]), _median([pair[1] for pair in pairs])


def _median(figures: list[Figures]) -> Figures:
    return Figures(
        statistics.median(each.wall_s for each in figures),
        statistics.median(each.cpu_s for each in figures),
        statistics.median(each.peak_mb for each in figures),
    )


def time_calls(call: Callable[[], object], runs: int = 5) -> float:
    """The median wall milliseconds of `runs` calls in this process."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)
