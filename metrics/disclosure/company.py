"""Who keeps company with whom: the units that must be hidden in groups with partners, and in each pool of slices together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from metrics.disclosure.bounds import Bounded, Matrix

Block = tuple[int, ...]
_MOST_PARTNERS = 6
_CANDIDATES = 12
_BAD_SHARE = 0.25


def groups_of(coarse: Bounded, hidden: Matrix, rungs: Sequence[Matrix]) -> list[Block]:
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


def unsafe_slices(coarse: Bounded, block: Block) -> Matrix:
    """The slices in which the units' sum would tell one of them."""
    return coarse.of(np.array(block)).bad()


def _bad_share(coarse: Bounded, block: Block) -> float:
    some = (~np.isnan(coarse.values[list(block)])).any(axis=0)
    return float(unsafe_slices(coarse, block).sum() / max(some.sum(), 1))


def _candidates(final: list[Block], units: Iterable[int], rung: Matrix, circle: int) -> list[Block]:
    """Units that stand alone in the circle, and groups made before."""
    taken = {unit for block in final for unit in block} | set(units)
    alone = [(int(unit),) for unit in np.flatnonzero(rung == circle) if int(unit) not in taken]
    return alone + [block for block in final if rung[block[0]] == circle]


def _grown(coarse: Bounded, block: Block, candidates: list[Block], final: list[Block]) -> tuple[Block, list[Block]]:
    """The block with the partners that make it safe in the most slices; partners that were groups are no longer."""
    bad = int(unsafe_slices(coarse, block).sum())
    if bad:
        candidates = sorted(candidates, key=lambda each: _order(coarse, each))
    for _ in range(_MOST_PARTNERS):
        if not bad or not candidates:
            break
        scored = [
            (int(unsafe_slices(coarse, block + each).sum()), place)
            for place, each in enumerate(candidates[:_CANDIDATES])
        ]
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


def companies(
    coarse: Bounded,
    fine: Bounded,
    pools: Matrix,
    safe: dict[Block, Matrix],
    asked: Iterable[int],
    rungs: Sequence[Matrix],
) -> Iterable[tuple[Block, int, bool]]:
    """For each pool asked the units that keep their sum together, and whether that is unsafe: a group alone where it is safe,
    else with others of its circle. What shares a group of a nest is never parted."""
    for pool in asked:
        left: list[Block] = []
        rest: list[Block] = []
        for company in _nested(fine, list(safe), np.flatnonzero(pools == pool)):
            alone = safe[company][pool] if company in safe else not _is_bad(coarse, company, pool)
            (rest if alone else left).append(company)
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
