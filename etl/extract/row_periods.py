"""The period of each row: from a column of periods, else the sheet's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog.model import Dataset
from catalog.periods import PeriodKind, is_period, parse_period
from etl.extract.collect import Findings
from etl.extract.completion import complete, previous_school_year
from etl.extract.context import SheetContext, period_fits
from etl.extract.layout import Layout
from etl.extract.meaning import Meaning
from etl.extract.period_doubts import tell_period_doubts, tell_wrapping_rows
from etl.extract.periods import Stated, partial_period_in, period_in, unclear_in
from etl.extract.rows import Body
from etl.extract.sheet_period import base_of, completes
from etl.extract.terms import settled
from etl.extract.text import as_text, cell_name, key_of

_KINDS_ZH = {
    PeriodKind.SCHOOL_YEAR: "学年",
    PeriodKind.TERM: "学期",
    PeriodKind.MONTH: "月份",
    PeriodKind.HALF_YEAR: "半年",
    PeriodKind.QUARTER: "季度",
    PeriodKind.WEEK: "周",
    PeriodKind.FISCAL_YEAR: "年度",
}


def read_row_periods(
    body: Body, layout: Layout, context: SheetContext, data: Sequence[int], forced: bool, findings: Findings
) -> list[str | None]:
    """A period code per data row; None where neither the row nor the sheet says one."""
    columns = [] if forced else layout.of_role("period")
    if not forced:
        tell_period_doubts(layout, context, findings)
    rows = (
        list(zip(*(_texts(body, meaning, data) for meaning in columns), strict=True)) if columns else [()] * len(data)
    )
    known: dict[tuple[str, ...], Stated | None] = {}
    for said in dict.fromkeys(rows):
        known[said] = _read(said, columns, layout.dataset, context) if any(said) else context.period
        if known[said] is None and any(said):
            cell = cell_name(body.first + data[rows.index(said)], columns[0].index)
            findings.add("period_cell_unreadable", cell=cell, value=" ".join(said)[:40])
    by_row = {said: stated.code if stated else None for said, stated in known.items()}
    codes = [by_row[said] for said in rows]
    if columns:
        spoken = [" ".join(map(_with_header, said, [each.header for each in columns])) for said in dict.fromkeys(rows)]
        tell_wrapping_rows(spoken, context.year_hint, findings)
    used = [stated for stated in known.values() if stated]
    _report(layout.dataset, used, findings)
    return codes


def _texts(body: Body, meaning: Meaning, data: Sequence[int]) -> list[str]:
    column = body.columns[meaning.index]
    texts = body.texts.get(meaning.index)
    found = [(texts[row] if texts else "") or as_text(column[row]) for row in data]
    if float not in {column[row].__class__ for row in data}:
        return found
    # 2023.10 typed as a number is stored as 2023.1: October or January, nobody can tell.
    return [
        text.replace(".", "·") if column[row].__class__ is float and re.fullmatch(r"20\d\d\.1", text) else text
        for row, text in zip(data, found, strict=True)
    ]


def _read(said: tuple[str, ...], columns: Sequence[Meaning], declared: Dataset, context: SheetContext) -> Stated | None:
    spoken = [_with_header(text, meaning.header) for text, meaning in zip(said, columns, strict=True)]
    stated = [each for text in spoken if text and (each := period_in(text, declared))]
    whole = next((each for each in stated if not each.bare), None) or next(iter(stated), None)
    unclear = next((found for text in spoken if (found := unclear_in(text))), None)
    if unclear is not None:
        beside = [each.code for each in (*stated, context.period) if each and not each.bare]
        code = settled(unclear, beside)
        return Stated(code) if code else None
    partial = next(
        (part for text in spoken if text and not period_in(text, declared) and (part := partial_period_in(text))), None
    )
    base = base_of(whole) if whole else context.year_hint
    if partial is None or base is None or not is_period(base):
        return whole
    if whole is not None and not completes(partial, whole, declared):
        return whole
    code = complete(partial, base)
    return Stated(code) if code else None


def _with_header(text: str, header: str) -> str:
    """113 under 学年度 is 113学年, 9 under 月份 is 9月, 1 under 学期 is 第1学期."""
    flat, head = re.sub(r"\.0$", "", key_of(text)), key_of(header)
    if not re.fullmatch(r"\d{1,4}|[一二上下]", flat):
        return text
    if "学期" in head and flat in ("1", "2", "一", "二", "上", "下"):
        return f"{flat}学期" if flat in ("上", "下") else f"第{flat}学期"
    if "月" in head:
        return f"{flat}月" if flat.isdigit() and len(flat) <= 2 else text
    if "学年" in head or head == "schoolyear":
        return f"{flat}学年"
    return f"{flat}年" if flat.isdigit() and len(flat) == 4 else text


def _report(declared: Dataset, used: Sequence[Stated], findings: Findings) -> None:
    kinds = "、".join(_KINDS_ZH[kind] for kind in declared.period_kinds)
    for code, stated in {each.code: each for each in used}.items():
        if not period_fits(code, declared):
            findings.add("period_kind_wrong", value=code, period=code, dataset=declared.zh, known=kinds)
        elif stated.bare:
            findings.add("period_from_bare_year", value=stated.text, text=stated.text, period=code, dataset=declared.zh)


def block_period(base: str | None, spec: tuple[str, object] | None, shift: str) -> str | None:
    """The period of a block's row: its own (a month column), or the school year before, or the row's."""
    if spec is not None:
        kind, value = spec
        if kind == "code":
            return str(value)
        return complete((kind, int(str(value))), base) if base else None
    if base is None or not shift:
        return base
    if shift == "always" or _autumn(base):
        return previous_school_year(base)
    return base


def _autumn(code: str) -> bool:
    return parse_period(code).kind is PeriodKind.TERM and code.endswith("-1")


def any_autumn(codes: Sequence[str | None]) -> bool:
    """Whether some row is of an autumn term."""
    return any(code is not None and _autumn(code) for code in set(codes))
