"""The period that holds for a whole sheet: from its titles, its name and the file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.model import Dataset
from catalog.periods import PeriodKind, parse_period
from etl.extract.completion import complete
from etl.extract.periods import Stated, is_day, partial_period_in, period_in, unclear_in, without_report_dates
from etl.extract.terms import BETWEEN_TERMS, UnclearTerm, settled
from etl.extract.text import key_of


@dataclass(frozen=True)
class SheetPeriod:
    """`period` is the sheet's; `year_hint` completes months and seasons of its rows. `unclear` is a term the sheet names
    that may be several; then there is no period."""

    period: Stated | None = None
    year_hint: str | None = None
    unclear: UnclearTerm | None = None


def read_sheet_period(
    declared: Dataset, titles: Sequence[str], sheet_name: str, file_stem: str, forced: str | None
) -> SheetPeriod:
    """The period of a sheet; `forced` is what a person said, which beats everything."""
    if forced is not None:
        return SheetPeriod(Stated(forced), forced)
    kept = without_report_dates(titles)
    reported, titles = [key_of(text) for text in titles if text not in kept], kept
    unclear = next((found for text in (*titles, sheet_name) if (found := unclear_in(text))), None)
    if unclear is None:
        told = _stated(declared, titles, sheet_name, file_stem)
        if told.period is not None or unclear_in(file_stem) is None:
            return told
        unclear = unclear_in(file_stem)
    assert unclear is not None
    return _settled(declared, unclear, [*titles, sheet_name, file_stem], reported)


def _stated(declared: Dataset, titles: Sequence[str], sheet_name: str, file_stem: str) -> SheetPeriod:
    # A stated school year or term anywhere on the sheet beats a bare year above it, and a day (统计时间).
    days = [text for text in titles if is_day(text)]
    on_sheet = [each for text in (*titles, sheet_name) if text not in days and (each := period_in(text, declared))]
    by_day = [each for text in days if (each := period_in(text, declared))]
    in_name = period_in(file_stem, declared)
    stated = [*(by_day if on_sheet else ()), *on_sheet, *([in_name] if in_name else ()), *by_day]
    found = next((each for each in on_sheet if not each.bare), None) or next(iter(stated), None)
    partial = next((part for text in (sheet_name, *titles) if (part := partial_period_in(text))), None)
    if found is None or partial is None or not completes(partial, found, declared):
        return SheetPeriod(found, base_of(found) if found else None)
    code = complete(partial, base_of(found))
    if code is not None:
        return SheetPeriod(Stated(code, text=f"{found.text} {partial[1]}"), base_of(found))
    unclear = unclear_in(f"{base_of(found)}年第{partial[1]}学期")
    return _settled(declared, unclear, [*titles, sheet_name, file_stem], []) if unclear else SheetPeriod(found)


def _settled(declared: Dataset, unclear: UnclearTerm, texts: Sequence[str], reported: Sequence[str]) -> SheetPeriod:
    """The period the rest of the sheet leaves as the only one; else the question."""
    rest = [found.rest if (found := unclear_in(text)) else text for text in texts]
    stated = [each.code for text in rest if (each := period_in(text, declared)) and not each.bare]
    partials = [part for text in rest if (part := partial_period_in(text))]
    months = [number for kind, number in partials if kind == "month"]
    halves = [2 if month < 9 else 1 for month in months if month not in BETWEEN_TERMS]
    halves += [number for kind, number in partials if kind == "season" or (kind == "term" and unclear.of_school_year)]
    code = settled(unclear, stated, halves, reported)
    if code is None:
        return SheetPeriod(unclear=unclear)
    if months and completes(("month", months[0]), Stated(code), declared):
        code = complete(("month", months[0]), code) or code
    return SheetPeriod(Stated(code, text=unclear.text), code)


def base_of(stated: Stated) -> str:
    """What a month or season is completed with: the calendar year where a year alone was written."""
    match = re.search(r"20\d\d", stated.text) if stated.bare else None
    return match.group() if match else stated.code


def completes(partial: tuple[str, int], stated: Stated, declared: Dataset) -> bool:
    """A sheet named 9月 in a file of 2023-2024 means 2023-09, where the dataset is reported so finely."""
    kind = parse_period(stated.code).kind
    if partial[0] == "month":
        return (
            PeriodKind.MONTH in declared.period_kinds and kind is not PeriodKind.MONTH and "subject" not in declared.key
        )
    wide = stated.bare or kind in (PeriodKind.SCHOOL_YEAR, PeriodKind.FISCAL_YEAR)
    return PeriodKind.TERM in declared.period_kinds and wide
