"""Townships missing from a district's number, of a return that no school makes: there no school is missing, a township may be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from catalog import dataset
from catalog.model import Indicator
from charts.series import Line


def from_schools(indicator: Indicator) -> bool:
    """Whether the rows that the indicator's numerator stands in name schools."""
    return any(each.name.endswith("school") for each in dataset(indicator.numerator.dataset).columns)


def stated_areas(
    indicator: Indicator, lines: Sequence[Line], gone: Collection[str], number: int
) -> tuple[int, int] | None:
    """(townships that stated period `number`, all of them) where some did and some did not; else None.

    Those merged away (`gone`) and those whose number may not be shown are not silent. Of a return that schools make: None.
    """
    if from_schools(indicator):
        return None
    stated = sum(line.values[number] is not None for line in lines)
    silent = sum(
        line.values[number] is None and not (line.hidden and line.hidden[number]) and line.area_id not in gone
        for line in lines
    )
    return (stated, stated + silent) if stated and silent else None


def whole_to_judge(
    whole: Line | None, indicator: Indicator, lines: Sequence[Line], gone: Collection[str]
) -> Line | None:
    """The line of the whole as a finding may read it: a sum that lacks townships is unknown, and without its last period there
    is nothing to tell of the whole."""
    if whole is None or indicator.denominator is not None:
        return whole
    lacking = [stated_areas(indicator, lines, gone, number) is not None for number in range(len(whole.values))]
    if lacking and lacking[-1]:
        return None
    return replace(
        whole, values=tuple(None if lacks else value for value, lacks in zip(whole.values, lacking, strict=True))
    )
