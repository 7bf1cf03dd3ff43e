"""The blank workbook we hand out for a dataset, made from its declaration. What we hand out we accept, always.

Three sheets: the form (title with the period, headers, an example row the importer leaves out, the schools asked for),
`填写说明` (every column with unit and note) and a hidden `选项` with the ranges behind the drop-downs: Excel refuses
lists of more than 255 characters written into the rule itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from catalog import dataset as dataset_named
from catalog.model import Column, Dataset, Kind, Role
from catalog.periods import PeriodKind, label_zh, school_year, school_year_of
from catalog.stages import STAGES, grade_label_zh

EXAMPLE_MARK = "示例"
BLANK_ROWS = 300
TITLE_ROW, NOTE_ROW, HEADER_ROW, EXAMPLE_ROW = 0, 1, 2, 3
_NUMBERS = (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.RATE)
_FORMATS = {Kind.COUNT: "0", Kind.NUMBER: "0.00", Kind.MONEY: "0.00", Kind.RATE: "0.00", Kind.DATE: "yyyy-mm-dd"}


@dataclass(frozen=True)
class Known:
    """What the store knows and the form can offer. `schools` are rows of `area` of level school, with `stages`."""

    schools: Sequence[Mapping[str, Any]] = ()
    townships: Sequence[str] = ()
    asked_for: Sequence[Mapping[str, Any]] = ()


@dataclass
class _Styles:
    """The few cell formats of the workbook."""

    title: Format
    note: Format
    header: Format
    required: Format
    example: Format
    text: Format
    cells: dict[Kind, Format] = field(default_factory=dict)


def write_template(name: str, out: Path, known: Known = Known(), period: str | None = None) -> None:
    """Write the form of dataset `name` to `out`. KeyError for an unknown dataset."""
    declared = dataset_named(name)
    columns = form_columns(declared)
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = _styles(book)
        form = book.add_worksheet(declared.zh)
        _write_head(form, declared, columns, period or default_period(declared), styles)
        _write_rows(form, declared, columns, known, styles)
        _write_notes(book.add_worksheet("填写说明"), declared, columns, styles)
        _write_choices(book.add_worksheet("选项"), form, columns, known)


def form_columns(declared: Dataset) -> tuple[Column, ...]:
    """The columns a person fills in: all but histograms, which no one types."""
    return tuple(each for each in declared.columns if each.kind is not Kind.BINS)


def header_of(column: Column) -> str:
    """The header of a column: its label, with the unit where mistaking it would change the number."""
    shows_unit = column.kind in (Kind.MONEY, Kind.RATE) and column.unit
    return f"{column.zh}（{column.unit}）" if shows_unit else column.zh


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
        case _:
            return school_year_of(day) if day.month != 8 else school_year(day.year)


def _styles(book: xlsxwriter.Workbook) -> _Styles:
    edge = {"border": 1, "border_color": "#BFC5CC"}
    head = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, **edge}
    return _Styles(
        title=book.add_format({"bold": True, "font_size": 14, "align": "center"}),
        note=book.add_format({"font_color": "#5A6470", "text_wrap": True, "valign": "top"}),
        header=book.add_format({**head, "bg_color": "#E8EEF5"}),
        required=book.add_format({**head, "bg_color": "#FBE7C6"}),
        example=book.add_format({"italic": True, "font_color": "#8A929B", **edge}),
        text=book.add_format({"num_format": "@", **edge}),
        cells={kind: book.add_format({"num_format": shape, **edge}) for kind, shape in _FORMATS.items()},
    )


def _write_head(form: Worksheet, declared: Dataset, columns: Sequence[Column], period: str, styles: _Styles) -> None:
    last = len(columns)
    form.merge_range(TITLE_ROW, 0, TITLE_ROW, last, f"{label_zh(period)}{declared.zh}填报表", styles.title)
    form.merge_range(
        NOTE_ROW, 0, NOTE_ROW, last,
        "填表说明：留空表示不清楚，没有请填0；橙色列必填；示例行不会导入；填其他时期请改标题。", styles.note,
    )  # fmt: skip
    form.write_string(HEADER_ROW, 0, "序号", styles.header)
    form.write_string(EXAMPLE_ROW, 0, EXAMPLE_MARK, styles.example)
    form.set_column(0, 0, 6)
    for position, column in enumerate(columns, start=1):
        header = header_of(column)
        form.write_string(HEADER_ROW, position, header, styles.required if is_needed(column) else styles.header)
        if about(column):
            form.write_comment(HEADER_ROW, position, about(column))
        form.write_string(EXAMPLE_ROW, position, example_of(column), styles.example)
        form.set_column(position, position, max(9, 2 * len(header) + 3))
    form.freeze_panes(EXAMPLE_ROW + 1, 1)
    form.set_row(HEADER_ROW, 32)


def is_needed(column: Column) -> bool:
    """Whether a row without it cannot be placed: the school, the stage, or whatever the declaration requires."""
    return column.required or column.name in ("school", "stage")


def about(column: Column) -> str:
    """Unit and note of a column in one line, empty when it has neither."""
    return "；".join(part for part in (f"单位：{column.unit}" if column.unit else "", column.note) if part)


def example_of(column: Column) -> str:
    """An invented value of the column, as text: the example row is never read as numbers."""
    if column.kind is Kind.CHOICE:
        return first_label(column)
    by_kind = {
        Kind.GRADE: "一年级",
        Kind.DATE: "2024-09-01",
        Kind.FLAG: "是",
        Kind.CODE: "0000000000",
        Kind.RATE: "95.5",
    }
    if column.kind in by_kind:
        return by_kind[column.kind]
    return "12" if column.kind in _NUMBERS else f"某{column.zh}"


def first_label(column: Column) -> str:
    """The label offered first by a column of choices."""
    return next(iter(column.choices.values()))[0]


def _write_rows(form: Worksheet, declared: Dataset, columns: Sequence[Column], known: Known, styles: _Styles) -> None:
    rows = [filled(declared, school, stage) for school in known.asked_for for stage in stages_of(declared, school)]
    first = EXAMPLE_ROW + 1
    for offset in range(max(BLANK_ROWS, len(rows))):
        values = rows[offset] if offset < len(rows) else {}
        if values:
            form.write_number(first + offset, 0, offset + 1)
        for position, column in enumerate(columns, start=1):
            style = styles.cells.get(column.kind, styles.text)
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


def _write_notes(notes: Worksheet, declared: Dataset, columns: Sequence[Column], styles: _Styles) -> None:
    notes.set_column(0, 1, 22)
    notes.set_column(2, 3, 8)
    notes.set_column(4, 5, 60)
    notes.write_string(0, 0, f"{declared.zh}：{declared.grain}", styles.note)
    for position, heading in enumerate(("列名", "英文", "计量", "必填", "注释", "可填内容")):
        notes.write_string(2, position, heading, styles.header)
    for row, column in enumerate(columns, start=3):
        allowed = "、".join(labels[0] for labels in column.choices.values())
        needed = "是" if is_needed(column) else ""
        for position, text in enumerate((header_of(column), column.en, column.unit, needed, column.note, allowed)):
            notes.write_string(row, position, text)


def _write_choices(choices: Worksheet, form: Worksheet, columns: Sequence[Column], known: Known) -> None:
    choices.hide()
    first, last = EXAMPLE_ROW + 1, EXAMPLE_ROW + max(BLANK_ROWS, 2 * len(known.asked_for))
    for position, column in enumerate(columns, start=1):
        offered = offered_for(column, known)
        for row, text in enumerate(offered):
            choices.write_string(row, position, text)
        if offered:
            letter = xl_col_to_name(position)
            source = f"=选项!${letter}$1:${letter}${len(offered)}"
            rule: dict[str, Any] = {"validate": "list", "source": source, "error_type": "warning"}
        elif column.kind is Kind.COUNT:
            rule = {"validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning"}
            rule |= {"error_title": column.zh, "error_message": "请填0或正整数，不清楚请留空"}
        else:
            continue
        form.data_validation(first, position, last, position, rule)


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
