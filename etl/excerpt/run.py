"""The parent's side: a limited child opens the kept original and hands back the rows asked for."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.excerpt.child import RESULT
from etl.extract.limits import LIMITS, Limits
from etl.extract.run import run_limited


@dataclass(frozen=True)
class Excerpt:
    """Rows of a sheet by their number, counted from 1, in order; every cell as text."""

    rows: dict[int, list[str]]


def excerpt_of(path: Path, sheet: str, rows: Sequence[int], limits: Limits = LIMITS) -> Excerpt | None:
    """These rows of the sheet; None when the file can no longer be read or has no such row. A file of one sheet needs no name."""
    if not path.is_file() or not rows:
        return None
    with tempfile.TemporaryDirectory(prefix="excerpt-", ignore_cleanup_errors=True) as folder:
        job: dict[str, object] = {
            "path": str(path.resolve()),
            "sheet": sheet,
            "rows": sorted(set(rows)),
            "limits": limits.as_json(),
            "folder": folder,
            "seconds": limits.time_for(path.stat().st_size),
        }
        end = run_limited("etl.excerpt.child", job, limits)
        made = Path(folder) / RESULT
        if end.stopped or end.status != 0 or not made.is_file():
            return None
        found = json.loads(made.read_text(encoding="utf-8"))
    return Excerpt({int(number): list(cells) for number, cells in found.items()})
