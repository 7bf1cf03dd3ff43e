"""Words that tell staff from pupils, in titles and in the groups of a header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from etl.extract.meaning import Meaning
from etl.extract.text import key_of

_STAFF = re.compile(r"教师(?!进修|子女)|教职[工员]|职工|师资|老师|teacher|staff")
_PUPILS = re.compile(r"学生|在校|生数|招生|新生|毕业生|幼儿|师生|生师|学籍|事业统计|班额|入学|pupil|student|enrol")
_GROUPS_OF_PUPILS = frozenset(map(key_of, ("学生", "在校学生", "在校生", "学生情况")))


def names_staff(text: str) -> bool:
    """Whether a text speaks of teachers or other staff."""
    return bool(_STAFF.search(key_of(text)))


def names_pupils(text: str) -> bool:
    """Whether a text speaks of pupils."""
    return bool(_PUPILS.search(key_of(text)))


def told_by_group(meaning: Meaning, levels: Sequence[str], measures: frozenset[str]) -> Meaning:
    """教师 over 人数 counts no pupils, 学生 over 总数 does. `levels` are the header's texts, `measures` the dataset's columns."""
    counts = (meaning.role == "fact" and meaning.column == "pupils") or meaning.missing_measure
    if "pupils" not in measures or not counts:
        return meaning
    if any(names_staff(text) and not names_pupils(text) for text in levels):
        return Meaning(meaning.index, "unknown", meaning.header)
    if meaning.missing_measure and meaning.is_total and not meaning.dims and _GROUPS_OF_PUPILS & set(levels):
        return replace(meaning, role="fact", column="pupils", missing_measure=False, is_total=False)
    return meaning
