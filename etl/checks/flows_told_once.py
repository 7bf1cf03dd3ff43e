"""What happens once in a school year (招生数, 毕业生数, 转入转出) and is told again in its other term would count twice in the year."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model import Dataset, Role
from catalog.periods import PeriodKind, label_zh, parse_period
from etl.checks.cells import find_cells
from etl.checks.scope import Scope
from etl.model import Finding
from etl.problems import finding
from store.schema import quoted

# One school may well take in as many in spring as in autumn; nearly all of several do not.
_LEAST_SCHOOLS, _NEARLY_ALL = 3, 0.8


def flows_told_once(scope: Scope) -> Iterator[Finding]:
    """A warning per term and flow of the roll that nearly every school states as it did for the other term."""
    for dataset in scope.datasets:
        if dataset.name == "enrolment":
            for period in scope.periods(dataset):
                if parse_period(period).kind is PeriodKind.TERM:
                    yield from _compared(scope, dataset, period)


def _compared(scope: Scope, dataset: Dataset, period: str) -> Iterator[Finding]:
    other = period[:-1] + ("2" if period.endswith("1") else "1")
    for flow in (each for each in dataset.facts if each.role is Role.FLOW):
        name, table = quoted(flow.name), quoted(f"{dataset.name}_totals")
        (both,) = scope.rows(
            f"""SELECT count(*) AS schools, count(*) FILTER (m.{name} = o.{name}) AS same, sum(m.{name}) AS told, min(m.area_id) AS area_id,
                arg_min(m.stage, m.area_id) AS stage
            FROM {table} m JOIN {table} o ON o.area_id = m.area_id AND o.stage IS NOT DISTINCT FROM m.stage AND o.period = ?
            WHERE m.period = ? AND m.last_seq = ? AND m.area_level = 'school' AND m.{name} > 0 AND o.{name} > 0""",
            [other, period, scope.seq],
        )
        if both["schools"] >= _LEAST_SCHOOLS and both["same"] >= _NEARLY_ALL * both["schools"]:
            row = {"area_id": both["area_id"], "stage": both["stage"], "period": period, "column": flow.name}
            [(sheet, cell)] = find_cells(scope, dataset, [row])
            yield finding(
                "flow_told_twice", sheet=sheet, cell=cell, value=str(both["told"]), column=flow.zh, column_en=flow.en,
                period=label_zh(period), other=label_zh(other), same=both["same"], schools=both["schools"],
            )  # fmt: skip
