"""An attacker downloads everything outsiders may have, over every year, level and filter, and solves for what is hidden."""

from __future__ import annotations

import pytest

from metrics.townships import NOW, THEN
from tests.metrics.building import build
from tests.soundness.attack_district import AttackDistrict
from tests.soundness.attacker import Attacker
from tests.soundness.simplex import bounds

RETURNS = (
    "enrolment",
    "dropout",
    "subsidy",
    "exam",
    "staff",
    "health",
    "population",
    "dropout_reason",
    "funding",
    "resource",
    "pair",
    "support",
    "area_totals",
)


# What else a return lets him see beside sums and rows.
EXITS = {"pair": "pairs", "resource": "cv", "support": "activities", "population": "apart"}


def _exits(returns: tuple[str, ...]) -> list[str]:
    return ["total", "ratio", "rows", "alerts", *(EXITS[name] for name in returns if name in EXITS)]


def _attack(folder, seed: int, returns: tuple[str, ...], *, thorough: bool) -> list[str]:
    district = AttackDistrict(seed, returns)
    files = district.files
    with build(folder, files).read() as reader:
        attacker = Attacker(reader, files, district.silent)
        attacker.look((THEN, NOW) if thorough else (THEN,), thorough=thorough)
        assert attacker.known
        assert all(attacker.exits[name]["shown"] + attacker.exits[name]["hidden"] for name in _exits(returns))
        found = attacker.leaks()
        print(f"district {seed}: {len(attacker.known)} numbers, {attacker.solved} hidden counts, {len(found)} found")
        for name, counted in attacker.exits.items():
            print(f"  {name}: {counted['shown']} shown, {counted['hidden']} withheld")
        return found


@pytest.mark.parametrize(
    ("seed", "returns"),
    [(1, ("enrolment", "resource", "pair", "support")), (2, ("enrolment", "dropout", "area_totals"))],
)
def test_a_solver_finds_no_hidden_count(tmp_path, seed, returns):
    assert _attack(tmp_path, seed, returns, thorough=False) == []


# A thorough attack takes minutes: every exit, both readings of townships, every hidden count asked of a solver twice.
@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(100, 106))
def test_a_solver_finds_no_hidden_count_in_all_the_returns_of_many_districts(tmp_path, seed):
    assert _attack(tmp_path, seed, RETURNS, thorough=True) == []


def test_the_solver_does_find_what_is_not_protected():
    # a + b = 30, b = 25: a is 5, whatever else.
    assert bounds([({0: 1, 1: 1}, 30), ({1: 1}, 25)], 2, 0) == (5.0, 5.0)
    assert bounds([({0: 1, 1: 1}, 30)], 2, 0) == (0.0, 30.0)
    assert bounds([({0: 1, 1: -1}, 3)], 2, 0) == (3.0, None)
