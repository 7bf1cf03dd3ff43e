"""Whoever has everything outsiders may have (attack_takes.py), over every year, month, level, filter and programme, and solves
for the rest.

Besides he knows that parts are at most their wholes, that the roll in another return is the same roll, that what an area
states of itself is the sum of its schools, silent ones too, and what a programme pays a head.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from catalog import dataset as declared
from catalog.people import OVER_THE_YEAR
from store import Reader
from tests.metrics.building import File
from tests.soundness.attack_district import PER_HEAD
from tests.soundness.attack_takes import Holdings, is_people
from tests.soundness.simplex import Polytope
from tests.soundness.tagged import Cell, cell_of

K = 10


class Attacker(Holdings):
    """`solved`: how many hidden counts he tried to find."""

    def __init__(self, reader: Reader, files: list[File], silent: Mapping[Cell, float] | None = None) -> None:
        """`silent`: what schools that did not report would have said, by the cell it would have stood in."""
        super().__init__(reader, files)
        self.silent = dict(silent or {})
        self.truth |= self.silent
        self.solved = 0

    def leaks(self) -> list[str]:
        """Hidden counts of people, and what they leave of their wholes, that he knows to within k values; small ones shown."""
        shown = {cells[0][0]: total / cells[0][1] for cells, total in self.known.items() if len(cells) == 1}
        found = [f"{cell} is shown: {value:g}" for cell, value in shown.items() if is_people(cell) and 0 < value < K]
        found += [f"{list(cells)} add up to {total:g}" for cells, total in self.known.items()
                  if 0 < abs(total) < K and len(cells) > 1 and all(is_people(cell) and abs(factor) == 1 for cell, factor in cells)]  # fmt: skip
        found += [
            f"{cell} stands behind a {name}" for name, cell in self.curved if self.truth[cell] and cell not in shown
        ]
        found += [f"a {name} rests on {list(form)}" for name, form in self.leaning if form and form not in self.known]
        rests = self._rests()
        for part, whole in rests:
            left = self.truth[whole] - self.truth[part]
            if part in shown and whole in shown and 0 < left < K:
                found.append(f"{part} leaves {left:g} of {whole[-1]}")
        for equations in _components(
            [*self._equations(shown), *(({p: 1.0, w: -1.0, (*p, "left of", w[-1]): 1.0}, 0.0) for p, w in rests)], shown
        ):
            found += self._pinned(equations, shown)
        return found

    def _rests(self) -> list[tuple[Cell, Cell]]:
        """Part and whole in one row, where the part is no more than the whole."""
        found = []
        for said in self.rows:
            for rule in declared(said.dataset).rules:
                if (
                    len(rule.whole) == 1
                    and said.values.get(rule.part) is not None
                    and said.values.get(rule.whole[0]) is not None
                ):
                    part, whole = cell_of(said, rule.part), cell_of(said, rule.whole[0])
                    if self.truth[part] <= self.truth[whole]:
                        found.append((part, whole))
        return found

    def _equations(self, shown: Mapping[Cell, float]) -> Iterator[tuple[dict, float]]:
        yield from ((dict(cells), total) for cells, total in self.known.items() if len(cells) > 1)
        rolls: dict[tuple[str, str], list[Cell]] = defaultdict(list)
        years: dict[tuple[str, ...], dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
        for cell in self.truth:
            dataset, place, stage_code, period, key, column = cell
            if (dataset, column) == ("enrolment", "pupils") and period == "2023-2024-1":
                rolls[place, stage_code].append(cell)
            for (name, part), whole in OVER_THE_YEAR.items():
                if dataset == name and column in (part, whole):
                    years[dataset, place, stage_code, key][column].append(cell)
            if (dataset, column) == ("subsidy", "amount"):
                yield {cell: 1.0, (*cell[:-1], "recipients"): -PER_HEAD}, 0.0
        for cell in self.truth:
            if (cell[0], cell[-1]) in (("dropout", "enrolled_start"), ("resource", "pupils")) and cell[1:3] in rolls:
                yield {cell: 1.0, **dict.fromkeys(rolls[cell[1:3]], -1.0)}, 0.0
        yield from self._stated_of_areas()
        for place, both in years.items():
            (returned, dropouts) = (both["returned"], both["dropouts"])
            if sum(self.truth[each] for each in returned) <= sum(self.truth[each] for each in dropouts):
                yield {**dict.fromkeys(returned, 1.0), **dict.fromkeys(dropouts, -1.0), ("slack", *place): 1.0}, 0.0

    def _stated_of_areas(self) -> Iterator[tuple[dict, float]]:
        """What an area states of itself is what its schools have together."""
        by_place: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
        for cell in self.truth:
            dataset, place, stage_code, period, _, column = cell
            if dataset == "enrolment" and place in self.district.schools:
                for area in (self.district.township(place, period), "district"):
                    by_place[dataset, area, stage_code, period, column].append(cell)
        for cell in self.truth:
            below = by_place.get((*cell[:4], cell[5]), [])
            if below and abs(sum(self.truth[each] for each in below) - self.truth[cell]) < 1e-6:
                yield {cell: 1.0, **dict.fromkeys(below, -1.0)}, 0.0

    def _pinned(self, equations: list[tuple[dict, float]], shown: Mapping[Cell, float]) -> list[str]:
        """What one set of equations that hang together tells."""
        names = list(dict.fromkeys(name for form, _ in equations for name in form))
        place = {name: number for number, name in enumerate(names)}
        possible = Polytope(
            [({place[name]: factor for name, factor in form.items()}, total) for form, total in equations], len(names)
        )
        found = []
        for name in names:
            true = self._true(name)
            # What an area states, what a school would have stated and what is left of a whole are secrets only if small.
            of_area = name[0] == "enrolment" and name[1] not in self.district.schools
            lesser = len(name) > 6 or name in self.silent or of_area
            if true is None or not true or (lesser and true >= K):
                continue
            self.solved += 1
            least, most = possible.bounds(place[name])
            if most is not None and most - least < K - 1e-6:
                found.append(f"{name}: {true:g} in [{least:g}, {most:g}]")
        return found

    def _true(self, name: tuple[str, ...]) -> float | None:
        if len(name) == 8:
            return self.truth[(*name[:5], name[7])] - self.truth[name[:6]]
        return self.truth[name] if name[0] != "slack" and is_people(name) else None


def _components(
    equations: Iterable[tuple[dict, float]], shown: Mapping[Cell, float]
) -> Iterator[list[tuple[dict, float]]]:
    """The equations that hang together, with what is shown put in."""
    rest = []
    for form, total in equations:
        hidden = {name: factor for name, factor in form.items() if name not in shown}
        if hidden:
            rest.append((hidden, total - sum(factor * shown[name] for name, factor in form.items() if name in shown)))
    owner: dict[object, object] = {}

    def root(name: object) -> object:
        while owner.setdefault(name, name) != name:
            name = owner[name]
        return name

    for form, _ in rest:
        first, *others = form
        for other in others:
            owner[root(other)] = root(first)
    found: dict[object, list[tuple[dict, float]]] = defaultdict(list)
    for form, total in rest:
        found[root(next(iter(form)))].append((form, total))
    yield from found.values()
