"""Turn what exam sheets give (means, rates, standard deviations) into totals that add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from etl.extract.collect import Findings
from etl.extract.facts import Block, Fact
from etl.extract.numbers import shown_number
from etl.extract.text import cell_name, column_letters

_COUNTS = {"pass_rate": "n_pass", "excellent_rate": "n_excellent", "low_rate": "n_low"}
GIVEN = ("mean", "sd", "sd_sample", *_COUNTS)


def derive(block: Block, rows: Sequence[int], findings: Findings) -> dict[str, np.ndarray]:
    """Replace the given forms of `block` by totals; return where each derived column was computed."""
    facts = block.facts
    given = {name: facts.pop(name) for name in GIVEN if name in facts}
    derived: dict[str, np.ndarray] = {}
    if not given:
        return derived
    sat = facts.get("sat")
    if sat is None:
        for fact in given.values():
            findings.add("given_without_base", cell=column_letters(fact.indexes[0]), header=fact.header)
        return derived
    _means_below_full_mark(block, given, rows, findings)
    mean = given.get("mean")
    computed: dict[str, tuple[np.ndarray, Fact, np.ndarray | float]] = {}
    if mean is not None:
        # A mean printed to one decimal may be off by half of it, times the sitters.
        computed["sum_score"] = mean.values * sat.values, mean, 0.05 * sat.values
    for rate, count in _COUNTS.items():
        if rate in given:
            # Half up, as offices round: 0.5 pupil never occurs when the rate was computed from a count.
            exact = np.round(given[rate].values * sat.values, 9)
            computed[count] = np.floor(exact + 0.5), given[rate], 0.005 * sat.values
    for name, (values, source, slack) in computed.items():
        if name in facts:
            _compare(facts[name], values, slack, rows, findings)
        _keep(facts, derived, name, values, source)
    for spread in ("sd", "sd_sample"):
        if spread in given and "sum_score" in facts:
            squares = _squares(given[spread], mean, facts["sum_score"], sat)
            _keep(facts, derived, "sum_squares", squares, given[spread])
    return derived


def _compare(
    stated: Fact, values: np.ndarray, slack: np.ndarray | float, rows: Sequence[int], findings: Findings
) -> None:
    """A stated total and the mean or rate beside it should tell the same."""
    with np.errstate(invalid="ignore"):
        differ = np.flatnonzero(np.abs(stated.values - values) > slack + 1)
    for position in differ.tolist():
        findings.add(
            "given_disagrees",
            cell=cell_name(rows[position], stated.indexes[0]),
            value=shown_number(stated.values[position]),
            header=stated.header,
            computed=shown_number(values[position]),
        )


def _keep(facts: dict[str, Fact], derived: dict[str, np.ndarray], name: str, values: np.ndarray, source: Fact) -> None:
    """Fill what is not stated; a stated total stays. A fact may belong to several blocks, so it is never changed."""
    stated = facts.get(name)
    if stated is None:
        facts[name] = Fact(name, values, source.indexes, source.header)
        derived[name] = ~np.isnan(values)
        return
    missing = np.isnan(stated.values) & ~np.isnan(values)
    facts[name] = replace(stated, values=np.where(missing, values, stated.values))
    derived[name] = missing


def _squares(sd: Fact, mean: Fact | None, total: Fact, sat: Fact) -> np.ndarray:
    """n (sd² + mean²) with the population's standard deviation: a sample's is one of n - 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = mean.values if mean is not None else total.values / sat.values
    freedom = sat.values - 1 if sd.column == "sd_sample" else sat.values
    return np.where(freedom < 0, np.nan, freedom * sd.values**2 + sat.values * middle**2)


def _means_below_full_mark(block: Block, given: dict[str, Fact], rows: Sequence[int], findings: Findings) -> None:
    mean, full = given.get("mean"), block.facts.get("full_mark")
    if mean is None or full is None:
        return
    with np.errstate(invalid="ignore"):
        above = np.flatnonzero(mean.values > full.values + 1e-9)
    for position in above.tolist():
        findings.add(
            "mean_above_full_mark",
            cell=cell_name(rows[position], mean.indexes[0]),
            value=shown_number(mean.values[position]),
            header=mean.header,
            bound=shown_number(full.values[position]),
        )
