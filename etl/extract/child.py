"""The limited process that touches a file's bytes: `python -m etl.extract.child JOB.json`, or the job named on its input.

It knows the catalogue, never the store. It writes its result into the job's folder and prints nothing: a message
could carry a value of the file into a log.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import traceback
from pathlib import Path

from etl.without_pandas import leave_pandas_out

FAILURE = "failure.txt"


def main(job_file: str) -> int:
    """Read the job, hold to its limits, read the file, write the result."""
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    from etl.extract.limits import Limits, hold_to

    # Short-lived and full of rows: looking for cycles among them costs a third of the time and finds nothing.
    gc.disable()
    limits = Limits(**job["limits"])
    hold_to(limits, int(job["seconds"]))
    folder = Path(job["folder"])
    from etl.extract.book import read_file
    from etl.extract.exchange import write_exchange
    from etl.extract.scores import MARKS
    from etl.layouts import Said
    from etl.problems import finding

    try:
        said = Said.from_json(job["said"])
        MARKS.set(said.marks)
        sheets, findings = read_file(Path(job["path"]), job["stem"], job["dataset"], job["period"], limits, said)
    except MemoryError:
        sheets, findings = [], [finding("reader_stopped")]
    except Exception as error:  # a fault of ours: the parent must say so, with the place but no value of the file
        (folder / FAILURE).write_text(_where(error), encoding="utf-8")
        return 3
    write_exchange(folder, sheets, findings)
    return 0


def _where(error: BaseException) -> str:
    steps = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at " + " < ".join(
        f"{Path(step.filename).name}:{step.lineno}" for step in reversed(steps)
    )


def _awaited() -> str:
    """The job file that the parent names when it knows it; meanwhile, what reading needs is loaded. Empty when the
    parent ended without one."""
    importlib.import_module("etl.extract.book")
    importlib.import_module("etl.extract.exchange")
    return os.fsdecode(sys.stdin.buffer.read())


if __name__ == "__main__":
    leave_pandas_out()
    named = sys.argv[1] if len(sys.argv) > 1 else _awaited()
    sys.exit(main(named) if named else 0)
