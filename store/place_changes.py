"""What people declare of schools and townships: renamed, merged into another, split off from one, from a day on.

Each declaration is a batch of its own: undo takes it back in stored rows too. Facts stay with the place that reported
them; nothing is created, and nothing is joined that nobody declared.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from store.reader import Reader
from store.registry import fetcher

RENAMED, MERGED, SPLIT = "renamed", "merged", "split"
KINDS = (RENAMED, MERGED, SPLIT)
BATCH_KIND = "places"


@dataclass(frozen=True)
class Change:
    """One live declaration. `former`: the name before; `district_id`: where the other lies."""

    kind: str
    level: str
    area_id: str
    on_date: datetime.date
    other_id: str | None
    name: str | None
    former: str | None
    founds: bool
    district_id: str | None


_LIVE = """
SELECT c.kind, r.level, c.area_id, c.on_date, c.other_id, c.name, c.former, c.founds, o.district_id
FROM rows_change c JOIN batch b USING (batch_seq) JOIN registry r USING (area_id) LEFT JOIN registry o ON o.area_id = c.other_id
WHERE b.live ORDER BY c.on_date, c.batch_seq
"""
_LISTED = """
SELECT c.kind, r.level, c.area_id, coalesce(a.name, r.name) AS area, c.other_id, coalesce(o.name, p.name) AS other, c.name, c.former,
    c.on_date, c.founds, c.reason, b.batch_id, b.person, b.created_at, b.live
FROM rows_change c JOIN batch b USING (batch_seq) JOIN registry r ON r.area_id = c.area_id
LEFT JOIN area a ON a.area_id = c.area_id LEFT JOIN registry p ON p.area_id = c.other_id LEFT JOIN area o ON o.area_id = c.other_id
ORDER BY c.batch_seq
"""


def knows_changes(source: Any) -> bool:
    """Whether the store can hold declarations: one of an older program cannot until it is written."""
    return bool(fetcher(source)("SELECT 1 AS known FROM duckdb_tables() WHERE table_name = 'rows_change'"))


def live_changes(source: Any) -> list[Change]:
    """The live declarations in the order of their days. `source`: a Reader, a Writer or a connection."""
    return [Change(**row) for row in fetcher(source)(_LIVE)]


def changes_listed(reader: Reader, *, live: bool | None = True) -> list[dict[str, Any]]:
    """The declarations with their names, batch, person and time, in the order made; none in a store of an older program
    that was not written since. `live` None: those taken back too."""
    if not knows_changes(reader):
        return []
    return [row for row in reader.rows(_LISTED) if live in (None, row["live"])]


def changes_of(reader: Reader, area_ids: Iterable[str]) -> list[dict[str, Any]]:
    """The live declarations that touch any of these places, as `changes_listed` gives them."""
    wanted = set(area_ids)
    return [row for row in changes_listed(reader) if {row["area_id"], row["other_id"]} & wanted]
