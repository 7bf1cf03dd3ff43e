"""Who a row speaks for: a school, a township or the district; and its stage and grade."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from catalog.school_parts import part_of_school
from etl.extract.collect import Findings
from etl.extract.context import SCHOOL_END, TOWNSHIP_END, SheetContext
from etl.extract.layout import Layout
from etl.extract.rows import Body, fill_down, words_of
from etl.extract.text import cell_name, key_of
from etl.extract.words import GRADE, STAGE_TOKENS, STAGE_WORDS, chinese_number, grade_of

_BRANCH = re.compile(r"\([^)]*\)$")
_SCHOOL_STAGES = (
    (re.compile(r"(九年一贯|完全中学|十二年|一贯制)"), None),
    (re.compile(r"(特殊教育|特教|培智|启智|启聪|聋|盲)"), "special"),
    (re.compile(r"(职业|中专|技工|职教中心|技师|职高|中职)"), "vocational"),
    (re.compile(r"(幼儿园|幼稚园|幼儿班|托儿所|分园)$"), "kindergarten"),
    (re.compile(r"(小学|完小|教学点|村小|国小|小学校|小学部|附小|[一二三四五六七八九十]小)$"), "primary"),
    (re.compile(r"(初级中学|初中|国中|初中部|国民中学)$"), "junior"),
    (re.compile(r"(高级中学|高中|高中部)$"), "senior"),
)
_DISTRICT_END = re.compile(r"(?<![学校片社园地库郊辖])(县|区|市|旗)$")
# 1.石桥小学, （2）双河小学, 柳林小学*: a number in the list and a mark are no part of a name.
_NUMBERED = re.compile(r"^\s*(?:[(（]\d{1,3}[)）]|\d{1,3}\s*[.．、])\s*(?=[^\d\s.．、])")
_MARKS = " *＊※★▲△"
_LIKE_MANY = re.compile(
    r"(?:镇|乡)?中心(?:小学校?|学校|校|完小|幼儿园|中学)|(?:镇|乡)(?:中心)?(?:小学|中学|初中|幼儿园)|初级中学"
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")


@dataclass
class Places:
    """Per data row its texts, by column; `levels[i]` is school, township, district or "" (refused)."""

    levels: list[str]
    texts: dict[str, list[str | None]] = field(default_factory=dict)


def read_places(body: Body, layout: Layout, context: SheetContext, rows: Sequence[int]) -> Places:
    """The places of the data rows `rows`. A row without any is refused (level "")."""
    named = {each.column: each.index for each in reversed(layout.meanings) if each.role == "place"}
    texts = {column: _column(body, index, rows, code=column.endswith("code")) for column, index in named.items()}
    if layout.dataset.places != ("",):
        return _pair_places(layout, texts, len(rows))
    size = len(rows)
    if not layout.dataset.names_places:
        blank: list[str | None] = [None] * size
        return Places(["district"] * size, dict.fromkeys(("district_text", "township_text", "school_text", "school_code"), blank))  # fmt: skip
    _swap_areas(texts)
    school, code = texts.get("school"), texts.get("school_code")
    township = [
        stated or above or (None if "township" in texts else context.township)
        for stated, above in zip(
            texts.get("township") or [None] * size, [body.under["township"][row] for row in rows], strict=True
        )
    ]
    if context.title_township and school is not None:
        bare = [bool(name) and named_like_many(str(name)) for name in school]
        township = [
            each or (context.title_township if like_many else None)
            for each, like_many in zip(township, bare, strict=True)
        ]
    district = texts.get("district") or [context.district] * size
    if school is None and code is None and "township" not in texts:
        whose = context.school or (None if any(township) else context.title_school)
        school = [whose] * size if whose else None
        if whose is None and context.title_township:
            township = [each or context.title_township for each in township]
    levels = [
        _level(
            _at(school, row),
            _at(code, row),
            _at(township, row),
            school is not None or code is not None,
            "township" in texts,
        )
        for row in range(size)
    ]
    found = {
        "district_text": district,
        "township_text": township,
        "school_text": school or [None] * size,
        "school_code": code or [None] * size,
    }
    return Places(levels, found)


def named_like_many(name: str) -> bool:
    """中心小学, 初级中学: every township has one."""
    return _LIKE_MANY.fullmatch(key_of(name)) is not None


def report_nameless(body: Body, layout: Layout, rows: Sequence[int], places: Places, findings: Findings) -> None:
    """Schools that are called like those of every township, and nothing says of which."""
    school = layout.named("school")
    if school is None or layout.dataset.places != ("",):
        return
    texts = places.texts
    for position, row in enumerate(rows):
        name = texts["school_text"][position]
        if (
            name
            and named_like_many(name)
            and not texts["township_text"][position]
            and not texts["school_code"][position]
        ):
            findings.add("school_of_which_township", cell=cell_name(body.first + row, school.index), value=name)


def _column(body: Body, index: int, rows: Sequence[int], *, code: bool) -> list[str | None]:
    texts = body.texts.get(index) or words_of(body.columns[index])
    if code:
        codes = {text: _clean_code(text) for text in set(texts)}
        return [codes[texts[row]] for row in rows]
    names = {text: _NUMBERED.sub("", text).rstrip(_MARKS) or text for text in set(texts)}
    return [names[texts[row]] or None for row in rows]


def _clean_code(text: str) -> str | None:
    flat = key_of(text).strip("'’`").upper()
    flat = flat[:-2] if flat.endswith(".0") and flat[:-2].isdigit() else flat
    return flat if flat and flat not in ("-", "--", "/", "无") else None


def report_damaged_codes(body: Body, layout: Layout, rows: Sequence[int], findings: Findings) -> None:
    """Codes that a spreadsheet program turned into 2.134E+09: their last digits may be gone."""
    for each in layout.of_role("place"):
        if not each.column.endswith("code") or each.index not in body.texts:
            continue
        texts = body.texts[each.index]
        damaged = {text for text in set(texts) if _SCIENTIFIC.fullmatch(text)}
        for row in rows if damaged else ():
            if texts[row] in damaged:
                findings.add(
                    "code_damaged", cell=cell_name(body.first + row, each.index), value=texts[row], header=each.header
                )


def _at(column: Sequence[str | None] | None, row: int) -> str | None:
    return column[row] if column is not None else None


def _level(school: str | None, code: str | None, township: str | None, has_school: bool, has_township: bool) -> str:
    if school or code:
        return "school"
    if has_school:
        return "township" if township and has_township else ""
    if township:
        return "township"
    return "" if has_township else "district"


def _swap_areas(texts: dict[str, list[str | None]]) -> None:
    """A column 单位 that holds townships, or districts, is a column of those."""
    if "school" not in texts or "school_code" in texts:
        return
    names = [key_of(text) for text in texts["school"] if text]
    if not names or any(SCHOOL_END.search(name) for name in names):
        return
    for column, ending in (("township", TOWNSHIP_END), ("district", _DISTRICT_END)):
        if column not in texts and sum(1 for name in names if ending.search(name)) * 10 >= len(names) * 6:
            texts[column] = texts.pop("school")
            return


def _pair_places(layout: Layout, texts: dict[str, list[str | None]], size: int) -> Places:
    found: dict[str, list[str | None]] = {}
    for prefix in layout.dataset.places:
        blank: list[str | None] = [None] * size
        found[f"{prefix}district_text"] = blank
        found[f"{prefix}township_text"] = texts.get(f"{prefix}township", blank)
        found[f"{prefix}school_text"] = texts.get(f"{prefix}school", blank)
        found[f"{prefix}school_code"] = texts.get(f"{prefix}school_code", blank)
    first = layout.dataset.places[0]
    levels = [
        "school" if found[f"{first}school_text"][row] or found[f"{first}school_code"][row] else ""
        for row in range(size)
    ]
    return Places(levels, found)


def fill_places(body: Body, layout: Layout) -> None:
    """Fill townships (and core schools) written once over their block."""
    school = layout.named("school") or layout.named("member_school") or layout.named("school_code")
    for column in ("district", "township", "core_school", "core_township", "core_school_code", "group"):
        meaning = layout.named(column)
        if meaning is not None and school is not None and meaning.index < school.index:
            fill_down(body, meaning.index, school.index)


def mapped(texts: Sequence[str | None], reader: Callable[[str], object | None]) -> list[object | None]:
    """Each text read once."""
    known: dict[str, object | None] = {}
    found: list[object | None] = []
    for text in texts:
        if not text:
            found.append(None)
            continue
        if text not in known:
            known[text] = reader(text)
        found.append(known[text])
    return found


def read_stage(text: str) -> str | None:
    """The stage a cell of a stage column names; None for a blank, several stages or a word like 九年一贯制."""
    flat = key_of(text)
    if flat in STAGE_WORDS:
        return STAGE_WORDS[flat]
    if re.search(r"一贯制|完全中学|义务教育|中小学", flat):
        return None
    found = set()
    for word in STAGE_TOKENS:
        if word in flat:
            found.add(STAGE_WORDS[word])
            flat = flat.replace(word, " ")
    return found.pop() if len(found) == 1 else None


def stage_of_school(name: str) -> str | None:
    """The stage a school's name ends in; None when it does not tell (中学, 九年一贯制学校)."""
    part = part_of_school(name)
    if part is not None:
        return part[1]
    flat = _BRANCH.sub("", key_of(name))
    return next((stage for pattern, stage in _SCHOOL_STAGES if pattern.search(flat)), None)


def read_grade(text: str) -> int | None:
    """The grade a cell names: 一年级, 七(3)班, 初二, 7."""
    flat = key_of(text)
    match = GRADE.match(flat)
    if match and (match.end() == len(flat) or re.match(r"[(（\d]|上|下|$", flat[match.end() :])):
        return grade_of(match)
    number = re.fullmatch(r"(1[0-2]|[1-9]|[一二三四五六七八九])(?:\.0)?(?:级|年)?", flat)
    if number:
        return chinese_number(number[1])
    in_class = re.fullmatch(r"(初|高)?([一二三四五六七八九])\(?\d{1,2}\)?班?", flat)
    if in_class:
        return chinese_number(in_class[2]) + {"初": 6, "高": 9}.get(in_class[1] or "", 0)
    return None


def grade_in_stage(grade: int | None, stage: str | None) -> int | None:
    """初中 一年级 is grade 7: forms number the grades of a stage from one."""
    if grade is not None and stage == "junior" and 1 <= grade <= 4:
        return grade + 6
    if grade is not None and stage == "senior" and 1 <= grade <= 3:
        return grade + 9
    return grade
