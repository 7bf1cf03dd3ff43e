"""Put physical columns together into facts and blocks: male and female into a total, groups of columns into blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from catalog.model import Dataset, Role
from etl.extract.collect import Findings
from etl.extract.group_sums import check_grades, drop_classes_of_a_part, is_sum_of_groups, rest_of
from etl.extract.layout import Layout
from etl.extract.meaning import Dims, Meaning
from etl.extract.numbers import Numbers, shown_number
from etl.extract.text import cell_name, column_letters

LAGGING = ("graduates", "transfer_in", "transfer_out")
# Groups whose total over them may stand in the table beside them: the dataset says which (its breakdown).
_SUMMED_GROUPS = {"stage", "programme", "category"}


@dataclass
class Fact:
    """One column of one block. `values` runs over the data rows; `indexes` are the physical columns that feed it."""

    column: str
    values: np.ndarray
    indexes: tuple[int, ...]
    header: str
    full_mark: float | None = None

    @property
    def letters(self) -> str:
        """Where it stands: F, or F+H."""
        return "+".join(column_letters(index) for index in self.indexes)


@dataclass
class Block:
    """The facts of one group of columns. `shift`: "" or why its period is the school year before (always, autumn)."""

    dims: Dims = ()
    shift: str = ""
    facts: dict[str, Fact] = field(default_factory=dict)

    @property
    def dim(self) -> dict[str, object]:
        """The groups as a dictionary."""
        return dict(self.dims)


@dataclass(frozen=True)
class Columns:
    """The physical columns of a sheet's facts over its data rows; `rows` are their zero-based sheet rows."""

    layout: Layout
    numbers: dict[int, Numbers]
    rows: Sequence[int]
    findings: Findings

    def values(self, index: int) -> np.ndarray:
        """The numbers of a physical column."""
        return self.numbers[index].values


def make_blocks(columns: Columns, any_autumn: bool) -> list[Block]:
    """The blocks of a sheet; block 0 (no groups) always first. `any_autumn`: some row is of an autumn term."""
    groups: dict[tuple[str, Dims, bool], list[Meaning]] = {}
    for each in columns.layout.of_role("fact"):
        groups.setdefault((each.column, each.dims, each.previous), []).append(each)
    shifts = _shifts(groups, any_autumn)
    blocks: dict[tuple[Dims, str], Block] = {((), ""): Block()}
    for (column, dims, previous), meanings in groups.items():
        shift = "always" if previous else shifts.get(column, "")
        facts = list(_facts_of(columns, column, meanings))
        if facts:
            block = blocks.setdefault((dims, shift), Block(dims, shift))
            block.facts.update({fact.column: fact for fact in facts if fact.column not in block.facts})
    return _settle_totals(columns, list(blocks.values()))


def _shifts(groups: Iterable[tuple[str, Dims, bool]], any_autumn: bool) -> dict[str, str]:
    """A return of the start of the year tells last year's graduates; transfers of that cohort travel with them."""
    graduates = [previous for column, _, previous in groups if column == "graduates"]
    if not graduates:
        return {}
    if any(graduates):
        return dict.fromkeys(LAGGING, "always")
    return dict.fromkeys(LAGGING, "autumn") if any_autumn else {}


def _facts_of(columns: Columns, column: str, meanings: list[Meaning]) -> Iterable[Fact]:
    by_sex = {sex: [each for each in meanings if each.sex == sex] for sex in ("", "m", "f")}
    for several in by_sex.values():
        _warn_of_doubles(columns, several)
    total, male, female = (next(iter(by_sex[sex]), None) for sex in ("", "m", "f"))
    if total is not None:
        yield _fact(columns, column, total)
        if male and female:
            _compare_sexes(columns, total, male, female)
    elif male and female:
        values = columns.values(male.index) + columns.values(female.index)
        indexes = tuple(sorted((male.index, female.index)))
        yield Fact(column, values, indexes, f"{male.header}、{female.header}", male.full_mark)
    elif male or (female and column != "pupils"):
        half = male or female
        columns.findings.add("half_of_a_total", cell=column_letters(half.index), header=half.header)  # type: ignore[union-attr]
    if female and column == "pupils":
        yield _fact(columns, "girls", female)


