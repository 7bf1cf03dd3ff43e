"""The tables of a version, made from the declarations. Nothing here names a dataset."""

from __future__ import annotations

import duckdb

from catalog import DATASETS
from catalog.model import Dataset, Kind

SCHEMA_VERSION = 3

_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.CODE: "VARCHAR",
    Kind.CHOICE: "VARCHAR",
    Kind.COUNT: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.MONEY: "DOUBLE",
    Kind.RATE: "DOUBLE",
    Kind.DATE: "DATE",
    Kind.FLAG: "BOOLEAN",
    Kind.GRADE: "INTEGER",
    Kind.BINS: "VARCHAR",
}

PLACE_PARTS = ("district_text", "township_text", "school_text", "school_code")

_FIXED = """
CREATE TABLE meta(key VARCHAR, value VARCHAR);
CREATE TABLE batch(batch_seq INTEGER, batch_id VARCHAR, kind VARCHAR, file_name VARCHAR, file_hash VARCHAR, person
    VARCHAR, created_at TIMESTAMP, live BOOLEAN, replaces BOOLEAN, slices JSON, findings JSON, report JSON);
CREATE TABLE event("at" TIMESTAMP, person VARCHAR, action VARCHAR, batch_id VARCHAR, version INTEGER, note VARCHAR);
CREATE TABLE sheet(batch_seq INTEGER, sheet_no INTEGER, sheet VARCHAR, dataset VARCHAR, period VARCHAR, rows_read
    BIGINT, rows_accepted BIGINT, detail JSON);
CREATE TABLE block(batch_seq INTEGER, sheet_no INTEGER, block_no INTEGER, column_name VARCHAR, letters VARCHAR);
CREATE TABLE registry(area_id VARCHAR, level VARCHAR, code VARCHAR, name VARCHAR, district_id VARCHAR, township_id
    VARCHAR, minted_at TIMESTAMP);
CREATE TABLE claim(area_id VARCHAR, batch_seq INTEGER);
CREATE TABLE rows_alias(batch_seq INTEGER, name VARCHAR, township_text VARCHAR, school_id VARCHAR);

-- Below: rebuilt from the live rows.
CREATE TABLE area(area_id VARCHAR, level VARCHAR, name VARCHAR, code VARCHAR, district_id VARCHAR, district VARCHAR,
    township_id VARCHAR, township VARCHAR, zone_id VARCHAR, zone VARCHAR, parent_id VARCHAR, urban_rural VARCHAR,
    ownership VARCHAR, status VARCHAR);
CREATE TABLE school_history(school_id VARCHAR, valid_from DATE, name VARCHAR, township_id VARCHAR, district_id
    VARCHAR, zone_id VARCHAR, parent_id VARCHAR, ownership VARCHAR, urban_rural VARCHAR, status VARCHAR, opened
    DATE, closed DATE);
CREATE TABLE school_stage(school_id VARCHAR, stage VARCHAR);
CREATE TABLE due(dataset VARCHAR, period VARCHAR, stage VARCHAR, school_id VARCHAR, township_id VARCHAR, district_id
    VARCHAR, zone_id VARCHAR, reported BOOLEAN, covered BOOLEAN);
CREATE TABLE unresolved(dataset VARCHAR, batch_seq INTEGER, row_id BIGINT, text VARCHAR);
-- What each way of writing a place means (dated: in the rows of this period only); the codes that schools minted
-- without one were given later; the spans of the periods in use; the rows that a replacing batch took out (their stocks,
-- the rest of them).
CREATE TABLE place_link(area_level VARCHAR, district_text VARCHAR, township_text VARCHAR, school_text VARCHAR,
    school_code VARCHAR, period VARCHAR, dated BOOLEAN, school_id VARCHAR, township_id VARCHAR, district_id VARCHAR);
CREATE TABLE learned_code(school_id VARCHAR, code VARCHAR);
CREATE TABLE period_span(period VARCHAR, kind VARCHAR, first_day DATE, last_day DATE, stock_period VARCHAR);
CREATE TABLE replaced(dataset VARCHAR, row_id BIGINT, stocks BOOLEAN, rest BOOLEAN);
"""


