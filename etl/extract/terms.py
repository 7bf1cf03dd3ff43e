"""Terms that a text leaves open: 2024年上学期 is the spring term in one province and the autumn term in the next.

Something else in the file may settle which is meant: a day, a month, a season, a school year. Else it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.periods import PeriodKind, is_period, parse_period, school_year

_SPAN_BEFORE = re.compile(r"20\d\d(?:年|学年)?(?:-|至|到|/)$")
_OF_CALENDAR_YEAR = re.compile(
    r"(?<!\d)(?P<year>20\d\d)年?度?\(?(?:(?P<half>[上下])(?:半?学期|期|学年)|第?(?P<term>[一二12]|ii?)学期)\)?"
)
_OF_SCHOOL_YEAR = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?:(?:年|学年)?[-至到/](?:20)?\d\d)?学年度?\(?(?:期[末中]|[上下]学年)\)?"
)
_REPORTED_IN = re.compile(r"(?P<year>20\d\d)(?:年|[-./])(?P<month>1[0-2]|0?[1-9])(?:月|[-./]|$)")
_SPAN = re.compile(
    r"(?<!\d)(?P<year>20\d\d)[年.](?P<month>1[0-2]|0?[1-9])(?:月|[.](?:3[01]|[12]\d|0?[1-9]))?(?:(?:3[01]|[12]\d|0?[1-9])日)?[-至到]"
    r"(?:(?P<last_year>20\d\d)[年.])?(?P<last>1[0-2]|0?[1-9])(?:月|[.](?:3[01]|[12]\d|0?[1-9])(?!\d))?(?![\d日])"
)
# In these months one term is reported after its end and the next prepared.
BETWEEN_TERMS = (1, 2, 7, 8)


@dataclass(frozen=True)
class UnclearTerm:
    """A term that may be any of `candidates`; `text` is how it is written, `rest` what else the text says."""

    text: str
    candidates: tuple[str, ...]
    rest: str

    @property
    def of_school_year(self) -> bool:
        """Whether its school year is known and only the half is open."""
        return len({code[:9] for code in self.candidates}) == 1


def unclear_term_in(flat: str) -> UnclearTerm | None:
    """The term of a normalised text that its words leave open; None when there is none."""
    for match in _OF_CALENDAR_YEAR.finditer(flat):
        if not _SPAN_BEFORE.search(flat[: match.start()]):
            later = (match["half"] or match["term"]) in ("下", "二", "2", "ii")
            return _unclear(flat, match, _near(int(match["year"]), later=later))
    for match in _OF_SCHOOL_YEAR.finditer(flat):
        year = school_year(int(match["year"]))
        return _unclear(flat, match, (f"{year}-1", f"{year}-2"))
    return None


def _unclear(flat: str, match: re.Match[str], candidates: tuple[str, ...]) -> UnclearTerm:
    return UnclearTerm(match.group().strip("()"), candidates, flat[: match.start()] + " " + flat[match.end() :])


def _near(year: int, *, later: bool) -> tuple[str, ...]:
    """The spring and the autumn of a calendar year; its second term may also be that of the school year it begins."""
    found = (f"{school_year(year - 1)}-2", f"{school_year(year)}-1")
    return (*found, f"{school_year(year)}-2") if later else found


def settled(
    unclear: UnclearTerm, stated: Sequence[str], halves: Sequence[int] = (), reported: Sequence[str] = ()
) -> str | None:
    """The one candidate that agrees with everything else; None when several do or none.

    `stated` are periods stated beside it, `halves` seasons without a year (1 autumn, 2 spring), `reported` texts of the
    days on which the form was filled in: a term that had not begun by then is not reported.
    """
    left = [code for code in unclear.candidates if all(_agrees(code, other) for other in stated)]
    left = [code for code in left if all(code.endswith(f"-{half}") for half in halves)]
    left = [code for code in left if not any(_begins_after(code, text) for text in reported)]
    narrowed = len(left) < len(unclear.candidates)
    return left[0] if narrowed and len(left) == 1 else None


def _agrees(code: str, other: str) -> bool:
    if not is_period(other):
        return True
    term, period = parse_period(code), parse_period(other)
    if period.kind is PeriodKind.SCHOOL_YEAR:
        return term.school_year == other
    if period.kind is PeriodKind.FISCAL_YEAR:
        return True  # the year is in the words already
    if period.kind is PeriodKind.MONTH and period.start.month in BETWEEN_TERMS:
        return True
    return period.start <= term.end and term.start <= period.end


def _begins_after(code: str, text: str) -> bool:
    match = _REPORTED_IN.search(text)
    if match is None:
        return False
    start = parse_period(code).start
    return (start.year, start.month) > (int(match["year"]), int(match["month"]))


def span_in(flat: str) -> re.Match[str] | None:
    """A span of months in a normalised text: 2023年9月-2024年7月."""
    return _SPAN.search(flat)


def span_code(match: re.Match[str]) -> str | None:
    """The school year, term, half or calendar year that a span of months is; None for any other."""
    year, month, last = int(match["year"]), int(match["month"]), int(match["last"])
    years = int(match["last_year"] or year) - year
    codes = {
        **dict.fromkeys([(9, 1, 6), (9, 1, 7), (9, 1, 8)], school_year(year)),
        **dict.fromkeys([(9, 0, 12), (9, 1, 1), (9, 1, 2)], f"{school_year(year)}-1"),
        **dict.fromkeys([(2, 0, 6), (2, 0, 7), (2, 0, 8), (3, 0, 6), (3, 0, 7)], f"{school_year(year - 1)}-2"),
        (1, 0, 12): str(year),
        (1, 0, 6): f"{year}-H1",
        (7, 0, 12): f"{year}-H2",
    }
    return codes.get((month, years, last))
