"""Rows under a school that are parts of it: 女生 is counted with it; 其中：小学部 and 初中部 are its stages."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np

from catalog.model import Kind, Role
from etl.extract.collect import Findings
from etl.extract.headings import stage_named_by
from etl.extract.layout import Layout
from etl.extract.numbers import Numbers
from etl.extract.places import stage_of_school
from etl.extract.rows import Body
from etl.extract.text import cell_name, key_of

_LEAD = re.compile(r"^(?:其中|#)[:、,]?")
_SEAT = re.compile(r"(?:(?:其中|#)[:、,]?)?(?:校|学校|中心校|中心小学|总校)?(?:本部|校部)")
# Schools that may report for those around them.
_WHOLE = re.compile(r"中心|总校|集团|学区|教办|联校|辅导")
_MOST_PARTS = 40
_BY_CHANCE = 30  # a smaller count meets the sum of its neighbours by chance
_MOST_ROWS = 3000  # a longer sheet is no list of a district's schools
_SUBSET = re.compile(
    r"(?:其中|#)?[:、,]?(?:男|女|男女|寄宿|住宿|走读|留守|随迁|随班就读|残疾|少数民族|流动)(?:学生|生|儿童|子女)?(?:人?数)?"
)


def mark_school_parts(body: Body, layout: Layout, numbers: dict[int, Numbers], findings: Findings) -> dict[int, str]:
    """Mark such rows. The stages of a school take its place where they add up to it, and are returned; else it is asked."""
    school = layout.named("school")
    if school is None or layout.dataset.places != ("",) or school.index not in body.texts:
        return {}
    texts = body.texts[school.index]
    code = layout.named("school_code")
    coded = body.texts.get(code.index) if code is not None else None
    for row in body.rows_of("data"):
        if _SUBSET.fullmatch(key_of(texts[row])) and not (coded and coded[row]):
            body.kinds[row] = "of_which"
    adding = [each for each in layout.of_role("fact") if _adds_up(layout, each.column)]
    table = np.array([numbers[each.index].values for each in adding])
    # Money goes with heads: it is no second number.
    money = np.array([layout.dataset.column(each.column).kind is Kind.MONEY for each in adding], dtype=bool)
    places = [each.index for each in layout.of_role("place") if each.index in body.texts]
    stages: dict[int, str] = {}
    for row in body.rows_of("data") if len(table) else ():
        parts = _stages_under(body, texts, row)
        if len(parts) >= 2 and _are_the_school(table, row, parts):
            _take_the_place(body, places, row, parts)
            body.kinds[row], body.labels[row] = "subtotal", (school.index, key_of(texts[row]))
            stages |= parts
        elif row not in stages and _seat_under(body, texts, row):
            _settle_seat(body, school.index, places, table, row, findings)
        elif len(parts) >= 2 and any(_LEAD.match(key_of(texts[under])) for under in parts):
            named = "、".join(texts[under] for under in parts)
            where = cell_name(body.first + row, school.index)
            findings.add("school_parts_differ", cell=where, value=texts[row], parts=named)
            body.kinds[min(parts) : max(parts) + 1] = ["of_which"] * len(parts)
    _ask_of_wholes(body, school.index, table, money, findings)
    return stages


def _settle_seat(
    body: Body, school: int, places: Sequence[int], table: np.ndarray, row: int, findings: Findings
) -> None:
    """The seat of a school takes its place where it and the schools under it make up the school's row; else it is asked."""
    texts = body.texts[school]
    if _seat_and_others(body, texts, table, row):
        _take_the_place(body, places, row, [row + 1])
        body.kinds[row] = "of_which"  # what the rows under it say one by one
    elif not _are_the_school(table, row, [row + 1]):
        where = cell_name(body.first + row, school)
        findings.add("school_parts_differ", cell=where, value=texts[row], parts=texts[row + 1])


def _seat_under(body: Body, texts: Sequence[str], row: int) -> bool:
    """Whether the row under a school is 其中：本部."""
    return bool(texts[row]) and row + 1 < body.height and _SEAT.fullmatch(key_of(texts[row + 1])) is not None


