"""Totals that an area states of itself, beside the counts of its parts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from metrics.disclosure.bounds import Matrix, is_small
from metrics.disclosure.cells import ALONE, NEVER
from metrics.disclosure.coded import DISTRICT, SCHOOL, TOWNSHIP, combined

_WIDE = ((TOWNSHIP, "township_id", (SCHOOL,)), (DISTRICT, "district_id", (SCHOOL, TOWNSHIP)))


def stand_beside(frame: pd.DataFrame) -> Matrix:
    """Whether a row is an area's own total beside counts of its parts, of the same stage and key."""
    own = np.zeros(len(frame), dtype=bool)
    level, unstaged = frame["level"].to_numpy(), frame["unstaged"].to_numpy()
    for wide, column, below in _WIDE:
        parts = np.isin(level, below)
        for whole_area in (True, False):
            mine = (level == wide) & (unstaged == whole_area)
            if mine.any() and parts.any():
                keys = ["key"] if whole_area else ["stage", "key"]
                place = np.where(mine, frame["area_id"], frame[column])
                code = combined([place, *(frame[each].to_numpy() for each in keys)])
                own |= mine & np.isin(code, code[parts])
    return own


def own_totals(frame: pd.DataFrame, column: str, groups: Matrix, k: float) -> Matrix:
    """The groups of a column, an area's own total beside its parts among them: it stands only where none of these is hidden
    and it leaves no small rest."""
    values = frame[column].to_numpy()
    stated = frame["own"].to_numpy() & ~np.isnan(values)
    if not stated.any():
        return groups
    found = groups.copy()
    parts = ~frame["own"].to_numpy()
    for level, within, _ in _WIDE:
        touched = np.unique(frame[within].to_numpy()[parts & (groups != ALONE)])
        mine = np.flatnonzero(stated & (frame["level"].to_numpy() == level))
        rest = np.abs(values[mine] - _sums(frame, values, parts, within, mine))
        few = is_small(rest, k) | is_small(values[mine], k)
        found[mine[few | np.isin(frame["area_id"].to_numpy()[mine], touched)]] = NEVER
    return found


def _sums(frame: pd.DataFrame, values: Matrix, parts: Matrix, within: str, mine: Matrix) -> Matrix:
    """What the parts of each of these totals add up to: those of its stage, or of all where it names none."""
    sums = np.zeros(len(mine))
    for keys in (["key", "slice"], ["key", "slice", "stage"]):
        code = combined([np.where(parts, frame[within], frame["area_id"]), *(frame[each].to_numpy() for each in keys)])
        added = np.bincount(code[parts], np.nan_to_num(values[parts]), int(code.max(initial=0)) + 1)
        chosen = frame["unstaged"].to_numpy()[mine] == ("stage" not in keys)
        sums[chosen] = added[code[mine[chosen]]]
    return sums
