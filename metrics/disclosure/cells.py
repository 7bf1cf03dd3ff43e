"""Which counts keep company: from tables of counts to groups whose sum may be known and whose parts may not.

Pure: numbers in, numbers out. A count is small when 0 < count < k, and so is what a part leaves of its whole. The units
(a school's stage, …) that ever hold a small count are put into groups, the same in every period, with partners where
needed. Whoever knows every group's sum and everything outside the groups must not be able to narrow any count of a group
below k + 1 possible values; the bounds of a sum of bounded counts are known in closed form, so each group is verified as it
is made. Whatever cannot be made safe keeps no sum at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

ALONE = 0  # stands as it is
NEVER = -1  # not even a sum with it is shown
_MOST_PARTNERS = 6
_CANDIDATES = 12
_BAD_SHARE = 0.25

Matrix = np.ndarray
Block = tuple[int, ...]


@dataclass(frozen=True)
class Counts:
    """One kind of count: a row per unit, a column per slice (period, paper). NaN where unknown.

    `low` and `high` bound each count by what else is shown (0 and infinity where nothing does). `rungs`: for each widening
    circle (township and stage, district and stage, district) the circle of each unit. `pools`: for each slice the span
    over which slices are added up, -1 for those that never are. `forced`: units to hide for another column's sake.
    """

    values: Matrix
    low: Matrix
    high: Matrix
    rungs: Sequence[Matrix]
    pools: Matrix
    forced: Matrix
    pooled_only: bool = False


@dataclass(frozen=True)
class _Bounded:
    values: Matrix
    low: Matrix
    high: Matrix
    k: float

    def small(self) -> Matrix:
        """Where a count, or what it leaves of its bounds, is small."""
        with np.errstate(invalid="ignore"):
            left, over = self.high - self.values, self.values - self.low
            near = np.isfinite(left) & _within(left, self.k)
            above = (self.low > 0) & _within(over, self.k)
        return np.asarray(_within(self.values, self.k) | near | above)

    def bad(self, block: Block) -> Matrix:
        """The slices in which a count of the block could be narrowed down."""
        rows = np.array(block)
        values = self.values[rows]
        known = ~np.isnan(values)
        safe = _wide(np.where(known, values, 0), self.low[rows], self.high[rows], known, self.k)
        return np.asarray(~safe.all(axis=0))


def _within(numbers: Matrix, k: float) -> Matrix:
    return np.asarray((numbers > 0) & (numbers < k))


def _wide(values: Matrix, low: Matrix, high: Matrix, known: Matrix, k: float) -> Matrix:
    """For each count whether its sum with the others leaves it more than k possible values (or all that its bounds allow)."""
    low, high = np.where(known, np.maximum(low, 0), 0), np.where(known, high, 0)
    total = values.sum(axis=0)
    endless = np.isinf(high)
    finite = np.where(endless, 0, high)
    others_endless = endless.sum(axis=0) - endless > 0
    others_high = np.where(others_endless, np.inf, finite.sum(axis=0) - finite)
    most = np.minimum(high, total - (low.sum(axis=0) - low))
    least = np.maximum(low, total - others_high)
    needed = np.minimum(k + 1, high - low)
    return ~known | (values == 0) | (most - least >= needed - 1e-9)


def assign(counts: Counts, k: float) -> Matrix:
    """A number per unit and slice: ALONE, NEVER, or the group with which a count keeps only its sum."""
    pools = _pools(counts)
    values, low, high = (_added(each, pools, counts.values) for each in (counts.values, counts.low, counts.high))
    coarse = _Bounded(values, low, high, k)
    fine = _Bounded(counts.values, counts.low, counts.high, k)
    small, small_pool = fine.small(), coarse.small()
    if counts.pooled_only:
        small = _within(counts.values, k)
    hidden = small.any(axis=1) | small_pool.any(axis=1) | counts.forced
    result = np.zeros(counts.values.shape, dtype=int)
    if not hidden.any():
        return result
    groups = _groups(coarse, hidden, counts.rungs)
    number = 0
    for blocks, pool in _companies(coarse, groups, counts.rungs):
        block = tuple(unit for each in blocks for unit in each)
        rows = np.array(block)
        slices = np.flatnonzero(pools == pool)
        if coarse.bad(block)[pool]:
            touched = small[np.ix_(rows, slices)].any() or small_pool[rows, pool].any()
            result[np.ix_(rows, slices)] = NEVER if touched or counts.forced[rows].any() else ALONE
            continue
        for together in _refined(fine, block, slices, pooled_only=counts.pooled_only):
            number += 1
            result[np.ix_(rows, together)] = number
    return result


def _pools(counts: Counts) -> Matrix:
    """Each slice's pool as a running number."""
    named = [("pool", each) if each >= 0 else ("alone", place) for place, each in enumerate(counts.pools)]
    order = {name: place for place, name in enumerate(dict.fromkeys(named))}
    return np.array([order[name] for name in named], dtype=int)


def _added(numbers: Matrix, pools: Matrix, values: Matrix) -> Matrix:
    """Summed over each pool; unknown where every slice of it is, bounds only of what is known."""
    summed = np.full((numbers.shape[0], pools.max() + 1), np.nan)
    known = ~np.isnan(values)
    for pool in range(pools.max() + 1):
        mine = pools == pool
        some = known[:, mine].any(axis=1)
        summed[:, pool] = np.where(some, np.where(known[:, mine], numbers[:, mine], 0).sum(axis=1), np.nan)
    return summed


