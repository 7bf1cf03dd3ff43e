"""The number a return is made for was read. Where a column of numbers was left aside beside it, the two may be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog import dataset as dataset_named
from etl.checks.scope import Scope
from etl.extract.headers import read_header
from etl.extract.text import column_letters
from etl.extract.vocabulary import vocabulary
from etl.model import ExtractedSheet, Finding
from etl.problems import finding

# Without these a return of the kind says little; others (staff, transfers) are returns of their own.
MAIN_NUMBERS = {
    "enrolment": ("pupils",),
    "dropout": ("dropouts",),
    "subsidy": ("recipients", "amount"),
    "exam": ("sat",),
}  # fmt: skip


# Datasets with a column of their own for the pupils something is measured by.
_COUNT_PUPILS = ("enrolment", "dropout", "exam", "resource", "subsidy", "funding", "health")
_HELD = re.compile(r"(?:其中|含|附设|#).*(?:幼儿|学前|小学|初中|高中)")


def main_number_read(scope: Scope) -> Iterator[Finding]:
    """A warning for each sheet that lacks its main number while a column of numbers was not taken, and for each column
    left aside that counts pupils, of another dataset or of another stage."""
    for sheet in scope.taken:
        yield from _pupils_left_aside(sheet)
        lacking = [each for each in MAIN_NUMBERS.get(str(sheet.dataset), ()) if each not in sheet.columns]
        left = _left_aside(sheet) if lacking else []
        if not left:
            continue
        declared = dataset_named(str(sheet.dataset))
        column = declared.column(lacking[0])
        row = max(sheet.header_rows, default=1)
        yield finding(
            "main_number_not_read", sheet=sheet.sheet, cell=f"{column_letters(left[0])}{row}", value=sheet.grid.headers[left[0]],
            column=column.zh, column_en=column.en, headers="、".join(sheet.grid.headers[each] for each in left[:4]),
        )  # fmt: skip


def _pupils_left_aside(sheet: ExtractedSheet) -> Iterator[Finding]:
    """学生数 on a sheet of teachers; 其中：附设幼儿班人数, which the number of a primary school holds."""
    for number in _left_aside(sheet):
        header = sheet.grid.headers[number]
        held = sheet.dataset == "enrolment" and "pupils" in sheet.columns and _HELD.search(header)
        other = sheet.dataset not in _COUNT_PUPILS and _counts_pupils(header)
        if held or other:
            cell = f"{column_letters(number)}{max(sheet.header_rows, default=1)}"
            code = "pupils_of_another_stage" if held else "pupils_left_aside"
            yield finding(
                code, sheet=sheet.sheet, cell=cell, value=header, dataset=dataset_named(str(sheet.dataset)).zh
            )


def _counts_pupils(header: str) -> bool:
    found = read_header(0, header.split(" / "), vocabulary("enrolment"))
    return found.role == "fact" and found.column == "pupils" and not found.sex


def _left_aside(sheet: ExtractedSheet) -> list[int]:
    """The columns, from 0, that have a header, no meaning, and numbers below it."""
    grid = sheet.grid
    data = [row for row, role in zip(grid.rows, grid.roles, strict=False) if role == "data"]
    return [
        number
        for number, (header, code) in enumerate(zip(grid.headers, grid.codes, strict=False))
        if header and not code and any(_is_number(row[number]) for row in data if number < len(row))
    ]


def _is_number(text: str) -> bool:
    return text.strip().replace(",", "").replace(".", "", 1).isdigit()
