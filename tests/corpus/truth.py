"""What a sheet truly says, and how what was taken from it compares."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog import dataset
from catalog.model import Kind
from etl.extract.text import key_of
from etl.model import ExtractedSheet

_DATASETS_WITH_NAMED_EXAM = ("exam",)  # the exam's name is free text: which paper it is, its subject tells


class Key(NamedTuple):
    """One number's place: whose, when, of what. `extra` holds the other key columns as sorted pairs."""

    dataset: str
    place: str
    stage: str | None
    period: str | None
    extra: tuple[tuple[str, str], ...]
    column: str


@dataclass
class Truth:
    """The facts of one sheet. `damage` are findings of which one must stop the sheet, as (code, cell)."""

    facts: dict[Key, object] = field(default_factory=dict)
    townships: dict[str, str] = field(default_factory=dict)
    derived: set[Key] = field(default_factory=set)
    damage: set[tuple[str, str]] = field(default_factory=set)


def key(dataset_name: str, place: str, stage: str | None, period: str | None, column: str, **extra: object) -> Key:
    """A key with its words made comparable."""
    pairs = tuple(sorted((name, key_of(str(value))) for name, value in extra.items() if value is not None))
    return Key(dataset_name, key_of(place), stage, period, pairs, column)


def taken(sheet: ExtractedSheet) -> Iterator[tuple[Key, object, str | None, bool]]:
    """(key, value, township, whether marked as derived) of everything an extracted sheet states."""
    if sheet.table is None or sheet.dataset is None:
        return
    declared = dataset(sheet.dataset)
    extra = [
        name
        for name in declared.key
        if name not in ("stage", "period", *(("exam",) if sheet.dataset in _DATASETS_WITH_NAMED_EXAM else ()))
    ]
    columns = [each for each in declared.stored if each.name not in declared.key and each.kind is not Kind.BINS]
    for row in sheet.table.to_pylist():
        derived = set((row["derived"] or "").split(","))
        for column in columns:
            value = row[column.name]
            if value is not None:
                named = {name: row[name] for name in extra}
                where = key(
                    sheet.dataset, _place(row, declared.places), row.get("stage"), row["period"], column.name, **named
                )
                yield where, value, row.get(f"{declared.places[0]}township_text"), column.name in derived
        if declared.places != ("",) and not declared.facts:  # a pair of schools is a fact by itself
            named = {name: row[name] for name in extra}
            yield (
                key(sheet.dataset, _place(row, declared.places), row.get("stage"), row["period"], "", **named),
                True,
                None,
                False,
            )


def _place(row: dict[str, object], prefixes: tuple[str, ...]) -> str:
    names = [row[f"{each}school_text"] or row[f"{each}school_code"] for each in prefixes]
    if any(names):
        return "|".join(str(each or "") for each in names)
    return str(row[f"{prefixes[0]}township_text"] or row[f"{prefixes[0]}district_text"] or "")


def same(one: object, other: object) -> bool:
    """Whether two values are the same; numbers up to the noise of binary fractions."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-9 * max(1.0, abs(one))
    if isinstance(one, datetime.date) and isinstance(other, datetime.date):
        return one.isoformat()[:10] == other.isoformat()[:10]
    return one == other or key_of(str(one)) == key_of(str(other))