def _groups(coarse: _Bounded, hidden: Matrix, rungs: Sequence[Matrix]) -> list[Block]:
    """The hidden units in groups that are safe nearly always, as narrow as may be."""
    pending: list[Block] = [(int(unit),) for unit in np.flatnonzero(hidden)]
    final: list[Block] = []
    for rung in rungs:
        gathered: dict[int, list[int]] = defaultdict(list)
        for block in pending:
            gathered[int(rung[block[0]])] += block
        pending = []
        for circle, units in gathered.items():
            grown, final = _grown(coarse, tuple(sorted(units)), _candidates(coarse, final, units, rung, circle), final)
            (final if _bad_share(coarse, grown) <= _BAD_SHARE else pending).append(grown)
    return final + pending


def _bad_share(coarse: _Bounded, block: Block) -> float:
    bad = coarse.bad(block)
    some = (~np.isnan(coarse.values[list(block)])).any(axis=0)
    return float(bad.sum() / max(some.sum(), 1))


def _candidates(coarse: _Bounded, final: list[Block], units: Iterable[int], rung: Matrix, circle: int) -> list[Block]:
    """Units that stand alone in the circle, and groups made before, the smaller ones that suffice first."""
    taken = {unit for block in final for unit in block} | set(units)
    alone = [(int(unit),) for unit in np.flatnonzero(rung == circle) if int(unit) not in taken]
    return alone + [block for block in final if rung[block[0]] == circle]


def _grown(coarse: _Bounded, block: Block, candidates: list[Block], final: list[Block]) -> tuple[Block, list[Block]]:
    """The block with the partners that make it safe in the most slices; partners that were groups are no longer."""
    for _ in range(_MOST_PARTNERS):
        bad = int(coarse.bad(block).sum())
        if not bad or not candidates:
            break
        tried = sorted(candidates, key=lambda each: _order(coarse, each))[:_CANDIDATES]
        scored = [(int(coarse.bad(block + each).sum()), place) for place, each in enumerate(tried)]
        least, place = min(scored)
        if least >= bad and len(block) > 1:
            break
        partner = tried[place]
        candidates = [each for each in candidates if each != partner]
        final = [each for each in final if each != partner]
        block = tuple(sorted(block + partner))
    return block, final


def _order(coarse: _Bounded, block: Block) -> tuple[float, float]:
    """Those known most often first, and of these the smallest that suffice alone."""
    values = coarse.values[list(block)]
    known = ~np.isnan(values)
    mean = float(np.nansum(values) / max(known.any(axis=0).sum(), 1))
    return (-float(known.any(axis=0).sum()), mean if mean > coarse.k else 1e12 - mean)


def _companies(coarse: _Bounded, groups: list[Block], rungs: Sequence[Matrix]) -> Iterable[tuple[list[Block], int]]:
    """For each pool the groups that keep their sum together: one alone where it is safe, else with others of its circle."""
    bad = {block: coarse.bad(block) for block in groups}
    for pool in range(coarse.values.shape[1]):
        left = [[block] for block in groups if bad[block][pool]]
        rest = [[block] for block in groups if not bad[block][pool]]
        for rung in rungs:
            left, rest = _joined(coarse, left, rest, rung, pool)
        yield from ((company, pool) for company in (*rest, *left))


def _joined(
    coarse: _Bounded, left: list[list[Block]], rest: list[list[Block]], rung: Matrix, pool: int
) -> tuple[list[list[Block]], list[list[Block]]]:
    """Unsafe companies of one circle joined, with a safe one if they still are; what stays unsafe goes on."""
    circles: dict[int, list[Block]] = defaultdict(list)
    for company in left:
        circles[int(rung[company[0][0]])] += company
    unsafe: list[list[Block]] = []
    for circle, company in circles.items():
        near = [each for each in rest if rung[each[0][0]] == circle]
        if _is_bad(coarse, company, pool) and near:
            joining = min(near, key=lambda each: sum(map(len, each)))
            rest = [each for each in rest if each is not joining]
            company = company + joining
        (unsafe if _is_bad(coarse, company, pool) else rest).append(company)
    return unsafe, rest


def _is_bad(coarse: _Bounded, company: list[Block], pool: int) -> bool:
    rows = [unit for block in company for unit in block]
    values = coarse.values[rows, pool : pool + 1]
    known = ~np.isnan(values)
    low, high = coarse.low[rows, pool : pool + 1], coarse.high[rows, pool : pool + 1]
    return not _wide(np.where(known, values, 0), low, high, known, coarse.k).all()


def _refined(fine: _Bounded, block: Block, slices: Matrix, *, pooled_only: bool) -> list[Matrix]:
    """The slices of a pool that keep sums of their own, and those that only keep theirs together."""
    rows = np.array(block)
    bad = fine.bad(block)[slices] if not pooled_only else np.ones(len(slices), dtype=bool)
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


def _pooled_safely(fine: _Bounded, rows: Matrix, slices: Matrix) -> bool:
    """Whether no unit's sum over these slices can be narrowed down, and they are more than one."""
    cells = np.ix_(rows, slices)
    values, known = fine.values[cells], ~np.isnan(fine.values[cells])
    low, high = (np.where(known, each[cells], 0).sum(axis=1, keepdims=True) for each in (fine.low, fine.high))
    some = known.any(axis=1, keepdims=True)
    wide = _wide(np.where(known, values, 0).sum(axis=1, keepdims=True), low, high, some, fine.k)
    return len(slices) > 1 and bool(wide.all())
