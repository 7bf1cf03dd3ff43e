"""No two rows of a file state the same cell of the same school, stage, period …: nobody could say which one counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from catalog.model import Dataset
from catalog.periods import label_zh
from catalog.stages import grade_label_zh
from etl.checks.scope import Scope, stage_zh
from etl.model import Finding
from etl.problems import finding
from store.rebuild.parts import live_sql, resolved_condition
from store.schema import identity_columns, quoted, value_columns

Row = dict[str, Any]


def keys_unique(scope: Scope) -> Iterator[Finding]:
    """An error at each of the cells that contradict each other."""
    for dataset in scope.datasets:
        for rows in _doubles(scope, dataset):
            yield from _of_one_key(scope, dataset, rows)


def _doubles(scope: Scope, dataset: Dataset) -> Iterator[list[Row]]:
    """The rows of each key that occurs more than once in the file."""
    identity = ", ".join(quoted(each) for each in identity_columns(dataset))
    # Rows of unknown places are all of nowhere; that is said elsewhere.
    source = f"(SELECT * FROM ({live_sql(dataset)}) WHERE batch_seq = {scope.seq} AND {resolved_condition(dataset)})"
    # As many hashes as rows: no key occurs twice. That is quick to see; the keys themselves are not.
    if scope.rows(f"SELECT count(*) = count(DISTINCT hash({identity})) AS all_differ FROM {source}")[0]["all_differ"]:
        return
    keys = scope.rows(
        f"SELECT list(row_id ORDER BY row_id) AS row_ids FROM {source} GROUP BY {identity} HAVING count(*) > 1"
        f" ORDER BY min(row_id) LIMIT {scope.thresholds.shown_per_code + 1}"
    )
    for key in keys:
        yield scope.rows(
            f'SELECT * FROM "rows_{dataset.name}" WHERE row_id IN (SELECT unnest(?)) ORDER BY row_id', [key["row_ids"]]
        )


def _of_one_key(scope: Scope, dataset: Dataset, rows: list[Row]) -> Iterator[Finding]:
    column = next((each for each in value_columns(dataset) if _contradict(rows, each)), None)
    if column is None:
        return
    stating = [row for row in rows if row[column] is not None]
    cells = [scope.cell(row["sheet_no"], row["block_no"], column, row["row_no"]) for row in stating]
    several = len({row["sheet_no"] for row in stating}) > 1
    shown = [
        f"{scope.sheet_name(row['sheet_no'])}!{cell}" if several else cell
        for row, cell in zip(stating, cells, strict=True)
    ]
    for row, cell in zip(stating, cells, strict=True):
        yield finding(
            "duplicate_key", sheet=scope.sheet_name(row["sheet_no"]), cell=cell, value=row[column],
            what=_what(dataset, row), cells="、".join(shown), column=dataset.column(column).zh,
        )  # fmt: skip


def _contradict(rows: Sequence[Row], column: str) -> bool:
    """Two rows of one sheet state the column, or two sheets state it differently."""
    stating = [row for row in rows if row[column] is not None]
    if len(stating) < 2:
        return False
    return len({row["sheet_no"] for row in stating}) < len(stating) or len({row[column] for row in stating}) > 1


def _what(dataset: Dataset, row: Row) -> str:
    prefixes = [each for each in dataset.places if row[f"{each}school_text"] or row[f"{each}school_code"]]
    names = [row[f"{each}school_text"] or row[f"{each}school_code"] for each in prefixes]
    if not names:
        names = [row[f"{dataset.places[0]}township_text"] or row[f"{dataset.places[0]}district_text"] or ""]
    parts = [" — ".join(names), *(_key_text(each, row[each]) for each in dataset.key)]
    return "“" + " ".join(part for part in parts if part) + "”"


def _key_text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "stage":
        return stage_zh(value)
    if name == "grade":
        return grade_label_zh(value)
    return label_zh(value) if name == "period" else str(value)
