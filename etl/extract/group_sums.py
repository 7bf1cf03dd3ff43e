"""Whether a column beside groups of columns is their sum: the numbers decide, row by row, and never its place alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from catalog.model import Role
from catalog.stages import STAGES
from etl.extract.meaning import Dims
from etl.extract.numbers import shown_number
from etl.extract.text import cell_name, column_letters, key_of
from etl.extract.words import WHOLE_YEAR
from etl.model import INFO

if TYPE_CHECKING:
    from etl.extract.facts import Block, Columns, Fact

_SAID_TOTAL = re.compile(r"合计|总计|小计|共计|总数|(?:^|[/:])计(?:$|\()|total")
_PART = re.compile(r"其中|#")
_WORD_OF_CLASSES = re.compile(r"班[级数]|教学班")


@dataclass
class _Compared:
    """(row, sum of the parts): rows that agree, that differ, and that say more than their parts, one of which is blank."""

    agreeing: list[tuple[int, float]] = field(default_factory=list)
    differing: list[tuple[int, float]] = field(default_factory=list)
    open: list[tuple[int, float]] = field(default_factory=list)


def is_sum_of_groups(columns: Columns, fact: Fact, grouped: Sequence[Block]) -> bool:
    """Whether `fact` is what the groups beside it add up to. Rows that differ though most agree are told.

    Where it is not, the groups are parts of something else: they are taken out of the blocks, and told.
    """
    parts = {block.dims: block.facts[fact.column] for block in grouped if fact.column in block.facts}
    compared = max((_compare(fact, each) for each in _sums(parts)), key=lambda each: len(each.agreeing))
    agreeing, differing = compared.agreeing, compared.differing
    said = bool(_SAID_TOTAL.search(key_of(fact.header)))
    if not agreeing and not differing and (said or not compared.open):
        total = True  # nothing to compare
    elif agreeing and len(agreeing) >= len(differing):
        total = not differing or not _are_marked(parts, all)
    else:
        total = (said and _are_stages(parts)) or _are_terms_of(fact, parts)
    if total:
        _tell_rows(columns, fact, compared, list(parts.values()))
    else:
        _take_out(columns, fact, grouped)
    return total


def rest_of(fact: Fact, grouped: Sequence[Block]) -> Fact | None:
    """What a total says of rows whose groups are all blank: nothing else says it."""
    parts = [block.facts[fact.column].values for block in grouped if fact.column in block.facts]
    with np.errstate(invalid="ignore"):
        alone = np.isnan(np.array(parts)).all(axis=0) & (fact.values > 0)
    return replace(fact, values=np.where(alone, fact.values, np.nan)) if alone.any() else None


def check_grades(columns: Columns, plain: Block, grouped: Sequence[Block]) -> None:
    """在校生 or 合计 beside columns of grades, both of which are kept: tell the rows in which they differ."""
    for name, fact in plain.facts.items():
        if columns.layout.dataset.column(name).role not in (Role.STOCK, Role.FLOW):
            continue
        own = [block for block in grouped if set(block.dim) == {"grade"} and name in block.facts]
        parts = {block.dims: block.facts[name] for block in own}
        if not parts or not _grades_are_whole(fact, {int(str(dict(dims)["grade"])) for dims in parts}):
            continue
        _tell_rows(columns, fact, _compare(fact, list(parts.values())), list(parts.values()))


def drop_classes_of_a_part(columns: Columns, blocks: Sequence[Block]) -> None:
    """其中：学前班 without a column of classes counts pupils as well as classes: it is not taken."""
    for block in blocks:
        fact = block.facts.get("classes")
        if fact is None or "stage" not in block.dim:
            continue
        flat = key_of(fact.header)
        if _PART.search(flat) and not _WORD_OF_CLASSES.search(flat):
            del block.facts["classes"]
            columns.findings.add("part_of_what", cell=column_letters(fact.indexes[0]), header=fact.header)


def _grades_are_whole(fact: Fact, grades: set[int]) -> bool:
    """A column of one grade is a part only; those of a whole stage, or beside the word 合计, are all there is."""
    whole = any(each.grades and set(each.grades) <= grades for each in STAGES)
    return whole or (len(grades) > 1 and bool(_SAID_TOTAL.search(key_of(fact.header))))


def _sums(parts: dict[Dims, Fact]) -> list[list[Fact]]:
    """The parts that may add up: all, and those of one kind of group (stages beside grades count twice)."""
    kinds: dict[frozenset[str], list[Fact]] = {}
    for dims, fact in parts.items():
        kinds.setdefault(frozenset(key for key, _ in dims), []).append(fact)
    return [list(parts.values()), *kinds.values()]


def _compare(fact: Fact, parts: Sequence[Fact]) -> _Compared:
    table = np.array([each.values for each in parts])
    known = ~np.isnan(table)
    computed = np.nansum(table, axis=0)
    found = _Compared()
    for row in np.flatnonzero(~np.isnan(fact.values) & known.any(axis=0)).tolist():
        stated, added = float(fact.values[row]), float(computed[row])
        if abs(stated - added) <= max(0.0051, abs(stated) * 1e-6):
            if stated:
                found.agreeing.append((row, added))
        elif known[:, row].all() or added > stated:
            found.differing.append((row, added))
        else:
            found.open.append((row, added))
    return found


def _are_marked(parts: dict[Dims, Fact], quantity: Callable[[Iterable[bool]], bool]) -> bool:
    """Whether all, or any, of the columns are headed 其中."""
    return quantity(bool(_PART.search(key_of(each.header))) for each in parts.values())


def _are_stages(parts: dict[Dims, Fact]) -> bool:
    """Two stages or more, none marked as a part: what a column called 合计 is of, slips or not."""
    of_stages = all({key for key, _ in dims} <= {"stage", "grade"} for dims in parts)
    return len(parts) > 1 and of_stages and not _are_marked(parts, any)


def _are_terms_of(fact: Fact, parts: dict[Dims, Fact]) -> bool:
    """全年 beside 春季 and 秋季, slips or not."""
    of_time = all({key for key, _ in dims} == {"period"} for dims in parts)
    return of_time and len(parts) > 1 and any(WHOLE_YEAR.fullmatch(each) for each in key_of(fact.header).split("/"))


def _tell_rows(columns: Columns, fact: Fact, compared: _Compared, parts: Sequence[Fact]) -> None:
    unit = columns.layout.dataset.column(fact.column).unit
    for code, rows in (("row_total_mismatch", compared.differing), ("row_total_open", compared.open)):
        for row, computed in rows:
            stated = float(fact.values[row])
            columns.findings.add(
                code,
                cell=cell_name(columns.rows[row], fact.indexes[0]),
                value=shown_number(stated),
                header=fact.header,
                unit=unit,
                first=parts[0].header,
                last=parts[-1].header,
                computed=shown_number(computed),
                difference=shown_number(abs(stated - computed)),
            )


def _take_out(columns: Columns, fact: Fact, grouped: Sequence[Block]) -> None:
    taken = [block.facts.pop(fact.column) for block in grouped if fact.column in block.facts]
    if not taken:
        return
    level = INFO if all(_PART.search(key_of(each.header)) for each in taken) else ""
    columns.findings.add(
        "columns_are_no_groups",
        cell=column_letters(taken[0].indexes[0]),  # the others are named by their headers
        level=level,
        header=fact.header,
        headers="、".join(each.header for each in taken),
    )
