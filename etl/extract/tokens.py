"""Split one header text into words of the vocabulary, all of it or nothing: 1年级男学生数 -> grade 1, male, pupils."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache

from catalog.aid_programmes import is_programme
from etl.extract.vocabulary import Vocabulary
from etl.extract.vocabulary import vocabulary as vocabulary_of
from etl.extract.words import (
    FEMALE,
    GRADE,
    MALE,
    MONTH,
    PREVIOUS,
    PROGRAMME_END,
    PUPIL_STEMS,
    STAGE_TOKENS,
    STAGE_WORDS,
    SUBJECTS,
    TOTAL_SUBJECT,
    TOTAL_SUBJECTS,
    TOTAL_WORDS,
    chinese_number,
    grade_of,
)

_SKIPPED = re.compile(r"(?:其中[:,]?|[#:/_,、·|()\-]+|各|的|本学期|本学年|本期|现有|实有|实际)")
# 预计资助, 累计补助, 实际减免 say how an amount is meant, and name no programme.
NO_PROGRAMME = re.compile(
    r"\d|学期|[上下]期|半年|季度|合计|总|其中|预计|预测|预估|推估|累计|实际|同比|人均|生均|平均|新增|上年|去年|前年|同期|增减|差异|第.+批|"
    r"^(?:中央|省|市|县|区|地方|上级|本级|各级|国家)(?:级|本级)?(?:财政|专项|配套|安排|承担|分担)*(?:补助|资助|补贴)|财政|配套|自筹|分担|"
    r"^(?:计划|拟|应|需|待|未|已|共|另|本|其他|补发|退回|核减|调整)(?!.{3,}(?:计划|工程)$)"
)
_UNIT_END = re.compile(r"(万元|千元|元|%|‰)$")


@dataclass
class Tokens:
    """What a header text, or several put together, names."""

    grade: int | None = None
    stage: str | None = None
    subject: str | None = None
    period: tuple[str, object] | None = None
    programme: str | None = None
    category: str | None = None
    item: str | None = None
    unit: str | None = None
    sex: str = ""
    total: bool = False
    previous: bool = False
    bare_year: bool = False
    conflict: bool = False
    measures: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Tokens) -> bool:
        """Take in what another level says; False when the two contradict each other."""
        for each in fields(self):
            mine, theirs = getattr(self, each.name), getattr(other, each.name)
            if each.name == "measures":
                self.measures = [*self.measures, *other.measures]
            elif isinstance(theirs, bool):
                setattr(self, each.name, mine or theirs)
            elif theirs not in (None, ""):
                if mine not in (None, "") and mine != theirs:
                    return False
                setattr(self, each.name, theirs)
        return True

    def measure(self, generic: frozenset[str]) -> tuple[str | None, bool]:
        """(the column measured, whether by a word that says so itself); sets `conflict` when two are named."""
        said = {column for word, column in self.measures if word not in generic}
        vague = {column for word, column in self.measures if word in generic}
        if len(said) == 2 and "pupils" in said and "girls" in said:
            return "girls", True
        if len(said) > 1 or (not said and len(vague) > 1):
            self.conflict = True
            return None, False
        if said:
            return next(iter(said)), True
        return (next(iter(vague)), False) if vague else (None, False)


def tokenise(text: str, vocabulary: Vocabulary) -> Tokens | None:
    """The words `text` is made of; None when any of it is left over."""
    return _tokenise(text, vocabulary.dataset.name)


@lru_cache(maxsize=20000)
def _tokenise(text: str, name: str) -> Tokens | None:
    if len(text) > 60:
        return None
    vocabulary = vocabulary_of(name)
    for words in _split(text, vocabulary, ()):
        tokens = Tokens()
        if all(tokens.add(word) for word in words):
            return tokens
    return None


def _split(text: str, vocabulary: Vocabulary, before: tuple[Tokens, ...]) -> Iterator[tuple[Tokens, ...]]:
    if not text:
        if before:
            yield before
        return
    for length, token in _words_at(text, vocabulary, before):
        yield from _split(text[length:], vocabulary, (*before, token))
    skipped = _SKIPPED.match(text)
    if skipped:
        yield from _split(text[skipped.end() :], vocabulary, before)


def _words_at(text: str, vocabulary: Vocabulary, before: tuple[Tokens, ...]) -> Iterator[tuple[int, Tokens]]:
    """The words that may start `text`, longest measures first."""
    for word, column in measure_words(vocabulary.dataset.name):
        if text.startswith(word):
            yield len(word), Tokens(measures=[(word, column)])
    for word, code in vocabulary.items.items():
        if text.startswith(word) and not word.isascii():
            yield len(word), Tokens(item=code)
    yield from _group_words(text, vocabulary)
    yield from _sexes(text)
    for word in PREVIOUS:
        if text.startswith(word):
            yield len(word), Tokens(previous=True)
    for word in sorted(TOTAL_WORDS, key=len, reverse=True):
        if text.startswith(word):
            yield len(word), Tokens(total=True)
    if before and any(each.grade is not None or each.stage or each.sex for each in before):
        yield from _pupil_stems(text, vocabulary)
    unit = _UNIT_END.fullmatch(text)
    if unit and before:
        yield len(text), Tokens(unit=unit.group(1))


def _group_words(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, Tokens]]:
    names = {each.name for each in vocabulary.dataset.columns}
    grade = GRADE.match(text)
    if grade and "grade" in names:
        yield grade.end(), Tokens(grade=grade_of(grade))
    month = MONTH.match(text)
    if month:
        number, year = chinese_number(month["month"]), month["year"]
        yield month.end(), Tokens(period=("code", f"{year}-{number:02d}") if year else ("month", number))
    term = re.match(r"(?:第?([一二])学期|(秋|春)季(?:学期)?)", text)
    if term:
        kind = "season" if term[2] else "term"
        yield term.end(), Tokens(period=(kind, 1 if (term[1] or term[2]) in "一秋" else 2))
    half = re.fullmatch(r"([上下])学?期", text)
    if half:
        yield half.end(), Tokens(period=("half", 1 if half[1] == "上" else 2))
    for word in STAGE_TOKENS:
        if text.startswith(word):
            yield len(word), Tokens(stage=STAGE_WORDS[word])
    if "subject" in names:
        for word in sorted({*SUBJECTS, *TOTAL_SUBJECTS}, key=len, reverse=True):
            if text.startswith(word):
                yield len(word), Tokens(subject=TOTAL_SUBJECT if word in TOTAL_SUBJECTS else word)
    if "programme" in names:
        yield from _programmes(text)


def _programmes(text: str) -> Iterator[tuple[int, Tokens]]:
    """寄宿生生活补助人数: a name that ends like a programme of aid, then its measure."""
    for end in range(len(text), 1, -1):
        named = end > 3 and PROGRAMME_END.search(text[:end]) and not NO_PROGRAMME.search(text[:end])
        if named or is_programme(text[:end]):
            yield end, Tokens(programme=text[:end])


def _sexes(text: str) -> Iterator[tuple[int, Tokens]]:
    for words, sex in ((MALE, "m"), (FEMALE, "f")):
        for word in words:
            if text.startswith(word):
                yield len(word), Tokens(sex=sex)


def _pupil_stems(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, Tokens]]:
    if "pupils" in {each.name for each in vocabulary.dataset.columns}:
        for word in PUPIL_STEMS:
            if text.startswith(word):
                yield len(word), Tokens(measures=[(word, "pupils")])


@lru_cache(maxsize=16)
def measure_words(name: str) -> tuple[tuple[str, str], ...]:
    """(header word, column) of a dataset's numeric columns, longest first."""
    return tuple((word, column.name) for word, column in vocabulary_of(name).words_of_measures())
