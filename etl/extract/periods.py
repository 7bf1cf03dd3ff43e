"""Find the period a text states: 2023—2024学年第一学期, 2023年秋季, 113學年度, 2024年3月, 二〇二三年."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.model import BareYear, Dataset
from catalog.periods import PeriodError, PeriodKind, autumn_term, is_period, parse_period, school_year, school_year_of
from etl.extract.terms import UnclearTerm, span_code, span_in, unclear_term_in
from etl.extract.text import key_of
from etl.extract.words import STAGE_TOKENS, chinese_number

_DIGITS = str.maketrans("〇零○o一二三四五六七八九", "0000123456789")
_CHINESE_YEAR = re.compile(r"二[〇零○o0][一二三四五六七八九〇零○][一二三四五六七八九〇零○](?=年|学年|-)")
_CHINESE_MONTH = re.compile(r"(?<=\d年)(?:十[一二]?|[一二三四五六七八九])(?=月)")
_ORDINAL = {
    "一": 1,
    "二": 2,
    "1": 1,
    "2": 2,
    "上": 1,
    "下": 2,
    "秋": 1,
    "春": 2,
    "三": 3,
    "四": 4,
    "3": 3,
    "4": 4,
    "i": 1,
    "ii": 2,
}
_TERM = r"(?:第?(?P<term>[一二12]|ii?)学期|(?P<half>[上下])学期|(?P<season>[秋春])(?:季|期|季期)?(?:学期)?)"
# After a school year 上期 is its first term; alone it may mean the period before.
_TERM_OF_YEAR = _TERM.replace(
    "(?P<half>[上下])学期",
    rf"\(?(?P<half>[上下])(?:学?期|(?=\)|$|{'|'.join(STAGE_TOKENS)}|中小学|义务|学生|在校))\)?",
)
_YEARS = r"(?<!\d)(?P<start>20\d\d)(?:年|学年)?(?:-|至|到|/)(?P<end>20\d\d|\d\d)(?!\d)"
_ROC = re.compile(r"(?<!\d)(?P<roc>1[0-4]\d|[89]\d)学年度?" + f"{_TERM_OF_YEAR}?")
_SCHOOL_YEARS = re.compile(_YEARS + r"(?:学年度?|年度?)?" + f"(?P<part>{_TERM_OF_YEAR}|学?年?初|学?年?末)?")
_ONE_YEAR = re.compile(r"(?<!\d)(?P<start>20\d\d)学年度?" + f"(?P<part>{_TERM_OF_YEAR}|学?年?初|学?年?末)?")
_SEASON = re.compile(r"(?<!\d)(?P<year>20\d\d)年?(?P<season>[秋春])(?:季|期|天|招|学期|$|(?=[^\d]))")
_DAY = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?:年|[-./])(?P<month>1[0-2]|0?[1-9])(?:月|[-./])(?P<day>3[01]|[12]\d|0?[1-9])日?(?!\d)"
)
_MONTH = re.compile(r"(?<!\d)(?P<year>20\d\d)(?:年|[-./])(?P<month>1[0-2]|0[1-9]|[1-9](?!\d))(?:月|(?![\d年]))")
_QUARTER = re.compile(r"(?<!\d)(?P<year>20\d\d)年?第?(?P<quarter>[一二三四1-4])季度")
_HALF = re.compile(r"(?<!\d)(?P<year>20\d\d)年?(?P<half>[上下])半年")
_WEEK = re.compile(r"(?<!\d)(?P<year>20\d\d)年?第?(?P<week>\d{1,2})周")
_BARE = re.compile(r"(?<!\d)(?P<year>20\d\d)(?:年度|年(?!级)|届|$)")
_CODE = re.compile(r"(?<![\d-])20\d\d(?:-20\d\d(?:-[12])?|-(?:0[1-9]|1[0-2])|-[HQW]\d{1,2})(?![\d-])", re.IGNORECASE)
_REPORTED = r"(?:填报|填表|填写|制表|打印|报出|报送|上报|呈报|导出|制作|签发|印发|发文)(?:日期|时间)"
_REPORT_DATE = re.compile(_REPORTED + r"[:为]?[\d年月日号./-]*")
_LONE_MONTH = re.compile(r"(?<![\d年])(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?")
_LONE_TERM = re.compile(_TERM)


@dataclass(frozen=True)
class Stated:
    """A period a text states. `bare`: from a year alone, by the dataset's rule. `year_start`: the text says 学年初."""

    code: str
    bare: bool = False
    year_start: bool = False
    text: str = ""


