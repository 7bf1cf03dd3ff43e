"""The sample district, written by its generator and taken in through the importer like anybody's files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from etl.load import Progress
from etl.model import Extract
from etl.options import Options
from etl.prepare import import_extract, read
from etl.report import is_refused
from etl.sample import SampleFile, write_sample
from store import Store

# Reading happens in child processes: while one file is loaded the next are read.
_AHEAD = 2


class StoreNotEmpty(Exception):
    """The sample is for an empty store: mixed with real schools it would falsify both."""


class SampleRefused(RuntimeError):
    """The importer refused a file of the sample: one of the two is wrong."""


def load_sample(store: Store, person: str, *, scale: int = 1, progress: Progress) -> dict[str, Any]:
    """Fill an empty store with the sample; says how many files, batches and findings there were, and the version."""
    if store.current() is not None:
        raise StoreNotEmpty(str(store.folder.root))
    progress(0.0, "正在编写示例文件")
    with tempfile.TemporaryDirectory(prefix="sample-") as folder:
        files = write_sample(Path(folder), scale=scale).files
        reports = []
        for number, (file, extract) in enumerate(_read_ahead(files), start=1):
            report = import_extract(store, file.path, extract, Options(), file.person or person)
            if is_refused(report):
                problems = "; ".join(each["message"] for each in report["findings"] if each["level"] == "error")
                raise SampleRefused(f"{file.path.name}: {problems[:400]}")
            reports.append(report)
            progress(number / len(files), f"{number}/{len(files)} {file.path.name}")
    findings = sum(len(each["findings"]) for each in reports)
    return {"files": len(files), "batches": len(reports), "findings": findings, "version": store.current()}


def _read_ahead(files: list[SampleFile]) -> Iterator[tuple[SampleFile, Extract]]:
    """Each file with its extract, in order."""
    with ThreadPoolExecutor(_AHEAD) as readers:
        waiting: list[tuple[SampleFile, Future[Extract]]] = []
        for file in files:
            waiting.append((file, readers.submit(read, file.path, Options())))
            if len(waiting) == _AHEAD:
                first, future = waiting.pop(0)
                yield first, future.result()
        for file, future in waiting:
            yield file, future.result()
