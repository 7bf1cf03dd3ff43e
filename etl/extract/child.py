"""The limited process that touches a file's bytes: `python -m etl.extract.child JOB.json`.

Without a job it waits for jobs on its input, a line each, and gives every job a process of its own, forked from this one,
which has loaded what reading needs and never touches a file itself. It says the process's id, then its exit status.

It knows the catalogue, never the store. It writes its result into the job's folder and prints nothing else: a message
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
from typing import NoReturn

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


def serve() -> int:
    """Read one job after the other until the parent ends or closes its side."""
    for name in ("etl.extract.book", "etl.extract.exchange", "etl.extract.scores"):
        importlib.import_module(name)
    gc.freeze()
    for line in sys.stdin.buffer:
        child = os.fork()
        if child == 0:
            _do_and_end(os.fsdecode(line.rstrip(b"\n")))
        _say(child)
        _say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    return 0


def _say(number: int) -> None:
    sys.stdout.buffer.write(b"%d\n" % number)
    sys.stdout.buffer.flush()


def _do_and_end(job_file: str) -> NoReturn:
    """Do the job and end this process without returning into the loop of the one it was forked from."""
    status = 1
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        status = main(job_file)
    finally:
        os._exit(status)


if __name__ == "__main__":
    leave_pandas_out()
    sys.exit(main(sys.argv[1]) if len(sys.argv) > 1 else serve())
