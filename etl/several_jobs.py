"""Several files at once, or a zip of them: read one after the other, each a job with a draft of its own.

One bad file stops only itself, and a dozen files do not start a dozen readers on a machine with two cores.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from etl.archives import is_archive, unpack
from etl.extract.redact import redacted_file_name
from etl.plain_notes import is_note
from store import Store
from store.desk import Desk

Progress = Callable[[float, str], None]
ReadOne = Callable[[Store, str], bool]


class NotUnpacked(ValueError):
    """An archive that is not opened; the text says why, in Chinese."""


def prepare_several(
    store: Store, request: dict[str, Any], person: str, progress: Progress, read_one: ReadOne
) -> dict[str, Any]:
    """Read the received files of `request["paths"]` in order. Returns the inner jobs' ids, and what was left out."""
    received = [Path(each) for each in request["paths"]]
    with tempfile.TemporaryDirectory(dir=store.folder.drafts, prefix="unpacked-", ignore_cleanup_errors=True) as folder:
        try:
            files, left_out = _expanded(received, Path(folder))
            jobs = _read_all(store, files, request.get("options") or {}, person, progress, read_one)
        finally:
            # They may name persons: what was received is never kept longer than it takes to read it.
            for each in received:
                shutil.rmtree(each.parent, ignore_errors=True)
    return {"jobs": jobs, "left_out": left_out}


def _expanded(received: Sequence[Path], folder: Path) -> tuple[list[tuple[Path, str]], list[str]]:
    """The files to read, each with the name of the zip it came in, and the names of what was left out."""
    files: list[tuple[Path, str]] = []
    left_out: list[str] = []
    for number, path in enumerate(received):
        if not is_archive(path):
            files.append((path, ""))
            continue
        unpacked = unpack(path, folder / str(number))
        if unpacked.refused is not None:
            raise NotUnpacked(f"“{path.name}”：{unpacked.refused.message}{unpacked.refused.advice}")
        files += [(each, redacted_file_name(path.name)) for each in unpacked.files]
        left_out += [redacted_file_name(each) for each in unpacked.left_out]
    notes = [each for each in files if not each[1] and is_note(each[0])]
    if len(notes) == len(files):
        return files, left_out
    return [each for each in files if each not in notes], [
        *left_out,
        *(redacted_file_name(path.name) for path, _ in notes),
    ]


def _read_all(
    store: Store,
    files: Sequence[tuple[Path, str]],
    options: dict[str, Any],
    person: str,
    progress: Progress,
    read_one: ReadOne,
) -> list[str]:
    desk, jobs = Desk(store.folder.root), []
    for number, (path, archive) in enumerate(files):
        progress(number / len(files), f"正在读取第 {number + 1}/{len(files)} 个文件")
        request = {"path": str(path), "options": options, "archive": archive}
        jobs.append(desk.add_job("prepare", request, person=person))
        read_one(store, jobs[-1])
    progress(1.0, "完成")
    return jobs
