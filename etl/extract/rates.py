"""Decide how rates are written in a column: as fractions of one, as percentages, or undecidably."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from etl.extract.collect import Findings
from etl.extract.meaning import Meaning
from etl.extract.numbers import Numbers, shown_number
from etl.extract.text import cell_name


def written_in_hundredths(meaning: Meaning, numbers: Numbers, data: Sequence[int]) -> bool:
    """Whether a rate's column without a unit is plainly of percentages: its neighbours are then no fractions."""
    values = numbers.values[_plain_rows(numbers, data)]
    return meaning.unit is None and bool((values[~np.isnan(values)] > 2).any())


def settle_rates(
    meaning: Meaning, numbers: Numbers, data: Sequence[int], first: int, findings: Findings, *, hundredths: bool = False
) -> None:
    """Turn the plain numbers of a rate's column into fractions, in place, by the header's unit or by the whole column.

    Cells that say % themselves are fractions already. `hundredths`: other rates of the sheet are written as 85, so that
    0.5 may be half a percent or a half.
    """
    rows = _plain_rows(numbers, data)
    values = numbers.values[rows]
    known = values[~np.isnan(values)]
    if not len(known):
        return
    if meaning.unit is not None:
        if meaning.unit == "%" and known.max() <= 1 and known.max() > 0:
            # 及格率(%) with 0.85: the header and the cells disagree.
            _refuse(meaning, rows, values, first, findings)
            return
        numbers.values[rows] = np.round(values / (1000 if meaning.unit == "‰" else 100), 12)
        return
    if (known > 1).any():
        if ((known > 0) & (known <= 1)).any():
            _refuse(meaning, rows[(values > 0) & (values <= 1)], values[(values > 0) & (values <= 1)], first, findings)
            return
        numbers.values[rows] = np.round(values / 100, 12)
    elif hundredths and (known > 0).any():
        _refuse(meaning, rows[values > 0], values[values > 0], first, findings)
    elif not ((known > 0) & (known < 1)).any() and (known == 1).any():
        _refuse(meaning, rows[values == 1], values[values == 1], first, findings)


def _plain_rows(numbers: Numbers, data: Sequence[int]) -> np.ndarray:
    marked = set(numbers.percent)
    return np.array([row for row in data if row not in marked], dtype=np.int64)


def _refuse(meaning: Meaning, rows: np.ndarray, values: np.ndarray, first: int, findings: Findings) -> None:
    for row, value in zip(rows, values, strict=True):
        if not np.isnan(value):
            findings.add(
                "rate_ambiguous",
                cell=cell_name(first + int(row), meaning.index),
                value=shown_number(value),
                header=meaning.header,
            )
