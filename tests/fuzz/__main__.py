"""`python -m tests.fuzz --minutes 60 --seed 1 --keep FOLDER [--files FOLDER …]`: fuzz the reader and say what came of it."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from etl.extract.launch import _QUIET
from etl.without_pandas import leave_pandas_out


def main() -> int:
    """Exit status 1 when a fault was found."""
    words = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    words.add_argument("--minutes", type=float, default=1.0)
    words.add_argument("--most", type=int, default=10**9, help="at most so many mutants")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fuzz-kept")
    words.add_argument("--log", type=Path)
    words.add_argument("--files", type=Path, action="append", default=[], help="a folder of files to mutate as well")
    said = words.parse_args()
    if any(os.environ.get(name) != value for name, value in _QUIET.items()):
        # The limits count address space, and what the readers reserve of it is settled when their process starts.
        os.execve(sys.executable, [sys.executable, "-m", "tests.fuzz", *sys.argv[1:]], os.environ | _QUIET)
    leave_pandas_out()  # as the importer's own child does
    from tests.fuzz.run import fuzz

    files = sorted(path for folder in said.files for path in folder.rglob("*") if path.is_file())
    tally = fuzz(said.minutes * 60, said.seed, said.keep, files, said.log, said.most)
    print(tally.as_json())
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
