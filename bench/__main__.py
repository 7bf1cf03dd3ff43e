"""`python -m bench [NAME…]`: print the table of ratios, and write it to docs/performance.md with `--write`."""

from __future__ import annotations

import argparse
import datetime
import importlib
import os
import platform
import sys
from pathlib import Path

from bench.measure import Row

BENCHES = ("imports", "corpus", "queries", "exports", "pages")
REPORT = Path(__file__).parent.parent / "docs" / "performance.md"


def main(arguments: list[str]) -> int:
    """Run the benches named (all by default); exit status 0 when each ran, whatever it measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], help="which benches (default: all)")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args(arguments)
    rows: list[Row] = []
    for name in options.names or BENCHES:
        print(f"… {name}", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"bench.{name}").rows()
    table = "\n".join(
        ["| what | ours | beside | ratio | to reach | reached |", "|---|---|---|---|---|---|", *map(_line, rows)]
    )
    print(table)
    if options.write:
        REPORT.write_text(_report(table), encoding="utf-8")
    return 0


def _line(row: Row) -> str:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    reached = "" if row.reached is None else ("yes" if row.reached else "**no**")
    return f"| {row.what} | {row.ours} | {row.other} | {ratio} | {row.reach} | {reached} |"


def _report(table: str) -> str:
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"""# Performance

Made by `make bench`: each line is ours beside something else, run by turns in the same minutes.
Ratios carry over to other machines; seconds do not.

{today}, {machine}.

{table}
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
