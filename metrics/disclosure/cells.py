"""Which counts keep company: from tables of counts to groups whose sum may be known and whose parts may not.

Pure: numbers in, numbers out. A count is small when 0 < count < k, and so is what a part leaves of its whole. The units
(a school's stage, …) that ever hold a small count are put into groups, the same in every period, with partners where
needed. Whoever knows every group's sum and everything outside the groups must not be able to narrow any count of a group
below k + 1 possible values (bounds.py), so each group is verified as it is made. Whatever cannot be made safe keeps no sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.disclosure.bounds import Bounded, Matrix, Nest, is_small

ALONE = 0  # stands as it is
NEVER = -1  # not even a sum with it is shown
_MOST_PARTNERS = 6
_CANDIDATES = 12
_BAD_SHARE = 0.25

Block = tuple[int, ...]
_ALL = slice(None)


@dataclass(frozen=True)
class Counts:
    """One kind of count: a row per unit, a column per slice (period, paper). NaN where unknown.

    `low` and `high` bound each count by what else is shown (0 and infinity where nothing does), `nests` by what else is
    hidden. `rungs`: for each widening circle (township and stage, district and stage, district) the circle of each unit.
    `pools`: for each slice the span over which slices are added up, -1 for those that never are. `forced`: units to hide for
    another column's sake.
    """

    values: Matrix
    low: Matrix
    high: Matrix
    rungs: Sequence[Matrix]
    pools: Matrix
    forced: Matrix
    pooled_only: bool = False
    nests: tuple[Nest, ...] = ()


def assign(counts: Counts, k: float) -> Matrix:
    """A number per unit and slice: ALONE, NEVER, or the group with which a count keeps only its sum."""
    pools = _pools(counts)
    fine = Bounded(counts.values, counts.low, counts.high, k, counts.nests)
    coarse = _pooled(fine, pools)
    small, small_pool = fine.small(), coarse.small()
    if counts.pooled_only:
        small = is_small(counts.values, k)
    hidden = small.any(axis=1) | small_pool.any(axis=1) | counts.forced
    result = np.zeros(counts.values.shape, dtype=int)
    if not hidden.any():
        return result
    number = 0
    groups = _groups(coarse, hidden, counts.rungs)
    for block, pool, bad in _companies(coarse, fine, pools, groups, counts.rungs):
        rows, slices = np.array(block), np.flatnonzero(pools == pool)
        if bad:
            touched = small[np.ix_(rows, slices)].any() or small_pool[rows, pool].any()
            result[np.ix_(rows, slices)] = NEVER if touched or counts.forced[rows].any() else ALONE
            continue
        for together in _refined(fine, rows, slices, pooled_only=counts.pooled_only):
            number += 1
            result[np.ix_(rows, together)] = number
    return result


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


def _groups(coarse: Bounded, hidden: Matrix, rungs: Sequence[Matrix]) -> list[Block]:
    """The hidden units in groups that are safe nearly always, as narrow as may be."""
    pending: list[Block] = [(int(unit),) for unit in np.flatnonzero(hidden)]
    final: list[Block] = []
    for rung in rungs:
        gathered: dict[int, list[int]] = defaultdict(list)
        for block in pending:
            gathered[int(rung[block[0]])] += block
        pending = []
        for circle, units in gathered.items():
            grown, final = _grown(coarse, tuple(sorted(units)), _candidates(final, units, rung, circle), final)
            (final if _bad_share(coarse, grown) <= _BAD_SHARE else pending).append(grown)
    return final + pending


def _bad(coarse: Bounded, block: Block) -> Matrix:
    return coarse.of(np.array(block)).bad()


def _bad_share(coarse: Bounded, block: Block) -> float:
    some = (~np.isnan(coarse.values[list(block)])).any(axis=0)
    return float(_bad(coarse, block).sum() / max(some.sum(), 1))


def _candidates(final: list[Block], units: Iterable[int], rung: Matrix, circle: int) -> list[Block]:
    """Units that stand alone in the circle, and groups made before."""
    taken = {unit for block in final for unit in block} | set(units)
    alone = [(int(unit),) for unit in np.flatnonzero(rung == circle) if int(unit) not in taken]
    return alone + [block for block in final if rung[block[0]] == circle]


def _grown(coarse: Bounded, block: Block, candidates: list[Block], final: list[Block]) -> tuple[Block, list[Block]]:
    """The block with the partners that make it safe in the most slices; partners that were groups are no longer."""
    bad = int(_bad(coarse, block).sum())
    if bad:
        candidates = sorted(candidates, key=lambda each: _order(coarse, each))
    for _ in range(_MOST_PARTNERS):
        if not bad or not candidates:
            break
        scored = [(int(_bad(coarse, block + each).sum()), place) for place, each in enumerate(candidates[:_CANDIDATES])]
        least, place = min(scored)
        if least >= bad and len(block) > 1:
            break
        partner = candidates[place]
        candidates = [each for each in candidates if each != partner]
        final = [each for each in final if each != partner]
        block, bad = tuple(sorted(block + partner)), least
    return block, final


def _order(coarse: Bounded, block: Block) -> tuple[float, float]:
    """Those known most often first, and of these the smallest that suffice alone."""
    values = coarse.values[list(block)]
    known = ~np.isnan(values)
    mean = float(np.nansum(values) / max(known.any(axis=0).sum(), 1))
    return (-float(known.any(axis=0).sum()), mean if mean > coarse.k else 1e12 - mean)


def _companies(
    coarse: Bounded, fine: Bounded, pools: Matrix, groups: list[Block], rungs: Sequence[Matrix]
) -> Iterable[tuple[Block, int, bool]]:
    """For each pool the units that keep their sum together, and whether that is unsafe: a group alone where it is safe, else
    with others of its circle. What shares a group of a nest is never parted."""
    bad = {block: _bad(coarse, block) for block in groups}
    for pool in range(coarse.values.shape[1]):
        left: list[Block] = []
        rest: list[Block] = []
        for company in _nested(fine, groups, np.flatnonzero(pools == pool)):
            unsafe = bad[company][pool] if company in bad else _is_bad(coarse, company, pool)
            (left if unsafe else rest).append(company)
        for rung in rungs if left else ():
            left, rest = _joined(coarse, left, rest, rung, pool)
        yield from ((company, pool, False) for company in rest)
        yield from ((company, pool, True) for company in left)


def _nested(fine: Bounded, groups: list[Block], slices: Matrix) -> list[Block]:
    """The groups, those joined that have counts in the same group of a nest in one of these slices."""
    if not any((each.groups[:, slices] > 0).any() for each in fine.nests):
        return groups
    merged = list(range(len(groups)))

    def root(place: int) -> int:
        while merged[place] != place:
            place = merged[place]
        return place

    for nest in fine.nests:
        heads: dict[int, int] = {}
        for place, block in enumerate(groups):
            cells = np.ix_(np.array(block), slices)
            for label in np.unique(nest.groups[cells][~np.isnan(fine.values[cells])]).tolist():
                if label > 0:
                    merged[root(place)] = root(heads.setdefault(label, place))
    found: dict[int, list[int]] = defaultdict(list)
    for place, block in enumerate(groups):
        found[root(place)] += block
    return [tuple(sorted(each)) for each in found.values()]


def _joined(
    coarse: Bounded, left: list[Block], rest: list[Block], rung: Matrix, pool: int
) -> tuple[list[Block], list[Block]]:
    """Unsafe companies of one circle joined, with a safe one if they still are; what stays unsafe goes on."""
    circles: dict[int, Block] = defaultdict(tuple)
    for company in left:
        circles[int(rung[company[0]])] += company
    unsafe: list[Block] = []
    for circle, company in circles.items():
        near = [each for each in rest if rung[each[0]] == circle]
        still = _is_bad(coarse, company, pool)
        if still and near:
            joining = min(near, key=len)
            rest = [each for each in rest if each is not joining]
            company += joining
            still = _is_bad(coarse, company, pool)
        (unsafe if still else rest).append(company)
    return unsafe, rest


def _is_bad(coarse: Bounded, company: Block, pool: int) -> bool:
    return bool(coarse.of(np.array(company), slice(pool, pool + 1)).bad()[0])


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
