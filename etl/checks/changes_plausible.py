"""A school's numbers resemble those of the year before. A large jump is often a wrong row, column or unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Dataset
from catalog.periods import shift_years
from etl.checks.cells import find_cells
from etl.checks.scope import Scope, number_text, school_at
from etl.compare import periods_kept_under
from etl.model import Finding
from etl.problems import finding
from store.schema import quoted

Row = dict[str, Any]


def changes_plausible(scope: Scope) -> Iterator[Finding]:
    """A warning for each value that moved by more than the set share on the same school a year earlier."""
    for dataset in scope.datasets:
        # Two papers are never compared, so a jump between exams says nothing.
        if dataset.facts and "period" in dataset.key and "exam" not in dataset.key and dataset.places == ("",):
            jumps = _jumps(scope, dataset)
            for jump, place in zip(jumps, find_cells(scope, dataset, jumps), strict=True):
                yield _finding(dataset, jump, *place)


def _jumps(scope: Scope, dataset: Dataset) -> list[Row]:
    table = f"{dataset.name}_totals" if dataset.breakdown else dataset.name
    key = [each for each in dataset.key if each not in ("period", dataset.breakdown)]
    periods = periods_kept_under(scope.periods(dataset))
    years = {each: shift_years(each, -1) for each in periods}
    same = " AND ".join(f"o.{quoted(each)} IS NOT DISTINCT FROM n.{quoted(each)}" for each in key)
    listed, names = (", ".join(f"{table}{quoted(each)}" for each in key) for table in ("n.", ""))
    limits = scope.thresholds
    far = {
        each.name: f"(o.{each.name} >= {limits.change_base}"
        f" AND abs(n.{each.name} - o.{each.name}) > {limits.change_share} * o.{each.name})"
        for each in dataset.facts
    }
    sides = ", ".join(f"o.{name}::DOUBLE AS old_{name}, n.{name}::DOUBLE AS new_{name}" for name in far)
    moved = ", ".join(f"{condition} AS far_{name}" for name, condition in far.items())
    columns = " UNION ALL ".join(
        f"SELECT area_id, period, {names}, '{name}' AS \"column\", old_{name} AS before, new_{name} AS now"
        f" FROM jumps WHERE far_{name}"
        for name in far
    )
    return scope.rows(
        f"""WITH year AS (SELECT unnest($1::VARCHAR[]) AS period, unnest($2::VARCHAR[]) AS before),
        pairs_n AS (SELECT * FROM "{table}" SEMI JOIN year USING (period)
            WHERE area_level = 'school' AND last_seq = $3),
        pairs_o AS (SELECT t.*, y.period AS next_period FROM "{table}" t JOIN year y ON t.period = y.before
            WHERE area_level = 'school'),
        jumps AS MATERIALIZED (SELECT n.area_id, n.period, {listed}, {sides}, {moved} FROM pairs_n n JOIN pairs_o o
            ON o.area_id = n.area_id AND o.next_period = n.period AND {same} WHERE {" OR ".join(far.values())})
        SELECT c.*, a.name AS school FROM ({columns}) c JOIN area a ON a.area_id = c.area_id
        ORDER BY abs(now - before) / before DESC, c.area_id LIMIT {limits.shown_per_code + 1}""",
        [list(years), list(years.values()), scope.seq],
    )


def _finding(dataset: Dataset, jump: Row, sheet: str, cell: str) -> Finding:
    change = (jump["now"] - jump["before"]) / jump["before"]
    return finding(
        "changed_much", sheet=sheet, cell=cell, value=number_text(jump["now"]), before=number_text(jump["before"]),
        school=school_at(jump["school"], jump.get("stage")), column=_said(dataset, jump),
        unit=dataset.column(jump["column"]).unit, change=f"{change:+.0%}",
    )  # fmt: skip


def _said(dataset: Dataset, jump: Row) -> str:
    """The column's name with what its row is about: 图书册数·数量. The school is named with its stage already."""
    keys = (dataset.column(each) for each in dataset.key if each not in ("stage", "period", dataset.breakdown))
    told = [each.choices[jump[each.name]][0] for each in keys if jump.get(each.name) in each.choices]
    return "·".join([*told, dataset.column(jump["column"]).zh])
