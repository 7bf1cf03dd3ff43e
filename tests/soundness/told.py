"""What files told, put together the slow way: the live rows merged cell by cell, where each school lay, who was due.

Plain dicts and loops, written from the contract; nothing here is shared with store/ or metrics/.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from catalog import dataset as declared
from catalog.model import AbsentRow, Role
from catalog.periods import parse_period
from catalog.stages import STAGES
from tests.metrics.building import DISTRICT, File, Said, home_of

Place = tuple[str, str]  # level, name
Key = tuple[Place, str, str | None]  # place, period, stage


@dataclass
class Row:
    """One current row: its other key columns in `extra`, its cells in `cells`."""

    place: Place
    period: str
    stage: str | None
    extra: dict[str, Any]
    cells: dict[str, Any]
    # Every statement of each cell with the number of its file, in order.
    stated: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)


@dataclass
class School:
    """What the register says of a school, dated."""

    name: str
    dated: list[tuple[datetime.date, dict[str, Any]]] = field(default_factory=list)

    def at(self, period: str, what: str) -> Any:
        """An attribute on the period's first day; the earliest statement also holds before."""
        day, found = parse_period(period).start, None
        for position, (since, said) in enumerate(sorted(self.dated, key=lambda each: each[0])):
            if (position == 0 or since <= day) and said.get(what) is not None:
                found = said[what]
        return found

    def latest(self, what: str) -> Any:
        """An attribute as last stated."""
        stated = [said[what] for _, said in sorted(self.dated, key=lambda each: each[0]) if said.get(what) is not None]
        return stated[-1] if stated else None


class Told:
    """The district that the live files describe."""

    def __init__(self, files: list[File]) -> None:
        self.files = [each for each in files if each.live]
        self.said = [said for each in self.files for said in each.rows]
        self.schools: dict[str, School] = {}
        self.stages: dict[str, set[str]] = defaultdict(set)
        for said in self.said:
            if said.dataset == "school":
                self._register(said)
            if said.school and said.values.get("stage"):
                self.stages[said.school].add(said.values["stage"])
        self.townships = {said.township for said in self.said if said.township}
        # Worked out once: the oracle asks again and again.
        self._remembered: dict[Any, Any] = {}

    def _register(self, said: Said) -> None:
        school = self.schools.setdefault(said.school or "", School(said.school or ""))
        since = parse_period(said.period).start if said.period else datetime.date(1900, 1, 1)
        stated = {**said.values, "township": said.township}
        for day, already in school.dated:
            if day == since:
                already.update({name: value for name, value in stated.items() if value is not None})
                return
        school.dated.append((since, stated))

    def township(self, school: str, period: str) -> str | None:
        """Where the school lay then."""
        return self.schools[school].at(period, "township")

    def once(self, key: Any, work: Callable[[], Any]) -> Any:
        """The result of `work`, worked out at most once for this key."""
        if key not in self._remembered:
            self._remembered[key] = work()
        return self._remembered[key]

    def rows(self, dataset: str) -> list[Row]:
        """The current rows: for each key the last statement of each cell."""
        return self.once(("rows", dataset), lambda: self._rows(dataset))

    def totals(self) -> list[Row]:
        """Enrolment without grades: per column the stated total, else the sum of the grades that state it."""
        return self.once("totals", self._totals)

    def due(self, dataset: str) -> dict[tuple[str, str, str], dict[str, bool]]:
        """Who should report: (school, period, stage) -> reported, covered."""
        return self.once(("due", dataset), lambda: self._due(dataset))

    def _rows(self, dataset: str) -> list[Row]:
        key_columns = [name for name in declared(dataset).key if name not in ("stage", "period")]
        cells = {each.name: each.role for each in declared(dataset).stored if each.name not in declared(dataset).key}
        current: dict[Any, Row] = {}
        for number, said in [(number, said) for number, file in enumerate(self.files) for said in file.rows]:
            if said.dataset != dataset or said.period is None:
                continue
            place = _place(said)
            extra = {name: said.values.get(name) for name in key_columns}
            for name, role in cells.items():
                value = said.values.get(name)
                period = _kept_under(said.period, role)
                stated_here = value is not None or (period == said.period and _blank_but_flows(said, cells))
                if stated_here:
                    identity = (place, period, said.values.get("stage"), tuple(extra.items()))
                    row = current.setdefault(identity, Row(place, period, said.values.get("stage"), extra, {}))
                    if value is not None:
                        row.cells[name] = value
                        row.stated.setdefault(name, []).append((number, value))
        return list(current.values())

    def _totals(self) -> list[Row]:
        grouped: dict[Key, list[Row]] = defaultdict(list)
        for row in self.rows("enrolment"):
            grouped[row.place, row.period, row.stage].append(row)
        found = []
        for (place, period, stage), rows in grouped.items():
            whole = next((row for row in rows if row.extra["grade"] is None), None)
            parts = [row for row in rows if row.extra["grade"] is not None]
            cells = {}
            for name in {name for row in rows for name in row.cells}:
                known = [] if _has_a_gap(name, parts) else parts
                if known or (whole and name in whole.cells):
                    cells[name] = _total_or_parts(name, whole, known, stage)
            found.append(Row(place, period, stage, {}, cells))
        return found

    def _due(self, dataset: str) -> dict[tuple[str, str, str], dict[str, bool]]:
        rows = [row for row in self.rows(dataset) if row.place[0] == "school"]
        reported = {(row.place[1], row.period, row.stage) for row in rows if self._speaks(dataset, row)}
        found = {}
        for period in self._collected(dataset):
            seen = {row.stage for row in rows if row.period == period}
            for name, school in self.schools.items():
                for stage in self.stages[name] & set(declared(dataset).stages_due):
                    held = not declared(dataset).due_where_seen or stage in seen
                    if held and _there(school, period):
                        found[name, period, stage] = {}
        for key in reported:
            if key[1] in self._collected(dataset):
                found.setdefault(key, {})
        covering = self._covering(dataset)
        for name, period, stage in found:
            areas = {self.township(name, period), DISTRICT}
            covered = any((period, stage, area) in covering for area in areas)
            found[name, period, stage] = {"reported": (name, period, stage) in reported, "covered": covered}
        return found

    def _collected(self, dataset: str) -> set[str]:
        if dataset == "dropout":
            return {said.period for said in self.said if said.dataset == dataset and said.period}
        return {row.period for row in self.rows(dataset)}

    def _speaks(self, dataset: str, row: Row) -> bool:
        if dataset == "dropout" and row.cells.get("reported") is not None:
            return row.cells["reported"]
        facts = [each for each in declared(dataset).facts if dataset != "dropout" or each.role is Role.FLOW]
        return any(row.cells.get(each.name) is not None for each in facts)

    def _covering(self, dataset: str) -> set[tuple[str, str | None, str]]:
        """(period, stage, area) of files whose silence means none."""
        if declared(dataset).absent_row is not AbsentRow.NONE:
            return set()
        found = set()
        for file in self.files:
            said = [each for each in file.rows if each.dataset == dataset]
            totals = {(each.period, each.township or DISTRICT) for each in said if not each.school}
            spoken = {(each.period, self.township(each.school, each.period or "")) for each in said if each.school}
            for each in said:
                area = each.township or (home_of(file, each.school) if each.school else None) or DISTRICT
                if (each.period, area) not in totals or (each.period, area) in spoken:
                    found.add((each.period, each.values.get("stage"), area))
        return found


