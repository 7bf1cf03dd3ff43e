"""A central school that reports for its village schools (石桥镇中心小学（含村小）) holds them, and they report nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Dataset
from catalog.periods import label_zh
from etl.checks.scope import Scope, stage_zh
from etl.model import Finding
from etl.problems import finding
from store.names import INCLUDES_SCHOOLS
from store.rebuild.due import spoken_for_sql
from store.schema import quoted

Row = dict[str, Any]
_NAMES_SHOWN = 8
_SMALL = "教学点|村小|村校|校点|完小"


def parents_include(scope: Scope) -> Iterator[Finding]:
    """An error where a school that is held has numbers of its own; else information on who is held."""
    for dataset in scope.datasets:
        if dataset.stages_due and dataset.places == ("",) and _any(scope, dataset):
            for row in scope.rows(_sql(scope, dataset)):
                yield _finding(scope, dataset, row)


def _any(scope: Scope, dataset: Dataset) -> bool:
    return bool(
        scope.rows(
            f"SELECT 1 AS known FROM {quoted('rows_' + dataset.name)}"
            f" WHERE regexp_matches(school_text, '{INCLUDES_SCHOOLS}') LIMIT 1"
        )
    )


def _sql(scope: Scope, dataset: Dataset) -> str:
    """Per parent, period and stage that the file speaks of: the schools below it, and those of them with numbers."""
    known = " OR ".join(f"{each.name} IS NOT NULL" for each in dataset.facts)
    seq = int(scope.seq)
    return f"""WITH said AS ({spoken_for_sql(dataset)}),
        child AS (SELECT c.parent_id, c.area_id, c.name, g.stage FROM area c JOIN school_stage g ON g.school_id = c.area_id
            WHERE c.parent_id IS NOT NULL
            UNION ALL -- whose the small schools of a township are, nobody may have said: then they may be anyone's there
            SELECT p.area_id, c.area_id, c.name, g.stage FROM area p JOIN area c ON c.level = 'school' AND c.parent_id IS NULL
                AND c.area_id <> p.area_id AND c.township_id IS NOT DISTINCT FROM p.township_id
                AND regexp_matches(c.name, '{_SMALL}') JOIN school_stage g ON g.school_id = c.area_id
            WHERE p.area_id IN (SELECT parent_id FROM said)
                AND NOT EXISTS (SELECT 1 FROM area k WHERE k.parent_id = p.area_id)),
        below AS (SELECT DISTINCT s.*, c.area_id AS child, c.name AS child_name FROM said s
            LEFT JOIN child c ON c.parent_id = s.parent_id AND (s.stage IS NULL OR c.stage = s.stage)),
        told AS (SELECT area_id, period, stage, max(last_seq) AS last_seq, bool_or({known}) AS known FROM {quoted(dataset.name)}
            WHERE area_level = 'school' GROUP BY ALL)
        SELECT b.parent_id, p.name AS parent, b.period, b.stage, count(b.child) AS count,
            list(b.child_name ORDER BY b.child) FILTER (b.child IS NOT NULL)[:{_NAMES_SHOWN}] AS names,
            list(b.child_name ORDER BY b.child) FILTER (t.known)[:{_NAMES_SHOWN}] AS doubled
        FROM below b JOIN area p ON p.area_id = b.parent_id
        LEFT JOIN told t ON t.area_id = b.child AND t.period = b.period AND (b.stage IS NULL OR t.stage IS NOT DISTINCT FROM b.stage)
        JOIN told own ON own.area_id = b.parent_id AND own.period = b.period AND own.stage IS NOT DISTINCT FROM b.stage
        GROUP BY b.parent_id, p.name, b.period, b.stage
        HAVING bool_or(own.last_seq = {seq}) OR bool_or(t.known AND t.last_seq = {seq})
        ORDER BY b.parent_id, b.period LIMIT {scope.thresholds.shown_per_code + 1}"""


def _finding(scope: Scope, dataset: Dataset, row: Row) -> Finding:
    code = "included_reports_too" if row["doubled"] else "parent_reports_for" if row["count"] else "parent_of_none"
    sheet, cell = _where(scope, dataset, row)
    return finding(
        code, sheet=sheet, cell=cell, value=row["parent"], period=label_zh(row["period"]), stage=stage_zh(row["stage"]),
        names="、".join(row["doubled"] or row["names"] or ()), count=row["count"],
    )  # fmt: skip


def _where(scope: Scope, dataset: Dataset, row: Row) -> tuple[str, str]:
    """The name of the parent in this file; empty when the file speaks of a school below it only."""
    found = scope.rows(
        f"SELECT sheet_no, min(row_no) AS row_no FROM {quoted('rows_' + dataset.name)} r JOIN place_link n"
        " ON n.school_text = r.school_text WHERE r.batch_seq = ? AND n.school_id = ? GROUP BY sheet_no ORDER BY 1 LIMIT 1",
        [scope.seq, row["parent_id"]],
    )
    if not found:
        return "", ""
    sheet = scope.sheets[found[0]["sheet_no"] - 1]
    letter = sheet.columns.get("school")
    return sheet.sheet, f"{letter}{found[0]['row_no']}" if isinstance(letter, str) else ""
