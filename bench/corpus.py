"""The corpus of layouts: how many sheets are understood without a click, whether anything accepted is wrong, time per file.

Beside it `pandas.read_excel` with a mapping written by hand for each arrangement: the header found by its school column,
group headers filled to the right, every header word that the corpus uses named, sums and notes dropped. It is what a
careful script does; what it cannot know (units in cells, several tables, periods of rows) it gets wrong or leaves.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench.measure import Row
from bench.pandas_mapping import measure_by_hand
from tests.corpus.measure import FileOutcome, Shares, measure, shares

SEEDS = range(1000, 1400)


def rows() -> list[Row]:
    """The corpus' lines of the table; the shares by trait go to standard error."""
    with tempfile.TemporaryDirectory() as folder:
        ours = measure(SEEDS, Path(folder))
        others = measure_by_hand(SEEDS, Path(folder))
    whole, by_trait = shares(ours)
    other, other_by_trait = shares(others)
    for trait, each in sorted(by_trait.items(), key=lambda pair: pair[1].understood_share):
        by_hand = other_by_trait[trait].understood_share
        print(f"{trait:32} {each.sheets:5} sheets {_percent(each)}; by hand {by_hand:6.1%}", file=sys.stderr)
    return [
        _share("corpus: sheets understood without a click", whole.understood_share, other.understood_share, 0.95),
        _share("… accepted numbers that are right", whole.right_share, other.right_share, 1.0),
        _seconds(ours, others),
    ]


def _percent(each: Shares) -> str:
    return f"{each.understood_share:7.1%} understood, {each.right_share:8.3%} right of {each.right + each.wrong}"


def _share(what: str, ours: float, other: float, reach: float) -> Row:
    return Row(what, f"{ours:.2%}", f"{other:.2%} (pandas, by hand)", None, f"≥ {reach:.0%}", ours >= reach)


def _seconds(ours: list[FileOutcome], others: list[FileOutcome]) -> Row:
    mine, theirs = (statistics.median(each.seconds for each in outcomes) * 1000 for outcomes in (ours, others))
    return Row(
        "… time per file, median", f"{mine:.1f} ms", f"{theirs:.1f} ms (pandas, by hand)", mine / theirs, "", None
    )