# Fixed tables that stores of earlier programs lack; a writer adds them. What a bureau sets: `entry` is empty for a single
# setting and the key, as JSON, of one entry of a table of them (targets); `value` is JSON, NULL to take it back.
LATER_TABLES = {
    # What people declared of places; each live township, the one it is part of today, its first day and the day it ended.
    "rows_change": {
        "batch_seq": "INTEGER",
        "kind": "VARCHAR",
        "area_id": "VARCHAR",
        "other_id": "VARCHAR",
        "name": "VARCHAR",
        "former": "VARCHAR",
        "on_date": "DATE",
        "founds": "BOOLEAN",
        "reason": "VARCHAR",
    },
    "township_now": {"township_id": "VARCHAR", "now_id": "VARCHAR", "opened": "DATE", "closed": "DATE"},
    "rows_setting": {"batch_seq": "INTEGER", "name": "VARCHAR", "entry": "VARCHAR", "value": "VARCHAR"},
}


def quoted(name: str) -> str:
    """The name as an SQL identifier (`group` and `end` are columns of ours)."""
    return '"' + name.replace('"', '""') + '"'


def sql_type(kind: Kind) -> str:
    """The DuckDB type in which a column of this kind is stored."""
    return _TYPES[kind]


def place_columns(dataset: Dataset) -> tuple[str, ...]:
    """The columns of rows_<dataset> that keep places as they were written."""
    return tuple(f"{prefix}{part}" for prefix in dataset.places for part in PLACE_PARTS)


def stored_columns(dataset: Dataset) -> dict[str, str]:
    """Name and type of every stored column of the declaration, `period` apart."""
    return {each.name: sql_type(each.kind) for each in dataset.stored}


def rows_columns(dataset: Dataset) -> dict[str, str]:
    """Name and type of every column of rows_<dataset>, in order."""
    head = {
        "row_id": "BIGINT",
        "batch_seq": "INTEGER",
        "sheet_no": "INTEGER",
        "row_no": "INTEGER",
        "block_no": "INTEGER",
    }
    places = dict.fromkeys(("area_level", *place_columns(dataset), "period"), "VARCHAR")
    return {**head, **places, **stored_columns(dataset), "derived": "VARCHAR"}


def area_columns(dataset: Dataset) -> tuple[str, ...]:
    """The columns of the current table that say where a row belongs."""
    if dataset.places == ("",):
        return ("area_level", "area_id", "school_id", "township_id", "district_id", "zone_id")
    parts = ("school_id", "township_id", "district_id")
    return tuple(f"{prefix}{part}" for prefix in dataset.places for part in parts)


def identity_columns(dataset: Dataset) -> tuple[str, ...]:
    """The columns that tell one current row from another: the place, then the key."""
    if dataset.places == ("",):
        return ("area_level", "area_id", *dataset.key)
    return (*(f"{prefix}school_id" for prefix in dataset.places), *dataset.key)


def value_columns(dataset: Dataset) -> tuple[str, ...]:
    """The stored columns that are no part of the key: each cell is decided by itself."""
    return tuple(each.name for each in dataset.stored if each.name not in dataset.key)


def current_columns(dataset: Dataset, *, totals: bool = False) -> dict[str, str]:
    """Name and type of every column of the current table (`totals`: of <dataset>_totals, without the breakdown)."""
    key = [name for name in dataset.key if not (totals and name == dataset.breakdown)]
    values = value_columns(dataset)
    if totals:
        values = tuple(name for name in values if dataset.column(name).is_fact)
    types = {**stored_columns(dataset), "period": "VARCHAR"}
    places = dict.fromkeys(area_columns(dataset), "VARCHAR")
    return {**places, **{name: types[name] for name in (*key, *values)}, "derived": "VARCHAR", "last_seq": "INTEGER"}


def current_tables() -> dict[str, dict[str, str]]:
    """Every current table with its columns."""
    tables = {each.name: current_columns(each) for each in DATASETS}
    tables |= {f"{each.name}_totals": current_columns(each, totals=True) for each in DATASETS if each.breakdown}
    return tables


def create_table_sql(name: str, columns: dict[str, str]) -> str:
    """The statement that makes this table anew."""
    listed = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns.items())
    return f"CREATE OR REPLACE TABLE {quoted(name)}({listed})"


def create_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every table of an empty version and write its schema version."""
    connection.execute(_FIXED)
    for dataset in DATASETS:
        connection.execute(create_table_sql(f"rows_{dataset.name}", rows_columns(dataset)))
    for name, columns in (LATER_TABLES | current_tables()).items():
        connection.execute(create_table_sql(name, columns))
    connection.execute("INSERT INTO meta VALUES ('schema_version', ?)", [str(SCHEMA_VERSION)])
