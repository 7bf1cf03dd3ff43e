"""A sheet as it will be written: a grid of cells, what is merged and hidden, and what it truly says."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.corpus.truth import Key, Truth

Merged = tuple[int, int, int, int]


@dataclass
class Page:
    """One sheet. `grid[r][c]` zero-based; merges are (top, left, bottom, right), inclusive. `truth` None: nothing to take.

    `stated` says which cell states which fact; `lone` are those on which no other fact depends.
    """

    name: str
    grid: list[list[object]]
    merges: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    truth: Truth | None = None
    stated: dict[tuple[int, int], Key] = field(default_factory=dict)
    lone: set[tuple[int, int]] = field(default_factory=set)

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row) for row in self.grid), default=0)

    def beside(self, other: Page, gap: int) -> Page:
        """Both on one sheet, `other` to the right of this one after `gap` blank columns."""
        left, height = self.width, max(len(self.grid), len(other.grid))
        rows = []
        for at in range(height):
            mine = self.grid[at] if at < len(self.grid) else []
            theirs = other.grid[at] if at < len(other.grid) else []
            rows.append([*mine, *[None] * (left + gap - len(mine)), *theirs])
        merges = self.merges + [(top, a + left + gap, bottom, b + left + gap) for top, a, bottom, b in other.merges]
        return self._with(other, rows, merges, 0, left + gap)

    def above(self, other: Page, gap: int) -> Page:
        """Both on one sheet, `other` under this one after `gap` blank rows."""
        down = len(self.grid) + gap
        merges = self.merges + [(top + down, a, bottom + down, b) for top, a, bottom, b in other.merges]
        rows = [*self.grid, *[[] for _ in range(gap)], *other.grid]
        return self._with(other, rows, merges, down, 0)

    def _with(self, other: Page, rows: list[list[object]], merges: list[Merged], down: int, right: int) -> Page:
        stated = self.stated | {(row + down, column + right): fact for (row, column), fact in other.stated.items()}
        lone = self.lone | {(row + down, column + right) for row, column in other.lone}
        return Page(self.name, rows, merges, truth=_joined(self.truth, other.truth), stated=stated, lone=lone)


def _joined(one: Truth | None, two: Truth | None) -> Truth:
    found = Truth()
    for each in (one, two):
        if each is not None:
            found.facts |= each.facts
            found.townships |= each.townships
            found.derived |= each.derived
    return found


@dataclass
class Book:
    """One file: its sheets, what it is written as, and the traits it shows."""

    stem: str
    form: str
    pages: list[Page]
    traits: frozenset[str]
    seed: int = 0
