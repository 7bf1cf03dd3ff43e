"""Fills the forms we hand out as clerks do: every row, every column, lawful values of a seeded draw."""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any

import openpyxl

from catalog.model import Column, Dataset, Kind
from catalog.stages import STAGES
from etl.form_columns import form_columns, header_of
from etl.template import EXAMPLE_ROW, HEADER_ROW

# Given in place of sums, or set only when a school opens or closes.
_LEFT_BLANK = ("mean", "sd", "sd_sample", "pass_rate", "excellent_rate", "low_rate", "opened", "closed", "grade")
_FIXED: dict[str, Any] = {
    "full_mark": 120,
    "sum_score": 40,
    "sum_squares": 1700,
    "start": datetime.date(2024, 9, 1),
    "end": datetime.date(2027, 8, 31),
    "exam": "期末监测",
    "subject": "数学",
    "programme": "寄宿生生活补助",
    "category": "脱贫户",
    "activity": "送教下乡",
    "member_school": "白沙九年一贯制学校",
    "member_township": "白沙镇",
    "partner": None,
}


def fill_in(path: Path, dataset: Dataset, seed: int) -> dict[str, float]:
    """Fill every prepared row of the form at `path`; the sums of what was typed, by column of facts."""
    draw = random.Random(seed)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    places = {sheet.cell(HEADER_ROW + 1, column).value: column for column in range(1, sheet.max_column + 1)}
    row, typed = EXAMPLE_ROW + 2, {each.name: 0.0 for each in dataset.facts}
    while sheet.cell(row, 1).value:
        for column in form_columns(dataset):
            cell = sheet.cell(row, places[header_of(column)])
            if cell.value is None and column.name not in _LEFT_BLANK:
                cell.value = value_of(dataset, column, draw)
                typed |= {column.name: typed[column.name] + cell.value} if column.name in typed else {}
        row += 1
    book.save(path)
    return typed


def value_of(dataset: Dataset, column: Column, draw: random.Random) -> Any:
    """A lawful value: parts lie below their wholes, whatever was drawn for either."""
    if column.name in _FIXED:
        return _FIXED[column.name]
    if column.name == "stage":
        return next(each.zh for each in STAGES if each.code == "primary")
    if column.kind is Kind.CHOICE:
        return next(iter(column.choices.values()))[0]
    if column.kind is Kind.FLAG:
        return "是"
    if column.name == "pupils":
        return draw.randint(60, 90)  # a class has pupils
    if column.kind in (Kind.COUNT, Kind.NUMBER):
        return draw.randint(1, 9) + 10 * _rank(dataset, column.name)
    return draw.randint(200, 900) + 1000 * _rank(dataset, column.name) if column.kind is Kind.MONEY else None


def _rank(dataset: Dataset, name: str) -> int:
    """How many steps of part and whole lie below a column."""
    return max((1 + _rank(dataset, rule.part) for rule in dataset.rules if name in rule.whole), default=0)
