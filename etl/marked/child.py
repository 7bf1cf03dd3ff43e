"""The limited process that draws: `python -m etl.marked.child JOB.json`. It opens a file that anybody may have made."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from etl.without_pandas import leave_pandas_out

RESULT = "marked.xlsx"


def main(job_file: str) -> int:
    """Read the job, hold to its limits, open the file, draw, save."""
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    from etl.extract.limits import Limits, hold_to

    limits = Limits(**job["limits"])
    hold_to(limits, int(job["seconds"]))
    from etl.marked.books import open_book
    from etl.marked.draw import draw_findings
    from etl.marked.lost import lost_parts
    from etl.model import Finding

    path = Path(job["path"])
    book = open_book(path, job["stem"], limits)
    if book is None:
        return 3
    draw_findings(book, [Finding(**each) for each in job["findings"]], lost_parts(path, limits))
    book.save(Path(job["folder"]) / RESULT)
    return 0


if __name__ == "__main__":
    leave_pandas_out()
    sys.exit(main(sys.argv[1]))
