"""What each data row is about, apart from its numbers: place, period, stage, grade, other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from catalog.model import Dataset, Role
from catalog.stages import stage as stage_named
from catalog.stages import stage_of_grade
from etl.extract.aid import report_programme
from etl.extract.attributes import read_attribute
from etl.extract.collect import Findings
from etl.extract.context import SheetContext
from etl.extract.facts import Block
from etl.extract.layout import Layout
from etl.extract.nil_returns import read_nil_returns
from etl.extract.places import Places, grade_in_stage, mapped, read_stage, stage_of_school
from etl.extract.rows import Body, words_of
from etl.extract.sheet_period import base_of
from etl.extract.text import cell_name
from etl.model import ERROR, WARNING


@dataclass
class RowKeys:
    """Over the accepted rows. `sheet_rows` are zero-based; `words` the stored text columns by name; `nil` tells the nil
    returns, empty where nothing can. `years` has the calendar year of a period that was read from a year alone."""

    sheet_rows: list[int]
    places: Places
    periods: list[str | None]
    words: dict[str, list[object | None]]
    stated_stage: list[str | None]
    named_stage: list[str | None]
    nil: list[bool] = field(default_factory=list)
    years: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.sheet_rows)


def read_row_keys(
    body: Body,
    layout: Layout,
    context: SheetContext,
    data: Sequence[int],
    places: Places,
    periods: list[str | None],
    findings: Findings,
) -> RowKeys:
    """Read the words of the accepted rows and fill them from the sheet's context."""
    declared = layout.dataset
    words: dict[str, list[object | None]] = {}
    for meaning in layout.of_role("text"):
        if meaning.column != "stage" and meaning.column not in words:
            words[meaning.column] = read_attribute(declared.column(meaning.column), meaning, body, data, findings)
    _fill_words(declared, words, context, len(data))
    _fill_aid(layout, words, context, len(data), findings)
    nil = read_nil_returns(body, layout, data, words)
    column = layout.named("stage")
    stated = _stages(body, column.index, data) if column else [None] * len(data)
    schools = places.texts.get("school_text", [None] * len(data))
    named = [str(each) if each else None for each in mapped(schools, stage_of_school)]
    _compare_headings(body, data, stated, named, schools, findings)
    return RowKeys(
        [body.first + row for row in data],
        places,
        periods,
        words,
        [each or body.under["stage"][row] or context.stage for row, each in zip(data, stated, strict=True)],
        named,
        nil,
        {context.period.code: base_of(context.period)} if context.period and context.period.bare else {},
    )


def _compare_headings(
    body: Body,
    data: Sequence[int],
    stated: Sequence[str | None],
    named: Sequence[str | None],
    schools: Sequence[str | None],
    findings: Findings,
) -> None:
    """A school under the heading of another stage than its name's: perhaps the heading of its own is missing."""
    for row, own, name, school in zip(data, stated, named, schools, strict=True):
        heading = body.under["stage"][row]
        if heading and name and not own and heading != name:
            # Classes of a kindergarten at a primary school are common, a junior school among primary ones is a slip.
            level = WARNING if "kindergarten" in (heading, name) else ERROR
            findings.add(
                "heading_contradicts_name", cell=cell_name(body.first + row, 0), value=school, level=level,
                heading=stage_named(heading).zh, named=stage_named(name).zh,
            )  # fmt: skip


def _stages(body: Body, index: int, data: Sequence[int]) -> list[str | None]:
    texts = body.texts.get(index) or words_of(body.columns[index])
    return [str(each) if each else None for each in mapped([texts[row] for row in data], read_stage)]


def _fill_words(declared: Dataset, words: dict[str, list[object | None]], context: SheetContext, size: int) -> None:
    """The title's exam, subject and grade hold for rows that do not say theirs."""
    names = {each.name for each in declared.columns}
    for name in ("exam", "subject", "grade"):
        default = getattr(context, name)
        if name in names and default is not None:
            words[name] = [default if each is None else each for each in words.get(name, [None] * size)]


