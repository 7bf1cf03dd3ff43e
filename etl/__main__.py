"""The command line: `python -m etl import FILE…` and its companions. What each does stands in docs/reference/cli.md."""

import sys

from etl.cli import main

if __name__ == "__main__":
    sys.exit(main())
