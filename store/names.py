"""When two ways of writing a name are the same name, and how near two different names are."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC
from rapidfuzz import fuzz

_BRACKETS = str.maketrans("[]{}〔〕【】〈〉《》", "()()()()()()")
_BLANKS = re.compile(r"[\s\u200b-\u200d\ufeff·•]+")
# 石桥镇中心小学（含村小）: a remark on what the row's numbers hold, no part of the name.
_REMARK = re.compile(r"\s*[(（]含[^()（）]*[)）]\s*$")
# Such a remark that names schools below this one.
INCLUDES_SCHOOLS = r"[(（]含[^()（）]*(村小|教学点|村校|校点|下属|下辖|所属|各校|完小)[^()（）]*[)）]\s*$"
_NUMBERED = re.compile(r"第(\d{1,2})")
_DIGITS = "零一二三四五六七八九"

# 石桥镇 and 石桥 may be one place; 石桥镇 and 石桥乡 are two until an alias says otherwise.
_TOWNSHIP_SUFFIX = re.compile(r"(民族乡|街道办事处|街道办|街道|地区|镇|乡|区|市)$")
_DISTRICT_SUFFIX = re.compile(r"(自治县|自治旗|林区|特区|新区|县|区|市|旗)$")
# 县第一小学 in a county is what others write with the county's name in front.
_BARE_DISTRICT = re.compile(r"^[县区市](?=第|实验|职业|特殊|民族|机关|直属)")

_STAGE_WORDS = (
    ("kindergarten", re.compile(r"幼儿园|幼儿|幼教|托儿|幼稚园|幼$")),
    ("primary", re.compile(r"小学|国小|完小|中心校|教学点|村小|小$")),
    ("secondary", re.compile(r"中学|初中|高中|国中|完中|一中|二中|三中|[四五六七八九十]中|中$")),
    ("vocational", re.compile(r"职业|职教|职高|中专|技工")),
    ("special", re.compile(r"特殊|特教|启智|聋|盲")),
)
_SHORT = (
    (re.compile(r"([一二三四五六七八九十]+)小$"), r"第\1小学"),
    (re.compile(r"([一二三四五六七八九十]+)中$"), r"第\1中学"),
    (re.compile(r"([一二三四五六七八九十]+)幼$"), r"第\1幼儿园"),
    (re.compile(r"实小$"), "实验小学"),
    (re.compile(r"实中$"), "实验中学"),
    (re.compile(r"(中心完小|中心校|中心小)$"), "中心小学"),
    (re.compile(r"完小$"), "小学"),
)


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def without_remark(text: str) -> str:
    """A school's name without （含村小）."""
    return _REMARK.sub("", text)


@lru_cache(maxsize=200_000)
def normalise_name(text: str) -> str:
    """The name without what writing varies: width, blanks, brackets' shape, traditional characters, 第1 for 第一."""
    flat = _BLANKS.sub("", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)
    if not flat.isascii():
        flat = _simplifier().convert(flat)
    return _NUMBERED.sub(lambda match: "第" + _in_words(int(match[1])), without_remark(flat)).casefold()


def _in_words(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def stem_of_township(name: str) -> str:
    """A normalised township name without 镇, 乡, 街道."""
    return _stem(name, _TOWNSHIP_SUFFIX)


def stem_of_district(name: str) -> str:
    """A normalised district name without 县, 区, 市."""
    return _stem(name, _DISTRICT_SUFFIX)


def _stem(name: str, suffix: re.Pattern[str]) -> str:
    short = suffix.sub("", name)
    return short if len(short) >= 2 else name


def without_prefixes(name: str, districts: frozenset[str], townships: frozenset[str]) -> str:
    """A normalised school name without a known district's name, and with 石桥 for a known 石桥镇 in front."""
    for length in range(min(len(name) - 3, 10), 1, -1):
        if name[:length] in districts:
            name = name[length:]
            break
    name = _BARE_DISTRICT.sub("", name)
    for length in range(min(len(name) - 2, 10), 2, -1):
        if name[:length] in townships:
            return stem_of_township(name[:length]) + name[length:]
    return name


def stage_words(name: str) -> frozenset[str]:
    """The stages a school's name speaks of; empty for a plain 学校."""
    return frozenset(stage for stage, pattern in _STAGE_WORDS if pattern.search(name))


def same_stage(one: str, other: str) -> bool:
    """Whether nothing in the names says that they are schools of different stages (石家小学 and 石家中学 are)."""
    words, others = stage_words(one), stage_words(other)
    return not words or not others or words == others


@lru_cache(maxsize=50_000)
def spelled_out(name: str) -> str:
    """一小 as 第一小学 and the like: for likeness only, never for identity."""
    for pattern, full in _SHORT:
        name = pattern.sub(full, name)
    return name


def likeness(one: str, other: str) -> int:
    """How near two normalised names are, 0 to 100; below 100 for names that are not the same."""
    score = round(fuzz.ratio(spelled_out(one), spelled_out(other)))
    return score if one == other else min(score, 99)
