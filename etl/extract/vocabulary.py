"""The words headers are made of: the synonyms the catalogue declares, and the tokens by which offices group columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from catalog import DATASETS, dataset
from catalog.datasets import places
from catalog.model import Column, Dataset, Kind, Role
from etl.extract.text import key_of
from etl.extract.words import FEMALE, PERIOD_WORDS, PERSON_WORDS, STAGE_TOKENS, SUBJECTS


@dataclass(frozen=True)
class Vocabulary:
    """The headers of one dataset: `exact` maps a normalised header to its column, `items` to a choice of `item`."""

    dataset: Dataset
    exact: dict[str, Column]
    items: dict[str, str]

    def words_of_measures(self) -> Iterator[tuple[str, Column]]:
        """Header words of numeric columns, longest first."""
        words = [(word, column) for word, column in self.exact.items() if is_measure(column) and word not in FEMALE]
        return iter(sorted(words, key=lambda pair: len(pair[0]), reverse=True))


def is_measure(column: Column) -> bool:
    """Whether a column holds a number that may stand under a group header."""
    return column.role in (Role.STOCK, Role.FLOW, Role.GIVEN) or (
        column.role is Role.ATTRIBUTE and column.kind is Kind.NUMBER
    )


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of the dataset of this name."""
    declared = dataset(name)
    exact: dict[str, Column] = {}
    for column in declared.columns:
        for word in (column.zh, *column.synonyms, column.name):
            exact.setdefault(key_of(word), column)
    items = {}
    item = next((each for each in declared.columns if each.name == "item"), None)
    if item is not None:
        items = {key_of(word): code for code, words in item.choices.items() for word in (*words, code)}
    return Vocabulary(declared, exact, items)


@cache
def place_words(part: str) -> frozenset[str]:
    """The headers of a column of places: school, school_code, township."""
    column = {"school": places.SCHOOL, "school_code": places.SCHOOL_CODE, "township": places.TOWNSHIP}[part]
    return frozenset(key_of(word) for word in (column.zh, *column.synonyms))


@lru_cache(maxsize=1)
def word_counts() -> Counter[str]:
    """In how many datasets each header word means something: a word of one dataset only tells which it is."""
    return Counter(word for each in DATASETS for word in vocabulary(each.name).exact)


@lru_cache(maxsize=1)
def _known_word() -> re.Pattern[str]:
    """Any Chinese word of two characters or more that can be part of a header."""
    words = {word for each in DATASETS for word in (*vocabulary(each.name).exact, *vocabulary(each.name).items)}
    words |= {*SUBJECTS, *STAGE_TOKENS, "年级", "男", "女", "月", "学期", *PERSON_WORDS, *PERIOD_WORDS}
    chinese = sorted((word for word in words if not word.isascii()), key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in chinese))


@lru_cache(maxsize=20000)
def is_promising(text: str) -> bool:
    """Whether a cell could be part of a header we know: a cheap look before the exact one."""
    if not text or len(text) > 40:
        return False
    flat = key_of(text)
    return word_counts()[flat] > 0 if flat.isascii() else _known_word().search(flat) is not None
