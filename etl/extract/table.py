"""Write blocks and rows as the long Arrow table of a dataset: one row per sheet row and block."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from catalog.aid_programmes import programme_named
from catalog.model import Dataset, Kind
from etl.extract.collect import Findings
from etl.extract.facts import Block
from etl.extract.row_keys import RowKeys, report_stages, stages_of
from etl.extract.row_periods import block_period
from etl.extract.text import cell_name

_ROUNDING = 1e-6
_LARGEST_EXACT = 2.0**53
PLACE_PARTS = ("district_text", "township_text", "school_text", "school_code")
_TYPES = {
    Kind.COUNT: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.MONEY: pa.float64(),
    Kind.RATE: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.FLAG: pa.bool_(),
    Kind.GRADE: pa.int32(),
}


def schema_of(declared: Dataset) -> pa.Schema:
    """The columns of rows_<dataset> from row_no to derived."""
    places = [f"{prefix}{part}" for prefix in declared.places for part in PLACE_PARTS]
    fields = [pa.field("row_no", pa.int32()), pa.field("block_no", pa.int32())]
    fields += [pa.field(name, pa.string()) for name in ("area_level", *places, "period")]
    fields += [pa.field(each.name, _TYPES.get(each.kind, pa.string())) for each in declared.stored]
    return pa.schema([*fields, pa.field("derived", pa.string())])


def build_table(
    declared: Dataset,
    keys: RowKeys,
    blocks: Sequence[Block],
    derived: Sequence[dict[str, np.ndarray]],
    findings: Findings,
) -> pa.Table:
    """The table. A block's row is written when one of its facts is known; a sheet without groups keeps every row."""
    schema = schema_of(declared)
    grouped = any(block.dims or block.shift for block in blocks)
    unknown_stage: set[int] = set()
    tables = []
    for number, block in enumerate(blocks):
        rows = _rows_of(block, keys.size, keep_all=not grouped)
        stages, grades, spans = stages_of(keys, block, blocks)
        if spans[rows].any():
            rows = _without_spanning(block, keys, rows, spans, findings)
        if not len(rows):
            continue
        unknown_stage |= {row for row in rows.tolist() if stages[row] is None and keys.places.levels[row] == "school"}
        tables.append(_block_table(schema, declared, keys, block, number, rows, stages, grades, derived[number]))
    if "stage" in declared.key:
        report_stages(keys, sorted(unknown_stage), findings)
    table = pa.concat_tables(tables) if tables else schema.empty_table()
    return _with_one_name(table, findings) if "programme" in declared.key else table


def _with_one_name(table: pa.Table, findings: Findings) -> pa.Table:
    """Each programme of aid under its one name; what was renamed is told."""
    written = list(zip(table.column("programme").to_pylist(), table.column("stage").to_pylist(), strict=True))
    names = {each: programme_named(*each) for each in dict.fromkeys(written) if each[0]}
    for (said, _), name in names.items():
        if said != name:
            findings.add("programme_renamed", value=said, name=name)
    named = pa.array([names.get(each) for each in written], pa.string())
    return table.set_column(table.column_names.index("programme"), "programme", named)


def _rows_of(block: Block, size: int, *, keep_all: bool) -> np.ndarray:
    if keep_all:
        return np.arange(size)
    known = np.zeros(size, dtype=bool)
    for name, fact in block.facts.items():
        if name != "full_mark":
            known |= ~np.isnan(fact.values)
    return np.flatnonzero(known)


def _without_spanning(
    block: Block, keys: RowKeys, rows: np.ndarray, spans: np.ndarray, findings: Findings
) -> np.ndarray:
    first = int(rows[spans[rows]][0])
    headers = "、".join(dict.fromkeys(fact.header for fact in block.facts.values()))
    index = min(fact.indexes[0] for fact in block.facts.values())
    findings.add("stage_total_left_out", cell=cell_name(keys.sheet_rows[first], index), header=headers)
    return rows[~spans[rows]]


def _block_table(
    schema: pa.Schema,
    declared: Dataset,
    keys: RowKeys,
    block: Block,
    number: int,
    rows: np.ndarray,
    stages: list[str | None],
    grades: list[int | None],
    derived: dict[str, np.ndarray],
) -> pa.Table:
    periods = _periods(keys, block)
    columns: dict[str, pa.Array] = {
        "row_no": pa.array(np.asarray(keys.sheet_rows, dtype=np.int32)[rows] + 1, pa.int32()),
        "block_no": pa.array(np.full(len(rows), number, dtype=np.int32)),
        "area_level": _taken(keys.places.levels, rows, pa.string()),
        "period": _taken(periods, rows, pa.string()),
        "derived": _derived(derived, rows),
    }
    columns |= {name: _taken(texts, rows, pa.string()) for name, texts in keys.places.texts.items()}
    words = dict(keys.words)
    if "stage" in declared.key:
        words["stage"] = stages  # type: ignore[assignment]
    if any(grade is not None for grade in grades):
        words["grade"] = grades  # type: ignore[assignment]
    for field in schema:
        if field.name not in columns:
            columns[field.name] = _column(field, block, words, rows)
    return pa.table([columns[field.name] for field in schema], schema=schema)


def _column(field: pa.Field, block: Block, words: dict[str, list[object | None]], rows: np.ndarray) -> pa.Array:
    fact = block.facts.get(field.name)
    if fact is not None:
        values = fact.values[rows]
        with np.errstate(invalid="ignore"):
            unknown = ~(np.abs(values) < _LARGEST_EXACT)  # what is larger was told, and is no number to pass on
        if pa.types.is_integer(field.type):
            # A printed total such as 2023.1 is no count; such a cell of a school's row has its own finding.
            with np.errstate(invalid="ignore"):
                unknown |= np.abs(values - np.round(values)) > _ROUNDING
            return pa.array(np.where(unknown, 0, np.round(values)).astype(np.int64), field.type, mask=unknown)
        return pa.array(values, field.type, mask=unknown)
    if field.name in block.dim and field.name not in ("grade", "period"):
        return pa.array([block.dim[field.name]] * len(rows), field.type)
    if field.name in words:
        return _taken(words[field.name], rows, field.type)
    return pa.nulls(len(rows), field.type)


def _taken(values: Sequence[object | None], rows: np.ndarray, type_: pa.DataType) -> pa.Array:
    return pa.array(values, type_) if len(rows) == len(values) else pa.array(values, type_).take(pa.array(rows))


def _periods(keys: RowKeys, block: Block) -> list[str | None]:
    spec = block.dim.get("period")
    # 3月 in a file of 2024年 is March 2024, whatever the dataset takes a year alone for.
    bases = {code: keys.years.get(code or "", code) if spec else code for code in set(keys.periods)}
    known = {code: block_period(base, spec, block.shift) for code, base in bases.items()}  # type: ignore[arg-type]
    return [known[code] for code in keys.periods]


def _derived(derived: dict[str, np.ndarray], rows: np.ndarray) -> pa.Array:
    if not derived:
        return pa.nulls(len(rows), pa.string())
    names = sorted(derived)
    said = [",".join(name for name in names if derived[name][row]) or None for row in rows]
    return pa.array(said, pa.string())
