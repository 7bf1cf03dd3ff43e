"""The rows of a breakdown (grades, ages) below their totals: where one of a school is ever small, none of its is shown."""

from __future__ import annotations

import numpy as np
import pandas as pd

from catalog.model import Dataset
from catalog.people import people_columns, whole_of

_OF = ["area_level", "area_id", "stage", "period"]


def strange_parts(dataset: Dataset, detail: pd.DataFrame, totals: pd.DataFrame, k: float) -> pd.DataFrame:
    """`rid` and the stranger's columns of the detail rows.

    `detail`: the rows as stated; `totals`: `_OF`, each column as it is and as `strange_<column>`. Grades that are hidden keep
    the sum they have with the others of their school, stage and period, as far as that sum may be known.
    """
    joined = detail.merge(totals, how="left", on=_OF, suffixes=("", "_total"))
    strange = detail[["rid"]].copy()
    for column in [each for each in people_columns(dataset) if each in detail]:
        strange[column] = _strange(dataset, joined, column, k).to_numpy()
    return strange


def _strange(dataset: Dataset, joined: pd.DataFrame, column: str, k: float) -> pd.Series:
    values = joined[column].astype(float)
    is_part = joined[dataset.breakdown or ""].notna()
    total, strange_total = joined[f"{column}_total"].astype(float), joined[f"strange_{column}"].astype(float)
    moved = (strange_total != total) & total.notna()
    scale = pd.Series(np.where(moved & (total > 0), strange_total / total.where(total > 0), 1.0), index=joined.index)
    unit = joined["area_id"].astype(str) + "|" + joined["stage"].astype(str)
    small = is_part & _small(joined, values, whole_of(dataset, column), k)
    hidden = is_part & (moved | small.groupby(unit).transform("any"))
    cell = unit + "|" + joined["period"].astype(str)
    mine = values.where(hidden)
    sums, known = mine.groupby(cell).transform("sum"), mine.notna().groupby(cell).transform("sum")
    weights = 1 + np.arange(len(joined)) * 0.6180339887 % 1
    shares = pd.Series(weights, index=joined.index).where(mine.notna())
    spread = sums * scale * shares / shares.groupby(cell).transform("sum")
    # A sum of few, or one that a single part makes up, says what the part is.
    alone = hidden & values.notna() & ((known < 2) | (sums <= k)) & (values > 0)
    whole_is_part = alone & (known < 2) & (values == total) & ~small
    changed = spread.where(hidden & values.notna(), values * scale)
    return changed.where(~alone | whole_is_part, values * (2 + weights) + weights)


def _small(joined: pd.DataFrame, values: pd.Series, whole: str | None, k: float) -> pd.Series:
    small = (values > 0) & (values < k)
    if whole and whole in joined:
        left = joined[whole].astype(float) - values
        small |= (left > 0) & (left < k)
    return small
