"""The command line: `python -m etl import FILE…` and its companions. What each does stands in docs/reference/cli.md."""

import sys

from etl.extract.launch import keep_reader_ready
from etl.without_pandas import leave_pandas_out

if __name__ == "__main__":
    leave_pandas_out()
    if "import" in sys.argv[1:]:
        # The rest of the program takes as long to load as the reader does.
        keep_reader_ready()
    from etl.cli import main

    sys.exit(main())
