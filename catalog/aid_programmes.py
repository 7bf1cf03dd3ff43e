"""One name for each programme of aid, however a return writes it: 营养餐 and 营养膳食补助 are 营养改善计划.

Two returns that name one programme differently would count it twice. Only a name that says nothing else is changed: what
pays (中央补助), a place or a group of pupils in it leaves it a programme of its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from catalog.stages import STAGES

LIVING, BOARDERS, DAY_PUPILS = "家庭经济困难学生生活补助", "寄宿生生活补助", "非寄宿生生活补助"
MEALS, TEXTBOOKS = "营养改善计划", "免费教科书"
# A programme that a return may state whole beside the programmes that are its parts.
PARTS_OF = {LIVING: (BOARDERS, DAY_PUPILS)}

_WHO = r"(?:农村|城乡|义务教育|阶段|中小学|学校|家庭|经济|特别|困难|贫困|困|学生|生(?!活)|享受|国家)*"
_PAID = r"(?:资金|专项|项目|经费|费|金)*"
_LIVING = rf"(?:生活费?|生活困难)(?:补助|补贴){_PAID}"
_BOARDER = r"(?:寄宿|住宿|住校|内宿)制?(?:学?生)?"
_NAMES: tuple[tuple[str, str], ...] = (
    (MEALS, rf"{_WHO}营养(?:改善|膳食|午餐|早餐|餐)(?:计划)?{_WHO}(?:营养)?(?:膳食|餐)?(?:补助|补贴)?{_PAID}"),
    (MEALS, rf"{_WHO}营养(?:补助|补贴){_PAID}"),
    (BOARDERS, rf"{_WHO}{_BOARDER}{_WHO}(?:{_LIVING}|补助{_PAID})|(?:一补|{_WHO}{_LIVING}){_BOARDER}"),
    (DAY_PUPILS, rf"{_WHO}(?:[非不]{_BOARDER}|走读生?){_WHO}(?:{_LIVING}|补助{_PAID})|(?:一补|{_WHO}{_LIVING})(?:非{_BOARDER}|走读生?)"),
    (LIVING, rf"{_WHO}{_LIVING}|(?:义务教育)?(?:阶段)?一补{_PAID}"),
    (TEXTBOOKS, r"(?:国家|义务教育|阶段|学生|提供)*(?:免费?|减免)(?:提供)?(?:教科书|教材|课本)(?:费|资金|补助|项目)*|教科书"),
    ("学前教育资助", r"(?:学前|学前教育|阶段|幼儿园?|在园|儿童|家庭|经济|困难|政府|政策)*(?:学前|幼儿)(?:教育|幼儿|儿童|家庭|经济|困难|政府|政策)*(?:资助|助学金|资助金)"),
    ("免保育教育费", r"(?:学前|学前教育|一年|幼儿园|大班|幼儿)*(?:免除?|减免)(?:保育教育费|保教费|保育费)"),
    ("生源地信用助学贷款", r"(?:大学生|国家|学生)*生源地(?:信用)?(?:国家)?(?:助学)?贷款"),
    ("雨露计划", r"雨露计划(?:职业教育)?(?:补助|补贴|资助)?"),
)  # fmt: skip
# Programmes of two stages: the stage belongs to the name, whether the return wrote it there or in a column of its own.
_GRANT = r"(?:家庭|经济|困难|贫困|学生)*(?:国家)?助学金"
_OF_STAGE: tuple[tuple[str, str, str], ...] = (
    ("senior", "普通高中国家助学金", _GRANT),
    ("senior", "普通高中免学杂费", r"免除?学杂费|免学费|学杂费(?:减免|免除)|(?:减免|免收)学杂费"),
    ("vocational", "中职国家助学金", _GRANT),
    ("vocational", "中职免学费", r"免除?学(?:杂)?费|学费(?:减免|免除)|(?:减免|免收)学费"),
    ("vocational", "中职国家奖学金", r"国家奖学金"),
)  # fmt: skip
_STAGE_WORDS = {
    word: each.code
    for each in STAGES
    for word in (each.zh, *each.synonyms, f"{each.zh}教育", f"{each.zh}学校", f"{each.zh}学生")
    if each.code in ("primary", "junior", "senior", "vocational")
}
_STAGE_AHEAD = re.compile("|".join(sorted(_STAGE_WORDS, key=len, reverse=True)))
_LONGEST = 40
_SPOKEN = re.compile(r"[\s()\[\]《》<>“”\"'·、,:#_\-—]+|其中")


@lru_cache(maxsize=4096)
def programme_named(text: str, stage: str | None = None) -> str:
    """The programme's one name where `text` is one of its names (of that stage, where the name alone leaves it open);
    else `text` as it is."""
    flat = _SPOKEN.sub("", unicodedata.normalize("NFKC", text))
    if len(flat) > _LONGEST:
        return text
    ahead = _STAGE_AHEAD.match(flat)
    own = _STAGE_WORDS[ahead.group()] if ahead else None
    bare = flat[ahead.end() :] if ahead else flat
    for of, name, pattern in _OF_STAGE:
        if (own or stage) == of and re.fullmatch(pattern, bare):
            return name
    if own and own != stage:
        return text  # 小学寄宿生生活补助, where nothing else says 小学
    return next((name for name, pattern in _NAMES if re.fullmatch(pattern, bare)), text)


def is_programme(text: str) -> bool:
    """Whether `text` is one of the names known here, of whatever stage."""
    flat = _STAGE_AHEAD.sub("", _SPOKEN.sub("", unicodedata.normalize("NFKC", text)), count=1)
    patterns = (*(each[-1] for each in _NAMES), *(each[-1] for each in _OF_STAGE))
    return len(flat) <= _LONGEST and any(re.fullmatch(each, flat) for each in patterns)


def programmes_meant(text: str) -> tuple[str, ...]:
    """Every name under which a programme called `text` may be kept."""
    stages = (None, *(each.code for each in STAGES))
    return tuple(dict.fromkeys((*(programme_named(text, each) for each in stages), text)))