def period_in(text: str, dataset: Dataset) -> Stated | None:
    """The period `text` states, in a kind the dataset is reported for; None when it states none, or leaves its term open."""
    flat = _plain_digits(key_of(text))
    if unclear_term_in(flat) is not None:
        return None
    span = span_in(flat)
    if span is not None:
        code = span_code(span)
        beside = _school_year(flat[: span.start()] + flat[span.end() :], dataset)
        return beside or (Stated(code, text=span.group()) if code else None)
    for reader in (_school_year, _roc_year, _season, _code, _quarter, _day, _month, _bare_year):
        stated = reader(flat, dataset)
        if stated is not None:
            return _fitted(stated, dataset)
    return None


def unclear_in(text: str) -> UnclearTerm | None:
    """The term that `text` names and leaves open, such as 2024年上学期."""
    return unclear_term_in(_plain_digits(key_of(text)))


def is_day(text: str) -> bool:
    """Whether a text's only period is a day: 统计时间：2023年9月5日."""
    flat = _plain_digits(key_of(text))
    return bool(_DAY.search(flat)) and not _SCHOOL_YEARS.search(flat) and not _SEASON.search(flat)


def without_report_dates(texts: Sequence[str]) -> list[str]:
    """The texts without the day on which the form was filled in: the return for March is written in April."""
    kept, asked = [], False
    for text in texts:
        flat = key_of(text)
        if not (asked and _DAY.search(_plain_digits(flat))):
            kept.append(_REPORT_DATE.sub("", flat) if _REPORT_DATE.search(flat) else text)
        asked = bool(re.search(_REPORTED + r":?$", flat))  # the date stands in the next cell
    return [text for text in kept if text]


def partial_period_in(text: str) -> tuple[str, int] | None:
    """("month", 9), ("season", 1) for autumn or ("term", 1) for a text that names one of them without its year."""
    flat = key_of(text)
    month = _LONE_MONTH.search(flat)
    if month:
        return "month", chinese_number(month["month"])
    term = _LONE_TERM.search(flat)
    half = _half(term) if term else None
    return ("season" if term and term["season"] else "term", half) if half else None


def _fitted(stated: Stated, dataset: Dataset) -> Stated | None:
    """The period turned into a kind the dataset knows: a month of a term's dataset becomes the term."""
    try:
        period = parse_period(stated.code)
    except PeriodError:
        return None
    if period.kind in (PeriodKind.MONTH, PeriodKind.WEEK) and _sat_in_a_term(period.kind, dataset):
        return Stated(_term_of(period.start), stated.bare, stated.year_start, stated.text)
    return stated


def _sat_in_a_term(kind: PeriodKind, dataset: Dataset) -> bool:
    # An exam named after its month is still the exam of a term: its indicators are asked by term.
    return kind not in dataset.period_kinds or dataset.bare_year is BareYear.SUMMER_TERM


def _term_of(day: datetime.date) -> str:
    return f"{school_year_of(day)}-{1 if day.month >= 9 or day.month == 1 else 2}"


def _plain_digits(flat: str) -> str:
    flat = _CHINESE_YEAR.sub(lambda match: match.group().translate(_DIGITS), flat)
    return _CHINESE_MONTH.sub(lambda match: str(chinese_number(match.group())), flat)


