"""Which counts keep company: from tables of counts to groups whose sum may be known and whose parts may not.

Pure: numbers in, numbers out. A count is small when 0 < count < k, and so is what a part leaves of its whole. The units
(a school's stage, …) that ever hold a small count are put into groups, the same in every period, with partners where
needed. Whoever knows every group's sum and everything outside the groups must not be able to narrow any count of a group
below k + 1 possible values (bounds.py), so each group is verified as it is made. Whatever cannot be made safe keeps no sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.disclosure.bounds import Bounded, Matrix, Nest, is_small
from metrics.disclosure.company import Block, companies, groups_of, unsafe_slices

ALONE = 0  # stands as it is
NEVER = -1  # not even a sum with it is shown


@dataclass(frozen=True)
class Counts:
    """One kind of count: a row per unit, a column per slice (period, paper). NaN where unknown.

    `low` and `high` bound each count by what else is shown (0 and infinity where nothing does), `nests` by what else is
    hidden. `rungs`: for each widening circle (township and stage, district and stage, district) the circle of each unit.
    `pools`: for each slice the span over which slices are added up, -1 for those that never are. `forced`: units to hide for
    another column's sake. `repeated`: the slices of a pool state the same counts again, as a roll does month by month.
    """

    values: Matrix
    low: Matrix
    high: Matrix
    rungs: Sequence[Matrix]
    pools: Matrix
    forced: Matrix
    pooled_only: bool = False
    nests: tuple[Nest, ...] = ()
    repeated: bool = False


def assign(counts: Counts, k: float) -> Matrix:
    """A number per unit and slice: ALONE, NEVER, or the group with which a count keeps only its sum."""
    pools = _pools(counts)
    fine = Bounded(counts.values, counts.low, counts.high, k, counts.nests)
    coarse = _first_of(fine, pools) if counts.repeated else _pooled(fine, pools)
    small, small_pool = fine.small(), coarse.small()
    if counts.pooled_only:
        small = is_small(counts.values, k)
    hidden = small.any(axis=1) | small_pool.any(axis=1) | counts.forced
    result = np.zeros(counts.values.shape, dtype=int)
    if not hidden.any():
        return result
    groups = groups_of(coarse, hidden, counts.rungs)
    safe = {block: ~unsafe_slices(coarse, block) for block in groups}
    plain = _plain(fine, pools, safe)
    number = len(groups) * len(plain)
    for place, block in enumerate(groups):
        result[np.ix_(np.array(block), plain)] = 1 + place * len(plain) + np.arange(len(plain))
    left = sorted(set(pools.tolist()) - set(pools[plain].tolist()))
    for block, pool, bad in companies(coarse, fine, pools, safe, left, counts.rungs):
        rows, slices = np.array(block), np.flatnonzero(pools == pool)
        if bad:
            touched = small[np.ix_(rows, slices)].any() or small_pool[rows, pool].any()
            result[np.ix_(rows, slices)] = NEVER if touched or counts.forced[rows].any() else ALONE
            continue
        if counts.repeated:
            number = _repeat(fine, coarse, rows, pool, slices, result, number)
            continue
        for together in _refined(fine, rows, slices, pooled_only=counts.pooled_only):
            number += 1
            result[np.ix_(rows, together)] = number
    return result


def _plain(fine: Bounded, pools: Matrix, safe: dict[Block, Matrix]) -> Matrix:
    """The slices that are pools of their own, in which every group is safe by itself and nothing else is hidden: most."""
    whole = np.logical_and.reduce([*safe.values()])[pools] & (np.bincount(pools)[pools] == 1)
    for nest in fine.nests:
        whole = whole & ~(nest.groups > 0).any(axis=0)
    return np.flatnonzero(whole)


def _pools(counts: Counts) -> Matrix:
    """Each slice's pool as a running number."""
    named = [("pool", each) if each >= 0 else ("alone", place) for place, each in enumerate(counts.pools)]
    order = {name: place for place, name in enumerate(dict.fromkeys(named))}
    return np.array([order[name] for name in named], dtype=int)


