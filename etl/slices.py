"""What a batch covers: for each dataset the periods, areas, stages (and exams, items) its rows speak of.

An area is the township of the rows; the district where the file knows of no townships; the school itself where only it
lies in none. Totals given for an area cover that total (`"of": "totals"`), never its schools. A row that names no stage
speaks of its own school, whatever the stage, and of the rows without a stage of its area: never of a stage of other schools.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from catalog import dataset as dataset_named
from catalog.model import Dataset
from catalog.periods import parse_period
from etl.model import ExtractedSheet
from etl.places import Written, place_columns
from etl.resolve import Place
from store.registry import fetcher

SCHOOLS, TOTALS = "schools", "totals"
# The stage of rows that name none, where a slice means these rows only. None stands for every stage.
_UNNAMED = ""


class _Point(NamedTuple):
    """What occurs together on a row: whether it is a school's or a total, its stage, its exam or item, its period."""

    of: str
    stage: str | None
    values: tuple[Any, ...]
    period: str | None


class Townships:
    """Where each school lay when: a moved school's row of last year covers last year's township."""

    def __init__(self, source: Any) -> None:
        self._history: dict[str, list[tuple[datetime.date, str]]] = defaultdict(list)
        for row in fetcher(source)(
            "SELECT school_id, valid_from, township_id FROM school_history WHERE township_id IS NOT NULL ORDER BY valid_from"
        ):
            self._history[row["school_id"]].append((row["valid_from"], row["township_id"]))

    def at(self, school_id: str, period: str | None) -> str | None:
        """The township of a school in a period; None when the store knows of none."""
        known = self._history.get(school_id)
        if not known:
            return None
        if len(known) == 1:
            return known[0][1]
        # The earliest row also holds for all time before it.
        return known[max(bisect_right(known, (_first_day(period), "\uffff")) - 1, 0)][1]


@lru_cache(maxsize=4096)
def _first_day(period: str | None) -> datetime.date:
    return parse_period(period).start if period else datetime.date.max


def slices_of(
    sheets: Iterable[ExtractedSheet], places: Mapping[Written, Place], townships: Townships
) -> list[dict[str, Any]]:
    """The slices, as few as say exactly what occurs: no period stands with a stage or area it does not occur with."""
    found: dict[str, dict[_Point, set[str]]] = defaultdict(lambda: defaultdict(set))
    has_townships = any(each.township_id for each in places.values() if each.school_id)
    for sheet in sheets:
        if sheet.dataset is not None and sheet.table is not None and sheet.table.num_rows:
            declared = dataset_named(sheet.dataset)
            for point, place in _occurring(sheet, declared, places):
                area = _area(point, place, townships, has_townships)
                if point.stage is None and point.of == SCHOOLS and "stage" in declared.key and place.school_id:
                    found[sheet.dataset][point] |= {place.school_id}
                    point = point._replace(stage=_UNNAMED)
                found[sheet.dataset][point] |= area
    return [each for name, areas in found.items() for each in _merged(dataset_named(name), areas)]


def _area(point: _Point, place: Place, townships: Townships, has_townships: bool) -> set[str]:
    if point.of == TOTALS or place.school_id is None:
        area = place.area_id
    else:
        area = townships.at(place.school_id, point.period) or place.township_id
        area = area or (place.school_id if has_townships else place.district_id)
    return {area} if area else set()


def _occurring(
    sheet: ExtractedSheet, declared: Dataset, places: Mapping[Written, Place]
) -> Iterable[tuple[_Point, Place]]:
    assert sheet.table is not None
    texts = place_columns(declared.places[0])
    wanted = [*texts, "period", *(["stage"] if "stage" in declared.key else []), *declared.slice_columns]
    there = [each for each in wanted if each in sheet.table.column_names]
    distinct = sheet.table.select(there).group_by(there).aggregate([])
    blank: list[Any] = [None] * distinct.num_rows
    columns = {each: distinct.column(each).to_pylist() if each in there else blank for each in wanted}
    stages = columns.get("stage", blank)
    values = zip(*(columns[each] for each in declared.slice_columns), strict=True) if declared.slice_columns else None
    written = zip(*(columns[each] for each in texts), strict=True)
    found: dict[tuple[str | None, ...], Place] = {}
    for cells, stage, period, chosen in zip(written, stages, columns["period"], values or repeat(()), strict=False):
        level = cells[0] or "school"
        if cells not in found:
            found[cells] = places.get(Written(level, *[each or None for each in cells[1:]]), Place())
        yield _Point(SCHOOLS if level == "school" else TOTALS, stage, chosen, period), found[cells]


def _merged(declared: Dataset, areas: Mapping[_Point, set[str]]) -> list[dict[str, Any]]:
    periods: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for point, within in areas.items():
        periods[point.of, point.stage, point.values, tuple(sorted(within))] += [point.period] if point.period else []
    stages: dict[tuple[Any, ...], list[str | None]] = defaultdict(list)
    for (of, stage, values, within), seen in periods.items():
        # What names no stage is never merged with what names one.
        named = "" if stage else repr(stage)
        stages[of, values, within, tuple(sorted(seen)), named] += [] if stage is None else [stage or None]
    return [
        {
            "dataset": declared.name,
            "of": of,
            "periods": list(seen),
            "areas": list(within),
            "stages": sorted(named, key=str),
            **{name: [value] for name, value in zip(declared.slice_columns, values, strict=True) if value is not None},
        }
        for (of, values, within, seen, _), named in stages.items()
    ]
