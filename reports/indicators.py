"""An indicator's values as a download: the value, both sides of it, and what is missing from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from catalog import DATASETS, dataset
from catalog.model import Indicator, Role, Total, Unit
from catalog.periods import label_zh
from catalog.stages import STAGES, grade_label_zh
from metrics.cautions import cautions
from metrics.published import Published, published
from reports.notes import Occasion, indicator_meaning, sources
from reports.sat import sat_columns
from reports.table import Download, Field, FieldKind, Sheet
from reports.targets import target_columns
from reports.units import UNIT_LABELS, value_field
from store import Reader

_STAGE_LABELS = {each.code: each.zh for each in STAGES}
_WHERE_TITLES = {each.name: each.zh for declared in DATASETS for each in declared.columns if each.role is Role.KEY}
# What a code of a key column is called: items of resources, reasons of dropout.
_CHOICE_LABELS = {
    (each.name, code): labels[0]
    for declared in DATASETS
    for each in declared.columns
    if each.role is Role.KEY
    for code, labels in each.choices.items()
}
_TEXT_COLUMNS = {"area": "区域", "parent": "上级", "core": "核心校", "member": "成员校"}


def indicator_download(
    reader: Reader, indicator: Indicator, values: pd.DataFrame, occasion: Occasion, *, nameless: bool = False
) -> Download:
    """`values` in the columns of metrics.values, already within the visitor's scope, as a workbook's content.

    With a column `schools_silent` (metrics.silent_counts) the schools missing are parted: those that did not report, and
    those whose returns are in but leave out what the number needs. `nameless`: without the files, which are mostly called after
    the places they are of.
    """
    chosen = [*_text_columns(values), *_number_columns(indicator, values)]
    # Before the remarks, which stand last.
    at = len(chosen) if "gap" in values else -1
    chosen[at:at] = [*sat_columns(values), *target_columns(reader, indicator, values)]
    fields = tuple(field for field, _ in chosen)
    columns = [cells for _, cells in chosen]
    declared = [dataset(name) for name in indicator.datasets]
    said = cautions(reader, indicator.name, list(dict.fromkeys(values["period"])))
    notes = [indicator_meaning(indicator, occasion, said), *([] if nameless else [sources(reader, declared)])]
    if beside := published(reader, indicator):
        notes.append(_beside(beside))
    return Download(indicator.zh, fields, columns, tuple(notes))


def _beside(found: Sequence[Published]) -> Sheet:
    """What others published of it: to compare with, on a sheet of its own so that nobody adds it up."""
    rows = [
        (each.area, _STAGE_LABELS.get(each.stage or "", ""), label_zh(each.period), f"{each.value:.2%}" if each.is_rate else f"{each.value:g}{each.unit}", each.source)
        for each in found
    ]  # fmt: skip
    return Sheet("公布数据（对照）", ("公布地区", "学段", "时期", "公布数值", "来源"), rows)


def coverage_of(values: pd.DataFrame) -> str:
    """How much of what is due stands behind the values, as a sentence."""
    if "schools_missing" not in values.columns or values.empty:
        return ""
    missing = values["schools_missing"].fillna(0)
    if not (missing > 0).any():
        return f"{len(values)} 行，应报学校均已报"
    if "schools_silent" not in values.columns:
        return f"{len(values)} 行，其中 {int((missing > 0).sum())} 行有学校未报或无法计算"
    silent = values["schools_silent"].fillna(0)
    found = {"有学校未报": int((silent > 0).sum()), "有学校已报但缺项、无法计算": int((missing > silent).sum())}
    return f"{len(values)} 行，其中 " + "，".join(f"{count} 行{what}" for what, count in found.items() if count)


def _text_columns(values: pd.DataFrame) -> list[tuple[Field, list[Any]]]:
    codes = _cells(values["period"])
    places = [
        (Field(title, FieldKind.TEXT), _cells(values[name])) for name, title in _TEXT_COLUMNS.items() if name in values
    ]
    wheres = [
        (Field(title, FieldKind.TEXT), [_label(name, each) for each in _cells(values[name])])
        for name, title in _WHERE_TITLES.items() if name in values
    ]  # fmt: skip
    period = (Field("时期", FieldKind.TEXT), [label_zh(code) for code in codes])
    return [period, *places, *wheres, (Field("时期代码", FieldKind.CODE), codes)]


def _label(column: str, value: Any) -> Any:
    if value is None:
        return None
    if column == "stage":
        return _STAGE_LABELS.get(value, value)
    if column == "grade":
        return grade_label_zh(int(value))
    return _CHOICE_LABELS.get((column, value), value)


def _number_columns(indicator: Indicator, values: pd.DataFrame) -> list[tuple[Field, list[Any]]]:
    field = value_field(indicator)
    if "gap" in values:
        titles = {"core_value": f"核心校{indicator.zh}", "member_value": f"成员校{indicator.zh}", "gap": "差距"}
        told = [
            (Field(title, field.kind, field.unit, field.decimals), _cells(values[name]))
            for name, title in titles.items()
        ]
        # The difference of two rates is one of points.
        if indicator.unit is Unit.PERCENT:
            points = [None if each is None else round(each * 100, 9) for each in told[-1][1]]
            told[-1] = (Field(titles["gap"], FieldKind.NUMBER, "百分点", field.decimals), points)
        return told
    # A side is a count of persons, classes or yuan; for a plain total the value says it already.
    sides = [] if indicator.denominator is None else _sides(indicator, values)
    return [
        (field, _cells(values["value"])),
        *sides,
        (Field("已计学校数", FieldKind.WHOLE, "所"), _cells(values["schools_counted"])),
        *_missing(values),
        (Field("备注", FieldKind.TEXT), _remarks(values)),
    ]


def _missing(values: pd.DataFrame) -> list[tuple[Field, list[Any]]]:
    """The schools missing from each number: silent, or reported without what it needs. Not the same, and never zero."""
    missing = values["schools_missing"]
    if "schools_silent" not in values.columns:
        return [(Field("未报或无法计算学校数", FieldKind.WHOLE, "所"), _cells(missing))]
    silent = values["schools_silent"].fillna(0).astype(int)
    return [
        (Field("未报学校数", FieldKind.WHOLE, "所"), _cells(silent)),
        (Field("已报但无法计算学校数", FieldKind.WHOLE, "所"), _cells(missing - silent)),
    ]


def _sides(indicator: Indicator, values: pd.DataFrame) -> list[tuple[Field, list[Any]]]:
    decimals = 2 if indicator.unit in (Unit.POINTS, Unit.SD, Unit.NONE) else 0
    return [
        (Field(title, FieldKind.NUMBER, _unit_of_side(total), decimals), _cells(values[name]))
        for name, title, total in (
            ("numerator", "分子", indicator.numerator),
            ("denominator", "分母", indicator.denominator),
        )
    ]


def _unit_of_side(total: Total | None) -> str:
    """The unit of what is added up; none where it is multiplied by something else."""
    if total is None or total.times:
        return ""
    return dataset(total.dataset).column(total.columns[0]).unit


def _remarks(values: pd.DataFrame) -> list[str | None]:
    columns = [_cells(values[name]) for name in ("suppressed", "own_total", "value")]
    silent = _cells(values["schools_silent"].fillna(0)) if "schools_silent" in values.columns else [0] * len(values)
    return [
        _remark(bool(row[0]), bool(row[1]), row[2] is None, bool(row[3])) for row in zip(*columns, silent, strict=True)
    ]


def _remark(suppressed: bool, own_total: bool, unknown: bool, silent: bool) -> str | None:
    said = (["人数过少，不显示"] if suppressed else []) + (["采用本级上报的合计"] if own_total else [])
    if unknown and not suppressed:
        said.append("有学校未报，没有值" if silent else "缺少计算所需的数，无法计算")
    return "；".join(said) or None


def _cells(column: pd.Series) -> list[Any]:
    """Plain Python values; whatever is missing is None."""
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna().tolist(), strict=True)]


def unit_of(indicator: Indicator) -> str:
    """The unit in words."""
    return UNIT_LABELS[indicator.unit]
