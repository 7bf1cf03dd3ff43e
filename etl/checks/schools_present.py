"""The schools that reported before report again: a year ago, or in the period before where nothing is that old. Only where
the file speaks of their township, stage and period. Those that closed or were merged report no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Dataset
from catalog.periods import label_zh, shift_years
from etl.checks.before import periods_before
from etl.checks.scope import Scope
from etl.model import Finding
from etl.problems import finding

_NAMES_SHOWN = 8


def schools_present(scope: Scope) -> Iterator[Finding]:
    """An info per dataset and period, naming the first of those who are silent; a warning for those who ended and report."""
    for dataset in scope.datasets:
        if dataset.facts and dataset.places == ("",) and "period" in dataset.key:
            yield from _ended(scope, dataset)
        if dataset.stages_due and dataset.places == ("",):
            for row in _silent(scope, dataset):
                shown = "、".join(row["names"])
                names = f"{shown} 等" if row["count"] > _NAMES_SHOWN else shown
                of_last_year = row["before"] == shift_years(row["period"], -1)
                yield finding(
                    "school_absent", value=row["count"], period=label_zh(row["period"]), count=row["count"], names=names,
                    since="上年同期" if of_last_year else label_zh(row["before"]),
                    since_en="the year before" if of_last_year else row["before"],
                )  # fmt: skip


def _ended(scope: Scope, dataset: Dataset) -> Iterator[Finding]:
    """Schools that ended, by the register or a declared merger, before a period that the file states of them begins."""
    rows = scope.rows(
        f"""WITH ended AS (SELECT school_id, arg_max(closed, valid_from) AS closed, arg_max(status, valid_from) AS status
            FROM school_history GROUP BY school_id)
        SELECT DISTINCT a.name, e.closed, r.period FROM "{dataset.name}" r JOIN period_span p USING (period)
        JOIN ended e USING (school_id) JOIN area a ON a.area_id = e.school_id
        WHERE r.area_level = 'school' AND r.last_seq = $1 AND e.status = 'closed' AND p.first_day >= e.closed
        ORDER BY a.name, r.period""",
        [scope.seq],
    )
    for row in rows:
        when = label_zh(row["period"])
        yield finding("school_ended_reports", value=row["name"], period=when, day=row["closed"], code_en=row["period"])


def _silent(scope: Scope, dataset: Dataset) -> list[dict[str, Any]]:
    """Per period: how many schools are silent and the names of the first."""
    before = {period: found[0] for period, found in periods_before(scope, dataset).items() if found}
    return scope.rows(
        f"""WITH year AS (SELECT unnest($1::VARCHAR[]) AS period, unnest($2::VARCHAR[]) AS before),
        rows AS (SELECT DISTINCT school_id, stage, period, coalesce(township_id, district_id) AS area_id,
            last_seq = $3 AS spoken FROM "{dataset.name}" WHERE area_level = 'school'),
        before AS (SELECT DISTINCT r.school_id, r.stage, r.area_id, y.period, y.before
            FROM rows r JOIN year y ON r.period = y.before),
        spoken AS (SELECT DISTINCT stage, area_id, period FROM rows WHERE spoken),
        silent AS (SELECT DISTINCT b.period, b.before, b.school_id FROM before b SEMI JOIN spoken s ON s.period = b.period
                AND s.area_id = b.area_id AND s.stage IS NOT DISTINCT FROM b.stage
            ANTI JOIN rows t ON t.period = b.period AND t.school_id = b.school_id
                AND t.stage IS NOT DISTINCT FROM b.stage)
        SELECT s.period, s.before, count(*) AS count, list(a.name ORDER BY a.area_id)[:{_NAMES_SHOWN}] AS names
        FROM silent s JOIN area a ON a.area_id = s.school_id GROUP BY s.period, s.before ORDER BY s.period""",
        [list(before), list(before.values()), scope.seq],
    )
