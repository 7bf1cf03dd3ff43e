"""The parent's side of drawing: a limited child does the work, as for reading."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from etl.extract.limits import LIMITS, Limits
from etl.extract.run import run_limited
from etl.marked.child import RESULT
from etl.marked.draw import write_list
from etl.model import Finding

# Every cell is read into an object and written again: some 20 000 a second on a busy machine.
_LEAST_SECONDS = 60


class NotMarked(RuntimeError):
    """The file is too large, or too odd, to be drawn on; the list of findings is all there is."""


def mark_file(path: Path, file_name: str, findings: Sequence[Finding], limits: Limits = LIMITS) -> bytes:
    """The file at `path` as xlsx with the findings drawn on it. Raises NotMarked."""
    with tempfile.TemporaryDirectory(prefix="marked-", ignore_cleanup_errors=True) as folder:
        job: dict[str, object] = {
            "path": str(path.resolve()),
            "stem": Path(file_name).stem,
            "findings": [each.as_json() for each in findings],
            "limits": limits.as_json(),
            "folder": folder,
            "seconds": max(_LEAST_SECONDS, 2 * limits.time_for(path.stat().st_size)),
        }
        end = run_limited("etl.marked.child", job, limits)
        made = Path(folder) / RESULT
        if end.status != 0 or not made.is_file():
            raise NotMarked(f"{file_name}: the child ended with {end.status} {end.stopped}".strip())
        return made.read_bytes()


def list_file(findings: Sequence[Finding]) -> bytes:
    """The list of findings alone, for a file that cannot be drawn on."""
    book, target = Workbook(), io.BytesIO()
    write_list(book, findings)
    book.remove(book.worksheets[-1])
    book.save(target)
    return target.getvalue()
