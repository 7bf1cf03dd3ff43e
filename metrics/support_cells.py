"""The cells behind what a core school did with its members in a year."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.periods import parse_period, school_year_of
from metrics.source import Source
from store import Reader
from store.lineage import cells
from store.schema import quoted


def support_cells(
    reader: Reader, core_id: str, members: Sequence[str], year: str, activity: str, column: str
) -> list[Source]:
    """Every cell that `ledger.activities` adds up for a school year, an activity and a column (count, persons, …): those of these
    members, and those not tied to one."""
    rows = reader.rows(
        "SELECT s.core_school_id, s.member_school_id, s.period, s.activity, s.direction, s.partner, coalesce(m.name, c.name) AS name"
        " FROM support s JOIN area c ON c.area_id = s.core_school_id LEFT JOIN area m ON m.area_id = s.member_school_id"
        f" WHERE s.core_school_id = ? AND (s.member_school_id IS NULL OR list_contains(?, s.member_school_id)) AND s.activity = ?"
        f" AND s.{quoted(column)} IS NOT NULL ORDER BY s.period, s.member_school_id",
        [core_id, list(members), activity],
    )
    found = []
    for row in rows:
        if school_year_of(parse_period(row["period"]).start) == year:
            key = {name: value for name, value in row.items() if name != "name"}
            further = {name: row[name] for name in ("activity", "direction", "partner") if row[name] is not None}
            found += [
                Source(
                    area_id=row["member_school_id"] or core_id, area=row["name"], side="numerator", dataset="support", column=column,
                    period=row["period"], stage=None, key=further, value=cell.value, file=cell.file, sheet=cell.sheet, cell=cell.cell,
                    row=cell.row, batch_id=cell.batch_id, person=cell.person, at=cell.at, rolled_up=cell.rolled_up, derived=cell.derived,
                )
                for cell in cells(reader, "support", key, column) if cell.counts
            ]  # fmt: skip
    return found