def _pooled(fine: Bounded, pools: Matrix) -> Bounded:
    """The counts summed over each pool; unknown where every slice of it is, bounds only of what is known."""
    if pools.max() + 1 == len(pools):
        return fine
    known = ~np.isnan(fine.values)
    values, low, high = (_added(each, pools, known, np.nan) for each in (fine.values, fine.low, fine.high))
    # A bound that the truth does not keep over the whole pool is none.
    high = np.where(high >= values, high, np.inf)
    nests = tuple(
        Nest(_throughout(each.groups, pools), _added(each.amounts, pools, known, 0), each.above) for each in fine.nests
    )
    return Bounded(values, low, high, fine.k, nests)


def _first_of(fine: Bounded, pools: Matrix) -> Bounded:
    """The counts as each pool states them first."""
    chosen = np.zeros((len(fine.values), int(pools.max()) + 1), dtype=int)
    for pool in range(chosen.shape[1]):
        mine = np.flatnonzero(pools == pool)
        chosen[:, pool] = mine[np.argmax(~np.isnan(fine.values[:, mine]), axis=1)]
    first = lambda each: np.take_along_axis(each, chosen, axis=1)  # noqa: E731
    nests = tuple(Nest(first(each.groups), first(each.amounts), each.above) for each in fine.nests)
    return Bounded(first(fine.values), first(fine.low), first(fine.high), fine.k, nests)


def _repeat(
    fine: Bounded, coarse: Bounded, rows: Matrix, pool: int, slices: Matrix, result: Matrix, number: int
) -> int:
    """A group of counts that are stated again: with one of them silent their sum would, beside the sum of another time, tell
    that one. So it is kept only where all are known. The last number used."""
    there = ~np.isnan(coarse.values[rows, pool])
    for each in slices.tolist():
        whole = not np.isnan(fine.values[rows[there], each]).any()
        kept = whole and not fine.of(rows, slice(each, each + 1)).bad()[0]
        number += kept
        result[rows, each] = number if kept else NEVER
    return number


def _added(numbers: Matrix, pools: Matrix, known: Matrix, empty: float) -> Matrix:
    summed = np.full((numbers.shape[0], pools.max() + 1), empty)
    for pool in range(pools.max() + 1):
        mine = pools == pool
        some = known[:, mine].any(axis=1)
        summed[:, pool] = np.where(some, np.where(known[:, mine], numbers[:, mine], 0).sum(axis=1), empty)
    return summed


def _throughout(groups: Matrix, pools: Matrix) -> Matrix:
    """In each pool who is in company in every slice of it: only these can stand in for each other."""
    found = np.zeros((len(groups), pools.max() + 1), dtype=int)
    for pool in range(pools.max() + 1):
        mine = groups[:, pools == pool]
        inside = (mine > 0).any(axis=1)
        if inside.any():
            found[inside, pool] = 1 + np.unique(mine[inside], axis=0, return_inverse=True)[1].ravel()
    return found


def _refined(fine: Bounded, rows: Matrix, slices: Matrix, *, pooled_only: bool) -> list[Matrix]:
    """The slices of a pool that keep sums of their own, and those that only keep theirs together."""
    if len(slices) == 1:
        return [slices]
    bad = fine.of(rows, slices).bad() if not pooled_only else np.ones(len(slices), dtype=bool)
    totals = np.nansum(fine.values[np.ix_(rows, slices)], axis=0)
    bad &= totals > 0
    if not bad.any():
        return [np.array([each]) for each in slices]
    together = [int(each) for each in np.flatnonzero(bad)]
    spare = sorted((int(each) for each in np.flatnonzero(~bad & (totals > 0))), key=lambda each: totals[each])
    while spare and not _pooled_safely(fine, rows, slices[together]):
        together.append(spare.pop(0))
    alone = [each for each in range(len(slices)) if each not in together]
    return [slices[sorted(together)], *(slices[[each]] for each in alone)]


def _pooled_safely(fine: Bounded, rows: Matrix, slices: Matrix) -> bool:
    """Whether no unit's sum over these slices can be narrowed down, and they are more than one."""
    if len(slices) < 2:
        return False
    return not bool(_pooled(fine.of(rows, slices), np.zeros(len(slices), dtype=int)).bad().any())
