"""The blank workbook we hand out for a dataset, made from its declaration. What we hand out we accept, always.

The form (title with the period, protected headers, an example row the importer leaves out, the schools asked for),
`填写说明` (every column with unit and note), for known schools their numbers of last year, and a hidden `选项` with the
ranges behind the drop-downs: Excel refuses lists of more than 255 characters written into the rule itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from catalog import dataset as dataset_named
from catalog.model import Column, Dataset, Kind
from catalog.periods import PeriodKind, label_zh, school_year, school_year_of
from catalog.stages import STAGES
from etl.form_columns import NOTHING_KNOWN, Known, about, example_of, form_columns, header_of, is_needed
from etl.form_sheets import CHOICES_SHEET, LAST_YEAR_SHEET, NOTES_SHEET, write_choices, write_last_year, write_notes
from etl.form_styles import ALLOWED, Styles, styles_of

EXAMPLE_MARK = "示例"
BLANK_ROWS = 300
TITLE_ROW, NOTE_ROW, HEADER_ROW, EXAMPLE_ROW = 0, 1, 2, 3
_LAST_COLUMN = 16383


def write_template(name: str, out: Path, known: Known = NOTHING_KNOWN, period: str | None = None) -> None:
    """Write the form of dataset `name` to `out`. KeyError for an unknown dataset."""
    declared = dataset_named(name)
    columns = form_columns(declared)
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = styles_of(book)
        form = book.add_worksheet(declared.zh)
        _write_head(form, declared, columns, period or default_period(declared), styles)
        _write_rows(form, declared, columns, known, styles)
        form.protect("", ALLOWED)
        if known.last_year:
            write_last_year(book.add_worksheet(LAST_YEAR_SHEET), declared, known.last_year, styles)
        write_notes(book.add_worksheet(NOTES_SHEET), declared, columns, styles)
        offered = write_choices(book.add_worksheet(CHOICES_SHEET), columns, known)
        _guard(form, columns, offered, len(known.asked_for))


def default_period(declared: Dataset, today: datetime.date | None = None) -> str:
    """The current period in the rhythm the dataset is collected in first."""
    day = today or datetime.datetime.now(tz=datetime.UTC).date()
    match declared.period_kinds[0]:
        case PeriodKind.MONTH:
            return f"{day:%Y-%m}"
        case PeriodKind.TERM:
            return f"{school_year_of(day)}-{2 if 2 <= day.month <= 8 else 1}"
        case PeriodKind.FISCAL_YEAR:
            return f"{day.year}"
        case PeriodKind.QUARTER:
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case _:
            return school_year_of(day) if day.month != 8 else school_year(day.year)


def _write_head(form: Worksheet, declared: Dataset, columns: Sequence[Column], period: str, styles: Styles) -> None:
    last = len(columns)
    form.merge_range(TITLE_ROW, 0, TITLE_ROW, last, f"{label_zh(period)}{declared.zh}填报表", styles.title)
    form.merge_range(
        NOTE_ROW, 0, NOTE_ROW, last,
        "填表说明：没有请填0，不清楚请留空；橙色列必填；示例行不会导入；填其他时期请改标题；表头已保护。", styles.note,
    )  # fmt: skip
    form.write_string(HEADER_ROW, 0, "序号", styles.header)
    form.write_string(EXAMPLE_ROW, 0, EXAMPLE_MARK, styles.example)
    form.set_column(0, 0, 6, styles.open)
    for position, column in enumerate(columns, start=1):
        header = header_of(column)
        form.write_string(
            HEADER_ROW, position, header, styles.required if is_needed(declared, column) else styles.header
        )
        if about(column):
            form.write_comment(HEADER_ROW, position, about(column))
        form.write_string(EXAMPLE_ROW, position, example_of(declared, column), styles.example)
        form.set_column(position, position, max(9, 2 * len(header) + 3), styles.column(column))
    form.set_column(len(columns) + 1, _LAST_COLUMN, None, styles.open)
    form.freeze_panes(EXAMPLE_ROW + 1, 1)
    form.set_row(HEADER_ROW, 32)


def _write_rows(form: Worksheet, declared: Dataset, columns: Sequence[Column], known: Known, styles: Styles) -> None:
    rows = [filled(declared, school, stage) for school in known.asked_for for stage in stages_of(declared, school)]
    first = EXAMPLE_ROW + 1
    for offset in range(max(BLANK_ROWS, len(rows))):
        values = rows[offset] if offset < len(rows) else {}
        if values:
            form.write_number(first + offset, 0, offset + 1, styles.open)
        for position, column in enumerate(columns, start=1):
            style = styles.cell(column)
            value = values.get(column.name)
            if value:
                form.write_string(first + offset, position, str(value), style)
            else:
                form.write_blank(first + offset, position, None, style)


def stages_of(declared: Dataset, school: Mapping[str, Any]) -> Iterable[str | None]:
    """The stages of a school that get a row of their own in this form; one row without when it has none."""
    if all(each.name != "stage" for each in declared.columns):
        return (None,)
    known = set(school.get("stages") or ())
    return tuple(each.code for each in STAGES if each.code in known) or (None,)


def filled(declared: Dataset, school: Mapping[str, Any], stage: str | None) -> dict[str, str]:
    """What is known of a school, by column of the form and in the words the form offers."""
    prefix = declared.places[0]
    values = {f"{prefix}school": school["name"], f"{prefix}school_code": school.get("code")}
    values |= {f"{prefix}township": school.get("township"), f"{prefix}district": school.get("district")}
    if declared.name == "school":
        values |= {"parent_school": school.get("parent"), "zone": school.get("zone")}
        values |= {name: school.get(name) for name in ("urban_rural", "ownership", "status")}
    values["stage"] = stage
    named = {each.name: each for each in declared.columns}
    return {name: _label(named[name], value) for name, value in values.items() if value and name in named}


def _label(column: Column, value: str) -> str:
    if column.name == "stage":
        return next(each.zh for each in STAGES if each.code == value)
    return column.choices[value][0] if column.kind is Kind.CHOICE and value in column.choices else str(value)


def _guard(form: Worksheet, columns: Sequence[Column], offered: Mapping[int, int], schools: int) -> None:
    """Drop-downs and whole numbers; `offered`: how many values stand behind the column at a position. A slip is warned of,
    not forbidden: a new school has a name that no list knows."""
    first, last = EXAMPLE_ROW + 1, EXAMPLE_ROW + max(BLANK_ROWS, 2 * schools)
    for position, column in enumerate(columns, start=1):
        if position in offered:
            letter = xl_col_to_name(position)
            source = f"={CHOICES_SHEET}!${letter}$1:${letter}${offered[position]}"
            rule: dict[str, Any] = {"validate": "list", "source": source, "error_type": "warning"}
        elif column.kind is Kind.COUNT:
            rule = {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning"}
            rule |= {"error_title": column.zh, "error_message": "请填0或正整数，不清楚请留空"}
        else:
            continue
        form.data_validation(first, position, last, position, rule)
