"""What each way of writing a place means now, and the dated attributes of the schools."""

from __future__ import annotations

import datetime

import duckdb
import pyarrow as pa

from catalog import DATASETS
from catalog.model import Dataset
from store.identity import Resolver
from store.rebuild.register import REGISTER, rebuild_history
from store.schema import PLACE_PARTS, quoted

_TEXTS = ("area_level", *PLACE_PARTS)
_IDS = ("school_id", "township_id", "district_id")
_SAME = " AND ".join(f"n.{name} IS NOT DISTINCT FROM o.{name}" for name in _TEXTS)

Written = tuple[str | None, ...]


def rebuild_links(connection: duckdb.DuckDBPyConnection) -> None:
    """Resolve every distinct way of writing a place in the live rows; the register first, since it teaches names."""
    for table in ("place_link", "learned_code", "school_history"):
        connection.execute(f"DELETE FROM {table}")
    resolver = Resolver(connection)
    learned: dict[str, str] = {}
    register = _distinct(connection, tuple(each for each in DATASETS if each.name == REGISTER))
    _link(connection, resolver, {each: _resolve(resolver, each, learned, teach=True) for each in register})
    rebuild_history(connection, resolver)
    for school_id, name, township_id in connection.execute(
        "SELECT school_id, name, township_id FROM school_history"
    ).fetchall():
        resolver.learn(school_id, name=name, township_id=township_id)
    others = _distinct(connection, tuple(each for each in DATASETS if each.name != REGISTER))
    known = set(register)
    _link(connection, resolver, {each: _resolve(resolver, each, learned) for each in others if each not in known})
    if learned:
        codes = pa.table({"school_id": list(learned), "code": list(learned.values())})
        connection.register("incoming_codes", codes)
        connection.execute("INSERT INTO learned_code SELECT school_id, code FROM incoming_codes")
        connection.unregister("incoming_codes")


def datasets_with_changed_links(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The datasets with rows whose place means something else than before, or with schools whose history changed."""
    changed = connection.execute(
        "SELECT count(*) FROM (FROM school_history EXCEPT FROM history_before UNION ALL"
        " (FROM history_before EXCEPT FROM school_history))"
    ).fetchone()
    if changed and changed[0]:
        return {each.name for each in DATASETS}
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE link_changed AS"
        f" SELECT n.* FROM place_link n JOIN link_before o ON {_SAME} WHERE "
        + " OR ".join(f"n.{name} IS DISTINCT FROM o.{name}" for name in _IDS)
    )
    found = connection.execute("SELECT count(*) FROM link_changed").fetchone()
    if not found or not found[0]:
        return set()
    return {each.name for each in DATASETS if _uses_a_changed_link(connection, each)}


def _uses_a_changed_link(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> bool:
    for prefix in dataset.places:
        joined = link_condition("r", "n", prefix)
        found = connection.execute(
            f"SELECT 1 FROM rows_{dataset.name} r JOIN link_changed n ON {joined} LIMIT 1"
        ).fetchone()
        if found:
            return True
    return False


def link_condition(rows: str, link: str, prefix: str) -> str:
    """The SQL condition joining a row's written place to place_link."""
    parts = [f"{link}.{part} IS NOT DISTINCT FROM {rows}.{quoted(prefix + part)}" for part in PLACE_PARTS]
    # A name that meant one school and means another now is told apart by the row's period.
    dated = f"{link}.period IS NOT DISTINCT FROM CASE WHEN {link}.dated THEN {rows}.period END"
    return " AND ".join([f"{link}.area_level = coalesce({rows}.area_level, 'school')", *parts, dated])


def _distinct(connection: duckdb.DuckDBPyConnection, datasets: tuple[Dataset, ...], *beside: str) -> list[Written]:
    """Distinct places as written (and the columns `beside`): those with a code first, then in the order of history."""
    selects = [
        "SELECT coalesce(area_level, 'school') AS area_level, "
        + ", ".join(f"{quoted(prefix + part)} AS {part}" for part in PLACE_PARTS)
        + "".join(f", {name}" for name in beside)
        + f", batch_seq FROM rows_{each.name} JOIN batch USING (batch_seq) WHERE live"
        for each in datasets
        for prefix in each.places
    ]
    columns = ", ".join((*_TEXTS, *beside))
    return connection.execute(
        f"SELECT {columns} FROM ({' UNION ALL '.join(selects)}) GROUP BY {columns}"
        f" ORDER BY school_code IS NULL, min(batch_seq), {columns}"
    ).fetchall()


def _resolve(
    resolver: Resolver,
    written: Written,
    learned: dict[str, str],
    *,
    teach: bool = False,
    on: datetime.date | None = None,
) -> Written:
    """(school_id, township_id, district_id) of a place as written; `on`: the first day of the row's period."""
    level, district, township, name, code = written
    township_id = resolver.township(township, district)
    district_id = resolver.place(township_id).district_id if township_id else resolver.district(district)
    if level == "township" and township_id and not resolver.dated.stands(township_id, on):
        return (None, None, district_id)  # the total of a township that is no more: its schools count elsewhere
    if level != "school":
        return (None, township_id, district_id)
    match = resolver.school(code, name, township, district, candidates=False, on=on)
    if match.school_id is None:
        return (None, township_id, district_id)
    if teach and match.how == "code" and name:
        resolver.learn(match.school_id, name=name, township_id=township_id)
    if code and match.how == "name" and resolver.learn(match.school_id, code=code):
        learned[match.school_id] = code
    return (match.school_id, township_id, district_id)


def _link(connection: duckdb.DuckDBPyConnection, resolver: Resolver, links: dict[Written, Written]) -> None:
    """Store the links; those of what means another place in another period, period by period."""
    varying = {each for each in links if resolver.varies(*each)}
    _store(connection, {each: ids for each, ids in links.items() if each not in varying})
    _store_dated(connection, _by_period(connection, resolver, varying))


def _by_period(
    connection: duckdb.DuckDBPyConnection, resolver: Resolver, varying: set[Written]
) -> dict[tuple[Written, str | None], Written]:
    """What those ways of writing mean in each period in which they stand."""
    if not varying:
        return {}
    spans = dict(connection.execute("SELECT period, first_day FROM period_span").fetchall())
    found = {}
    for *written, period in _distinct(connection, DATASETS, "period"):
        place = tuple(written)
        if place in varying:
            found[place, period] = _resolve(resolver, place, {}, on=spans.get(period))
    return found


def _store_dated(connection: duckdb.DuckDBPyConnection, links: dict[tuple[Written, str | None], Written]) -> None:
    if links:
        rows = [(*written, period, True, *ids) for (written, period), ids in links.items()]
        columns = ", ".join((*_TEXTS, "period", "dated", *_IDS))
        marks = ", ".join("?" * (len(_TEXTS) + 2 + len(_IDS)))
        connection.executemany(f"INSERT INTO place_link({columns}) VALUES ({marks})", rows)


def _store(connection: duckdb.DuckDBPyConnection, links: dict[Written, Written]) -> None:
    if not links:
        return
    rows = [(*written, *ids) for written, ids in links.items()]
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    connection.register("incoming_links", pa.table(columns, names=[*_TEXTS, *_IDS]))
    connection.execute("INSERT INTO place_link BY NAME SELECT *, NULL AS period, false AS dated FROM incoming_links")
    connection.unregister("incoming_links")
