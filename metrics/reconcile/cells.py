"""From one side of a cross-check to the cells it was read from."""

from __future__ import annotations

from collections.abc import Sequence

from catalog import dataset as dataset_named
from metrics.reconcile.row import PARTS, Origin
from metrics.source import Source
from store.lineage import Cell, cells_of
from store.reader import Reader


def cells_behind(reader: Reader, origins: Sequence[Origin], side: str = "numerator") -> list[Source]:
    """Every stored value behind one side, by place: those that count, or of an overruled origin those that no longer do."""
    return [
        source for origin in origins for column in origin.columns for source in _cells(reader, origin, column, side)
    ]


def _cells(reader: Reader, origin: Origin, column: str, side: str) -> list[Source]:
    declared = dataset_named(origin.dataset.removesuffix("_totals"))
    names = [each for each in declared.key if origin.dataset == declared.name or each != declared.breakdown]
    places = _places(reader, origin)
    found = []
    for (area_id, *key), cells in cells_of(reader, origin.dataset, column, list(places), origin.periods).items():
        identity = dict(zip(names, key, strict=True))
        if all(_fits(identity.get(name), wanted) for name, wanted in origin.key.items()):
            chosen = [cell for cell in cells if cell.counts is not origin.overruled]
            found += [_source(origin, column, side, area_id, places[area_id], identity, cell) for cell in chosen]
    return sorted(found, key=lambda each: (each.area, each.period, str(each.key)))


def _fits(value: object, wanted: object) -> bool:
    return value is not None if wanted == PARTS else value == wanted


def _places(reader: Reader, origin: Origin) -> dict[str, str]:
    """Id -> name of the place, or of the schools in it."""
    where = "area_id = $id"
    if origin.schools:
        where = (
            "level = 'school' AND area_id IN (SELECT school_id FROM "
            f"{origin.dataset} WHERE area_level = 'school' AND list_contains($periods, period) AND $id IN (township_id, district_id))"
        )
    params = {"id": origin.area_id} | ({"periods": list(origin.periods)} if origin.schools else {})
    return {row["area_id"]: row["name"] for row in reader.rows(f"SELECT area_id, name FROM area WHERE {where}", params)}


def _source(origin: Origin, column: str, side: str, area_id: str, name: str, identity: dict, cell: Cell) -> Source:
    further = {each: value for each, value in identity.items() if each not in ("stage", "period") and value is not None}
    if cell.part is not None:
        further.setdefault("grade", cell.part)
    return Source(
        area_id=area_id, area=name, side=side, dataset=origin.dataset.removesuffix("_totals"), column=column, period=identity["period"],
        stage=identity.get("stage"), key=further, value=cell.value, file=cell.file, sheet=cell.sheet, cell=cell.cell, row=cell.row,
        batch_id=cell.batch_id, person=cell.person, at=cell.at, rolled_up=cell.rolled_up, derived=cell.derived,
    )  # fmt: skip
