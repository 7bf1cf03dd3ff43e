"""An attacker downloads everything outsiders may have, over every year, level and filter, and solves for what is hidden."""

from __future__ import annotations

import random

import pytest

import metrics
from metrics.disclosure import PUBLIC
from store import Reader
from tests.metrics.building import Said, enrolled, ids, register
from tests.soundness.simplex import Polytope, bounds

K = 10
TOWNSHIPS = ("东镇", "西镇", "南乡")
YEARS = (2022, 2023)
Cell = tuple[str, str, int, str]  # school, stage, year, column


def _district(told, seed: int) -> tuple[Reader, dict[Cell, int], dict[str, tuple[str, str]]]:
    """A district of chance: its counts as they are, and of each school its township and whether it is rural."""
    chance = random.Random(seed)
    rows: list[Said] = []
    truth: dict[Cell, int] = {}
    lies: dict[str, tuple[str, str]] = {}
    for number in range(chance.randint(5, 8)):
        school = f"第{'一二三四五六七八'[number]}校"
        lies[school] = (TOWNSHIPS[number % 3], chance.choice(("urban", "rural")))
        stages = chance.choice((["primary"], ["junior"], ["primary", "junior"]))
        rows += register(school, lies[school][0], stages, urban_rural=lies[school][1])
        for stage in stages:
            usual = chance.choice((4, 9, 15, 60, 240))
            for year in YEARS:
                pupils = max(1, usual + chance.randint(-3, 3))
                counts = {
                    "pupils": pupils,
                    "girls": chance.randint(0, pupils),
                    "boarders": chance.randint(0, min(pupils, 30)),
                }
                truth |= {(school, stage, year, column): count for column, count in counts.items()}
                rows.append(enrolled(school, f"{year}-{year + 1}-1", stage, classes=2, **counts))
    return told(rows), truth, lies


def _downloads(
    reader: Reader, truth: dict[Cell, int], lies: dict[str, tuple[str, str]]
) -> list[tuple[frozenset[Cell], float]]:
    """Every number outsiders may have, with the counts it adds up."""
    names = {code: name for name, code in ids(reader).items()}
    found = []
    filters: list[dict[str, str]] = [{}, *({"stage": each} for each in ("primary", "junior")), *({"urban_rural": each} for each in ("urban", "rural")),
                                     *({"township": each} for each in TOWNSHIPS), {"stage": "primary", "urban_rural": "rural"}]  # fmt: skip
    for indicator, top in (("girl_share", "girls"), ("boarder_share", "boarders")):
        for where in filters:
            for level in ("school", "township", "district"):
                frame = metrics.values(
                    reader, indicator, level, [f"{year}-{year + 1}" for year in YEARS], where, audience=PUBLIC
                )
                for row in frame.to_dict("records"):
                    place = names[row["area_id"]]
                    inside = {
                        cell for cell in truth
                        if cell[2] == int(row["period"][:4]) and where.get("stage", cell[1]) == cell[1]
                        and where.get("urban_rural", lies[cell[0]][1]) == lies[cell[0]][1]
                        and where.get("township", lies[cell[0]][0]) == lies[cell[0]][0]
                        and place in (cell[0], lies[cell[0]][0], "青山县")
                    }  # fmt: skip
                    for column, side in ((top, "numerator"), ("pupils", "denominator")):
                        if row[side] == row[side]:
                            found.append((frozenset(cell for cell in inside if cell[3] == column), row[side]))
    return list(dict.fromkeys(found))


def _attack(reader: Reader, truth: dict[Cell, int], lies: dict[str, tuple[str, str]]) -> list[str]:
    """What the attacker finds out: hidden counts he knows to within k / 2 without having been able to by their bounds."""
    known = _downloads(reader, truth, lies)
    for cells, total in known:
        assert sum(truth[cell] for cell in cells) == total
    shown = {next(iter(cells)): total for cells, total in known if len(cells) == 1}
    told_apart = []
    for year in YEARS:
        mine = [cell for cell in truth if cell[2] == year]
        place = {cell: number for number, cell in enumerate(mine)}
        equations = [
            ({place[cell]: 1 for cell in cells}, total) for cells, total in known if cells and cells <= place.keys()
        ]
        unknowns = len(mine)
        for cell in mine:
            if cell[3] != "pupils":  # a part is at most its whole: part + rest = whole
                whole = (*cell[:3], "pupils")
                equations.append(({place[cell]: 1, unknowns: 1, place[whole]: -1}, 0))
                unknowns += 1
        possible = Polytope(equations, unknowns)
        for cell in mine:
            if cell not in shown and truth[cell]:
                least, most = possible.bounds(place[cell])
                whole = shown.get((*cell[:3], "pupils"), float("inf")) if cell[3] != "pupils" else float("inf")
                if most is not None and most - least < min(K, whole):
                    told_apart.append(f"{cell}: {truth[cell]} in [{least}, {most}]")
    return told_apart


@pytest.mark.parametrize("seed", [1])
def test_a_solver_finds_no_hidden_count(told, seed):
    assert _attack(*_district(told, seed)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 112))
def test_a_solver_finds_no_hidden_count_in_many_districts(told, seed):
    assert _attack(*_district(told, seed)) == []


def test_the_solver_does_find_what_is_not_protected():
    # a + b = 30, b = 25: a is 5, whatever else.
    assert bounds([({0: 1, 1: 1}, 30), ({1: 1}, 25)], 2, 0) == (5.0, 5.0)
    assert bounds([({0: 1, 1: 1}, 30)], 2, 0) == (0.0, 30.0)
    assert bounds([({0: 1, 1: -1}, 3)], 2, 0) == (3.0, None)
