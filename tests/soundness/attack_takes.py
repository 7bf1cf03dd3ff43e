"""Everything outsiders may have of a district, from every exit: each number is an equation over the cells of the rows it adds
up, as the oracle says (tagged.py). Which numbers the equations are from is kept, so that each exit is seen to be tried.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import metrics
from catalog import DATASETS, INDICATORS
from catalog import dataset as declared
from catalog import indicator as indicator_named
from catalog.model import Column, Dataset, Indicator, Kind, Level
from catalog.people import PEOPLE_ITEMS, counts_people
from catalog.periods import shift_years
from catalog.stages import grade_label_zh, stage
from metrics.alerts import AlertRow, find_alerts
from metrics.disclosure import PUBLIC, stranger_of
from metrics.ledger import activities_outside, pairs
from metrics.question import ask
from metrics.townships import NOW, THEN, seen_as
from reports.datasets import dataset_download
from reports.notes import Occasion
from reports.selection import Selection
from store import Reader
from tests.metrics.building import DISTRICT, File, Said, ids
from tests.soundness.attack_district import TOWNSHIPS
from tests.soundness.oracle import Oracle
from tests.soundness.tagged import Cell, cell_of, form_of, tagged
from tests.soundness.told import Told

LEVELS = ("school", "township", "zone", "district")
# What is no plain sum on either side; of these the value tells more than its sides do.
_CURVED = ("cv", "z", "t", "over_mean", "spread")
MEASURED = ("ratio", "total", "open", "cohort", "apart", *_CURVED)
Form = dict[Cell, float]
_FILTERS: dict[str, list[dict[str, str]]] = {
    "subsidy": [{"programme": "寄宿补助"}, {"category": "低保户"}, {"programme": "营养改善", "category": "脱贫户"}],
    "enrolment": [{"grade": "1"}, {"grade": "8"}],
    "population": [{"age": "7"}],
}


class _Today(Told):
    """The same files with every school where it lies now, without the totals of townships that were others then."""

    def __init__(self, files: list[File]) -> None:
        then = Told(files)

        def is_other(said: Said) -> bool:
            if said.level != "township" or said.dataset == "school":
                return False
            lay = ((then.township(name, said.period or ""), self.now(then, name)) for name in then.schools)
            return any(said.township in both and both[0] != both[1] for both in lay)

        super().__init__([File([said for said in each.rows if not is_other(said)], each.live) for each in files])

    @staticmethod
    def now(then: Told, school: str) -> str | None:
        """Where a school lies now."""
        return then.schools[school].latest("township")

    def township(self, school: str, period: str) -> str | None:
        return self.schools[school].latest("township")


class Holdings:
    """What he has of one district. `known`: cells with their factors, and what they add up to; `exits`: how many numbers each
    exit gave, and how many it withheld; `curved`: cells of people that a number shown depends on in no plain way;
    `leaning`: sums that one rests on."""

    def __init__(self, reader: Reader, files: list[File]) -> None:
        self.reader = reader
        self.rows = [said for file in files for said in file.rows]
        self.truth = {cell: value for said in self.rows for cell, value in _facts(said).items()}
        self._tagged = [tagged(each) for each in files]
        self.district = Told(self._tagged)
        self._names = {code: name for name, code in ids(reader).items()}
        self.known: dict[tuple[tuple[Cell, float], ...], float] = {}
        self.exits: dict[str, Counter[str]] = defaultdict(Counter)
        self.curved: set[tuple[str, Cell]] = set()
        self.leaning: set[tuple[str, tuple[tuple[Cell, float], ...]]] = set()

    def look(self, townships: Iterable[str] = (THEN, NOW), *, thorough: bool = True) -> None:
        """Take everything there is; not `thorough`: with a filter or two only."""
        told = {said.dataset for said in self.rows}
        measured = [each for each in INDICATORS if each.function in MEASURED and set(each.datasets) <= told]
        for asked in townships:
            district = (Told if asked == THEN else _Today)(self._tagged)
            reader = seen_as(self.reader, asked)
            for dataset in dict.fromkeys(each.numerator.dataset for each in measured):
                mine = [each for each in measured if each.numerator.dataset == dataset]
                filters = _filters_of(dataset)
                for where in filters if thorough else filters[:6:5]:
                    self._take_values(reader, district, mine, where)
                    self._take_pairs(reader, district, mine, where)
        for each in DATASETS:
            if each.name in told and "period" in each.key:
                self._take_rows(each)
        self._take_alerts(self.district)
        self._take_activities()

    def _take(self, exit_: str, form: Mapping[Cell, float], total: float) -> None:
        self.exits[exit_]["shown"] += 1
        kept = {cell: factor for cell, factor in form.items() if factor}
        true = sum(self.truth[cell] * factor for cell, factor in kept.items())
        assert abs(true - total) < 1e-6 * max(1.0, abs(total)), (total, true, kept)
        if kept:
            self.known[key(kept)] = total

    def _periods(self, reader: Reader, names: list[str], where: dict[str, str]) -> list[str]:
        found = {code for name in names for code in ask(reader, name, None, where).answers}
        return sorted(found | {"2022-2023", "2023-2024", "2023-2024-1"})

    def _take_values(self, reader: Reader, district: Told, measured: list[Indicator], where: dict[str, str]) -> None:
        # A ratio of sides apart has no grades in one of them: asked for one it refuses.
        names = [each.name for each in measured if each.function != "apart" or not {"grade", "age"} & set(where)]
        asked = {key: value for key, value in where.items() if key != "township"}
        found = metrics.values_many(reader, names, LEVELS, self._periods(reader, names, where), where, audience=PUBLIC)
        for (name, level), frame in found.items():
            # The oracle does not cut these by places: coefficients of variation, ratios of sides apart, zones.
            function = indicator_named(name).function
            by_place = "township" in where and (level == "zone" or function == "apart")
            if by_place or (function == "cv" and set(where) - {"stage"}):
                continue
            for row in frame.to_dict("records"):
                kind = {key: row[key] for key in indicator_named(name).breakdown}
                self._take_row(_oracle(district, name, asked | kind), level, where, row)

    def _take_row(self, oracle: Oracle, level: str, where: dict[str, str], row: dict) -> None:
        area = self._names[row["area_id"]]
        if "township" in where and level == "district":
            level, area = "township", where["township"]
        function = oracle.indicator.function
        place = (area, row["stage"], row["item"]) if function == "cv" else area
        expected = _answer(oracle, level, row["period"]).get(place)
        self.exits[function]["hidden"] += bool(row["suppressed"])
        for side in ("numerator", "denominator"):
            if row[side] == row[side]:
                assert expected is not None, (oracle.key, level, area, row)
                self._take(function, form_of(expected[side]), row[side])
        if row["value"] == row["value"]:
            assert row["numerator"] == row["numerator"], row
            assert row["denominator"] == row["denominator"] or oracle.indicator.denominator is None, row
            if function in _CURVED:
                self._lean(oracle, row["period"], function, expected)

    def _lean(self, oracle: Oracle, period: str, function: str, expected: dict) -> None:
        """A value that is no ratio of its sides: what it depends on beside them."""
        if function == "cv":
            cells = {**form_of(expected["numerator"]), **form_of(expected["denominator"])}
            self.curved |= {(function, cell) for cell in cells if is_people(cell)}
        elif function != "spread":
            paper = {name: value for name, value in oracle.where.items() if name not in ("urban_rural", "zone")}
            whole = _answer(_oracle(oracle.told, "exam_mean", paper), "district", period)[DISTRICT]
            self.leaning |= {(function, key(form_of(whole[side]))) for side in ("numerator", "denominator")}

    def _take_pairs(self, reader: Reader, district: Told, measured: list[Indicator], where: dict[str, str]) -> None:
        """Both values of a pair: sums of a school's cells, or the quotient of two."""
        names = [each.name for each in measured if Level.PAIR in each.levels and each.function not in _CURVED]
        if "township" in where or not any(said.dataset == "pair" for said in self.rows):
            return
        for name in names:
            frame = metrics.values(reader, name, "pair", self._periods(reader, [name], where), where, audience=PUBLIC)
            for row in frame.to_dict("records"):
                kind = {each: row[each] for each in indicator_named(name).breakdown}
                schools = _answer(_oracle(district, name, where | kind), "school", row["period"])
                for end in ("core", "member"):
                    shown = row[f"{end}_value"] == row[f"{end}_value"]
                    self.exits["pairs"]["hidden"] += not shown and schools.get(row[end], {}).get("value") is not None
                    if shown:
                        self._take_value("pairs", schools[row[end]], row[f"{end}_value"])

    def _take_value(self, exit_: str, expected: dict, value: float) -> None:
        """A value without its sides: n = value, or n - value d = 0."""
        n, d = (form_of(expected[side]) for side in ("numerator", "denominator"))
        if expected["denominator"] is None:
            self._take(exit_, n, value)
        else:
            self._take(exit_, {cell: n.get(cell, 0) - value * d.get(cell, 0) for cell in {**n, **d}}, 0.0)

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
            place = DISTRICT if dataset.name == "support" else row["学校"] or row["乡镇"] or DISTRICT
            said = index[(place, row["时期代码"], row.get("学段"), keys)]
            for title, column in facts.items():
                if row.get(title) is not None:
                    self._take("rows", {cell_of(said, column): 1.0}, float(row[title]))
                else:
                    self.exits["rows"]["hidden"] += said.values.get(column) is not None

    def _take_alerts(self, district: Told) -> None:
        for year in ("2022-2023", "2023-2024"):
            every = len(find_alerts(self.reader, year))
            rows = find_alerts(self.reader, year, None, stranger_of(self.reader))
            self.exits["alerts"]["hidden"] += every - len(rows)
            for row in rows:
                known = row.trail and indicator_named(row.trail.indicator).function in MEASURED
                if known and indicator_named(row.trail.indicator).function != "cv":
                    self._take_alert(district, row)

    def _take_alert(self, district: Told, row: AlertRow) -> None:
        oracle = _oracle(district, row.trail.indicator, dict(row.trail.where))
        expected = _answer(oracle, row.level, row.trail.period).get(row.area, {})
        for side, number in (("numerator", row.n), ("denominator", row.d)):
            if number is not None and expected.get(side) is not None and expected[side] == number:
                self._take("alerts", form_of(expected[side]), number)
        if row.value is not None and expected.get("value") is not None and same(expected["value"], row.value):
            self._take_value("alerts", expected, row.value)
        for back in (1, 2):
            earlier = _answer(oracle, row.level, shift_years(row.trail.period, -back)).get(row.area, {})
            if row.before is None or earlier.get("value") is None:
                continue
            if same(earlier["value"], row.before):
                self._take_value("alerts before", earlier, row.before)
            elif same(earlier["numerator"], row.before):
                self._take("alerts before", form_of(earlier["numerator"]), row.before)

    def _take_activities(self) -> None:
        """What each core did with its members, as the page on pairs adds it up."""
        said = [each for each in self.rows if each.dataset == "support"]
        cores: dict[str, list[str]] = defaultdict(list)
        for pair in pairs(self.reader, None) if said else ():
            cores[pair.core_id].append(pair.member_id)
        for core, members in cores.items():
            for each in activities_outside(self.reader, core, members):
                mine = [one for one in said if (one.period, one.values["activity"]) == (each.period, each.activity)]
                self.exits["activities"]["hidden"] += each.persons is None
                if each.persons is not None:
                    self._take("activities", {cell_of(one, "persons"): 1.0 for one in mine}, each.persons)


