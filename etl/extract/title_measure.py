"""What columns count where their header says it only with the title's help, or with their unit's."""

from __future__ import annotations

import re

from catalog.model import Dataset
from etl.extract.meaning import Meaning
from etl.extract.text import key_of
from etl.extract.tokens import measure_words
from etl.extract.units import factor_of, money_unit_in

_COHORT = re.compile(r"招生|新生|毕业")


def with_title_measure(
    meanings: tuple[Meaning, ...], declared: Dataset, titles: tuple[str, ...]
) -> tuple[Meaning, ...]:
    """The columns, each with what it counts as far as the title or its unit says so."""
    return _without_cohort(_persons_before_times(_with_measure(meanings, declared, titles)), titles)


def _without_cohort(meanings: tuple[Meaning, ...], titles: tuple[str, ...]) -> tuple[Meaning, ...]:
    """In a table of new pupils the classes are theirs, not the school's."""
    of_cohort = any(_COHORT.search(key_of(text)) for text in titles)
    if not of_cohort or any(each.role == "fact" and each.column == "pupils" and not each.sex for each in meanings):
        return meanings
    return tuple(
        Meaning(each.index, "unknown", each.header) if each.role == "fact" and each.column == "classes" else each
        for each in meanings
    )


def _with_measure(meanings: tuple[Meaning, ...], declared: Dataset, titles: tuple[str, ...]) -> tuple[Meaning, ...]:
    """A lone 一年级 or 9月 counts what the title says, when the title says one thing."""
    if not any(each.missing_measure for each in meanings) or any(
        each.role == "fact" and each.dims for each in meanings
    ):
        return meanings
    measure = _measure_in(" ".join(titles), declared) or _measure_of_unit(titles, declared, meanings)
    if measure is None:
        return meanings
    column = declared.column(measure)
    changed = {"role": "fact", "column": measure, "missing_measure": False}
    return tuple(
        Meaning(**{**each.__dict__, **changed})
        if each.missing_measure and (each.unit is None or factor_of(each.unit, column) is not None)
        else each
        for each in meanings
    )


def _persons_before_times(meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """人次 beside 人数 counts something else: it is left, and named among the columns that were."""
    persons = {
        (each.column, each.dims) for each in meanings if each.column == "recipients" and "人次" not in each.header
    }
    return tuple(
        Meaning(each.index, "unknown", each.header)
        if "人次" in each.header and (each.column, each.dims) in persons
        else each
        for each in meanings
    )


def _measure_of_unit(titles: tuple[str, ...], declared: Dataset, meanings: tuple[Meaning, ...]) -> str | None:
    """单位：元 over programmes of aid and nothing else: what is in them is amounts."""
    names = {each.name for each in declared.facts}
    of_aid = all(
        each.dim.keys() & {"programme", "category"} or each.is_total for each in meanings if each.missing_measure
    )
    persons = any(re.search(r"单位:[^;]*[人名]|\([^()]*人[^()]*\)", key_of(text)) for text in titles)
    return "amount" if "amount" in names and of_aid and not persons and money_unit_in(list(titles)) else None


def _measure_in(title: str, declared: Dataset) -> str | None:
    flat = key_of(title)
    found: set[str] = set()
    for word, column in measure_words(declared.name):
        if len(word) >= 2 and word in flat:
            found.add(column)
            flat = flat.replace(word, " ")
    return found.pop() if len(found) == 1 else None
