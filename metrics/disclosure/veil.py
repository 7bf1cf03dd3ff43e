"""What an audience sees of an answer: a number that the stranger's tables give differently is hidden, and said to be."""

from __future__ import annotations

import numpy as np
import pandas as pd

from catalog import dataset as declared
from catalog.model import Indicator, Total
from catalog.people import counts_people

# Roles that must act see exact small counts in their townships; everybody else, print, export and projection are PUBLIC.
ACTING, PUBLIC = "acting", "public"
AUDIENCES = (ACTING, PUBLIC)
SAID = "人数过少，不显示"

_SIDES = ("numerator", "denominator", "value")
_PAIR = ("core_value", "member_value", "gap")


def veiled(indicator: Indicator, own: pd.DataFrame, strange: pd.DataFrame, k: int) -> pd.DataFrame:
    """The answer with hidden numbers unknown and `suppressed` true in their rows.

    A rate whose numerator or denominator is hidden is hidden; the side that is not stays. Pairs have no sides: a gap goes
    with either of its values.
    """
    columns = [name for name in (*_SIDES, *_PAIR) if name in own]
    keys = [
        name
        for name in own.columns
        if name not in {*columns, "schools_counted", "schools_missing", "suppressed", "own_total"}
    ]
    mine = {name: own[name].to_numpy(dtype=float) for name in columns}
    beside = _beside(own, strange, keys, columns)
    theirs = {name: beside[name].to_numpy(dtype=float) for name in columns}
    hidden = {name: _differs(mine[name], theirs[name]) for name in columns}
    for side, total in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        if side in hidden and total is not None and is_people(indicator, total):
            hidden[side] |= _small(mine[side], k)
    for name, parts in (("value", _SIDES[:2]), ("gap", _PAIR[:2])):
        for part in parts:
            if name in hidden and part in hidden:
                hidden[name] = hidden[name] | hidden[part]
    shown = own.copy(deep=False)
    for name in columns:
        if hidden[name].any():
            shown[name] = np.where(hidden[name], np.nan, mine[name])
    if "suppressed" in shown and columns:
        # That a number cannot be had (nobody to divide by) may be what must not be known.
        unlike = [np.isnan(mine[name]) != np.isnan(theirs[name]) for name in columns]
        shown["suppressed"] = np.logical_or.reduce([*(hidden[name] for name in columns), *unlike])
    return shown


def _beside(own: pd.DataFrame, strange: pd.DataFrame, keys: list[str], columns: list[str]) -> pd.DataFrame:
    """The stranger's numbers in the order of the answer's rows; unknown where the stranger has no such row."""
    if len(own) == len(strange) and all(own[key].array.equals(strange[key].array) for key in keys):
        return strange[columns]
    if own.empty:
        # The stranger may have rows where nothing is known here: they are not shown.
        return own[columns]
    other = strange.set_index(keys)[columns]
    return other[~other.index.duplicated()].reindex(pd.MultiIndex.from_frame(own[keys]))


def is_people(indicator: Indicator, total: Total) -> bool:
    """Whether a side adds up people (and nothing but)."""
    if indicator.function in ("reported", "cv") or total.times:
        return False
    return all(counts_people(declared(total.dataset).column(name)) for name in total.columns)


def _small(numbers: np.ndarray, k: int) -> np.ndarray:
    """Fewer than k, either way: what more came than left is a count of people too."""
    size = np.abs(numbers)
    return (size > 0) & (size < k)


def _differs(mine: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        apart = np.abs(mine - theirs) > 1e-9 * np.maximum(1.0, np.abs(mine))
    return (apart | (np.isnan(mine) != np.isnan(theirs))) & ~np.isnan(mine)
