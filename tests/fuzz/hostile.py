"""`python -m tests.fuzz.hostile FOLDER`: read every file as the importer does; outcomes, times and memory as a table."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from etl.extract import extract


def read_alone(path: Path) -> dict[str, Any]:
    """Reads the file from a process of its own, so that the memory of its reader is known apart."""
    receiving, giving = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(receiving)
        with os.fdopen(giving, "w", encoding="utf-8") as out:
            json.dump(_outcome(path), out)
        os._exit(0)
    os.close(giving)
    with os.fdopen(receiving, encoding="utf-8") as said:
        text = said.read()
    os.waitpid(pid, 0)
    outcome: dict[str, Any] = json.loads(text)
    return outcome


def _outcome(path: Path) -> dict[str, Any]:
    started = time.monotonic()
    extracted = extract(path)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "stops": [each.code for each in extracted.findings if each.stops],
        "taken": sum(1 for each in extracted.sheets if each.table is not None and each.table.num_rows),
        "seconds": time.monotonic() - started,
        "processor": used.ru_utime + used.ru_stime,
        "mb": used.ru_maxrss / 1024,
    }


def main(folder: Path) -> None:
    """Print one line per file, then the sums."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    outcomes = {path: read_alone(path) for path in files}
    for path, each in outcomes.items():
        codes = ",".join(dict.fromkeys(each["stops"])) or ("taken" if each["taken"] else "info only")
        print(
            f"{each['seconds']:6.2f} s {each['processor']:6.2f} s {each['mb']:6.0f} MB  {codes:32} {path.relative_to(folder)}"
        )
    counted = Counter(next(iter(each["stops"]), "taken") for each in outcomes.values())
    print(f"{len(files)} files; first finding that stops: {dict(counted.most_common())}")
    for what, unit in (("seconds", "s"), ("processor", "s of processor"), ("mb", "MB")):
        path = max(outcomes, key=lambda each: outcomes[each][what])
        print(f"worst: {outcomes[path][what]:.1f} {unit} {path.relative_to(folder)}")
    slow = [path for path, each in outcomes.items() if each["seconds"] > 10 or each["mb"] > 1024]
    print(f"over 10 s or 1 GB: {[str(path.relative_to(folder)) for path in slow]}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
