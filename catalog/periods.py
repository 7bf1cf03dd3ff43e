"""Periods: how a bureau counts time, as text that sorts and can be reasoned about.

| kind        | written        | means                                             |
|-------------|----------------|---------------------------------------------------|
| school_year | `2023-2024`    | 1 September 2023 to 31 August 2024                |
| term        | `2023-2024-1`  | autumn; `-2` is spring                            |
| month       | `2024-03`      | a calendar month                                  |
| half_year   | `2024-H1`      | a calendar half year                              |
| quarter     | `2024-Q1`      | a calendar quarter                                |
| week        | `2024-W09`     | an ISO week                                       |
| fiscal_year | `2024`         | the calendar year, for money only                 |

Source of the calendar: school year 1 Sept to 31 Aug, first term autumn, second term spring (docs/glossary.md).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum


class PeriodKind(StrEnum):
    """The granularities in which a return is made."""

    SCHOOL_YEAR = "school_year"
    TERM = "term"
    MONTH = "month"
    HALF_YEAR = "half_year"
    QUARTER = "quarter"
    WEEK = "week"
    FISCAL_YEAR = "fiscal_year"


_PATTERNS = {
    PeriodKind.SCHOOL_YEAR: re.compile(r"(\d{4})-(\d{4})"),
    PeriodKind.TERM: re.compile(r"(\d{4})-(\d{4})-([12])"),
    PeriodKind.MONTH: re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    PeriodKind.HALF_YEAR: re.compile(r"(\d{4})-H([12])"),
    PeriodKind.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    PeriodKind.WEEK: re.compile(r"(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])"),
    PeriodKind.FISCAL_YEAR: re.compile(r"(\d{4})"),
}


class PeriodError(ValueError):
    """The text is not a period in any of the forms above."""


@dataclass(frozen=True)
class Period:
    """One period. `start` and `end` are its first and last day; `code` is how it is written everywhere."""

    code: str
    kind: PeriodKind
    start: datetime.date
    end: datetime.date

    @property
    def school_year(self) -> str | None:
        """The school year this period lies in; None for a calendar year or half year that spans two."""
        return school_year_of(self.start) if school_year_of(self.start) == school_year_of(self.end) else None


def parse_period(code: str) -> Period:
    """Return the period written as `code`; raise PeriodError for anything else (including 2023-2025)."""
    for kind, pattern in _PATTERNS.items():
        match = pattern.fullmatch(code)
        if match:
            start, end = _span(kind, [int(part) for part in match.groups()], code)
            return Period(code, kind, start, end)
    raise PeriodError(f"not a period: {code!r}")


def is_period(code: str) -> bool:
    """Whether `code` is written as one of the period forms."""
    try:
        parse_period(code)
    except PeriodError:
        return False
    return True


def _span(kind: PeriodKind, parts: list[int], code: str) -> tuple[datetime.date, datetime.date]:
    year = parts[0]
    if kind in (PeriodKind.SCHOOL_YEAR, PeriodKind.TERM):
        if parts[1] != year + 1:
            raise PeriodError(f"a school year ends one year after it starts: {code!r}")
        first, last = datetime.date(year, 9, 1), datetime.date(year + 1, 8, 31)
        if kind is PeriodKind.SCHOOL_YEAR:
            return first, last
        # The autumn term runs to the end of January, the spring term from February: the usual winter break.
        return (first, datetime.date(year + 1, 1, 31)) if parts[2] == 1 else (datetime.date(year + 1, 2, 1), last)
    if kind is PeriodKind.WEEK:
        try:
            monday = datetime.date.fromisocalendar(year, parts[1], 1)
        except ValueError as error:
            raise PeriodError(f"no such week: {code!r}") from error
        return monday, monday + datetime.timedelta(days=6)
    months = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.FISCAL_YEAR: 12}[kind]
    first_month = 1 if len(parts) == 1 else (parts[1] - 1) * months + 1
    after = year * 12 + first_month - 1 + months
    return datetime.date(year, first_month, 1), datetime.date(after // 12, after % 12 + 1, 1) - datetime.timedelta(1)


def school_year_of(day: datetime.date) -> str:
    """The school year a day lies in: 2024-03-01 -> `2023-2024`."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}-{first + 1}"


def school_year(first: int) -> str:
    """The school year that starts in the autumn of `first`."""
    return f"{first}-{first + 1}"


def shift_years(code: str, years: int) -> str:
    """The same kind of period `years` later (negative: earlier): `2023-2024-1`, -1 -> `2022-2023-1`."""
    parse_period(code)
    return re.sub(r"\d{4}", lambda match: f"{int(match.group()) + years:04d}", code)


def autumn_term(code: str) -> str:
    """The autumn term of the school year `code` (a school year or anything that lies in one)."""
    return f"{_year_of(code)}-1"


def _year_of(code: str) -> str:
    year = parse_period(code).school_year
    if year is None:
        raise PeriodError(f"{code!r} does not lie in one school year")
    return year


def lies_in(code: str, wider: str) -> bool:
    """Whether the whole of period `code` lies in period `wider`."""
    inner, outer = parse_period(code), parse_period(wider)
    return outer.start <= inner.start and inner.end <= outer.end


def label_zh(code: str) -> str:
    """The period as an office writes it: `2023-2024-1` -> 2023—2024学年第一学期."""
    period = parse_period(code)
    parts = code.split("-")
    match period.kind:
        case PeriodKind.SCHOOL_YEAR:
            return f"{parts[0]}—{parts[1]}学年"
        case PeriodKind.TERM:
            return f"{parts[0]}—{parts[1]}学年第{'一' if parts[2] == '1' else '二'}学期"
        case PeriodKind.MONTH:
            return f"{parts[0]}年{int(parts[1])}月"
        case PeriodKind.HALF_YEAR:
            return f"{parts[0]}年{'上' if parts[1] == 'H1' else '下'}半年"
        case PeriodKind.QUARTER:
            return f"{parts[0]}年第{'一二三四'[int(parts[1][1]) - 1]}季度"
        case PeriodKind.WEEK:
            return f"{parts[0]}年第{int(parts[1][1:])}周"
        case PeriodKind.FISCAL_YEAR:
            return f"{code}年"
