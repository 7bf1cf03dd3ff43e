"""How many sat, beside every number of an exam in a download: absent pupils lift a mean."""

from __future__ import annotations

from typing import Any

import pandas as pd

from reports.table import Field, FieldKind

_SIDES = {"": "", "core_": "核心校", "member_": "成员校"}


def sat_columns(values: pd.DataFrame) -> list[tuple[Field, list[Any]]]:
    """应考, 实考 and 参考率 of each place that `values` have them of (sat, eligible, sat_rate, or core_… and member_…); none else."""
    found: list[tuple[Field, list[Any]]] = []
    for prefix, of in _SIDES.items():
        if f"{prefix}sat_rate" in values.columns:
            found += [
                (Field(f"{of}应考人数", FieldKind.WHOLE, "人"), _cells(values[f"{prefix}eligible"])),
                (Field(f"{of}实考人数", FieldKind.WHOLE, "人"), _cells(values[f"{prefix}sat"])),
                (Field(f"{of}参考率", FieldKind.PERCENT, decimals=1), _cells(values[f"{prefix}sat_rate"])),
            ]
    return found


def _cells(column: pd.Series) -> list[Any]:
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna().tolist(), strict=True)]
