"""Commands that take files in never touch a pandas frame; pyarrow would import pandas at its first array all the same."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder


class _NoPandas(MetaPathFinder):
    """0.5 s and 60 MB of every process that nothing in it needs."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Refuse pandas, leave everything else to the others."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def leave_pandas_out() -> None:
    """From now on this process has no pandas. For the start of a command, never for a library."""
    sys.meta_path.insert(0, _NoPandas())
