"""What stands in the columns of a form: header, note, example, the values on offer; made from the declaration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.model import Column, Dataset, Kind, Role
from catalog.stages import grade_label_zh

_BY_KIND = {
    Kind.GRADE: "三年级",
    Kind.DATE: "2024-09-01",
    Kind.FLAG: "是",
    Kind.CODE: "0000000000",
    Kind.RATE: "95.5",
    Kind.MONEY: "6000",
}
_BY_NAME = {"stage": "小学", "end": "2027-08-31", "full_mark": "100", "mean": "76.5", "sd": "12.5", "sd_sample": "12.6"}
_NUMBERS = (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.RATE)


@dataclass(frozen=True)
class Known:
    """What the store knows and the form can offer. `schools` are rows of `area` of level school, with `stages`.

    `last_year` are the numbers of the schools asked for a year earlier: {school, township, period, stage …, facts}.
    """

    schools: Sequence[Mapping[str, Any]] = ()
    townships: Sequence[str] = ()
    asked_for: Sequence[Mapping[str, Any]] = ()
    last_year: Sequence[Mapping[str, Any]] = ()


NOTHING_KNOWN = Known()


def form_columns(declared: Dataset) -> tuple[Column, ...]:
    """The columns a person fills in: all but histograms, which no one types."""
    return tuple(each for each in declared.columns if each.kind is not Kind.BINS)


def reference_keys(declared: Dataset) -> list[str]:
    """The key columns by which last year's numbers are told apart; grades are added up."""
    return [each for each in declared.key if each not in ("period", declared.breakdown)]


def header_of(column: Column) -> str:
    """The header of a column: its label, with the unit where mistaking it would change the number."""
    shows_unit = column.kind in (Kind.MONEY, Kind.RATE) and column.unit
    return f"{column.zh}（{column.unit}）" if shows_unit else column.zh


def is_needed(declared: Dataset, column: Column) -> bool:
    """Whether a row without it cannot be placed: the school, the stage (unless rows hold all stages together), or whatever the
    declaration requires."""
    return column.required or column.name == "school" or (column.name == "stage" and not declared.stages_together)


def about(column: Column) -> str:
    """Unit and note of a column in one line, empty when it has neither."""
    return "；".join(part for part in (f"单位：{column.unit}" if column.unit else "", column.note) if part)


def example_of(declared: Dataset, column: Column) -> str:
    """An invented value of the column, as text: the example row is never read as numbers. No part exceeds its whole; a stage that
    may be blank is."""
    if column.name == "stage" and not is_needed(declared, column):
        return ""
    if column.kind is Kind.CHOICE and column.name not in _BY_NAME:
        return first_label(column)
    known = _BY_NAME.get(column.name) or _BY_KIND.get(column.kind)
    if known is not None:
        return known
    if column.kind not in _NUMBERS:
        return f"某{column.zh}"
    is_part = any(rule.part == column.name for rule in declared.rules)
    is_whole = any(column.name in rule.whole for rule in declared.rules)
    if column.unit == "个":
        return "1" if is_part else "12"
    if column.unit == "所":
        return "8" if is_part else "9"
    return "480" if is_whole and not is_part else "12"


def first_label(column: Column) -> str:
    """The label offered first by a column of choices."""
    return next(iter(column.choices.values()))[0]


def offered_for(column: Column, known: Known) -> list[str]:
    """The values of a column's drop-down; empty when anything may be typed."""
    if column.kind is Kind.CHOICE:
        return [labels[0] for labels in column.choices.values()]
    if column.kind is Kind.GRADE:
        return [grade_label_zh(each) for each in (*range(-3, 0), *range(1, 13))]
    if column.kind is Kind.FLAG:
        return ["是", "否"]
    if column.role is Role.PLACE and column.name.endswith("township"):
        return list(known.townships)
    if column.name.endswith("school"):
        return list(dict.fromkeys(str(each["name"]) for each in known.schools))
    return []
