"""Adding up what a page is told: with one part that may not be shown, the sum may not be either, nor a smaller one in its place."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def sums_told(table: pd.DataFrame, by: str, columns: Sequence[str]) -> pd.DataFrame:
    """The sums of values in the columns of `metrics.values`, by one of them: unknown where nothing is known, or where a part is
    not shown."""
    grouped = table.groupby(by)
    sums = grouped[list(columns)].sum(min_count=1)
    return sums.mask(grouped["suppressed"].any())
