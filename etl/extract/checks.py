"""Check each number by itself and each row by its dataset's rules; every breach names its cell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from catalog.model import Column, Dataset, Kind
from etl.extract.collect import Findings
from etl.extract.facts import Block, Fact
from etl.extract.meaning import Meaning
from etl.extract.numbers import Numbers, shown_number
from etl.extract.text import as_text, cell_name, range_names

# Nothing a county reports is larger; beyond it a number is a slip of the keyboard or an identity code.
LARGEST = 1e12
_ODD = {"words": "number_with_words", "other": "not_a_number", "date": "date_for_number", "error": "error_cell"}


def check_column(
    declared: Dataset,
    meaning: Meaning,
    numbers: Numbers,
    cells: Sequence[object],
    data: Sequence[int],
    first: int,
    findings: Findings,
) -> None:
    """Findings about one physical column's cells in the data rows `data`; the body begins at sheet row `first`."""
    wanted = set(data)
    for state, rows in numbers.odd.items():
        hits = [row for row in rows if row in wanted]
        if not hits:
            continue
        if state in ("dash", "none"):
            _tell_blanks(state, hits, cells, meaning, first, findings)
        else:
            for row in hits:
                findings.add(
                    _ODD[state],
                    cell=cell_name(first + row, meaning.index),
                    value=as_text(cells[row])[:60],
                    header=meaning.header,
                )
    _check_limits(
        declared.column(meaning.column), meaning, numbers, cells, np.asarray(data, dtype=np.int64), first, findings
    )


def _tell_blanks(
    state: str, hits: list[int], cells: Sequence[object], meaning: Meaning, first: int, findings: Findings
) -> None:
    code = "not_applicable" if state == "dash" else "none_written"
    ranges = range_names([first + row for row in hits], meaning.index)
    start, end = ranges[0].split(":")[0], ranges[-1].split(":")[-1]
    findings.add(
        code,
        cell=start if start == end else f"{start}:{end}",
        value=as_text(cells[hits[0]]),
        header=meaning.header,
        count=len(hits),
    )


def _check_limits(
    column: Column,
    meaning: Meaning,
    numbers: Numbers,
    cells: Sequence[object],
    data: np.ndarray,
    first: int,
    findings: Findings,
) -> None:
    values = numbers.values[data]
    with np.errstate(invalid="ignore"):
        negative = values < 0
        fraction = (
            (values != np.round(values)) & ~np.isnan(values)
            if column.kind is Kind.COUNT
            else np.zeros(len(values), bool)
        )
        below = values < column.minimum if column.minimum is not None else np.zeros(len(values), bool)
        above = values > (LARGEST if column.maximum is None else column.maximum)
    for code, hits, bound in (
        ("negative", negative & below, 0.0),
        ("not_whole", fraction & ~negative, 0.0),
        ("below_minimum", below & ~negative, column.minimum or 0.0),
        ("above_maximum", above, LARGEST if column.maximum is None else column.maximum),
    ):
        for position in np.flatnonzero(hits):
            row = int(data[position])
            findings.add(
                code,
                cell=cell_name(first + row, meaning.index),
                value=as_text(cells[row]),
                header=meaning.header,
                bound=shown_number(bound),
            )


def check_rules(declared: Dataset, blocks: Sequence[Block], rows: Sequence[int], findings: Findings) -> None:
    """The dataset's row rules within each block; `rows` are the zero-based sheet rows of the facts' values."""
    for rule in declared.rules:
        for block in blocks:
            part, wholes = block.facts.get(rule.part), [block.facts.get(name) for name in rule.whole]
            if part is None or any(whole is None for whole in wholes):
                continue
            known = [whole for whole in wholes if whole is not None]
            _check_rule(rule.level, part, known, rows, declared.column(rule.part).unit, findings)


def _check_rule(level: str, part: Fact, wholes: list[Fact], rows: Sequence[int], unit: str, findings: Findings) -> None:
    whole = np.sum([each.values for each in wholes], axis=0)
    with np.errstate(invalid="ignore"):
        broken = np.flatnonzero(part.values > whole + 1e-9)
    for position in broken.tolist():
        findings.add(
            "part_exceeds_whole",
            cell=cell_name(rows[position], part.indexes[0]),
            value=shown_number(part.values[position]),
            level=level,
            header=part.header,
            unit=unit,
            whole=wholes[0].header,
            bound=shown_number(whole[position]),
        )
