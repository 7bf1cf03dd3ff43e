"""What the store can fill into a form: the schools asked for, and the names its drop-downs offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from catalog import dataset as dataset_named
from etl.form_columns import Known
from etl.last_year import last_year
from etl.words import WrongUsage
from store import Store

_SCHOOLS = """
SELECT a.area_id, a.name, a.code, a.district, a.township_id, a.township, a.zone, p.name AS parent, a.urban_rural, a.ownership,
    a.status,
    (SELECT list(DISTINCT stage ORDER BY stage) FROM school_stage s WHERE s.school_id = a.area_id) AS stages
FROM area a LEFT JOIN area p ON p.area_id = a.parent_id WHERE a.level = 'school' ORDER BY a.area_id
"""


def known_places(store: Store, asked_for: Sequence[str] = ()) -> Known:
    """Everything for `write_template`. `asked_for` are ids or official codes; WrongUsage for one that is unknown."""
    if store.current() is None:
        if asked_for:
            raise WrongUsage(f"还没有任何学校，没有 {asked_for[0]}。")
        return Known()
    with store.read() as reader:
        schools = reader.rows(_SCHOOLS)
        townships = [
            row["name"] for row in reader.rows("SELECT DISTINCT name FROM area WHERE level = 'township' ORDER BY name")
        ]
    return Known(schools, townships, [_school(schools, each) for each in asked_for])


def known_for(store: Store, dataset: str, period: str, asked_for: Sequence[str]) -> Known:
    """`known_places` with the numbers of the schools asked for a year before `period`."""
    known = known_places(store, asked_for)
    if not known.asked_for:
        return known
    with store.read() as reader:
        before = last_year(reader, dataset_named(dataset), period, [each["area_id"] for each in known.asked_for])
    return replace(known, last_year=before)


def _school(schools: list[dict[str, Any]], wanted: str) -> dict[str, Any]:
    for each in schools:
        if wanted in (each["area_id"], each["code"]):
            return each
    raise WrongUsage(f"没有学校 {wanted}；学校 ID 形如 S00001，也可用学校标识码。")
