"""What one column's header says: a column of the dataset, and the groups (grade, sex, subject, month …) above it.

A header is accepted only when all of it is understood. A word left over makes the column unknown, so that a forecast,
a difference or a reference of a fact never becomes the fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from catalog.aid_programmes import is_programme
from catalog.model import Column, Kind, Role
from etl.extract.meaning import Dims, Meaning
from etl.extract.periods import period_in
from etl.extract.staff_words import told_by_group
from etl.extract.text import key_of
from etl.extract.tokens import NO_PROGRAMME, Tokens, tokenise
from etl.extract.units import FOREIGN, MONEY, Labelled, factor_of, split_trailing_unit, take_apart, unit_for
from etl.extract.vocabulary import Vocabulary, is_measure, place_words, word_counts
from etl.extract.words import (
    AID_WORDS,
    BOARDING,
    CATEGORY_WORDS,
    CLASS_WORDS,
    GENERIC,
    IGNORED_WORDS,
    NEUTRAL_END,
    NEUTRAL_WORDS,
    OTHERS,
    PERIOD_WORDS,
    PERSON_WORDS,
    PROGRAMME_END,
    REFERENCE,
    SERIAL_WORDS,
    WHOLE_YEAR,
)

Units = tuple[tuple[str, ...], ...]  # what each level of a header states, the lowest first

_LONGEST = 120  # characters of a header, all levels together
_HEADS = (("在校生数", "pupils"),)  # what a lone 人 counts, under a grade or a stage
_LAGGING = ("graduates", "transfer_in", "transfer_out")
_PLACE_PARTS = {
    "school": ("名称", "学校", "校名", "全称"),
    "school_code": ("标识码", "代码", "编码"),
    "township": ("乡镇", "所在乡镇", "所属乡镇", "镇街"),
}


@dataclass
class _Found:
    """What the levels of one header say together."""

    tokens: Tokens = field(default_factory=Tokens)
    wrapped: bool = False


def read_header(index: int, path: Sequence[str], vocabulary: Vocabulary) -> Meaning:
    """The meaning of the column whose header cells, from the top down, are `path`."""
    shown = " / ".join(path)
    levels = [take_apart(text) for text in path if key_of(text)]
    if not levels:
        return Meaning(index, "ignored", shown)
    if len(shown) > _LONGEST:
        return Meaning(index, "unknown", shown[:_LONGEST])
    units = tuple(each.units for each in reversed(levels))
    mark = next((each.full_mark for each in levels if each.full_mark), None)
    levels = [each for each in levels if each.text] or levels  # a level may be nothing but a unit
    meaning = _whole(index, shown, levels, units, vocabulary) or _place_under(index, shown, levels, vocabulary)
    if meaning is None:
        meaning = _grouped(index, shown, levels, units, vocabulary)
    measures = frozenset(each.name for each in vocabulary.dataset.columns)
    meaning = told_by_group(meaning, [each.text for each in levels], measures)
    return replace(meaning, full_mark=mark)


def _spellings(levels: list[Labelled]) -> list[str]:
    texts = ["".join(each.text for each in levels), "".join(each.bare for each in levels)]
    return list(dict.fromkeys(text for text in texts if text))


def _whole(index: int, shown: str, levels: list[Labelled], units: Units, vocabulary: Vocabulary) -> Meaning | None:
    """The header as one word of the vocabulary."""
    for text in _spellings(levels):
        if text in PERSON_WORDS:
            return Meaning(index, "person", shown)
        if text in SERIAL_WORDS:
            return Meaning(index, "serial", shown)
        if text in vocabulary.exact:
            return _of_column(index, shown, vocabulary.exact[text], text, units)
        if text in PERIOD_WORDS:
            return Meaning(index, "period", shown, "period")
        if text in CLASS_WORDS:
            return Meaning(index, "class", shown)
        if text in IGNORED_WORDS:
            return Meaning(index, "ignored", shown)
        bare, trailing = split_trailing_unit(text)
        if trailing and bare in vocabulary.exact and not any(units):
            return _of_column(index, shown, vocabulary.exact[bare], bare, ((trailing,),))
    return None


def _of_column(index: int, shown: str, column: Column, word: str, units: Units) -> Meaning:
    specific = word_counts()[word] == 1 and word not in GENERIC
    if not is_measure(column):
        return Meaning(index, "place" if column.role is Role.PLACE else "text", shown, column.name, specific=specific)
    unit = unit_for(units, column)
    if unit is not None and factor_of(unit, column) is None:
        return Meaning(index, "unknown", shown, strange_unit=unit if unit in FOREIGN else "")
    if column.name == "girls":
        return Meaning(index, "fact", shown, "pupils", sex="f", unit=unit, specific=specific)
    return Meaning(index, "fact", shown, column.name, unit=unit, specific=specific)


def _place_under(index: int, shown: str, levels: list[Labelled], vocabulary: Vocabulary) -> Meaning | None:
    """核心校 over 学校名称 and 所在乡镇: the group says which school, the leaf which of its columns."""
    if len(levels) != 2:
        return None
    owner = vocabulary.exact.get(levels[0].text)
    if owner is None or owner.role is not Role.PLACE or not owner.name.endswith("school"):
        return None
    prefix = owner.name.removesuffix("school")
    for part, words in _PLACE_PARTS.items():
        known = {key_of(word) for word in words} | place_words(part)
        if levels[1].text in known and any(each.name == prefix + part for each in vocabulary.dataset.columns):
            return Meaning(index, "place", shown, prefix + part, specific=True)
    return None


def _grouped(index: int, shown: str, levels: list[Labelled], units: Units, vocabulary: Vocabulary) -> Meaning:
    unknown = Meaning(index, "unknown", shown)
    found = _Found()
    for position, level in enumerate(levels):
        leaf = position == len(levels) - 1
        tokens = _level_tokens(level, leaf, levels, vocabulary)
        if tokens is None or not found.tokens.add(tokens):
            return _joined(unknown, levels, units, vocabulary)
    if len(levels) > 1 and levels[-1].text == "人" and not found.tokens.measures and "班" not in levels[-2].text:
        found.tokens.measures = [(word, name) for word, name in _HEADS if name in _facts_of(vocabulary)]
    if found.tokens.bare_year and found.tokens.period:
        unknown = replace(unknown, bare_year=str(found.tokens.period[1]))
    return _combined(unknown, found.tokens, units, vocabulary)


def _facts_of(vocabulary: Vocabulary) -> set[str]:
    return {each.name for each in vocabulary.dataset.facts}


def _joined(unknown: Meaning, levels: list[Labelled], units: Units, vocabulary: Vocabulary) -> Meaning:
    """及格 over 人数 is no word by parts, but 及格人数 is."""
    for text in _spellings(levels) if len(levels) > 1 else ():
        tokens = tokenise(text, vocabulary)
        if tokens is not None and _names_one(tokens.programme, levels):
            return _combined(unknown, tokens, units, vocabulary)
    return unknown


def _names_one(programme: str | None, levels: list[Labelled]) -> bool:
    """寄宿生 over 生活补助人数 is a programme we know; 中央资金 over 资助人数 is no 中央资金资助."""
    return programme is None or is_programme(programme) or any(programme in (each.text, each.bare) for each in levels)


def _level_tokens(level: Labelled, leaf: bool, levels: list[Labelled], vocabulary: Vocabulary) -> Tokens | None:
    for text in dict.fromkeys((level.text, level.bare)):
        if text in NEUTRAL_WORDS:
            return Tokens()
        if WHOLE_YEAR.fullmatch(text):
            return Tokens(total=True)
        # A day is no group of columns; a row with days is a row of data.
        spoken = re.search(r"20\d\d|学年", text) and not re.search(r"20\d\d\D\d{1,2}\D\d{1,2}", text)
        stated = period_in(text, vocabulary.dataset) if spoken else None
        if stated is not None and re.fullmatch(re.escape(stated.text) + r"(?:学期|学年|度|份)*", text):
            return Tokens(period=("code", stated.code), bare_year=stated.bare)
        tokens = tokenise(text, vocabulary)
        if tokens is not None:
            return tokens
    return None if leaf else _group_name(level, levels[-1], vocabulary)


def _group_name(level: Labelled, leaf: Labelled, vocabulary: Vocabulary) -> Tokens | None:
    """A group header of no known word: a programme of aid, a wrapper that says nothing, or not understood."""
    text = level.bare
    if NEUTRAL_END.search(text) and not REFERENCE.search(text):
        return Tokens()
    names = {each.name for each in vocabulary.dataset.columns}
    if "category" in names and OTHERS.fullmatch(text):
        return Tokens(category=text)
    if REFERENCE.search(text) or re.search(r"\d", text):
        return None
    if "category" in names and CATEGORY_WORDS.search(text) and not PROGRAMME_END.search(text):
        return Tokens(category=level.text)
    if "programme" in names:
        return _of_aid(level)
    column = vocabulary.exact.get(leaf.text) or vocabulary.exact.get(leaf.bare)
    if (column is not None and leaf.bare not in GENERIC) or leaf.bare in vocabulary.items:
        return Tokens()
    return None


def _of_aid(level: Labelled) -> Tokens | None:
    """A group over columns of aid: pupils that board or not, or a programme by its name; other words say neither."""
    if BOARDING.fullmatch(level.bare):
        return Tokens(category=level.bare)
    named = AID_WORDS.search(level.bare) and not NO_PROGRAMME.search(level.bare)
    return Tokens(programme=level.text) if named else None


def _combined(unknown: Meaning, tokens: Tokens, units: Units, vocabulary: Vocabulary) -> Meaning:
    names = {each.name: each for each in vocabulary.dataset.columns}
    _leave_wholes(tokens, vocabulary)
    measure, specific = tokens.measure(GENERIC)
    if measure == "girls":
        measure, sex = "pupils", "f"
    else:
        sex = tokens.sex
    if tokens.conflict or (tokens.previous and measure not in _LAGGING):
        return unknown
    if tokens.item:
        measure = "quantity"
    dims = _dims(tokens, names)
    if dims is None:
        return unknown
    if measure is None:
        return _without_measure(unknown, tokens, dims, units, sex, names)
    column = names[measure]
    if sex and column.kind is not Kind.COUNT:
        return unknown
    unit = unit_for(units, column, tokens.item) or tokens.unit
    if unit is not None and factor_of(unit, column, tokens.item) is None:
        return replace(unknown, strange_unit=unit if unit in FOREIGN else "")
    return replace(
        unknown,
        role="fact",
        column=measure,
        dims=dims,
        sex=sex,
        is_total=tokens.total,
        previous=tokens.previous,
        unit=unit,
        specific=specific or bool(tokens.subject or tokens.item or tokens.grade),
    )


def _leave_wholes(tokens: Tokens, vocabulary: Vocabulary) -> None:
    """寄宿生 under 在校生数 is the boarders among the pupils: what the last word is a part of, goes."""
    if len(tokens.measures) < 2:
        return
    part = tokens.measures[-1][1]
    wholes = {whole for each in vocabulary.dataset.rules if each.part == part for whole in each.whole}
    tokens.measures = [(word, column) for word, column in tokens.measures if column not in wholes]


def _without_measure(
    unknown: Meaning, tokens: Tokens, dims: Dims, units: Units, sex: str, names: dict[str, Column]
) -> Meaning:
    unit = next((each[0] for each in units if each), None) or tokens.unit
    if tokens.subject and "sat" in names and not sex:
        return replace(unknown, role="score", column="score", dims=dims, specific=True)
    if sex and "pupils" in names and "item" not in names:
        return replace(
            unknown, role="fact", column="pupils", dims=dims, sex=sex, unit=unit, specific=tokens.grade is not None
        )
    told = _told_by_unit(unit, units, dims, names) if dims or tokens.total else None
    if told:
        return replace(unknown, role="fact", column=told, dims=dims, unit=unit, is_total=tokens.total)
    # A lone 一年级 or 9月: of what, the title must say.
    return replace(unknown, dims=dims, unit=unit, is_total=tokens.total, missing_measure=bool(dims or tokens.total))


def _told_by_unit(unit: str | None, units: Units, dims: Dims, names: dict[str, Column]) -> str | None:
    """生活补助（万元） is an amount, 生活补助（人） its recipients; a list of both units says neither."""
    if unit is None or any(len(each) > 1 for each in units):
        return None
    if unit in MONEY and "amount" in names:
        return "amount"
    of_aid = any(key in ("programme", "category") for key, _ in dims)
    return "recipients" if of_aid and "recipients" in names and unit in ("人", "名", "人次", "人·次", "生") else None


def _dims(tokens: Tokens, names: dict[str, Column]) -> Dims | None:
    """The groups as sorted pairs; None when the dataset has no such group."""
    grade, stage = tokens.grade, tokens.stage
    if grade is not None and stage in ("junior", "senior") and grade <= 4:
        grade += 6 if stage == "junior" else 9
    dims: dict[str, object] = {
        "grade": grade,
        "stage": stage if grade is None else None,
        "subject": tokens.subject,
        "period": tokens.period,
        "programme": tokens.programme,
        "category": tokens.category,
        "item": tokens.item,
    }
    dims = {key: value for key, value in dims.items() if value is not None}
    if any(key != "period" and key not in names for key in dims):
        return None
    return tuple(sorted(dims.items(), key=lambda pair: pair[0]))
