"""Which columns count people, how such counts hang together, and what would give them away.

Read by the one engine that decides who sees how much (metrics/disclosure). Declared by column, so that a new dataset is
covered as soon as its columns say 人.
"""

from __future__ import annotations

from catalog.model import Column, Dataset, Kind

# 封: each letter on pupils elsewhere stands for one pupil; 户: each home visited for one that may have left.
_PEOPLE_UNITS = ("人", "封", "户")

# The same pupils, stated in another return: hidden together, or one return would tell what the other hides.
SAME = {("dropout", "enrolled_start"): ("enrolment", "pupils"), ("resource", "pupils"): ("enrolment", "pupils")}

# The same pupils, stated again in other rows of the same return: each paper of an exam has the same candidates, each month of a
# year the same roll at its start.
RESTATED = {("exam", "eligible"), ("exam", "registered"), ("dropout", "enrolled_start")}

# Not counts of people, but they tell them: amounts are so much a head, sums of scores so many points a head.
LINKED = {
    "subsidy": {"amount": "recipients"},
    "exam": {"sum_score": "sat", "sum_squares": "sat"},
    "dropout": {"days_out": "still_out"},
}

# Items of 办学条件 that are persons: their quantity is a count of people.
PEOPLE_ITEMS = ("above_degree_teachers", "backbone_teachers", "pe_arts_teachers", "mid_title_teachers", "teachers")

# Keys along which nobody adds: each value is a table of its own (two papers, two kinds of equipment).
TABLES_APART = {"exam": ("exam", "subject"), "resource": ("item",)}

# Where part and whole are near each other, the whole is hidden and the part stays: how many sat matters more than how many did not.
_WHOLE_GIVES_WAY = {("exam", "eligible"): "sat", ("subsidy", "eligible"): "recipients"}

# Part of a whole over the year only: a child may return in another month than it left.
OVER_THE_YEAR = {("dropout", "returned"): "dropouts"}


def counts_people(column: Column) -> bool:
    """Whether the column is a number of people."""
    return column.is_fact and column.kind is Kind.COUNT and column.unit in _PEOPLE_UNITS


def people_columns(dataset: Dataset) -> tuple[str, ...]:
    """The columns of people, each after those it is bounded by."""
    left = [each.name for each in dataset.facts if counts_people(each)]
    ordered: list[str] = []
    while left:
        ready = [name for name in left if not {whole_of(dataset, name), part_of(dataset, name)} & set(left)]
        if not ready:
            raise ValueError(f"{dataset.name}: {left} bound each other")
        ordered += ready
        left = [name for name in left if name not in ready]
    return tuple(ordered)


def whole_of(dataset: Dataset, column: str) -> str | None:
    """The column of people this one is a part of, and gives way to."""
    year = OVER_THE_YEAR.get((dataset.name, column))
    if year:
        return year
    for rule in dataset.rules:
        if (
            rule.part == column
            and len(rule.whole) == 1
            and _WHOLE_GIVES_WAY.get((dataset.name, rule.whole[0])) != column
        ):
            whole = dataset.column(rule.whole[0])
            return whole.name if counts_people(whole) else None
    return None


def part_of(dataset: Dataset, column: str) -> str | None:
    """The column of people that is a part of this one, where this one gives way."""
    return _WHOLE_GIVES_WAY.get((dataset.name, column))


def related(dataset: Dataset, column: str) -> tuple[tuple[str, bool], ...]:
    """The columns of people that bound this one, the farthest first, with whether they are above it (its whole, the whole of
    that) or a part of it to which it gives way."""
    found = [(part, False) for part in (part_of(dataset, column),) if part]
    whole, above = whole_of(dataset, column), []
    while whole:
        above.append((whole, True))
        whole = whole_of(dataset, whole)
    return (*above[::-1], *found)
