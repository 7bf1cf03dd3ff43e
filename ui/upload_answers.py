"""One click beside a finding, where the answer can be read off it: this column is the number that was missed."""

from __future__ import annotations

import re

import streamlit as st

from catalog import dataset
from etl.checks.main_number_read import MAIN_NUMBERS
from etl.drafts import Draft
from etl.layouts import ColumnSaid
from ui.context import Context
from ui.corrections import tell_columns
from ui.jobs import may_start
from ui.style import plain
from ui.text import name_of, say
from ui.uploads import seen_sheets

_COLUMN = re.compile(r"([A-Z]{1,3})\d+")


def show_answers(context: Context, draft: Draft) -> None:
    """A button for each main number that was not read while one column was left aside; the result is shown at once."""
    if draft.upload is None or not may_start(context, "read_again"):
        return
    sheets = zip(draft.report["sheets"], seen_sheets(draft), strict=True)
    seen = {sheet["sheet"]: each for sheet, each in sheets if each is not None and each.dataset}
    for number, finding in enumerate(draft.findings):
        sheet, at = seen.get(finding.sheet), _COLUMN.match(finding.cell)
        if finding.code != "main_number_not_read" or sheet is None or at is None or "、" in finding.message:
            continue
        name = next(each for each in MAIN_NUMBERS[str(sheet.dataset)] if each not in sheet.codes)
        column = dataset(str(sheet.dataset)).column(name)
        st.button(plain(say("upload.answer_column", letter=at[1], column=name_of(column))), key=f"answer_{draft.id}_{number}",
                  icon=":material/check:", on_click=tell_columns, args=(context, draft, sheet.name, {at[1]: ColumnSaid(name)}))  # fmt: skip
