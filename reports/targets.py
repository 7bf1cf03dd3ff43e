"""The annual targets beside an indicator's values in a download: target, gap and the document it was set by."""

from __future__ import annotations

from typing import Any

import pandas as pd

from catalog.model import Indicator, Unit
from catalog.targets import Target
from reports.table import Field, FieldKind
from reports.units import value_field
from store import Reader
from store.targets import targets_in_force

# Numbers narrowed by anything but a stage are not what a target was set for.
_PLAIN = {
    "period", "area_id", "area", "parent", "stage", "numerator", "denominator", "value", "schools_counted",
    "schools_missing", "schools_silent", "suppressed", "own_total",
}  # fmt: skip


def target_columns(reader: Reader, indicator: Indicator, values: pd.DataFrame) -> list[tuple[Field, list[Any]]]:
    """Three columns where some row has a target of its own place, stage and period; none otherwise. The gap is the value as it
    is shown less the target, of rates in percentage points: what is hidden has none."""
    if set(values.columns) - _PLAIN:
        return []
    known = {
        (each.target.area_id, each.target.year, each.target.stage): each.target
        for each in targets_in_force(reader)
        if each.target.indicator == indicator.name
    }
    stages = values["stage"].tolist() if "stage" in values else [None] * len(values)
    keys = zip(values["area_id"].tolist(), values["period"].tolist(), stages, strict=True)
    found = [known.get(key) for key in keys]
    if not any(found):
        return []
    shown = value_field(indicator)
    of_rates = indicator.unit is Unit.PERCENT
    gap = Field("与目标之差", FieldKind.NUMBER, "百分点" if of_rates else shown.unit, shown.decimals + of_rates)
    return [
        (Field("年度目标", shown.kind, shown.unit, shown.decimals), [each.value if each else None for each in found]),
        (gap, [_gap(each, value, 100 if of_rates else 1) for each, value in zip(found, values["value"].tolist(), strict=True)]),
        (Field("目标依据文件", FieldKind.TEXT), [each.document if each else None for each in found]),
    ]  # fmt: skip


def _gap(target: Target | None, value: float, factor: int) -> float | None:
    return None if target is None or pd.isna(value) else round((value - target.value) * factor, 9)
