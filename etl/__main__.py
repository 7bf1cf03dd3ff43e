"""The command line: `python -m etl import FILE…` and its companions. What each does stands in docs/reference/cli.md."""

import sys

from etl.cli import main
from etl.without_pandas import leave_pandas_out

if __name__ == "__main__":
    leave_pandas_out()
    sys.exit(main())
