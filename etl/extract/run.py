"""The parent's side: start the limited child, watch it, take over what it read."""

from __future__ import annotations

import hashlib
import json
import logging
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from catalog import DATASETS
from catalog.periods import is_period
from etl.extract.child import FAILURE
from etl.extract.exchange import RESULT, BadExchange, read_exchange
from etl.extract.launch import Child, launched
from etl.extract.limits import LIMITS, Limits, resident_mb
from etl.extract.redact import redacted_file_name
from etl.layouts import NOTHING_SAID, Said
from etl.model import Extract, ExtractedSheet, Finding
from etl.problems import finding

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class End:
    """How the child ended: its exit status, or why it was stopped."""

    status: int
    stopped: str = ""


def extract(
    path: Path,
    *,
    dataset: str | None = None,
    period: str | None = None,
    limits: Limits = LIMITS,
    file_name: str | None = None,
    said: Said = NOTHING_SAID,
) -> Extract:
    """What the file at `path` says, as long tables and findings. Never raises for what is in the file.

    `dataset` and `period` are the clerk's choice and beat what the file says. `file_name` is the name it was uploaded
    under, when `path` has another. `said` are corrections of its sheets, and layouts remembered for sheets of their kind.
    """
    name = Path(file_name or path.name).name
    if not path.is_file():
        return Extract(redacted_file_name(name), "", [finding("file_missing")])
    extracted = Extract(redacted_file_name(name), _hash(path))
    extracted.findings = _bad_options([dataset, *(each.dataset for each in said.sheets.values())], period)
    if extracted.findings:
        return extracted
    with tempfile.TemporaryDirectory(prefix="extract-", ignore_cleanup_errors=True) as folder:
        job: dict[str, object] = {
            "path": str(path.resolve()),
            "stem": Path(name).stem,
            "dataset": dataset,
            "period": period,
            "said": said.as_json(),
            "limits": limits.as_json(),
            "folder": folder,
            "seconds": limits.time_for(path.stat().st_size),
        }
        end = run_limited("etl.extract.child", job, limits)
        extracted.sheets, extracted.findings = _taken_over(Path(folder), end, job)
    return extracted


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _bad_options(datasets: list[str | None], period: str | None) -> list[Finding]:
    names = [each.name for each in DATASETS]
    unknown = [each for each in dict.fromkeys(datasets) if each is not None and each not in names]
    found = [finding("unknown_dataset", value=each, known="、".join(names)) for each in unknown]
    if period is not None and not is_period(period):
        found.append(finding("bad_period_option", value=period))
    return found


def run_limited(module: str, job: dict[str, object], limits: Limits) -> End:
    """Run `python -m module JOB.json` as a child that is stopped when it lasts longer than `job["seconds"]` or grows
    larger than the limits; `job["folder"]` is where it writes."""
    job_file = Path(str(job["folder"])) / "job.json"
    job_file.write_text(json.dumps(job), encoding="utf-8")
    child = launched(module, job_file)
    try:
        return _watch(child, int(str(job["seconds"])), limits)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def _watch(child: Child, seconds: int, limits: Limits) -> End:
    """Wait for the child; stop it when it lasts too long or grows too large."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            return End(child.wait(timeout=0.1))
        except subprocess.TimeoutExpired:
            size = resident_mb(child.pid)
            if size is not None and size > limits.memory_mb:
                return End(-1, "reader_stopped")
    return End(-1, "reader_too_slow")


def _taken_over(folder: Path, end: End, job: dict[str, object]) -> tuple[list[ExtractedSheet], list[Finding]]:
    if end.stopped == "reader_too_slow" or (hasattr(signal, "SIGXCPU") and end.status == -signal.SIGXCPU):
        return [], [finding("reader_too_slow", seconds=job["seconds"])]
    if not end.stopped and end.status == 0 and (folder / RESULT).is_file():
        try:
            return read_exchange(folder)
        except BadExchange as error:
            _LOG.error("the reader left an unusable result: %s", error)
            return [], [finding("reader_failed", detail=str(error))]
    if (folder / FAILURE).is_file():
        where = (folder / FAILURE).read_text(encoding="utf-8")
        _LOG.error("the reader failed: %s", where)
        return [], [finding("reader_failed", detail=where.split(" < ")[0])]
    return [], [finding("reader_stopped")]