def _has_a_gap(name: str, parts: list[Row]) -> bool:
    """Whether a grade that has pupils (or classes, …) leaves this snapshot blank: five grades of six are no total."""
    stocks = {each.name for each in declared("enrolment").facts if each.role is Role.STOCK}
    peopled = [row for row in parts if any(row.cells.get(stock, 0) > 0 for stock in stocks)]
    return name in stocks and any(name not in row.cells for row in peopled)


def _total_or_parts(name: str, whole: Row | None, parts: list[Row], stage: str | None) -> float:
    """The stated total; but newer grades replace it if they make up the stage, or made up the total when it was stated."""
    parts = [row for row in parts if name in row.cells]
    added = sum(row.cells[name] for row in parts)
    if whole is None or name not in whole.cells:
        return added
    at = whole.stated[name][-1][0]
    if not parts or max(row.stated[name][-1][0] for row in parts) <= at:
        return whole.cells[name]
    grades = next(each.grades for each in STAGES if each.code == stage)
    then = [[value for number, value in row.stated[name] if number <= at][-1:] for row in parts]
    made_up = any(then) and sum(value for values in then for value in values) == whole.cells[name]
    return added if made_up or {row.extra["grade"] for row in parts} >= set(grades) else whole.cells[name]


def _place(said: Said) -> Place:
    return said.level, said.school or said.township or DISTRICT


def _kept_under(period: str, role: Role) -> str:
    bare_year = len(period) == 9 and period[4] == "-"
    return f"{period}-1" if role is Role.STOCK and bare_year else period


def _blank_but_flows(said: Said, cells: dict[str, Role]) -> bool:
    """A row keeps its place under its own period unless all it says is a snapshot that is kept elsewhere."""
    moved = [name for name, role in cells.items() if _kept_under(said.period or "", role) != said.period]
    stays = [name for name in cells if name not in moved]
    says_moved = any(said.values.get(name) is not None for name in moved)
    return not says_moved or any(said.values.get(name) is not None for name in stays)


def _there(school: School, period: str) -> bool:
    span = parse_period(period)
    opened, closed = school.latest("opened"), school.latest("closed")
    if school.at(period, "status") == "closed":
        return False
    return (opened is None or opened <= span.end) and (closed is None or closed > span.start)