def _half(match: re.Match[str]) -> int | None:
    found = match["term"] or match["half"] or match["season"]
    return _ORDINAL[found] if found else None


def _part(match: re.Match[str], year: str) -> Stated:
    half, part = _half(match), match["part"] or ""
    if half:
        return Stated(f"{year}-{half}", text=match.group())
    if part.endswith("初") and "学" in match.group():
        return Stated(f"{year}-1", year_start=True, text=match.group())
    return Stated(f"{year}-2" if part.endswith("末") and "学" in match.group() else year, text=match.group())


def _school_year(flat: str, dataset: Dataset) -> Stated | None:
    for match in _SCHOOL_YEARS.finditer(flat):
        start = int(match["start"])
        end = int(match["end"]) if len(match["end"]) == 4 else start // 100 * 100 + int(match["end"])
        if end == start + 1:
            tail = flat[match.end() :]
            code = flat[match.start() : match.end()] + (re.match(r"-[12](?!\d)", tail) or [""])[0]
            return Stated(code, text=code) if is_period(code) else _part(match, school_year(start))
    one = _ONE_YEAR.search(flat)
    return _part(one, school_year(int(one["start"]))) if one else None


def _roc_year(flat: str, dataset: Dataset) -> Stated | None:
    match = _ROC.search(flat)
    if not match:
        return None
    year, half = school_year(int(match["roc"]) + 1911), _half(match)
    return Stated(f"{year}-{half}" if half else year, text=match.group())


def _season(flat: str, dataset: Dataset) -> Stated | None:
    match = _SEASON.search(flat)
    if not match:
        return None
    year = int(match["year"])
    code = f"{school_year(year)}-1" if match["season"] == "秋" else f"{school_year(year - 1)}-2"
    return Stated(code, text=match.group())


def _code(flat: str, dataset: Dataset) -> Stated | None:
    match = _CODE.search(flat)
    code = match.group().upper() if match else ""
    return Stated(code, text=code) if is_period(code) else None


def _quarter(flat: str, dataset: Dataset) -> Stated | None:
    quarter, half, week = _QUARTER.search(flat), _HALF.search(flat), _WEEK.search(flat)
    if quarter:
        return Stated(f"{quarter['year']}-Q{_ORDINAL[quarter['quarter']]}", text=quarter.group())
    if half:
        return Stated(f"{half['year']}-H{_ORDINAL[half['half']]}", text=half.group())
    if week and 1 <= int(week["week"]) <= 53:
        return Stated(f"{week['year']}-W{int(week['week']):02d}", text=week.group())
    return None


def _day(flat: str, dataset: Dataset) -> Stated | None:
    match = _DAY.search(flat)
    return Stated(f"{match['year']}-{int(match['month']):02d}", text=match.group()) if match else None


def _month(flat: str, dataset: Dataset) -> Stated | None:
    match = _MONTH.search(flat)
    return Stated(f"{match['year']}-{int(match['month']):02d}", text=match.group()) if match else None


def _bare_year(flat: str, dataset: Dataset) -> Stated | None:
    if re.search(r"20\d\d年?(?:-|至|到)20\d\d", flat):
        return None  # a span of several years is no period
    match = _BARE.search(flat)
    if not match:
        return None
    year = int(match["year"])
    if match.group().endswith("届"):
        return Stated(
            f"{school_year(year - 1)}-2" if dataset.bare_year is BareYear.SUMMER_TERM else school_year(year - 1),
            text=match.group(),
        )
    return Stated(bare_year_period(year, dataset.bare_year), bare=True, text=match.group())


def bare_year_period(year: int, rule: BareYear) -> str:
    """What a bare year means by a dataset's rule."""
    match rule:
        case BareYear.AUTUMN_TERM:
            return autumn_term(school_year(year))
        case BareYear.SUMMER_TERM:
            return f"{school_year(year - 1)}-2"
        case BareYear.SCHOOL_YEAR:
            return school_year(year)
        case BareYear.FISCAL_YEAR:
            return str(year)
