"""While the store holds no school, the first file creates those it names. What is no name of a school is asked instead:
其他, 城区, 2022年 or 留守儿童 between schools are rows about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from etl.extract.context import TOWNSHIP_END
from etl.extract.labels import is_statistic, total_label
from etl.extract.text import key_of
from etl.extract.vocabulary import word_counts
from etl.extract.words import (
    CATEGORY_WORDS,
    FEMALE,
    GENERIC,
    GRADE,
    MALE,
    NEUTRAL_WORDS,
    PERIOD_WORDS,
    STAGE_WORDS,
    SUBJECTS,
    TOTAL_WORDS,
)
from etl.model import ExtractedSheet, Finding
from etl.places import Named, named_places
from etl.problems import finding

_SCHOOL = re.compile(
    r"学校|小学|中学|大学|书院|学院|学堂|幼儿|[国完村附][小中]|园$|园\(|校$|校区|校\(|分校|教学点|教学部|[初高]中|中心校|一贯制|九义|特教|职教|职高|职专|"
    r"技校|[一二三四五六七八九十百\d][小中幼高]|[小中]$|school|kindergarten|college"
)
# The words of a vocabulary are no names, nor are groups of schools.
_WORDS = frozenset({*GENERIC, *TOTAL_WORDS, *NEUTRAL_WORDS, *PERIOD_WORDS, *STAGE_WORDS, *MALE, *FEMALE, *SUBJECTS})
_GROUP = re.compile(
    r"(?:其他|其它|各|所有|全部|部分|其中|城区|镇区|城镇|乡村|农村|县城|县直|区直|市直|直属|民办|公办|非?寄宿制?|普惠性?)+"
    r"(?:学校|小学|中学|幼儿园|初中|高中|教学点|地区)?(?:数|人数|合计)?"
)
# What is said of many schools, whoever allows new ones; a school that is called so has a code.
_CLASS = re.compile(
    r"(?:其他|其它|各|所有|全部|部分|城区|镇区|县镇|城镇|乡村|农村|民办|公办)+(?:学校|小学|中学|幼儿园|初中|高中|教学点)"
    r"|(?:县城|县直|区直|市直|直属|寄宿制|非寄宿制|普惠性)学校"
)
# 共3所, 累计, 平均每校, 上年同期, 本镇小学: rows about schools.
_NO_NAME = re.compile(r"共?\d+所(?:学校)?|共计?.*所|累计|平均.+|.*同期|以上.*|本[镇乡县区市](?:小学|中学|学校|幼儿园)?")
_PERIOD = re.compile(r"20\d\d(?:年|$)|学期|学年|季度|[上下]半年|^\d{1,2}月|^[春秋]季")


def strange_schools(sheets: Iterable[ExtractedSheet]) -> list[Finding]:
    """An error for each name without a code, on any sheet, that is no name of a school."""
    by_sheet: dict[int, list[Named]] = {}
    for named in named_places(sheets):
        if named.written.level == "school" and named.written.school and not named.written.code:
            by_sheet.setdefault(id(named.sheet), []).append(named)
    return [_finding(named) for several in by_sheet.values() for named in _strange(several)]


def _strange(several: list[Named]) -> Iterator[Named]:
    """Those that are words of something else, and the odd ones where the others look like schools: an office that writes
    石家 for 石家小学 writes all of them so."""
    texts = {key_of(named.written.school or "") for named in several}
    in_full = sum(1 for text in texts if _SCHOOL.search(text) and not is_word(text)) * 2 >= len(texts)
    is_register = several[0].sheet.dataset == "school"  # which says what is a school
    for named in several:
        text = key_of(named.written.school or "")
        if TOWNSHIP_END.search(text) or is_class_of_schools(text):
            continue  # said to be like a township, or a class of schools
        if is_word(text) or (in_full and not is_register and not _SCHOOL.search(text)):
            yield named


def is_class_of_schools(name: str) -> bool:
    """民办学校, 城区小学, 其他学校: never one school."""
    return bool(_CLASS.fullmatch(key_of(name)))


def is_word(text: str) -> bool:
    """Whether a normalised text is a word for a group, a period, a sum or a column, not a name."""
    bare = re.sub(r"^(?:其中[:,]?|#)|\([^)]*\)$", "", text)
    if (
        bare in _WORDS
        or _NO_NAME.fullmatch(bare)
        or _GROUP.fullmatch(bare)
        or GRADE.fullmatch(bare)
        or is_statistic(bare)
        or total_label(bare)
    ):
        return True
    if _PERIOD.search(bare) and not re.search(r"小学|中学|学校|幼儿园", bare):
        return True
    return bool(word_counts()[bare] or (CATEGORY_WORDS.search(bare) and not _SCHOOL.search(bare)))


def _finding(named: Named) -> Finding:
    return finding(
        "school_name_strange", sheet=named.sheet.sheet, cell=named.cell("school"), value=named.written.school or ""
    )
