"""Whoever downloads everything outsiders may have, over every year, month, level, filter and programme, and solves for the rest.

Each number he has is an equation over the cells of the rows: the oracle says which cells it adds up (tagged.py). Besides he
knows that parts are at most their wholes, that the roll in another return is the same roll, and what a programme pays a head.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import metrics
from catalog import DATASETS, INDICATORS
from catalog import dataset as declared
from catalog import indicator as indicator_named
from catalog.model import Column, Dataset, Indicator, Kind
from catalog.people import OVER_THE_YEAR, PEOPLE_ITEMS, counts_people
from catalog.stages import grade_label_zh, stage
from metrics.alerts import find_alerts
from metrics.disclosure import PUBLIC, stranger_of
from metrics.question import ask
from metrics.townships import NOW, THEN, seen_as
from reports.datasets import dataset_download
from reports.notes import Occasion
from reports.selection import Selection
from store import Reader
from tests.metrics.building import DISTRICT, File, Said, ids
from tests.soundness.attack_district import PER_HEAD, TOWNSHIPS
from tests.soundness.oracle import Oracle
from tests.soundness.simplex import Polytope
from tests.soundness.tagged import Cell, cell_of, form_of, tagged
from tests.soundness.told import Told

K = 10
LEVELS = ("school", "township", "district")
LINEAR = ("ratio", "total", "open", "cohort", "z")
Form = dict[Cell, float]
_FILTERS: dict[str, list[dict[str, str]]] = {
    "subsidy": [{"programme": "寄宿补助"}, {"category": "低保户"}, {"programme": "营养改善", "category": "脱贫户"}],
    "enrolment": [{"grade": "1"}, {"grade": "8"}],
    "population": [{"age": "7"}],
}


class _Today(Told):
    """The same files with every school where it lies now."""

    def township(self, school: str, period: str) -> str | None:
        return self.schools[school].latest("township")


class Attacker:
    """What he has of one district. `solved`: how many hidden counts he tried to find."""

    def __init__(self, reader: Reader, files: list[File]) -> None:
        self.reader = reader
        self.rows = [said for file in files for said in file.rows]
        self.truth = {cell: value for said in self.rows for cell, value in _facts(said).items()}
        self._tagged = [tagged(each) for each in files]
        self._names = {code: name for name, code in ids(reader).items()}
        self.known: dict[tuple[tuple[Cell, float], ...], float] = {}
        self.solved = 0

    def look(self, townships: Iterable[str] = (THEN, NOW), *, thorough: bool = True) -> None:
        """Take everything there is; not `thorough`: with a filter or two only."""
        told = {said.dataset for said in self.rows}
        measured = [each for each in INDICATORS if each.function in LINEAR and set(each.datasets) <= told]
        for asked in townships:
            district = (Told if asked == THEN else _Today)(self._tagged)
            reader = seen_as(self.reader, asked)
            for dataset in dict.fromkeys(each.numerator.dataset for each in measured):
                mine = [each for each in measured if each.numerator.dataset == dataset]
                filters = _filters_of(dataset)
                for where in filters if thorough else filters[:6:5]:
                    self._take_values(reader, district, mine, where)
        for each in DATASETS:
            if each.name in told and each.places == ("",) and "period" in each.key:
                self._take_rows(each)
        self._take_alerts(Told(self._tagged))

    def _take(self, form: Mapping[Cell, float], total: float) -> None:
        kept = {cell: factor for cell, factor in form.items() if factor}
        true = sum(self.truth[cell] * factor for cell, factor in kept.items())
        assert abs(true - total) < 1e-6 * max(1.0, abs(total)), (total, true, kept)
        if kept:
            self.known[tuple(sorted(kept.items()))] = total

    def _take_values(self, reader: Reader, district: Told, measured: list[Indicator], where: dict[str, str]) -> None:
        names = [each.name for each in measured]
        periods = sorted(
            {
                code
                for name in names
                for code in (*ask(reader, name, None, where).answers, "2022-2023", "2023-2024", "2023-2024-1")
            }
        )
        asked = {key: value for key, value in where.items() if key != "township"}
        found = metrics.values_many(reader, names, LEVELS, periods, where, audience=PUBLIC)
        for (name, level), frame in found.items():
            for row in frame.to_dict("records"):
                kind = {key: row[key] for key in indicator_named(name).breakdown}
                self._take_row(_oracle(district, name, asked | kind), level, where, row)

    def _take_row(self, oracle: Oracle, level: str, where: dict[str, str], row: dict) -> None:
        area = self._names[row["area_id"]]
        if "township" in where and level == "district":
            level, area = "township", where["township"]
        expected = oracle.told.once(
            (oracle.key, level, row["period"]), lambda: oracle.answer(level, row["period"])
        ).get(area)
        for side in ("numerator", "denominator"):
            if row[side] == row[side]:
                assert expected is not None, (oracle.key, level, area, row)
                self._take(form_of(expected[side]), row[side])

    def _take_rows(self, dataset: Dataset) -> None:
        occasion = Occasion("1", "", "", Selection(), {}, "")
        download = dataset_download(self.reader, dataset, occasion, None, audience=PUBLIC)
        heads = [field.title for field in download.fields]
        # A snapshot of a school year is kept under its autumn term.
        index = {
            labels: said for said in self.rows if said.dataset == dataset.name for labels in _labels(dataset, said)
        }
        facts = {each.zh: each.name for each in dataset.facts}
        for cells in zip(*download.columns, strict=True):
            row = dict(zip(heads, cells, strict=True))
            keys = tuple(row[each.zh] for each in _keys(dataset))
            place = row["学校"] or row["乡镇"] or DISTRICT
            said = index[(place, row["时期代码"], row["学段"], keys)]
            for title, column in facts.items():
                if row.get(title) is not None:
                    self._take({cell_of(said, column): 1.0}, float(row[title]))

    def _take_alerts(self, district: Told) -> None:
        for year in ("2022-2023", "2023-2024"):
            for row in find_alerts(self.reader, year, None, stranger_of(self.reader)):
                if row.trail is None or row.trail.indicator not in {
                    each.name for each in INDICATORS if each.function in LINEAR
                }:
                    continue
                oracle = _oracle(district, row.trail.indicator, dict(row.trail.where))
                expected = oracle.answer(row.level, row.trail.period).get(row.area, {})
                for side, number in (("numerator", row.n), ("denominator", row.d)):
                    if number is not None and expected.get(side) is not None and expected[side] == number:
                        self._take(form_of(expected[side]), number)

    # What he finds

    def leaks(self) -> list[str]:
        """Hidden counts of people, and what they leave of their wholes, that he knows to within k values; small ones shown."""
        shown = {cells[0][0]: total / cells[0][1] for cells, total in self.known.items() if len(cells) == 1}
        found = [f"{cell} is shown: {value:g}" for cell, value in shown.items() if _is_people(cell) and 0 < value < K]
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
        for place, both in years.items():
            (returned, dropouts) = (both["returned"], both["dropouts"])
            if sum(self.truth[each] for each in returned) <= sum(self.truth[each] for each in dropouts):
                yield {**dict.fromkeys(returned, 1.0), **dict.fromkeys(dropouts, -1.0), ("slack", *place): 1.0}, 0.0

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
            if true is None or not true or (len(name) > 6 and true >= K):
                continue
            self.solved += 1
            least, most = possible.bounds(place[name])
            if most is not None and most - least < K - 1e-6:
                found.append(f"{name}: {true:g} in [{least:g}, {most:g}]")
        return found

    def _true(self, name: tuple[str, ...]) -> float | None:
        if len(name) == 8:
            return self.truth[(*name[:5], name[7])] - self.truth[name[:6]]
        return self.truth[name] if name[0] != "slack" and _is_people(name) else None


def _facts(said: Said) -> dict[Cell, float]:
    facts = {each.name for each in declared(said.dataset).facts}
    return {
        cell_of(said, name): float(value) for name, value in said.values.items() if name in facts and value is not None
    }


def _is_people(cell: tuple[str, ...]) -> bool:
    if cell[0] == "resource" and cell[-1] == "quantity":
        return cell[4] in PEOPLE_ITEMS
    return counts_people(declared(cell[0]).column(cell[-1]))


def _filters_of(dataset: str) -> list[dict[str, str]]:
    plain = [{"stage": "primary"}, {"stage": "junior"}, *({"urban_rural": each} for each in ("urban", "rural")),
             *({"township": each} for each in TOWNSHIPS), {"stage": "primary", "urban_rural": "rural"}]  # fmt: skip
    if dataset == "exam":
        return [{"subject": each, **where} for each in ("语文", "数学") for where in ({}, *plain[2:-1])]
    if dataset == "population":
        return [{}, *plain[:2], *_FILTERS[dataset]]
    return [{}, *plain, *_FILTERS.get(dataset, [])]


def _oracle(district: Told, name: str, where: dict[str, str]) -> Oracle:
    return district.once(("oracle", name, tuple(where.items())), lambda: Oracle(district, name, _typed(where)))


def _typed(where: dict[str, str]) -> dict[str, object]:
    return {key: int(value) if key == "grade" else value for key, value in where.items()}


def _keys(dataset: Dataset) -> list[Column]:
    return [dataset.column(name) for name in dataset.key if name not in ("stage", "period")]


def _labels(dataset: Dataset, said: Said) -> list[tuple]:
    """How a row may be told in a download."""
    keys = tuple(_label(column, said.values.get(column.name)) for column in _keys(dataset))
    place = said.school or said.township or DISTRICT
    return [(place, period, stage(said.values["stage"]).zh, keys) for period in (said.period, f"{said.period}-1")]


def _label(column: Column, value: object) -> object:
    if value is None:
        return None
    if column.kind is Kind.GRADE:
        return grade_label_zh(int(str(value)))
    return column.choices[str(value)][0] if column.kind is Kind.CHOICE else value


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
