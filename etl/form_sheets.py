"""The sheets beside the form: notes on every column, last year's numbers to compare with, the values of the drop-downs.

The reader knows them by name and takes nothing from them (`etl.extract.book`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from catalog.model import Column, Dataset
from catalog.periods import label_zh
from catalog.stages import stage as stage_named
from etl.form_columns import Known, header_of, is_needed, offered_for, reference_keys
from etl.form_styles import ALLOWED, Styles

NOTES_SHEET, CHOICES_SHEET, LAST_YEAR_SHEET = "填写说明", "选项", "上年数（参考）"
_HOW = (
    "1. 只填白色单元格；表头已保护以免改动后认不出，没有密码，确需改动可在“审阅”中撤销工作表保护。",
    "2. 没有请填 0，不清楚请留空：空白表示未报，不等于 0。",
    "3. 橙色列必填；灰色斜体的示例行不会导入，不必删去；行数不够可在下方接着填。",
    "4. 填其他时期请改第一行标题中的学年、学期、季度或月份；各列单位见下表，不要自行改成万元等其他单位。",
)


def write_notes(notes: Worksheet, declared: Dataset, columns: Sequence[Column], styles: Styles) -> None:
    """How to fill the form in, and every column with unit, note and choices."""
    notes.set_column(0, 1, 22)
    notes.set_column(2, 3, 8)
    notes.set_column(4, 5, 60)
    notes.write_string(0, 0, f"{declared.zh}：{declared.grain}")
    for row, line in enumerate(_HOW, start=1):
        notes.write_string(row, 0, line)
    first = len(_HOW) + 2
    for position, heading in enumerate(("列名", "英文", "计量", "必填", "注释", "可填内容")):
        notes.write_string(first, position, heading, styles.header)
    for row, column in enumerate(columns, start=first + 1):
        allowed = "、".join(labels[0] for labels in column.choices.values())
        needed = "是" if is_needed(declared, column) else ""
        for position, text in enumerate((header_of(column), column.en, column.unit, needed, column.note, allowed)):
            notes.write_string(row, position, text, styles.text)
    notes.protect("", ALLOWED)


def write_last_year(sheet: Worksheet, declared: Dataset, rows: Sequence[Mapping[str, Any]], styles: Styles) -> None:
    """What the schools reported a year earlier, to be looked at and not to be filled in."""
    columns = [*map(declared.column, reference_keys(declared)), *declared.facts]
    sheet.write_string(0, 0, "以下是上年同期已启用的数，只供填报时对照，不会导入；空白表示上年没有报。")
    for position, heading in enumerate(("乡镇", "学校", "时期", *map(header_of, columns))):
        sheet.write_string(1, position, heading, styles.header)
        sheet.set_column(position, position, max(9, 2 * len(heading) + 3))
    for number, row in enumerate(rows, start=2):
        values = [row["township"], row["school"], label_zh(row["period"])]
        values += [shown(column, row[column.name]) for column in columns]
        for position, value in enumerate(values):
            if isinstance(value, str):
                sheet.write_string(number, position, value, styles.text)
            elif value is not None:
                sheet.write_number(number, position, value, styles.text)
    sheet.freeze_panes(2, 2)
    sheet.protect("", ALLOWED)


def shown(column: Column, value: Any) -> Any:
    """A stored value as a clerk writes it: choices by their first label, grades by their name."""
    if value is None:
        return None
    if column.name == "stage":
        return stage_named(value).zh
    return column.choices[value][0] if value in column.choices else value


def write_choices(choices: Worksheet, columns: Sequence[Column], known: Known) -> dict[int, int]:
    """The values behind the drop-downs, a column of the sheet for each of the form's; how many, by its position."""
    choices.hide()
    found = {}
    for position, column in enumerate(columns, start=1):
        offered = offered_for(column, known)
        for row, text in enumerate(offered):
            choices.write_string(row, position, text)
        if offered:
            found[position] = len(offered)
    choices.protect("", ALLOWED)
    return found