def _seat_and_others(body: Body, texts: Sequence[str], table: np.ndarray, row: int) -> bool:
    """石桥中心小学, 其中：本部, 双河教学点: whether its seat and the schools under that are together what its row states."""
    parts = [row + 1]
    for under in range(row + 2, body.height):
        if body.kinds[under] != "data" or not texts[under]:
            break
        parts.append(under)
        if _are_the_school(table, row, parts):
            return True
    return False


def _ask_of_wholes(body: Body, school: int, table: np.ndarray, money: np.ndarray, findings: Findings) -> None:
    """A central school whose numbers are exactly those of the schools beside it may hold them."""
    texts = body.texts[school]
    for row in body.rows_of("data") if len(table) and body.height <= _MOST_ROWS else ():
        beside = {key_of(texts[each]) for each in (row - 1, row + 1) if 0 <= each < body.height}
        campuses = (
            any(each != whole and each.startswith(whole) for each in beside) if (whole := key_of(texts[row])) else False
        )
        asked = campuses or _WHOLE.search(key_of(texts[row]))
        last = _last_part(body, texts, table, row, money) if asked else None
        if last is not None:
            named = "、".join(texts[min(row + 1, last) : max(row - 1, last) + 1][:8])
            where = cell_name(body.first + row, school)
            findings.add("school_holds_others", cell=where, value=texts[row], parts=named, count=abs(last - row))


def _last_part(body: Body, texts: Sequence[str], table: np.ndarray, row: int, money: np.ndarray) -> int | None:
    """The last of the schools right under (or over) a row that together are exactly what it states, in two numbers or more
    or in one, no small one, of three schools or more that each state some; None where there are none. Nothing is the sum of
    nothing wherever nobody had anything to report."""
    stated = np.nan_to_num(table[:, row])
    numbers = int(((stated > 0) & ~money).sum())
    large = bool((stated[~money] >= _BY_CHANCE).any())
    whole = key_of(texts[row])
    under, over = range(row + 1, min(body.height, row + _MOST_PARTS)), range(row - 1, max(-1, row - _MOST_PARTS), -1)
    for side in (under, over):
        parts: list[int] = []
        for at in side:
            part = key_of(texts[at])
            if body.kinds[at] != "data" or not part or part == whole or (_WHOLE.search(part) and part[:2] != whole[:2]):
                break
            parts.append(at)
            enough = numbers >= 2 or (numbers and large and len(parts) >= 3 and _each_states_some(table, parts))
            if len(parts) >= 2 and enough and _are_the_school(table, row, parts):
                return at
    return None


def _stages_under(body: Body, texts: Sequence[str], row: int) -> dict[int, str]:
    """The rows right under a school that name different stages, the first at least by 其中 or under a school of several."""
    if not texts[row] or stage_named_by(texts[row]) or stage_of_school(texts[row]):
        return {}
    found: dict[int, str] = {}
    for under in range(row + 1, body.height):
        stage = stage_named_by(_LEAD.sub("", key_of(texts[under])))
        if body.kinds[under] not in ("data", "of_which") or stage is None or stage in found.values():
            break
        found[under] = stage
    return found


def _each_states_some(table: np.ndarray, parts: Collection[int]) -> bool:
    return bool((np.nan_to_num(table[:, list(parts)]) > 0).any(axis=0).all())


def _are_the_school(table: np.ndarray, row: int, parts: Collection[int]) -> bool:
    stated, computed = table[:, row], np.nansum(table[:, list(parts)], axis=1)
    known = ~np.isnan(stated)
    meets = np.abs(stated[known] - computed[known]) <= 1e-6 * np.maximum(1.0, np.abs(stated[known]))
    return bool(known.any() and meets.all())


def _take_the_place(body: Body, places: Sequence[int], row: int, parts: Collection[int]) -> None:
    """The parts are rows of the school: its name, code and township hold for them."""
    for under in parts:
        body.kinds[under] = "data"
        for column in places:
            body.texts[column][under] = body.texts[column][row]


def _adds_up(layout: Layout, column: str) -> bool:
    return layout.dataset.column(column).role in (Role.STOCK, Role.FLOW)
