"""The same file was not imported before. Publishing it again is allowed: it counts nothing twice."""

from __future__ import annotations

from collections.abc import Iterator

from etl.checks.scope import Scope
from etl.model import Finding
from etl.problems import finding


def file_is_new(scope: Scope) -> Iterator[Finding]:
    """A warning naming the last live batch of the same bytes."""
    found = scope.rows(
        "SELECT batch_id, person, created_at FROM batch WHERE live AND kind = 'import' AND file_hash = ?"
        " AND batch_seq <> ? ORDER BY batch_seq DESC LIMIT 1",
        [scope.file_hash, scope.seq],
    )
    for row in found:
        when = f"{row['created_at']:%Y-%m-%d %H:%M}"
        yield finding("same_file_again", value=row["batch_id"], when=when, person=row["person"], batch=row["batch_id"])
