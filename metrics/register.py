"""Questions about places and periods, asked of the tables of a version. What a visitor may not see is left out here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog import DATASETS
from catalog import dataset as declared
from catalog.periods import parse_period, school_year, school_year_of
from store import Reader


@dataclass(frozen=True)
class Place:
    """One live place. Ids of its township and district are None where it has none."""

    area_id: str
    name: str
    level: str
    township_id: str | None
    township: str | None
    district_id: str | None
    district: str | None
    status: str | None
    urban_rural: str | None


def places(reader: Reader, level: str, scope: Sequence[str] | None) -> list[Place]:
    """The live places of a level within the scope, by district and then in the order of the register. Districts are in everybody's scope."""
    rows = reader.once(
        "SELECT area_id, name, level, township_id, township, district_id, district, status, urban_rural"
        " FROM area WHERE level = ? ORDER BY district, area_id",
        [level],
    )
    found = [Place(**row) for row in rows]
    if scope is None or level == "district":
        return found
    return [each for each in found if (each.area_id if level == "township" else each.township_id) in scope]


def periods(reader: Reader, dataset: str) -> tuple[str, ...]:
    """Every period of a dataset, by when it ends and then from the narrower to the wider."""
    rows = reader.once(f'SELECT DISTINCT period FROM "{declared(dataset).name}" WHERE period IS NOT NULL')
    return tuple(sorted((row["period"] for row in rows), key=lambda code: (parse_period(code).end, code)))


def school_years(reader: Reader) -> tuple[str, ...]:
    """Every school year from the first to the last that a return of the district's own other than the register was made for."""
    natives = {
        code
        for each in DATASETS
        if each.name not in ("school", "pair", "published")
        for code in periods(reader, each.name)
    }
    first_years = [int(school_year_of(parse_period(code).start)[:4]) for code in natives]
    return tuple(school_year(first) for first in range(min(first_years), max(first_years) + 1)) if first_years else ()


def choices(reader: Reader, dataset: str, column: str) -> tuple[str, ...]:
    """The values of a declared key column, the most frequent first; KeyError for an undeclared column."""
    name = declared(dataset).column(column).name
    rows = reader.rows(
        f'SELECT "{name}" AS choice, count(*) AS n FROM "{dataset}" WHERE "{name}" IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1',
        [],
    )
    return tuple(str(row["choice"]) for row in rows)


def published_at(reader: Reader) -> str:
    """The moment of publication as the version states it."""
    return str(reader.value("SELECT value FROM meta WHERE key = 'published_at'", []) or "")
