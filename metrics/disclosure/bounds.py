"""How far a count can be narrowed down by whoever knows the sum of its group, and what bounds each count of it.

A count is at most its whole. Where the whole is shown that is a bound of its own; where the whole is hidden too, only the sum
of the whole's group is known, and the parts of that group share it: a `Nest`. Groups of parts are made of whole groups of
their wholes, so bounds hang together like a tree, and the least and the most that each count can be are known in closed form.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Matrix = np.ndarray
# More than any count; sums of a million of them are still exact.
_ENDLESS = 1e9
_EXACT = 1e-6


@dataclass(frozen=True)
class Nest:
    """Hidden counts of another column that bound these: the group of each (0: none), and how large each is.

    `above`: those are wholes, and these together at most their sum; else parts, and these together at least that.
    """

    groups: Matrix
    amounts: Matrix
    above: bool = True


@dataclass(frozen=True)
class Bounded:
    """Counts with their bounds: a row per unit, a column per slice, NaN where unknown. `nests`: the farthest relation first,
    whose groups are the narrowest."""

    values: Matrix
    low: Matrix
    high: Matrix
    k: float
    nests: tuple[Nest, ...] = ()

    def of(self, rows: Matrix, slices: Matrix | slice = slice(None)) -> Bounded:
        """These units and slices alone."""
        cut = lambda each: each[rows][:, slices]  # noqa: E731
        nests = tuple(Nest(cut(each.groups), cut(each.amounts), each.above) for each in self.nests)
        return Bounded(cut(self.values), cut(self.low), cut(self.high), self.k, nests)

    def small(self) -> Matrix:
        """Where a count, or what it leaves of its bounds, is small."""
        with np.errstate(invalid="ignore"):
            left, over = self.high - self.values, self.values - self.low
            near = np.isfinite(left) & is_small(left, self.k)
            above = (self.low > 0) & is_small(over, self.k)
        return np.asarray(is_small(self.values, self.k) | near | above)

    def bad(self) -> Matrix:
        """The slices in which some count could be narrowed down, or what all leave of their wholes is few."""
        known = ~np.isnan(self.values)
        values = np.where(known, self.values, 0)
        low = np.where(known, np.maximum(self.low, 0), 0)
        high = np.where(known, np.minimum(self.high, _ENDLESS), 0)
        tree = _Tree(values, low, high, known)
        for nest in self.nests:
            if (nest.groups > 0).any():
                tree.gather(nest)
        narrow = known & (values != 0) & (tree.most() - tree.least() < np.minimum(self.k + 1, high - low) - _EXACT)
        return np.asarray(narrow.any(axis=0) | tree.leaves_few(self.k))


class _Tree:
    """The counts of one group in every slice. Each node's bounds stand at its first count; `first` says which these are."""

    def __init__(self, values: Matrix, low: Matrix, high: Matrix, known: Matrix) -> None:
        self.total = values.sum(axis=0)
        self.known = known
        self.low, self.high = low, high
        self.first = known.copy()
        self._low_rest, self._high_rest = np.zeros_like(low), np.zeros_like(high)
        self._most, self._least = high.copy(), low.copy()
        self._node_low, self._node_high = low.copy(), high.copy()
        self._node = np.arange(low.size).reshape(low.shape)

    def gather(self, nest: Nest) -> None:
        """The counts that share a group of the nest become one node, with the nest's sum for a bound; the others go on being
        the nodes they were."""
        inside = (nest.groups > 0) & self.known
        slices = np.arange(nest.groups.shape[1])
        labels = np.where(inside, nest.groups * len(slices) + slices, -1 - self._node)
        self._node = np.unique(labels, return_inverse=True)[1].reshape(labels.shape)
        low_sum, high_sum = (self._added(np.where(self.first, each, 0)) for each in (self._node_low, self._node_high))
        bound = self._added(np.where(self.known, nest.amounts, 0))
        self._low_rest += low_sum - self._node_low
        self._high_rest += high_sum - self._node_high
        if nest.above:
            self._most = np.where(inside, np.minimum(self._most, bound - self._low_rest), self._most)
            high_sum = np.where(inside, np.minimum(high_sum, bound), high_sum)
        else:
            self._least = np.where(inside, np.maximum(self._least, bound - self._high_rest), self._least)
            low_sum = np.where(inside, np.maximum(low_sum, bound), low_sum)
        self._node_low, self._node_high = low_sum, high_sum
        self._mark_first()

    def _added(self, numbers: Matrix) -> Matrix:
        """The sum over each node, at each of its counts."""
        return np.asarray(np.bincount(self._node.ravel(), numbers.ravel())[self._node])

    def _mark_first(self) -> None:
        order = np.argsort(~self.known.ravel(), kind="stable")
        seen = np.unique(self._node.ravel()[order], return_index=True)[1]
        first = np.zeros(order.size, dtype=bool)
        first[order[seen]] = True
        self.first = first.reshape(self.known.shape) & self.known

    def most(self) -> Matrix:
        """The most that each count can be."""
        rest = self._low_rest + np.where(self.first, self._node_low, 0).sum(axis=0) - self._node_low
        return np.minimum(self._most, self.total - rest)

    def least(self) -> Matrix:
        """The least that each count can be."""
        rest = self._high_rest + np.where(self.first, self._node_high, 0).sum(axis=0) - self._node_high
        return np.maximum(self._least, self.total - rest)

    def leaves_few(self, k: float) -> Matrix:
        """Where all of them together leave few of their wholes, or are few more than their parts."""
        lows, highs = (np.where(self.first, each, 0).sum(axis=0) for each in (self._node_low, self._node_high))
        all_above = (self._node_low > 0).sum(axis=0) == self.known.sum(axis=0)
        return np.asarray(is_small(highs - self.total, k) | (all_above & is_small(self.total - lows, k)))


def is_small(numbers: Matrix, k: float) -> Matrix:
    """Few, but some."""
    return np.asarray((numbers > _EXACT) & (numbers < k - _EXACT))
