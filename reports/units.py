"""How an indicator's unit is written and which kind of cell holds it."""

from __future__ import annotations

from catalog.model import Indicator, Unit
from reports.table import Field, FieldKind

UNIT_LABELS = {
    Unit.PERSONS: "人",
    Unit.PERSON_TIMES: "人次",
    Unit.CLASSES: "个",
    Unit.SCHOOLS: "所",
    Unit.HOMES: "户",
    Unit.PERCENT: "%",
    Unit.YUAN: "元",
    Unit.YUAN_PER_HEAD: "元/人次",
    Unit.YUAN_PER_PUPIL: "元/人",
    Unit.POINTS: "分",
    Unit.DAYS: "天",
    Unit.PER_TEACHER: "人/名教师",
    Unit.PER_CLASS: "人/班",
    Unit.SD: "标准差",
    Unit.NONE: "",
}


def value_field(indicator: Indicator) -> Field:
    """The column of an indicator's value. A percentage carries its sign in every cell and needs none in the header."""
    if indicator.unit is Unit.PERCENT:
        return Field(indicator.zh, FieldKind.PERCENT, decimals=indicator.decimals)
    kind = FieldKind.NUMBER if indicator.decimals else FieldKind.WHOLE
    return Field(indicator.zh, kind, UNIT_LABELS[indicator.unit], indicator.decimals)
