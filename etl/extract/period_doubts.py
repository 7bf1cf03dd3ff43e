"""Periods that must not be taken without asking: two that contradict each other, a sum since September under one month,
months of two calendar years under one year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from catalog.model import Dataset, Role
from catalog.periods import PeriodKind, is_period, label_zh, parse_period
from etl.extract.collect import Findings
from etl.extract.context import SheetContext
from etl.extract.labels import is_note
from etl.extract.layout import Layout
from etl.extract.periods import Stated, is_day, partial_period_in, period_in, without_report_dates
from etl.extract.text import key_of

_SHORT = (PeriodKind.MONTH, PeriodKind.WEEK, PeriodKind.QUARTER)
_TO_DATE = re.compile(r"累计|累积")
_OF_ONE_MONTH = re.compile(r"本月|当月|累计|累积|\d月|[一二三四五六七八九十]月")
_SPAN = re.compile(r"(20\d\d)(?:学年|年)?(?:-|至|到|~)(20\d\d)")
_AUTUMN, _WINTER = 9, 2


def tell_period_doubts(layout: Layout, context: SheetContext, findings: Findings) -> None:
    """Errors (and warnings of the file's name) about the period that the whole sheet is given."""
    months = _months_over_columns(layout)
    if _wraps(months) and re.fullmatch(r"20\d\d", context.year_hint or ""):
        _tell_wrap(months, str(context.year_hint), findings)
    if context.period is None or layout.of_role("period") or _all_state_periods(layout):
        return
    _tell_of_names(layout, context, context.period, findings)
    _tell_cumulative(layout, context, context.period, findings)
    _tell_spring_day(layout, context.period, findings)


def _tell_spring_day(layout: Layout, chosen: Stated, findings: Findings) -> None:
    """A school year's snapshot is its autumn; counted in March (统计时间) it may be the spring's."""
    declared = layout.dataset
    stocks = any(declared.column(each.column).role is Role.STOCK for each in layout.of_role("fact"))
    if not stocks or not is_period(chosen.code) or parse_period(chosen.code).kind is not PeriodKind.SCHOOL_YEAR:
        return
    for text in _titles(layout):
        counted = period_in(text, declared) if is_day(text) else None
        if counted is not None and counted.code == f"{chosen.code}-2":
            codes = [f"{chosen.code}-{term}" for term in (1, 2)]
            choices = "、".join(f"{label_zh(code)}（{code}）" for code in codes)
            findings.add("term_unclear", value=f"{chosen.text}，{text}"[:60], choices=choices, codes=", ".join(codes))
            return


def tell_wrapping_rows(texts: Iterable[str], year_hint: str | None, findings: Findings) -> None:
    """An error for rows of 9月 … 12月, 1月 under one calendar year; `texts` are the cells of the months in their order."""
    if not re.fullmatch(r"20\d\d", year_hint or ""):
        return
    partials = [None if re.search(r"20\d\d", text) else partial_period_in(text) for text in texts]
    months = list(dict.fromkeys(each[1] for each in partials if each and each[0] == "month"))
    if _wraps(months):
        _tell_wrap(months, str(year_hint), findings)


def _months_over_columns(layout: Layout) -> list[int]:
    periods = [each.dim.get("period") for each in layout.of_role("fact")]
    return list(dict.fromkeys(int(each[1]) for each in periods if isinstance(each, tuple) and each[0] == "month"))


def _wraps(months: Sequence[int]) -> bool:
    return any(one >= _AUTUMN and two <= _WINTER for one, two in pairwise(months))


def _tell_wrap(months: Sequence[int], year: str, findings: Findings) -> None:
    listed = "、".join(f"{month}月" for month in months)
    findings.add("months_wrap", value=listed, months=listed, year=year)


def _all_state_periods(layout: Layout) -> bool:
    facts = layout.of_role("fact")
    return bool(facts) and all("period" in each.dim for each in facts)


def _titles(layout: Layout) -> list[str]:
    return without_report_dates([text for text in layout.titles if not is_note(text)])


def _tell_of_names(layout: Layout, context: SheetContext, chosen: Stated, findings: Findings) -> None:
    declared = layout.dataset
    titled = [
        each for text in _titles(layout) if not is_day(text) and (each := period_in(text, declared)) and not each.bare
    ]
    titled = [each for each in titled if is_period(each.code)]
    own_name = context.sheet != context.file  # a text file's one sheet has the file's name
    if own_name and titled and all(_contradicts(context.sheet, each, declared) for each in titled):
        findings.add(
            "sheet_name_contradicts_title", value=context.sheet, title=titled[0].text, period=label_zh(titled[0].code)
        )
    named = None if _names_several_years(context.file) else period_in(context.file, declared)
    if named is not None and _apart(named, chosen):
        findings.add("file_name_contradicts_title", value=named.text, title=chosen.text, period=label_zh(chosen.code))


def _names_several_years(name: str) -> bool:
    """2020-2025学年 is the name of a collection; 2023-2024学年 is one school year."""
    return any(int(last) != int(first) + 1 for first, last in _SPAN.findall(key_of(name)))


def _contradicts(name: str, titled: Stated, declared: Dataset) -> bool:
    """Whether a sheet's name says another period than its title: 2022年秋 over 2023年秋, or 10月 over 2023年9月."""
    stated = period_in(name, declared)
    if stated is not None:
        return not stated.bare and _apart(stated, titled)
    partial, period = partial_period_in(name), parse_period(titled.code)
    if partial is None:
        return False
    if partial[0] == "month":
        return period.kind is PeriodKind.MONTH and period.start.month != partial[1]
    return period.kind is PeriodKind.TERM and not titled.code.endswith(f"-{partial[1]}")


def _apart(one: Stated, two: Stated) -> bool:
    """Whether two periods have no day in common; `one` from a year alone may be any that touches that year."""
    if not all(is_period(each.code) for each in (one, two)):
        return False
    first, second = parse_period(one.code), parse_period(two.code)
    year = re.search(r"20\d\d", one.text) if one.bare else None
    if year is not None and int(year.group()) in (second.start.year, second.end.year):
        return False
    return first.start > second.end or second.start > first.end


def _tell_cumulative(layout: Layout, context: SheetContext, chosen: Stated, findings: Findings) -> None:
    """截至10月底累计 is no number of October; a header that says 本月 or 累计 tells its columns apart by itself."""
    said = next((text for text in (*_titles(layout), context.sheet) if _TO_DATE.search(key_of(text))), None)
    if said is None or not is_period(chosen.code) or parse_period(chosen.code).kind not in _SHORT:
        return
    flows = [each for each in layout.of_role("fact") if layout.dataset.column(each.column).role is Role.FLOW]
    if flows and not any(_OF_ONE_MONTH.search(key_of(each.header)) for each in layout.meanings):
        findings.add("cumulative_for_month", value=said[:60], header=flows[0].header, period=label_zh(chosen.code))
