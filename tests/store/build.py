"""Batches for the store's tests, written through Writer and Resolver as an importer writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from catalog import dataset
from store import NewBatch, NewSheet, Resolver, Store, Writer
from store.schema import rows_columns

_ARROW = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}
_SHORT = {"school": "school_text", "township": "township_text", "district": "district_text", "code": "school_code"}
DISTRICT = "青云县"

Row = Mapping[str, Any]


def load(
    store: Store, name: str, rows: Sequence[Row], *, person: str = "甲", replaces: bool = False,
    slices: Sequence[Row] = (), mint: bool = True, file_name: str = "报表.xlsx",
) -> str:  # fmt: skip
    """Publish one batch of one sheet and return its id. A row's school, township, district and code are as written."""
    with store.write(person=person) as writer:
        seq = add(writer, name, rows, replaces=replaces, slices=slices, mint=mint, file_name=file_name)
        writer.rebuild([name])
        writer.publish("import", batch=f"b{seq:06d}")
    return f"b{seq:06d}"


def add(
    writer: Writer, name: str, rows: Sequence[Row], *, replaces: bool = False, slices: Sequence[Row] = (),
    mint: bool = True, file_name: str = "报表.xlsx",
) -> int:  # fmt: skip
    """Add the batch to a writer, minting and claiming what its rows name, without rebuilding."""
    written = [{_SHORT.get(key, key): value for key, value in row.items()} for row in rows]
    resolver = Resolver(writer)
    places = [place for row in written for place in named(resolver, name, row, mint=mint)]
    seq = writer.add_batch(NewBatch(file_name=file_name, replaces=replaces, slices=slices))
    values = [key for key in (written[0] if written else {}) if not key.endswith("_text")]
    letters = {column: chr(ord("C") + index) for index, column in enumerate(values)}
    sheet = writer.add_sheet(
        seq, NewSheet("表1", name, rows_read=len(rows), rows_accepted=len(rows), blocks={0: letters})
    )
    writer.append(name, seq, sheet, as_table(name, written))
    writer.claim(seq, places)
    return seq


def as_table(name: str, rows: Iterable[Row]) -> pa.Table:
    """The rows as an importer hands them over, numbered from row 4."""
    columns = {key: _ARROW[kind] for key, kind in rows_columns(dataset(name)).items()}
    for key in ("row_id", "batch_seq", "sheet_no"):
        columns.pop(key)
    filled = [{"row_no": number, "block_no": 0, **row} for number, row in enumerate(rows, start=4)]
    return pa.Table.from_pylist(filled, schema=pa.schema(list(columns.items())))


def named(resolver: Resolver, name: str, row: Row, *, mint: bool) -> list[str]:
    """The places that a row names, made if they are new."""
    found: list[str] = []
    for prefix in dataset(name).places:
        district, township, school, code = (
            row.get(f"{prefix}{part}") for part in ("district_text", "township_text", "school_text", "school_code")
        )
        district_id = resolver.district(district)
        if district_id is None and mint:
            district_id = resolver.mint_district(district or DISTRICT)
        township_id = resolver.township(township, district)
        if township and township_id is None and mint and district_id:
            township_id = resolver.mint_township(township, district_id)
        match = resolver.school(code, school, township, district)
        school_id = match.school_id
        if school and school_id is None and mint:
            school_id = resolver.mint_school(school, code=code, township_id=township_id, district_id=district_id)
        found += [each for each in (district_id, township_id, school_id) if each]
    if row.get("zone") and mint:
        district_id = resolver.district(row.get("district_text"))
        found.append(resolver.zone(row["zone"], district_id) or resolver.mint_zone(row["zone"], district_id))
    return found


def table(store: Store, sql: str, version: int | None = None) -> list[dict[str, Any]]:
    """The answer of a question to the store."""
    with store.read(version) as reader:
        return reader.rows(sql)


def value(store: Store, sql: str, version: int | None = None) -> Any:
    """The first cell of the answer."""
    with store.read(version) as reader:
        return reader.value(sql)


def pupils(school: str, number: int | None, *, period: str = "2023-2024-1", **more: Any) -> dict[str, Any]:
    """An enrolment row of a primary school in 石桥镇."""
    return {"township": "石桥镇", "school": school, "stage": "primary", "period": period, "pupils": number, **more}
