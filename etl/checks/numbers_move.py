"""Numbers of a period are not those of the one before, school by school: then only the title was changed."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model import Dataset, Kind, Role
from catalog.periods import label_zh
from etl.checks.before import periods_before
from etl.checks.cells import find_cells
from etl.checks.scope import Scope
from etl.model import Finding
from etl.problems import finding
from store.schema import quoted

# Two schools may well stay as they are.
_LEAST_ROWS = 3


def numbers_move(scope: Scope) -> Iterator[Finding]:
    """A warning per period in which every school says what it said before; nil returns are alike every month."""
    for dataset in scope.datasets:
        if dataset.facts and dataset.places == ("",) and "period" in dataset.key and "exam" not in dataset.key:
            for period, before in periods_before(scope, dataset).items():
                yield from _compared(scope, dataset, period, before)


def _compared(scope: Scope, dataset: Dataset, period: str, before: list[str]) -> Iterator[Finding]:
    table = quoted(f"{dataset.name}_totals" if dataset.breakdown else dataset.name)
    key = [each for each in dataset.key if each not in ("period", dataset.breakdown)]
    said = ", ".join(quoted(each) for each in ("area_id", *key, *(fact.name for fact in dataset.facts)))
    mine = f"FROM {table} WHERE period = $1 AND last_seq = $2 AND area_level = 'school'"
    first = scope.rows(
        f"SELECT count(*) OVER () AS rows, sum({_moving(dataset)}) OVER () AS moving, * {mine} ORDER BY area_id LIMIT 1",
        [period, scope.seq],
    )
    if not first or first[0]["rows"] < _LEAST_ROWS or not first[0]["moving"]:
        return
    for other in before:
        same = f"FROM {table} WHERE period = $3 AND area_level = 'school'"
        if not scope.rows(f"SELECT {said} {mine} EXCEPT SELECT {said} {same} LIMIT 1", [period, scope.seq, other]):
            column = next(each.name for each in dataset.facts if first[0][each.name] is not None)
            [(sheet, cell)] = find_cells(scope, dataset, [{**first[0], "column": column}])
            yield finding(
                "same_as_before", sheet=sheet, cell=cell, value=other, dataset=dataset.zh, dataset_en=dataset.en,
                period=label_zh(period), before=label_zh(other), count=first[0]["rows"],
            )  # fmt: skip


def _moving(dataset: Dataset) -> str:
    """What is not alike from one period to the next, added up: what flowed where nil returns are made, else any number."""
    nil_is_said = any(each.kind is Kind.FLAG for each in dataset.stored)
    facts = [each.name for each in dataset.facts if each.role is Role.FLOW or not nil_is_said]
    return " + ".join(f"coalesce({quoted(each)}, 0)" for each in facts)
