"""The limited process that looks a few rows up: `python -m etl.excerpt.child JOB.json`. Anybody may have made the file."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path

from etl.without_pandas import leave_pandas_out

RESULT = "rows.json"
_LONGEST = 200
_MOST_COLUMNS = 60


def main(job_file: str) -> int:
    """Read the job, hold to its limits, read the sheet, write the rows asked for. 3: there is no such sheet or row."""
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    from etl.extract.limits import Limits, hold_to

    limits = Limits(**job["limits"])
    hold_to(limits, int(job["seconds"]))
    from etl.extract.cells import RawSheet
    from etl.extract.container import Container, look_at
    from etl.extract.delimited import read_delimited
    from etl.extract.workbook import read_workbook

    path = Path(job["path"])
    container, refused = look_at(path, limits)
    if refused is not None or container is None:
        return 3
    sheets: list[RawSheet] = (
        read_delimited(path) if container is Container.TEXT else read_workbook(path, container, limits)[0]
    )
    sheet = sheets[0] if len(sheets) == 1 else next((each for each in sheets if each.name == job["sheet"]), None)
    if sheet is None or not 0 < max(job["rows"]) <= len(sheet.rows):
        return 3
    rows = {
        number: [_text(value) for value in sheet.rows[number - 1][:_MOST_COLUMNS]]
        for number in job["rows"]
        if number > 0
    }
    (Path(job["folder"]) / RESULT).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return 0


def _text(value: object) -> str:
    """A cell as it is read on a screen: 12 for 12.0, a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)[:_LONGEST]


if __name__ == "__main__":
    leave_pandas_out()
    sys.exit(main(sys.argv[1]))