def _fill_aid(
    layout: Layout, words: dict[str, list[object | None]], context: SheetContext, size: int, findings: Findings
) -> None:
    """The programme a title names holds for rows that do not say theirs; its group of pupils where no column does."""
    if "programme" not in layout.dataset.key:
        return
    grouped = {key for each in layout.of_role("fact") for key, _ in each.dims}
    if not {"programme"} & {*words, *grouped}:
        report_programme(layout.titles, context.sheet, context.programme, findings)
    if context.programme is not None:
        words["programme"] = [
            context.programme if each is None else each for each in words.get("programme", [None] * size)
        ]
    if context.category is not None and not {"category"} & {*words, *grouped}:
        words["category"] = [context.category] * size


def stages_of(
    keys: RowKeys, block: Block, blocks: Sequence[Block]
) -> tuple[list[str | None], list[int | None], np.ndarray]:
    """(stage, grade, whether the row spans two stages that this block cannot tell apart) per row of a block.

    A stage column, group or title says the stage; else the grade; else the grades beside it that are filled in;
    else the end of the school's name.
    """
    dim = block.dim
    grades = [dim["grade"]] * keys.size if "grade" in dim else keys.words.get("grade", [None] * keys.size)
    beside = _stages_beside(keys, blocks) if "grade" not in dim else None
    seen = beside if beside is not None else [frozenset()] * keys.size
    stated = [dim["stage"]] * keys.size if "stage" in dim else keys.stated_stage
    cases = list(zip(stated, grades, seen, keys.named_stage, strict=True))
    known = {case: _stage_and_grade(*case) for case in set(cases)}  # type: ignore[arg-type]
    split = {case for case in known if not case[0] and case[1] is None and len(case[2]) > 1}
    spans = np.array([case in split for case in cases], dtype=bool) if split else np.zeros(keys.size, dtype=bool)
    return [known[case][0] for case in cases], [known[case][1] for case in cases], spans


def _stage_and_grade(
    stated: str | None, grade: int | None, seen: frozenset[str], named: str | None
) -> tuple[str | None, int | None]:
    if stated:
        return stated, grade_in_stage(grade, stated)
    if grade is not None:
        return stage_of_grade(grade), grade
    if len(seen) == 1:
        return next(iter(seen)), None
    return (named if not seen else None), None


def _stages_beside(keys: RowKeys, blocks: Sequence[Block]) -> list[frozenset[str]] | None:
    """Per row the stages of the grade columns that hold a number above zero."""
    graded = [(stage_of_grade(int(str(each.dim["grade"]))), each) for each in blocks if "grade" in each.dim]
    stages = sorted({stage for stage, _ in graded if stage})
    if not stages:
        return None
    masks = {stage: np.zeros(keys.size, dtype=bool) for stage in stages}
    for stage, block in graded:
        for fact in block.facts.values():
            if stage:
                masks[stage] |= np.nan_to_num(fact.values) > 0
    sets = {}
    rows = []
    for bits in zip(*(masks[stage] for stage in stages), strict=True):
        if bits not in sets:
            sets[bits] = frozenset(stage for stage, bit in zip(stages, bits, strict=True) if bit)
        rows.append(sets[bits])
    return rows


def report_stages(keys: RowKeys, unknown: Sequence[int], findings: Findings) -> None:
    """Say which school rows tell no stage."""
    if unknown:
        findings.add("stage_unknown", cell=cell_name(keys.sheet_rows[unknown[0]], 0), count=len(unknown))


def require_keys(declared: Dataset, keys: RowKeys, blocks: Sequence[Block], findings: Findings) -> None:
    """Words without which a row is no row of its dataset (the exam's subject, the resource's item)."""
    in_groups = {key for block in blocks for key in block.dim}
    for column in declared.columns:
        needed = column.required or column.name == "subject"
        if column.role is not Role.KEY or not needed or column.name in in_groups:
            continue
        values = keys.words.get(column.name)
        for row, value in enumerate(values or []):
            if value is None:
                findings.add("key_missing", cell=cell_name(keys.sheet_rows[row], 0), header=column.zh)
