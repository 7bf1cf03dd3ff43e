"""Rows that stand alone over their schools and say whose they are: 白沙镇, then its schools; 一、小学, then those."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from etl.extract.context import SCHOOL_END, TOWNSHIP_END
from etl.extract.layout import Layout
from etl.extract.rows import Body
from etl.extract.text import as_text, key_of
from etl.extract.words import STAGE_WORDS

_NUMBERED = re.compile(
    r"\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.](?!\d)|[一二三四五六七八九十]{1,3}|\d{1,3}(?:\.0)?$"
)
_STAGE_END = re.compile(r"(?:部分?|阶段|段|教育|学校|类|组)$")
_GENERAL = re.compile(
    r"(?:九年一贯制?|完全中学|完中|十二年一贯制?|公办|民办|城区|城镇|农村|乡镇|各乡镇|[县区市]直|[县区市]?直属|其他|其它|义务教育|中小学)(?:学校|单位|部分)?"
)
_KINDS = ("township", "stage")


def read_headings(body: Body, layout: Layout, filled: np.ndarray) -> None:
    """Mark such rows as notes, and note for the rows under each its township and stage."""
    school = layout.named("school")
    if school is None or layout.dataset.places != ("",) or school.index not in body.texts or not layout.of_role("fact"):
        return
    texts = body.texts[school.index]
    # Some offices call a school by its township: such a row is a school that left its cells blank.
    if any(filled[row] and _is_township(key_of(texts[row])) for row in body.rows_of("data")):
        return
    found = dict(_found(body, filled, texts))
    if found:
        _spread(body, found)


def places_of_sums(body: Body, layout: Layout) -> None:
    """青山镇, or 小学, with its numbers over its schools names their township or stage too."""
    school = layout.named("school")
    if school is None or school.index not in body.texts or layout.dataset.places != ("",):
        return
    texts = body.texts[school.index]
    labels = {row: body.labels.get(row, (-1, ""))[1] for row in body.rows_of("subtotal")}
    read = {row: _read(texts[row]) or _read(of) for row, of in labels.items()}
    found = {row: each for row, each in read.items() if each is not None and each[0] in _KINDS}
    schools = body.rows_of("data")
    if not found or not schools or min(found) > schools[0] or any(map(any, body.under.values())):
        return
    _spread(body, found)


def names_a_stage(text: str) -> bool:
    """小学, 二、初中: what no school is called."""
    return stage_named_by(text) is not None


def stage_named_by(text: str) -> str | None:
    """The stage that a row named 小学, 初中部 or 二、初中 is of; None for any other text."""
    kind, named = _read(text) or ("", None)
    return named if kind == "stage" else None


def _found(body: Body, filled: np.ndarray, schools: list[str]) -> Iterator[tuple[int, tuple[str, str | None]]]:
    """(body row, (kind, what it names)) of the headings that have schools under them."""
    candidates: dict[int, tuple[str, str | None]] = {}
    for row in body.rows_of("data"):
        read = None if filled[row] else _read(_lone_text(body, row))
        if read:
            candidates[row] = read
    following = False
    for row in reversed(range(body.height)):
        if row in candidates:
            if following:
                yield row, candidates[row]
        elif body.kinds[row] not in ("blank", "header", "index", "note"):
            named = bool(SCHOOL_END.search(key_of(schools[row])))
            following = body.kinds[row] == "data" and (named or bool(filled[row]))


def _lone_text(body: Body, row: int) -> str:
    """The one text of a row, apart from its number in a list; blank when there is more in it."""
    said = [text for column in body.columns if (text := as_text(column[row]))]
    words = [text for text in dict.fromkeys(said) if not _NUMBERED.fullmatch(key_of(text))]
    return words[0] if len(words) == 1 and any(words[0] in texts[row] for texts in body.texts.values()) else ""


def _read(text: str) -> tuple[str, str | None] | None:
    flat = _NUMBERED.sub("", key_of(text), count=1) if re.match(r"[^县区市]*[)、.]", key_of(text)) else key_of(text)
    flat = flat.rstrip(":")
    if not flat or len(flat) > 12:
        return None
    if _GENERAL.fullmatch(flat):
        return "general", None
    stage = STAGE_WORDS.get(flat) or STAGE_WORDS.get(_STAGE_END.sub("", flat))
    if stage:
        return "stage", stage
    return ("township", flat) if _is_township(flat) else None


def _is_township(flat: str) -> bool:
    return len(flat) > 1 and bool(TOWNSHIP_END.search(flat)) and not SCHOOL_END.search(flat)


def _spread(body: Body, found: dict[int, tuple[str, str | None]]) -> None:
    """What each heading says holds until the next of its kind, or of the kind that stands over it, or their sum."""
    outer = next((kind for _, (kind, _) in sorted(found.items()) if kind in _KINDS), "")
    now: dict[str, str | None] = dict.fromkeys(_KINDS)
    for row, kind in enumerate(body.kinds):
        if row in found:
            _turn(now, outer, *found[row])
            body.kinds[row] = "note" if kind == "data" else kind
        elif kind == "total":
            now = dict.fromkeys(_KINDS)
        elif kind == "subtotal":
            _close(now, outer, body.labels.get(row, (-1, ""))[1])
        for name in _KINDS:
            body.under[name][row] = now[name]


def _turn(now: dict[str, str | None], outer: str, kind: str, value: str | None) -> None:
    if kind == "general" or kind == outer:
        now.update(dict.fromkeys(_KINDS))
    if kind in _KINDS:
        now[kind] = value


def _close(now: dict[str, str | None], outer: str, of: str) -> None:
    """A sum ends what it is the sum of: the inner block, else the outer."""
    inner = next((name for name in _KINDS if name != outer), "")
    if _is_township(of):
        now["township"] = None
    elif now.get(inner):
        now[inner] = None
    else:
        now[outer] = None
