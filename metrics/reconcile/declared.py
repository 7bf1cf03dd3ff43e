"""The checks that their declaration says all about: two sides of one row, an area's own total, two files on one number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from catalog import dataset as dataset_named
from catalog.model import Dataset
from catalog.reconciliations import Check, Operand
from catalog.stages import grade_label_zh
from metrics.alerts.board import Board
from metrics.reconcile.judge import judged
from metrics.reconcile.row import Origin, Reconciled
from store.rebuild.parts import parts_sql
from store.schema import quoted

_PLACE = ("stage", "period")


def totals_of(name: str) -> str:
    """The table that holds one row per school, stage and period of a dataset."""
    return f"{name}_totals" if dataset_named(name).breakdown else name


def further_key(dataset: Dataset) -> list[str]:
    """The key columns beyond stage and period, without the breakdown."""
    return [each for each in dataset.key if each not in (*_PLACE, dataset.breakdown)]


def summed(operand: Operand, prefix: str = "") -> str:
    """The columns of a side added up; unknown as soon as one is."""
    return f"({' + '.join(f'{prefix}{quoted(each)}' for each in operand.columns)})::DOUBLE"


def find_in_rows(board: Board, check: Check) -> Iterator[Reconciled]:
    """Both sides in one row of one return."""
    dataset = dataset_named(check.dataset)
    table, key = totals_of(dataset.name), further_key(dataset)
    listed = "".join(f", {quoted(each)}" for each in key)
    rows = board.reader.rows(
        f"SELECT area_id, stage, period{listed}, {summed(check.left)} AS a, {summed(check.right)} AS b FROM {quoted(table)}"
        f" WHERE list_contains($periods, period) AND (a IS NOT NULL OR b IS NOT NULL) ORDER BY period, area_id, stage{listed}",
        {"periods": board.periods(table)},
    )
    for row in rows:
        asked = key_of(row, ("stage", *key))
        left, right = (Origin(table, side.columns, row["area_id"], (row["period"],), asked) for side in (check.left, check.right))  # fmt: skip
        yield from judged(board, check, row | {"detail": detail_of(row, key)}, (left,), (right,))


def key_of(row: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The key columns of a row."""
    return {name: row[name] for name in names}


def detail_of(row: dict[str, Any], key: Sequence[str]) -> str:
    """Which of a school's values this is, in words: 九年级·中考·语文."""
    said = [
        grade_label_zh(int(row[name])) if name == "grade" else str(row[name]) for name in key if row[name] is not None
    ]
    return "·".join(said)


def find_in_areas(board: Board, check: Check) -> Iterator[Reconciled]:
    """What an area states of itself against the sum of its schools; of those that are due, every one must have reported."""
    dataset = dataset_named(check.dataset)
    table, key = totals_of(dataset.name), further_key(dataset)
    same = " AND ".join(f"p.{quoted(each)} IS NOT DISTINCT FROM s.{quoted(each)}" for each in ("stage", "period", *key))
    listed = "".join(f", {quoted(each)}" for each in key)
    rows = board.reader.rows(
        f"""WITH stated AS (
            SELECT area_level, area_id, stage, period{listed}, {summed(check.right)} AS n FROM {quoted(table)}
            WHERE area_level <> 'school' AND list_contains($periods, period) AND n IS NOT NULL),
        parts AS (
            SELECT level, id, stage, period{listed}, sum(n) AS n, count(*) = count(n) AS known FROM (
                SELECT unnest(['township', 'district']) AS level, unnest([township_id, district_id]) AS id, stage, period{listed},
                    {summed(check.left)} AS n
                FROM {quoted(table)} WHERE area_level = 'school' AND list_contains($periods, period)) GROUP BY ALL),
        silent AS (
            SELECT DISTINCT unnest([township_id, district_id]) AS id, stage, period FROM due
            WHERE dataset = '{dataset.name}' AND NOT reported AND NOT covered AND list_contains($periods, period))
        SELECT s.area_id, s.stage, s.period{"".join(f", s.{quoted(each)}" for each in key)}, CASE WHEN p.known THEN p.n END AS a, s.n AS b,
            CASE WHEN p.id IS NULL THEN 'left' WHEN NOT p.known OR x.id IS NOT NULL THEN 'silent' END AS reason
        FROM stated s LEFT JOIN parts p ON p.level = s.area_level AND p.id = s.area_id AND {same}
        LEFT JOIN silent x ON x.id = s.area_id AND x.period = s.period AND x.stage IS NOT DISTINCT FROM s.stage
        ORDER BY s.period, s.area_id, s.stage{"".join(f", s.{quoted(each)}" for each in key)}""",
        {"periods": board.periods(table)},
    )
    for row in rows:
        asked = key_of(row, ("stage", *key))
        where = (row["area_id"], (row["period"],), asked)
        parts = Origin(table, check.left.columns, *where, schools=True)
        yield from judged(board, check, row | {"detail": detail_of(row, key)}, (parts,), (Origin(table, check.right.columns, *where),))  # fmt: skip


def find_in_files(board: Board, check: Check) -> Iterator[Reconciled]:
    """Each value that another live file had already stated: the last one in use against the one before it.

    Only what several files speak of is a row: of a number with one source there is nothing to compare.
    """
    dataset, (column,) = dataset_named(check.dataset), check.left.columns
    key = [each for each in dataset.key if each not in _PLACE]
    listed = "".join(f", {quoted(each)}" for each in key)
    rows = board.reader.rows(
        f"""WITH said AS (
            SELECT area_id, stage, period{listed}, batch_seq, arg_max({quoted(column)}, row_id)::DOUBLE AS n FROM ({parts_sql(dataset)})
            WHERE list_contains($periods, period) AND {quoted(column)} IS NOT NULL GROUP BY ALL)
        SELECT area_id, stage, period{listed}, last(n ORDER BY batch_seq) AS a,
            list(n ORDER BY batch_seq DESC)[2] AS b FROM said GROUP BY area_id, stage, period{listed} HAVING count(*) > 1
        ORDER BY period, area_id, stage{listed}""",
        {"periods": board.periods(dataset.name)},
    )
    for row in rows:
        where = (row["area_id"], (row["period"],), key_of(row, ("stage", *key)))
        now, then = Origin(dataset.name, (column,), *where), Origin(dataset.name, (column,), *where, overruled=True)
        yield from judged(board, check, row | {"detail": detail_of(row, key)}, (now,), (then,))
