"""A table brings something new. One that repeats what is in use, under another name or saved again, is often an old file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model import Dataset
from etl.checks.scope import Scope
from etl.model import Finding
from etl.problems import finding
from store.schema import identity_columns, quoted, value_columns

Row = dict[str, Any]


def tables_new(scope: Scope) -> Iterator[Finding]:
    """A warning per dataset of which the file says only what was there already; silent where the very file was there."""
    if scope.rows("SELECT 1 FROM batch WHERE live AND file_hash = ? AND batch_seq <> ?", [scope.file_hash, scope.seq]):
        return
    for dataset in scope.datasets:
        columns = ", ".join(map(quoted, (*identity_columns(dataset), *value_columns(dataset))))
        before, now = quoted(f"before_{dataset.name}"), quoted(dataset.name)
        mine = f"SELECT {columns} FROM {now} WHERE last_seq = {int(scope.seq)}"
        counted = scope.rows(f"SELECT count(*) AS rows FROM {now} WHERE last_seq = {int(scope.seq)}")[0]["rows"]
        known = scope.rows(f"SELECT 1 FROM {before} LIMIT 1")
        if counted and known and not scope.rows(f"({mine}) EXCEPT (SELECT {columns} FROM {before}) LIMIT 1"):
            yield from _findings(scope, dataset, counted)


def _findings(scope: Scope, dataset: Dataset, counted: int) -> Iterator[Finding]:
    """One finding, at the first row of the file, naming the batch that said it last."""
    same = " AND ".join(f"b.{quoted(each)} IS NOT DISTINCT FROM n.{quoted(each)}" for each in identity_columns(dataset))
    earlier = scope.rows(
        f"""SELECT t.batch_id, t.person, t.created_at FROM batch t WHERE t.batch_seq = (SELECT max(b.last_seq)
            FROM {quoted("before_" + dataset.name)} b JOIN {quoted(dataset.name)} n ON {same} WHERE n.last_seq = $1)""",
        [scope.seq],
    )
    first = scope.rows(
        f"SELECT sheet_no, block_no, row_no FROM {quoted('rows_' + dataset.name)} WHERE batch_seq = $1"
        " ORDER BY row_id LIMIT 1",
        [scope.seq],
    )[0]
    for row in earlier:
        yield finding(
            "same_table_again", sheet=scope.sheet_name(first["sheet_no"]), cell=_first_cell(scope, dataset, first),
            value=row["batch_id"], dataset=dataset.zh, dataset_en=dataset.en, count=counted, batch=row["batch_id"],
            when=f"{row['created_at']:%Y-%m-%d %H:%M}", person=row["person"],
        )  # fmt: skip


def _first_cell(scope: Scope, dataset: Dataset, row: Row) -> str:
    """The first value of the row, by the order of the declaration."""
    found = (scope.cell(row["sheet_no"], row["block_no"], each, row["row_no"]) for each in value_columns(dataset))
    return next((cell for cell in found if cell), "")
