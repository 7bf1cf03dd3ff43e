"""CPU of each page's script run, warm and on a first visit; fifty sessions while an import is put in use."""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measure import Row, limit, run_command
from bench.server import ROOT, Server, Visit, serve
from pages import PAGES

WARM_RUNS, FIRST_VISITS = 8, 4
SESSIONS, CLICKS, BETWEEN_CLICKS_S = 50, 4, 10.0
BARE = ROOT / "bench" / "bare_page.py"


def rows() -> list[Row]:
    """The pages' lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        run_command([sys.executable, "-m", "etl", "--data", folder, "sample"])
        with serve(BARE, data) as server:
            bare_warm, bare_first = asyncio.run(_cost(server, "bare"))
        with serve(ROOT / "app.py", data) as server:
            costs = {page.url: asyncio.run(_cost(server, page.url)) for page in PAGES}
            waits = asyncio.run(_crowd(server, data))
        with serve(BARE, data) as server:
            bare_waits = asyncio.run(_crowd(server, None))
    table = [_cost_row(f"CPU of /{url}, warm run", warm, bare_warm) for url, (warm, _) in costs.items()]
    table += [_cost_row(f"CPU of /{url}, first visit", first, bare_first) for url, (_, first) in costs.items()]
    return [*table, *_wait_rows(waits, bare_waits)]


def _cost_row(what: str, ours: float, bare: float) -> Row:
    return Row(what, f"{ours:.0f} ms", f"{bare:.0f} ms (bare page)", ours / bare, "≤ 100 ms", ours <= 100)


def _wait_rows(waits: list[float], bare: list[float]) -> list[Row]:
    ours, other = _p95(waits), _p95(bare)
    what = f"{SESSIONS} sessions, {BETWEEN_CLICKS_S:.0f} s between clicks, during an import: P95 of {len(waits)} runs"
    return [
        Row(what, f"{ours:.2f} s", f"{other:.2f} s (bare page)", ours / other, "≤ 1 s", ours <= 1),
        limit("… median", statistics.median(waits), 1, "s"),
    ]


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


async def _cost(server: Server, url: str) -> tuple[float, float]:
    """Milliseconds of the server's CPU for a warm rerun and for the first run of a new session."""
    async with Visit(server.port) as visit:
        await visit.run(url)
        await visit.run(url)
        before = server.cpu_s()
        for _ in range(WARM_RUNS):
            await visit.run(url)
        warm = (server.cpu_s() - before) / WARM_RUNS
    before = server.cpu_s()
    for _ in range(FIRST_VISITS):
        async with Visit(server.port) as visit:
            await visit.run(url)
    return warm * 1000, (server.cpu_s() - before) / FIRST_VISITS * 1000


async def _crowd(server: Server, data: Path | None) -> list[float]:
    """Seconds of every run of fifty sessions; an import is put in use half-way when there is a store."""
    visits = [asyncio.create_task(_session(server.port, number, data is not None)) for number in range(SESSIONS)]
    if data is not None:
        await asyncio.sleep(CLICKS * BETWEEN_CLICKS_S / 2)
        await asyncio.to_thread(_import_something, data)
    return [seconds for task in visits for seconds in await task]


async def _session(port: int, number: int, ours: bool) -> list[float]:
    await asyncio.sleep(number / SESSIONS * BETWEEN_CLICKS_S)
    urls = [page.url for page in PAGES if page.section != "data"] if ours else ["bare"]
    seconds = []
    async with Visit(port) as visit:
        await visit.run(urls[0])
        for click in range(CLICKS):
            await asyncio.sleep(BETWEEN_CLICKS_S)
            seconds.append(await visit.run(urls[(number + click) % len(urls)]))
    return seconds


def _import_something(data: Path) -> None:
    """An undo and a redo of the newest batch: two publications, each a whole rebuild of what it touches."""
    command = [sys.executable, "-m", "etl", "--data", str(data)]
    listed = subprocess.run([*command, "batches", "--json"], cwd=ROOT, check=True, capture_output=True, text=True)
    batch = json.loads(listed.stdout)[-1]["batch"]
    for action in ("undo", "redo"):
        run_command([*command, action, batch])
