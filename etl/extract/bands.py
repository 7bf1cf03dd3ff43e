"""Where one table ends and the next begins on a sheet with tables under each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl.extract.aid import programme_in
from etl.extract.cells import RawSheet
from etl.extract.context import grade_in, stage_in
from etl.extract.header_cells import is_number
from etl.extract.labels import is_footer, is_note, total_label
from etl.extract.layout import Layout, subject_in
from etl.extract.numbers import parse_number
from etl.extract.periods import period_in
from etl.extract.text import as_text, key_of
from etl.extract.vocabulary import is_promising, word_counts

_MOST_TITLES = 4
_MONEY = re.compile(r"[百千万亿]{0,2}元")
_TOWNSHIP = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:镇|乡|街道)(?=[\u4e00-\u9fff\d])")
_AID = re.compile(r"[\u4e00-\u9fff]{2,6}(?:补助|补贴|助学金|奖学金|贷款)")

_NUMBERS = frozenset((int, float))


@dataclass(frozen=True)
class Band:
    """Rows `first` to `last` of a sheet, zero-based and inclusive."""

    first: int
    last: int


def bands_of(sheet: RawSheet, layout: Layout) -> list[Band]:
    """The tables under each other, from the top; `layout` is the first one's. A header printed again begins none."""
    starts = [0]
    seen = _headers_of(sheet, layout)
    said, whose = _said(layout.titles, layout), layout.titles
    taken = layout.bottom
    for row in _header_rows(sheet, layout):
        if row <= taken:
            continue
        first = _first_title(sheet, row)
        titles = [text for at in range(first, row) for text in _texts(sheet, at)]
        again = any(_alike(_words(sheet, row), words) for words in seen)
        if again and (not titles or _is_same(_said(titles, layout), said)) and not _differ(titles, whose):
            continue
        if first <= taken:
            continue
        starts.append(first)
        taken = row + 1  # the next row may belong to the same header
        seen.append(_words(sheet, row))
        said = _said(titles, layout) if titles else said
        whose = tuple(titles) or whose
    ends = [start - 1 for start in starts[1:]] + [len(sheet.rows) - 1]
    return [Band(first, last) for first, last in zip(starts, ends, strict=True)]


def _headers_of(sheet: RawSheet, layout: Layout) -> list[dict[int, str]]:
    return [_words(sheet, row) for row in range(layout.top, layout.bottom + 1)]


def _header_rows(sheet: RawSheet, layout: Layout) -> Iterator[int]:
    """Rows under the first header that may be a header: no numbers, at least two known words, one of them a header's."""
    first = [set(_texts(sheet, row)) for row in range(layout.top, layout.bottom + 1)]
    for row in range(layout.bottom + 1, len(sheet.rows)):
        # Nearly every row ends here, so this asks no cell one by one.
        if not _NUMBERS.isdisjoint(map(type, sheet.rows[row])):
            continue
        if any(cell.__class__ is str and cell.isdecimal() for cell in sheet.rows[row]):
            continue
        texts = set(_texts(sheet, row))
        # Two words alone are easily a remark, unless they are the first table's own header once more.
        if (len(texts) < 3 and texts not in first) or sum(1 for text in texts if is_promising(text)) < 2:
            continue
        if not any(word_counts()[key_of(text)] for text in texts):
            continue
        if not any(parse_number(text).state == "number" for text in texts):
            yield row


def _first_title(sheet: RawSheet, header: int) -> int:
    """The first row of the titles above a header; blank rows may stand between title and header, not above."""
    row = header
    while row > 0 and header - row < _MOST_TITLES:
        texts = _texts(sheet, row - 1)
        if not texts and row < header and _texts(sheet, row):
            break
        if texts and not _is_title(sheet, row - 1, texts):
            break
        row -= 1
    # The signatures of the table above are none of ours; a day between title and header is.
    while row < header and (
        not (texts := _texts(sheet, row)) or any(is_footer(text) or is_note(text) for text in texts)
    ):
        row += 1
    return row


def _is_title(sheet: RawSheet, row: int, texts: Sequence[str]) -> bool:
    if any(cell.__class__ in (int, float) for cell in sheet.rows[row]) or len(texts) > 3:
        return False
    return not any(total_label(text) or is_number(text) for text in texts)


def _texts(sheet: RawSheet, row: int) -> list[str]:
    return [text for cell in sheet.rows[row] if cell.__class__ is str and (text := as_text(cell))]


def _words(sheet: RawSheet, row: int) -> dict[int, str]:
    return {
        at: key_of(text) for at, cell in enumerate(sheet.rows[row]) if cell.__class__ is str and (text := as_text(cell))
    }


def _alike(one: dict[int, str], other: dict[int, str]) -> bool:
    same = sum(1 for at, word in one.items() if other.get(at) == word)
    return same * 2 >= max(len(other), 1)


def _is_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether a second title says nothing, or what the first one said."""
    return one in ((None,) * len(one), other)


def _differ(titles: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two titles name another unit of money, township or kind of aid; one that names none may be a next page's."""
    for named in (_MONEY, _TOWNSHIP, _AID):
        one, other = named.search(" ".join(titles)), named.search(" ".join(others))
        if one and other and one[0] != other[0]:
            return True
    return False


def _said(titles: Sequence[str], layout: Layout) -> tuple[object, ...]:
    """What titles say of whom and when, and no column does: two tables of which it is the same are one, on two pages."""
    text = " ".join(titles)
    stated = period_in(text, layout.dataset)
    said = {
        "stage": stage_in(text),
        "grade": grade_in(text),
        "programme": programme_in(text),
        "subject": subject_in(text),
        "period": stated.code if stated else None,
    }
    columns = {each.column for each in layout.meanings}
    return tuple(None if name in columns else value for name, value in said.items())
