"""Rows under a school that are parts of it: 女生 is counted with it; 其中：小学部 and 初中部 are its stages."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np

from catalog.model import Role
from etl.extract.collect import Findings
from etl.extract.headings import stage_named_by
from etl.extract.layout import Layout
from etl.extract.numbers import Numbers
from etl.extract.places import stage_of_school
from etl.extract.rows import Body
from etl.extract.text import cell_name, key_of

_LEAD = re.compile(r"^(?:其中|#)[:、,]?")
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
    table = np.array([numbers[each.index].values for each in layout.of_role("fact") if _adds_up(layout, each.column)])
    places = [each.index for each in layout.of_role("place") if each.index in body.texts]
    stages: dict[int, str] = {}
    for row in body.rows_of("data") if len(table) else ():
        parts = _stages_under(body, texts, row)
        if len(parts) >= 2 and _are_the_school(table, row, parts):
            _take_the_place(body, places, row, parts)
            body.kinds[row], body.labels[row] = "subtotal", (school.index, key_of(texts[row]))
            stages |= parts
        elif len(parts) >= 2 and any(_LEAD.match(key_of(texts[under])) for under in parts):
            named = "、".join(texts[under] for under in parts)
            where = cell_name(body.first + row, school.index)
            findings.add("school_parts_differ", cell=where, value=texts[row], parts=named)
            body.kinds[min(parts) : max(parts) + 1] = ["of_which"] * len(parts)
    return stages


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
