"""Rows that stand alone over their records: a township, or a stage, instead of a column of them."""

from __future__ import annotations

from collections.abc import Collection
from random import Random

from tests.corpus.table import Table

_ROLES = {"township_headings": "township", "stage_headings": "stage"}
_SHAPES = ("{}", "{}", "{n}、{}", "（{n}）{}")


def without_headed(table: Table, traits: Collection[str]) -> Table:
    """The table without the column that its headings stand for."""
    return table.without(*(role for trait, role in _ROLES.items() if trait in traits))


def headings(chance: Random, table: Table, traits: Collection[str]) -> tuple[list[str], list[list[object]]]:
    """(what each record is grouped by, the heading row of each group in order; none without such a trait)."""
    kept = _stages(table) if "stage_headings" in traits else table.townships
    shape = chance.choice(_SHAPES)
    if not set(_ROLES) & set(traits):
        return kept, []
    at = next(at for at, each in enumerate(table.columns) if each.role == "school")
    texts = [shape.format(each, n="一二三四五六七八"[number]) for number, each in enumerate(dict.fromkeys(kept))]
    return kept, [[*[None] * at, text] for text in texts]


def _stages(table: Table) -> list[str]:
    """小学 or 初中 of each record, by what its first number states."""
    facts = next(each.facts for each in table.columns if each.facts)
    return [{"primary": "小学", "junior": "初中"}[str(each[0].stage)] if each else "" for each in facts]
