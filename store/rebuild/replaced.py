"""Which rows a replacing batch took out: every earlier row of its slice."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pyarrow as pa

from catalog.model import Dataset
from store.rebuild.parts import live_sql, located_sql
from store.rebuild.periods import stock_period
from store.schema import quoted

_SLICES = pa.schema(
    [
        ("batch_seq", pa.int32()),
        ("only_totals", pa.bool_()),
        *((name, pa.list_(pa.string())) for name in ("periods", "stock_periods", "areas")),
    ]
)


def rebuild_replaced(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Refill `replaced` for one dataset."""
    connection.execute("DELETE FROM replaced WHERE dataset = ?", [dataset.name])
    slices = _replacing_slices(connection, dataset)
    if not slices:
        return
    narrowing = _narrowing_columns(dataset)
    schema = pa.schema([*_SLICES, *((name, pa.list_(pa.string())) for name in narrowing)])
    connection.register("incoming_slices", pa.Table.from_pylist(slices, schema=schema))
    connection.execute(f"INSERT INTO replaced {_replaced_sql(dataset, narrowing)}", [dataset.name])
    connection.unregister("incoming_slices")


def slices_of(raw: str | None, name: str) -> list[dict[str, Any]]:
    """The slices of one dataset in a batch's JSON."""
    return [each for each in json.loads(raw or "[]") if each.get("dataset") == name]


def _narrowing_columns(dataset: Dataset) -> tuple[str, ...]:
    stored = {each.name for each in dataset.stored}
    return tuple(name for name in ("stage", *dataset.slice_columns) if name in stored)


def _replacing_slices(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> list[dict[str, Any]]:
    batches = connection.execute("SELECT batch_seq, slices FROM batch WHERE live AND replaces").fetchall()
    found = []
    for seq, raw in batches:
        for each in slices_of(raw, dataset.name):
            periods = list(each.get("periods") or [])
            row = {"batch_seq": seq, "periods": periods, "areas": list(each.get("areas") or [])}
            row["only_totals"] = each.get("of") == "totals"
            row["stock_periods"] = [stock_period(code) for code in periods]
            for name in _narrowing_columns(dataset):
                row[name] = listed_values(each, "stages" if name == "stage" else name)
            found.append(row)
    return found


def listed_values(one_slice: dict[str, Any], name: str) -> list[str] | None:
    """What a slice lists under a name; None when it is not narrowed by it."""
    values = one_slice.get(name)
    if not values:
        return None
    return [None if each is None else str(each) for each in (values if isinstance(values, list) else [values])]  # type: ignore[misc]


def _replaced_sql(dataset: Dataset, narrowing: tuple[str, ...]) -> str:
    conditions = [
        "s.batch_seq > r.batch_seq",
        "list_has_any(s.areas, [r.township_id, r.district_id, r.area_id])",
        # Totals of an area replace its totals; what its schools said is another matter.
        "(NOT s.only_totals OR (r.area_level <> 'school' AND list_contains(s.areas, r.area_id)))",
    ]
    for name in narrowing:
        cell = f"CAST(r.{quoted(name)} AS VARCHAR)"
        blank = f"({cell} IS NULL AND len(list_filter(s.{quoted(name)}, lambda x: x IS NULL)) > 0)"
        conditions.append(f"(s.{quoted(name)} IS NULL OR list_contains(s.{quoted(name)}, {cell}) OR {blank})")
    stocks = rest = "true"
    if "period" in dataset.key:
        stocks, rest = "list_contains(s.stock_periods, r.stock_period)", "list_contains(s.periods, r.period)"
        conditions.append(f"({stocks} OR {rest})")
    return (
        f"SELECT $1, r.row_id, coalesce(bool_or({stocks}), false), coalesce(bool_or({rest}), false)"
        f" FROM ({located_sql('(' + _with_area(dataset) + ')')}) r JOIN incoming_slices s ON {' AND '.join(conditions)}"
        " GROUP BY r.row_id"
    )


def _with_area(dataset: Dataset) -> str:
    """The live rows with the place that decides whose slice they are in: of a pair, the first school's."""
    if dataset.places == ("",):
        return live_sql(dataset)
    first = f"{dataset.places[0]}school_id"
    return f"SELECT *, 'school' AS area_level, {first} AS area_id FROM ({live_sql(dataset)})"
