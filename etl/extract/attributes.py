"""Read the columns that hold words: choices, dates, flags, grades, plain text. Each distinct text is read once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence

from catalog.model import Column, Kind, Role
from etl.extract.collect import Findings
from etl.extract.meaning import Meaning
from etl.extract.places import mapped, read_grade
from etl.extract.rows import Body
from etl.extract.text import as_text, cell_name, key_of
from etl.extract.words import TOTAL_SUBJECT, TOTAL_SUBJECTS

_BLANK = frozenset({"", "-", "--", "/", "—", "无", "null", "n/a", "不适用"})
_YES = frozenset(
    {
        "是",
        "已报",
        "已报送",
        "已上报",
        "零报告",
        "已报告",
        "√",
        "✓",
        "✔",
        "1",
        "true",
        "yes",
        "y",
        "有",
        "报",
        "上报",
        "正常",
    }
)
_NO = frozenset({"否", "未报", "未报送", "未上报", "未报告", "×", "✗", "0", "false", "no", "n", "缺报", "漏报", "没报"})
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:年|[-./])?(?:(?P<month>1[0-2]|0?[1-9])(?:月|[-./])?(?:(?P<day>3[01]|[12]\d|0?[1-9])日?)?)?(?:t?00:00(?::00)?)?"
)
_SERIAL_DAYS = (20000, 60000)  # 1954 to 2064 as Excel counts days


def read_attribute(
    column: Column, meaning: Meaning, body: Body, data: Sequence[int], findings: Findings
) -> list[object | None]:
    """The column over the data rows in its own type; what cannot be read is None and a finding."""
    if column.kind is Kind.DATE:
        return _dates(column, meaning, body, data, findings)
    texts: list[str | None] = [
        body.texts[meaning.index][row] if meaning.index in body.texts else as_text(body.columns[meaning.index][row])
        for row in data
    ]
    reader = _READERS.get(column.kind)
    if reader is None:
        return [_plain(text, column) for text in texts]
    read = mapped(texts, lambda text: reader(text, column))
    _report(column, meaning, body, data, texts, read, findings)
    return read


def _plain(text: str | None, column: Column) -> str | None:
    flat = key_of(text or "")
    if flat in _BLANK:
        return None
    return TOTAL_SUBJECT if column.name == "subject" and flat in TOTAL_SUBJECTS else text


def _choice(text: str, column: Column) -> str | None:
    flat = key_of(text)
    if flat in _BLANK:
        return ""
    for code, words in column.choices.items():
        if flat == code or any(flat == key_of(word) for word in words):
            return code
    # 融合型（一校多区）: a choice with a remark in brackets.
    bare = re.sub(r"\([^)]*\)", "", flat)
    return next((code for code, words in column.choices.items() if any(bare == key_of(word) for word in words)), None)


def _flag(text: str, column: Column) -> bool | str | None:
    flat = key_of(text)
    if flat in _BLANK:
        return ""
    if flat in _YES or flat.removesuffix(".0") in _YES:
        return True
    return False if flat in _NO or flat.removesuffix(".0") in _NO else None


def _grade(text: str, column: Column) -> int | str | None:
    return "" if key_of(text) in _BLANK else read_grade(text)


_READERS: dict[Kind, Callable[[str, Column], object | None]] = {
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.GRADE: _grade,
}
_CODES = {Kind.CHOICE: "choice_unknown", Kind.FLAG: "flag_unreadable", Kind.GRADE: "grade_unknown"}


def _report(
    column: Column,
    meaning: Meaning,
    body: Body,
    data: Sequence[int],
    texts: Sequence[str | None],
    read: list[object | None],
    findings: Findings,
) -> None:
    known = "、".join(words[0] if words else code for code, words in column.choices.items())
    level = "" if column.role is Role.KEY else "warning"
    for position, (text, value) in enumerate(zip(texts, read, strict=True)):
        if isinstance(value, str) and not value:
            read[position] = None
        elif value is None and text:
            findings.add(
                _CODES[column.kind],
                cell=cell_name(body.first + data[position], meaning.index),
                value=text[:40],
                level=level,
                header=meaning.header,
                known=known,
            )


def _dates(
    column: Column, meaning: Meaning, body: Body, data: Sequence[int], findings: Findings
) -> list[object | None]:
    found: list[object | None] = []
    for row in data:
        cell = body.columns[meaning.index][row]
        text = body.texts[meaning.index][row] if meaning.index in body.texts else as_text(cell)
        day = read_date(cell if cell not in ("", None) else text)
        if day is None and key_of(text) not in _BLANK:
            findings.add(
                "date_unreadable",
                cell=cell_name(body.first + row, meaning.index),
                value=text[:40],
                header=meaning.header,
            )
        found.append(day)
    return found


def read_date(value: object) -> datetime.date | None:
    """The day a cell means: a date, 2021年9月1日, 20210901, a day number of Excel. A month means its first day."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, float) and _SERIAL_DAYS[0] <= value <= _SERIAL_DAYS[1]:
        return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(value))
    match = _DATE.fullmatch(key_of(as_text(value)))
    if not match or not match["month"]:
        return None
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return None
