"""The number a return is made for was read. Where a column of numbers was left aside beside it, the two may be one."""

from __future__ import annotations

from collections.abc import Iterator

from catalog import dataset as dataset_named
from etl.checks.scope import Scope
from etl.extract.text import column_letters
from etl.model import ExtractedSheet, Finding
from etl.problems import finding

# Without these a return of the kind says little; others (staff, transfers) are returns of their own.
MAIN_NUMBERS = {
    "enrolment": ("pupils",),
    "dropout": ("dropouts",),
    "subsidy": ("recipients", "amount"),
    "exam": ("sat",),
}  # fmt: skip


def main_number_read(scope: Scope) -> Iterator[Finding]:
    """A warning for each sheet that lacks its main number while a column of numbers was not taken."""
    for sheet in scope.taken:
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