def same(one: float, other: float) -> bool:
    """Alike but for the last digits of a division."""
    return abs(one - other) < 1e-9 * max(1.0, abs(other))


def key(form: Mapping[Cell, float]) -> tuple[tuple[Cell, float], ...]:
    """The cells of a sum as they are kept among what is known."""
    return tuple(sorted((cell, factor) for cell, factor in form.items() if factor))


def is_people(cell: tuple[str, ...]) -> bool:
    """Whether a cell counts people: also persons of a list of things."""
    if cell[0] == "resource" and cell[-1] == "quantity":
        return cell[4] in PEOPLE_ITEMS
    if cell[0] == "support":
        return cell[-1] == "persons"
    return counts_people(declared(cell[0]).column(cell[-1]))


def _answer(oracle: Oracle, level: str, period: str) -> dict:
    return oracle.told.once((oracle.key, level, period), lambda: oracle.answer(level, period))


def _facts(said: Said) -> dict[Cell, float]:
    facts = {each.name for each in declared(said.dataset).facts}
    return {
        cell_of(said, name): float(value) for name, value in said.values.items() if name in facts and value is not None
    }


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
    named = stage(said.values["stage"]).zh if "stage" in said.values else None
    return [(place, period, named, keys) for period in (said.period, f"{said.period}-1")]


def _label(column: Column, value: object) -> object:
    if value is None:
        return None
    if column.kind is Kind.GRADE:
        return grade_label_zh(int(str(value)))
    return column.choices[str(value)][0] if column.kind is Kind.CHOICE else value
