"""Corrections of a draft's sheets as the page makes them: one more thing said, the file read again, the result shown."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from typing import Any

from catalog import DATASETS, dataset
from catalog.model import Dataset
from catalog.periods import is_period
from etl import jobs, layout_memory
from etl.drafts import Draft, open_extract
from etl.extract.periods import period_in
from etl.layouts import IGNORE, PERIOD, ColumnSaid, SheetLayout, table_key
from ui.context import Context
from ui.filters import state
from ui.jobs import may_start, start_job
from ui.text import language, name_of, say

# Reading again takes a second or two: so long a click waits, so that the page need not change twice.
_WAIT_SECONDS = 6.0
_POLL_SECONDS = 0.05
_ROWS = re.compile(r"\s*(\d+)?\s*(?:[-—–－~～至到]\s*(\d+)?)?\s*")


@dataclass(frozen=True)
class SeenSheet:
    """A sheet as it was read and may be shown; `headers`, `codes` and `meanings` by column."""

    name: str
    dataset: str | None
    header_rows: tuple[int, ...]
    headers: tuple[str, ...]
    codes: tuple[str, ...]
    meanings: tuple[str, ...]
    periods: tuple[str, ...] = ()
    unit: str = ""
    fingerprint: str = ""
    recalled: str = ""


def told(draft: Draft, sheet: str) -> SheetLayout:
    """What was said of a sheet so far."""
    return draft.options.sheets.get(sheet, SheetLayout())


def tell(context: Context, draft: Draft, sheet: str, layout: SheetLayout) -> None:
    """Say this of a sheet, and read the file again. For widgets: runs before the page is drawn again."""
    sheets = {**draft.options.sheets, sheet: layout}
    if layout.says_nothing():
        del sheets[sheet]
    read_again(context, draft, replace_sheets(draft, sheets))


def replace_sheets(draft: Draft, sheets: dict[str, SheetLayout]) -> dict[str, Any]:
    """The draft's options with these corrections."""
    return replace(draft.options, sheets=sheets).as_json()


def read_again(context: Context, draft: Draft, options: dict[str, Any]) -> None:
    """Read the draft's file again by these options and wait a moment for it."""
    follow_quick(context, "read_again", {"draft": draft.id, "options": options, "file": draft.file_name})


def follow_quick(context: Context, kind: str, request: dict[str, Any]) -> None:
    """Begin a job that is mostly done at once, put it into the address, and wait for it a moment."""
    number = start_job(context, kind, request)
    state("job", number)
    end = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < end:
        job = jobs.state(context.store, number)
        if job is None or job.ended:
            return
        time.sleep(_POLL_SECONDS)


def tell_columns(context: Context, draft: Draft, sheet: str, said: dict[str, ColumnSaid]) -> None:
    """Say what some columns mean, by letter."""
    known = told(draft, sheet)
    tell(context, draft, sheet, replace(known, columns={**known.columns, **said}))


def tell_dataset(context: Context, draft: Draft, sheet: str, name: str) -> None:
    """Say which dataset a sheet is. What its columns were said to be means nothing in another."""
    tell(context, draft, sheet, replace(told(draft, sheet), dataset=name, columns={}))


def may_remember(context: Context) -> bool:
    """Whether this visitor may have a layout remembered for everybody's files."""
    return may_start(context, "name_school")


def remember(context: Context, draft: Draft, sheet: str) -> None:
    """Remember what was said of a sheet for the next of its kind. PermissionError when the role does not reach."""
    if not may_remember(context):
        raise PermissionError("may not remember layouts")
    read = next(each for each in open_extract(draft.folder).sheets if table_key(each.sheet, each.table_no) == sheet)
    name = f"{draft.file_name} · {sheet}"
    layout_memory.remember(context.store, read, told(draft, sheet), name, context.visitor.name)


def forget(context: Context, fingerprint: str) -> None:
    """Take a remembered layout back. PermissionError when the role does not reach."""
    if not may_remember(context):
        raise PermissionError("may not forget layouts")
    layout_memory.forget(context.store, fingerprint, context.visitor.name)


def dataset_names() -> dict[str, str]:
    """Shown name to name of every dataset."""
    return {name_of(each): each.name for each in DATASETS}


def column_choices(declared: Dataset) -> dict[str, ColumnSaid]:
    """What a column of this dataset may be, by the words shown."""
    choices = {say("correct.ignore"): ColumnSaid(IGNORE), say("correct.period_column"): ColumnSaid(PERIOD)}
    item = next((each for each in declared.columns if each.name == "item"), None)
    for code, words in item.choices.items() if item else ():
        choices[f"{name_of(declared.column('quantity'))} · {words[0]}"] = ColumnSaid("quantity", group={"item": code})
    return choices | {name_of(each): ColumnSaid(each.name) for each in declared.columns}


def meaning_shown(sheet: SeenSheet, column: int) -> str:
    """What a column was taken for, in the words of `column_choices` where it is one of them."""
    code, words = sheet.codes[column], sheet.meanings[column]
    if not code:
        return say("correct.unknown")
    if code in (IGNORE, PERIOD):
        return say("correct.ignore") if code == IGNORE else say("correct.period_column")
    declared = next((each for each in dataset(str(sheet.dataset)).columns if each.name == code), None)
    plain = declared is not None and words == declared.zh
    return name_of(declared) if declared and (plain or (language() == "en" and code == "girls")) else words


def period_of(text: str, declared: Dataset | None) -> str | None:
    """The period a person typed, as a code; None when it is none."""
    if is_period(text.strip()):
        return text.strip()
    stated = period_in(text, declared) if declared is not None and text.strip() else None
    return stated.code if stated else None


def rows_of(text: str) -> tuple[int | None, int | None] | None:
    """Two row numbers from "6-52", "6-", "-52" or "6"; None when that is none."""
    match = _ROWS.fullmatch(text)
    if match is None:
        return None
    first, last = (int(each) if each else None for each in match.groups())
    if first == 0 or last == 0 or (first and last and first > last):
        return None
    return first, last
