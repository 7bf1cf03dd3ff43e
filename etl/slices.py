"""What a batch covers: for each dataset the periods, areas, stages (and exams, items) its rows speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from catalog import dataset as dataset_named
from catalog.model import Dataset
from etl.model import ExtractedSheet
from etl.places import Written, place_columns
from etl.resolve import Place

# (stage, values of the slice columns), (period) and (area) as they occur together
_Point = tuple[str | None, tuple[Any, ...]]


def slices_of(sheets: Iterable[ExtractedSheet], places: Mapping[Written, Place]) -> list[dict[str, Any]]:
    """The slices, as few as say exactly what occurs: no period stands with a stage or area it does not occur with."""
    found: dict[str, dict[tuple[_Point, str | None], set[str]]] = defaultdict(lambda: defaultdict(set))
    for sheet in sheets:
        if sheet.dataset is not None and sheet.table is not None and sheet.table.num_rows:
            declared = dataset_named(sheet.dataset)
            for point, period, area in _occurring(sheet.table, declared, places):
                found[sheet.dataset][point, period] |= {area} if area else set()
    return [each for name, areas in found.items() for each in _merged(dataset_named(name), areas)]


def _occurring(
    table: pa.Table, declared: Dataset, places: Mapping[Written, Place]
) -> Iterable[tuple[_Point, str | None, str | None]]:
    place = place_columns(declared.places[0])
    wanted = [*place, "period", *(["stage"] if "stage" in declared.key else []), *declared.slice_columns]
    there = [each for each in wanted if each in table.column_names]
    for row in table.select(there).group_by(there).aggregate([]).to_pylist():
        texts = [row.get(each) or None for each in place[1:]]
        written = Written(row.get("area_level") or "school", *texts)
        resolved = places.get(written, Place())
        values = tuple(row.get(each) for each in declared.slice_columns)
        yield (row.get("stage"), values), row.get("period"), resolved.area_id


def _merged(declared: Dataset, areas: Mapping[tuple[_Point, str | None], set[str]]) -> list[dict[str, Any]]:
    periods: dict[tuple[_Point, tuple[str, ...]], list[str]] = defaultdict(list)
    for (point, period), found in areas.items():
        periods[point, tuple(sorted(found))] += [period] if period else []
    stages: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for ((stage, values), within), seen in periods.items():
        # A row without a stage speaks of all of them and is never merged with rows that name one.
        stages[values, within, tuple(sorted(seen)), stage is None] += [stage] if stage else []
    return [
        {
            "dataset": declared.name,
            "periods": list(seen),
            "areas": list(within),
            "stages": sorted(named),
            **{name: [value] for name, value in zip(declared.slice_columns, values, strict=True) if value is not None},
        }
        for (values, within, seen, _), named in stages.items()
    ]
