"""District-wide exams of grades that do not graduate are history: since December 2025 no new ones may be held."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from catalog.periods import label_zh, parse_period
from etl.checks.scope import Scope, stage_zh
from etl.model import Finding
from etl.problems import finding

NOT_SINCE = datetime.date(2026, 1, 1)
GRADUATING = (9, 12)


def exams_allowed(scope: Scope) -> Iterator[Finding]:
    """A warning per period and stage with results that such an exam would give."""
    dataset = next((each for each in scope.datasets if each.name == "exam"), None)
    if dataset is None:
        return
    recent = [each for each in scope.periods(dataset) if parse_period(each).end >= NOT_SINCE]
    found = scope.rows(
        "SELECT DISTINCT period, stage FROM rows_exam WHERE batch_seq = ? AND period IN (SELECT unnest(?::VARCHAR[]))"
        " AND (stage = 'primary' OR grade NOT IN (SELECT unnest(?))) ORDER BY ALL",
        [scope.seq, recent, list(GRADUATING)],
    )
    for row in found:
        yield finding(
            "exam_not_allowed", value=row["period"], period=label_zh(row["period"]), stage=stage_zh(row["stage"])
        )
