"""Every row belongs to a place the store knows. The last net: a row that counts nowhere must never be published."""

from __future__ import annotations

from collections.abc import Iterator

from etl.checks.scope import Scope
from etl.model import Finding
from etl.problems import finding


def rows_resolve(scope: Scope) -> Iterator[Finding]:
    """An error for each distinct place that the rebuild could not resolve."""
    found = scope.rows(
        "SELECT dataset, text, min(row_id) AS row_id FROM unresolved WHERE batch_seq = ? GROUP BY ALL ORDER BY row_id",
        [scope.seq],
    )
    for row in found:
        place = scope.rows(f'SELECT sheet_no, row_no FROM "rows_{row["dataset"]}" WHERE row_id = ?', [row["row_id"]])[0]
        sheet = scope.sheets[place["sheet_no"] - 1]
        column = next((each for each in sheet.columns if each.endswith("school")), "")
        cell = scope.cell(place["sheet_no"], 0, column, place["row_no"])
        yield finding("place_unresolved", sheet=sheet.sheet, cell=cell, value=row["text"] or "")
