"""The cells behind a number add up to it: every indicator, at every level it has, on small districts made by chance.

`agrees` is what the panel says of itself; here the parts are put together again by hand, whatever it says.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

import metrics
from catalog import INDICATORS, indicator
from catalog.model import FUNCTIONS, RELATIVE, Indicator
from metrics import Trace
from metrics.balance import variation
from metrics.recount import Part
from store import Reader
from tests.metrics.building import build
from tests.soundness.random_district import LAST, RandomDistrict
from tests.soundness.test_against_the_oracle import filters_of, same

YEAR = f"{LAST}-{LAST + 1}"
LEVELS = ("school", "township", "zone", "district")
# One indicator of every way to be put together; the slow test takes them all.
WAYS = {
    (
        each.function,
        each.datasets,
        each.meets_on,
        each.numerator.plus,
        each.denominator and each.denominator.times,
    ): each.name
    for each in INDICATORS
}


@pytest.fixture(scope="module")
def holed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A district with totals of areas, several rhythms and holes."""
    with build(tmp_path_factory.mktemp("holed"), RandomDistrict(4).files).read() as reader:
        yield reader


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Reader]]:
    """The district of a seed, each built once."""
    with ExitStack() as opened:
        known: dict[int, Reader] = {}

        def of(seed: int) -> Reader:
            if seed not in known:
                store = build(tmp_path_factory.mktemp("drawn"), RandomDistrict(seed).files)
                known[seed] = opened.enter_context(store.read())
            return known[seed]

        yield of


@pytest.mark.parametrize("name", WAYS.values())
def test_the_cells_add_up_to_the_number(holed, name):
    check(holed, indicator(name), (YEAR,), most=1, levels=("school", "district"))


@pytest.mark.parametrize(
    ("seed", "name", "period", "level"),
    [
        # A township's total that stands aside for its schools, all of which reported.
        (0, "left_behind_share", YEAR, "district"),
        # One side of the district's own total is the sum of its townships'.
        (2, "disabled_share", YEAR, "district"),
        # Schools of two rhythms below one flow: each by its own first snapshot.
        (2, "dropout_rate", f"{LAST}-11", "township"),
    ],
)
def test_a_total_of_one_side_beside_a_sum_of_the_other_is_added_up_again(seed, name, period, level, drawn):
    check(drawn(seed), indicator(name), (period,), most=9, levels=(level,))


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(12))
def test_the_cells_add_up_in_many_more_places_and_periods(seed, tmp_path):
    with build(tmp_path, RandomDistrict(seed).files).read() as reader:
        for each in INDICATORS:
            check(reader, each, (YEAR, f"{YEAR}-2", f"{LAST}-11"), most=9)


def test_every_way_of_putting_a_number_together_is_tried():
    assert {indicator(name).function for name in WAYS.values()} == set(FUNCTIONS)


def check(
    reader: Reader, declared: Indicator, periods: tuple[str, ...], most: int, levels: tuple[str, ...] = LEVELS
) -> None:
    """Trace the first numbers of every level and put each together again."""
    where = filters_of(declared)[0]
    for level in levels:
        if level in declared.levels:
            frame = metrics.values(reader, declared.name, level, periods, where)
            for row in frame[frame["numerator"].notna()].head(most).to_dict("records"):
                trace = metrics.trace(reader, declared.name, row["area_id"], row["period"], where)
                label = (
                    f"{declared.name} of {row['area']} ({level}) in {row['period']}\n{trace.as_text()}\n{trace.parts}"
                )
                assert trace.agrees, label
                put_together(declared, trace, label)


def put_together(declared: Indicator, trace: Trace, label: str) -> None:
    """Every number of the trace from its parts alone."""
    for number in trace.numbers:
        mine = [part for part in trace.parts if all(number.get(name) == value for name, value in part.key)]
        mine = [part for part in mine if "stage" not in number or part.stage == number["stage"]]
        top, below = (sum_of(mine, side) for side in ("numerator", "denominator"))
        assert same(number["numerator"], top), label
        if declared.denominator is not None:
            assert same(number["denominator"], below), label
        if number["value"] is not None and declared.function != "spread":
            assert math.isclose(
                number["value"], value_of(declared, trace, mine, top, below), rel_tol=1e-9, abs_tol=1e-9
            ), label


def sum_of(parts: list[Part], side: str) -> float | None:
    known = [value for part in parts if (value := getattr(part, side)) is not None]
    return sum(known) if known else None


def value_of(declared: Indicator, trace: Trace, parts: list[Part], top: float, below: float | None) -> float:
    if declared.function == "cv":
        return variation([(part.numerator, part.denominator) for part in parts])
    if declared.denominator is None:
        return top
    if declared.function not in RELATIVE:
        return top / below
    mean, sd = trace.reference["mean"], trace.reference["sd"]
    if declared.function == "over_mean":
        return (top / below - mean) / mean
    z = (top / below - mean) / sd
    return 50 + 10 * z if declared.function == "t" else z