def _fact(columns: Columns, column: str, meaning: Meaning) -> Fact:
    return Fact(column, columns.values(meaning.index), (meaning.index,), meaning.header, meaning.full_mark)


def _warn_of_doubles(columns: Columns, meanings: list[Meaning]) -> None:
    for other in meanings[1:]:
        first = meanings[0]
        one, two = columns.values(first.index), columns.values(other.index)
        both = ~np.isnan(one) & ~np.isnan(two)
        differ = np.flatnonzero(both & (np.abs(one - two) > 1e-9))
        # A second column that says more than the first is no copy of it either.
        extra = np.flatnonzero(np.isnan(one) & ~np.isnan(two))
        rows = differ if len(differ) else extra
        where = cell_name(columns.rows[rows[0]], other.index) if len(rows) else column_letters(other.index)
        code = "column_twice_differs" if len(rows) else "column_twice"
        value = shown_number(two[rows[0]]) if len(rows) else ""
        columns.findings.add(
            code,
            cell=where,
            value=value,
            header=other.header,
            other=first.header,
            other_cell=column_letters(first.index),
        )


def _compare_sexes(columns: Columns, total: Meaning, male: Meaning, female: Meaning) -> None:
    computed = columns.values(male.index) + columns.values(female.index)
    stated = columns.values(total.index)
    for row in np.flatnonzero(np.abs(computed - stated) > 1e-6).tolist():
        columns.findings.add(
            "sexes_do_not_add_up",
            cell=cell_name(columns.rows[row], total.index),
            value=shown_number(stated[row]),
            header=total.header,
            computed=shown_number(computed[row]),
        )


def _settle_totals(columns: Columns, blocks: list[Block]) -> list[Block]:
    """Decide what the columns outside the groups are: a total apart, a base of each group, or a repetition."""
    declared = columns.layout.dataset
    keys = {key for block in blocks for key in block.dim}
    plain, grouped = blocks[0], [block for block in blocks[1:] if block.dims]
    if "classes" not in plain.facts:
        drop_classes_of_a_part(columns, grouped)
    if not grouped or not plain.facts:
        return blocks
    if keys & {"item", "subject"}:
        _spread(
            plain,
            [block for block in grouped if block.dim.keys() & {"item", "subject"}],
            declared,
            facts=list(plain.facts),
        )
    elif keys & _SUMMED_GROUPS:
        _leave_out(columns, plain, list(plain.facts), grouped)
    elif "period" in keys:
        stocks = [name for name in plain.facts if declared.column(name).role is Role.STOCK]
        _spread(plain, grouped, declared, facts=stocks)
        _leave_out(columns, plain, list(plain.facts), grouped)
    elif "grade" in keys:
        check_grades(columns, plain, grouped)
    return [plain, *(block for block in blocks[1:] if block.facts)]


def _spread(plain: Block, grouped: list[Block], declared: Dataset, *, facts: list[str]) -> None:
    for name in facts:
        fact = plain.facts.pop(name)
        for block in grouped:
            block.facts.setdefault(name, fact)


def _leave_out(columns: Columns, plain: Block, names: list[str], grouped: list[Block]) -> None:
    """The total over groups would count everything twice. What no group has stays, and what is not their sum."""
    in_groups = {name for block in grouped for name in block.facts}
    for name in names:
        if name in in_groups and name in plain.facts and is_sum_of_groups(columns, plain.facts[name], grouped):
            fact = plain.facts.pop(name)
            rest = rest_of(fact, grouped)
            if rest is not None:
                plain.facts[name] = rest
            columns.findings.add("group_total_left_out", cell=column_letters(fact.indexes[0]), header=fact.header)
