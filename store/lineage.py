"""Where a value came from: file, sheet, cells, batch, person, time. The cells that decided it come first."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from catalog import dataset as dataset_named
from catalog.model import Dataset
from catalog.stages import STAGES
from store.reader import Reader
from store.rebuild.parts import parts_sql
from store.rebuild.totals import BATCH_BITS
from store.schema import quoted


@dataclass(frozen=True)
class Cell:
    """One stored value and where it stood. `cell` is None for rows rolled up from pupils (`rolled_up`).

    `counts`: it is (a part of) the value shown; otherwise it was overruled. `part`: the grade, in a sum over grades.
    """

    batch_id: str
    file: str | None
    sheet: str | None
    cell: str | None
    row: int | None
    value: Any
    person: str
    at: datetime.datetime
    rolled_up: bool
    derived: bool
    counts: bool = False
    part: Any = None


@dataclass(frozen=True)
class _Stated:
    """A cell with what decides whether it counts."""

    cell: Cell
    row_id: int

    @property
    def batch_seq(self) -> int:
        return self.row_id >> BATCH_BITS


def cells(reader: Reader, dataset: str, key: Mapping[str, Any], column: str) -> list[Cell]:
    """Every stored cell that spoke of one value, those that decided it first, then the overruled ones, newest first.

    `dataset` is a dataset or its <dataset>_totals; `key` names its place (area_id or school_id, or a pair's schools)
    and its key columns. A sum of parts lists each part. Cells of withdrawn batches and of replaced rows are left out.
    """
    name = dataset.removesuffix("_totals")
    declared = dataset_named(name)
    found = _stated(reader, declared, dict(key), column)
    breakdown = declared.breakdown
    if breakdown and (dataset != name or breakdown not in key):
        return _of_total(found, stage=key.get("stage"))
    return [_counting(each.cell, index == 0) for index, each in enumerate(found)]


def cells_of(
    reader: Reader, dataset: str, column: str, areas: Collection[str], periods: Collection[str]
) -> dict[tuple[Any, ...], list[Cell]]:
    """`cells` of one column for many places and periods in one question, by (area_id, key columns of `dataset`).

    The key columns are in the order of the declaration; of a <dataset>_totals, without its breakdown.
    """
    name = dataset.removesuffix("_totals")
    declared = dataset_named(name)
    key = [each for each in declared.key if dataset == name or each != declared.breakdown]
    conditions = "list_contains($areas, q.area_id) AND list_contains($periods, q.period)"
    params = {"areas": list(areas), "periods": list(periods)}
    grouped: dict[tuple[Any, ...], list[_Stated]] = {}
    for row in _stating_rows(reader, declared, column, conditions, params):
        identity = (row["q_area_id"], *(row[f"q_{each}"] for each in key))
        grouped.setdefault(identity, []).append(_as_stated(row))
    if dataset != name:
        stage = key.index("stage") + 1
        return {identity: _of_total(found, stage=identity[stage]) for identity, found in grouped.items()}
    return {
        identity: [_counting(each.cell, index == 0) for index, each in enumerate(found)]
        for identity, found in grouped.items()
    }


def _counting(cell: Cell, counts: bool) -> Cell:
    return Cell(**{**vars(cell), "counts": counts})


def _of_total(found: list[_Stated], stage: str | None) -> list[Cell]:
    """The total's cells, or those of its parts: the rule of <dataset>_totals for one value."""
    totals = [each for each in found if each.cell.part is None]
    latest: dict[Any, _Stated] = {}
    for each in found:
        if each.cell.part is not None:
            latest.setdefault(each.cell.part, each)
    winners = list(latest.values()) if _parts_decide(totals[:1], latest, found, stage) else totals[:1]
    winners.sort(key=lambda each: (each.cell.part is None, each.cell.part if each.cell.part is not None else 0))
    ids = {each.row_id for each in winners}
    rest = [_counting(each.cell, False) for each in found if each.row_id not in ids]
    return [_counting(each.cell, True) for each in winners] + rest


def _parts_decide(total: list[_Stated], latest: dict[Any, _Stated], found: list[_Stated], stage: str | None) -> bool:
    if not total or not latest:
        return not total
    stated = total[0]
    if stated.batch_seq >= max(each.batch_seq for each in latest.values()):
        return False
    grades = next((each.grades for each in STAGES if each.code == stage), ())
    if grades and set(grades) <= set(latest):
        return True
    then: dict[Any, Any] = {}
    for each in found:
        if each.cell.part is not None and each.batch_seq <= stated.batch_seq:
            then.setdefault(each.cell.part, each.cell.value)
    return bool(then) and abs(sum(then.values()) - stated.cell.value) < 1e-6


def _stated(reader: Reader, declared: Dataset, key: dict[str, Any], column: str) -> list[_Stated]:
    conditions, params = _key_conditions(declared, key)
    return [_as_stated(row) for row in _stating_rows(reader, declared, column, conditions, params)]


def _stating_rows(
    reader: Reader, declared: Dataset, column: str, conditions: str, params: dict[str, Any]
) -> list[dict[str, Any]]:
    declared.column(column)  # KeyError for a column that is not declared
    identity = [each for each in ("area_id", *declared.key) if declared.places == ("",) or each != "area_id"]
    keys = ", ".join(f"q.{quoted(each)} AS {quoted('q_' + each)}" for each in identity)
    part = f"q.{quoted(declared.breakdown)}" if declared.breakdown else "NULL"
    sql = f"""
        SELECT q.row_id, {keys}, q.{quoted(column)} AS value, {part} AS part, r.row_no, b.batch_id, b.file_name, b.person,
            b.created_at, s.sheet, coalesce(own.letters, shared.letters) AS letters,
            coalesce(list_contains(string_split(r.derived, ','), $column), false) AS derived
        FROM ({parts_sql(declared)}) q JOIN {quoted("rows_" + declared.name)} r USING (row_id)
        JOIN batch b ON b.batch_seq = r.batch_seq
        LEFT JOIN sheet s ON s.batch_seq = r.batch_seq AND s.sheet_no = r.sheet_no
        LEFT JOIN block own ON own.batch_seq = r.batch_seq AND own.sheet_no = r.sheet_no
            AND own.block_no = r.block_no AND own.column_name = $column
        LEFT JOIN block shared ON shared.batch_seq = r.batch_seq AND shared.sheet_no = r.sheet_no
            AND shared.block_no = 0 AND shared.column_name = $column
        WHERE q.{quoted(column)} IS NOT NULL AND {conditions} ORDER BY q.row_id DESC"""
    return reader.rows(sql, {"column": column, **params})


def _key_conditions(declared: Dataset, key: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if "school_id" in key and declared.places == ("",):
        key.setdefault("area_id", key["school_id"])
        key.pop("school_id")
    allowed = {"area_level", "area_id", *declared.key} if declared.places == ("",) else set(declared.key)
    allowed |= {f"{prefix}school_id" for prefix in declared.places if prefix}
    unknown = set(key) - allowed
    if unknown:
        raise KeyError(f"{declared.name} has no key columns {sorted(unknown)}")
    names = sorted(key)
    conditions = [f"q.{quoted(name)} IS NOT DISTINCT FROM $key{index}" for index, name in enumerate(names)]
    return " AND ".join(conditions) or "true", {f"key{index}": key[name] for index, name in enumerate(names)}


def _as_stated(row: dict[str, Any]) -> _Stated:
    rolled_up = row["row_no"] is None
    letters = None if rolled_up else row["letters"]
    cell = Cell(
        batch_id=row["batch_id"],
        file=row["file_name"],
        sheet=row["sheet"],
        cell="+".join(f"{each}{row['row_no']}" for each in letters.split("+")) if letters else None,
        row=row["row_no"],
        value=row["value"],
        person=row["person"],
        at=row["created_at"],
        rolled_up=rolled_up,
        derived=row["derived"],
        part=row["part"],
    )
    return _Stated(cell, row["row_id"])
