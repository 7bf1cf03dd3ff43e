"""Which periods of a line rest on enough schools to be compared. The first few returns of a new year are no fall.

Some indicators are stated by part of the schools only, so the share of schools is read against what it was in other periods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalog.model import Indicator
from charts.series import Line, cut

# A period counts as reported when it holds at least this share of the coverage of the best covered one: of a sum nearly all,
# for what is missing is missing in it; of a ratio half.
ENOUGH_FOR_SUM, ENOUGH_FOR_RATIO = 0.8, 0.5


def reported(lines: Sequence[Line], number: int) -> tuple[int, int]:
    """Schools that reported at a period, and all that were due."""
    counted = sum(line.counted[number] for line in lines)
    return counted, counted + sum(line.missing[number] for line in lines)


def partial(lines: Sequence[Line], indicator: Indicator) -> frozenset[int]:
    """The numbers of the periods in which too few schools reported for these lines together.

    A sum grows with those who report, so it is measured by the best covered period of all; a ratio by the best one before it,
    for a return that ever more schools make is no reason to doubt the first years.
    """
    shares = [_share(*reported(lines, number)) for number in range(len(lines[0].values) if lines else 0)]
    best = max((share for share in shares if share is not None), default=0.0)
    found, so_far = set(), 0.0
    for number, share in enumerate(shares):
        if share is None:
            continue
        so_far = max(so_far, share)
        if share < (ENOUGH_FOR_SUM * best if indicator.denominator is None else ENOUGH_FOR_RATIO * so_far):
            found.add(number)
    return frozenset(found)


def _share(counted: int, due: int) -> float | None:
    return counted / due if due else None


def last_covered(lines: Sequence[Line], indicator: Indicator) -> int:
    """The number of the last period with a value and enough schools; the last with a value when none has; else the last."""
    size = len(lines[0].values) if lines else 0
    known = [number for number in range(size) if any(line.values[number] is not None for line in lines)]
    few = partial(lines, indicator)
    return next((number for number in reversed(known) if number not in few), known[-1] if known else size - 1)


def judged(line: Line, indicator: Indicator, end: int) -> Line:
    """The line as a finding may read it: up to period `end`, unknown where too few of its own schools reported."""
    few = partial([line], indicator)
    values = tuple(None if number in few else value for number, value in enumerate(line.values))
    return cut(replace(line, values=values), slice(0, end + 1))
