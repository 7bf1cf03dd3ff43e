"""Townships as they were, or as they are now.

As they were: each period by its own townships, as it was reported. As they are now: every school counts in the township
in which it lies today, in all periods; a township's own total counts for the one it is part of today only if that one is
made of whole townships which all stated theirs. Sums over a district are the same either way.

The questions stay the same: a reader "as now" answers them from views of the same names, on a cursor of its own.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary, WeakSet

from catalog import DATASETS
from store.known import Known
from store.reader import Reader
from store.rebuild.parts import HISTORY
from store.schema import current_tables, quoted

THEN, NOW = "then", "now"
_KNOWN: WeakKeyDictionary[Reader, Reader] = WeakKeyDictionary()
# Asked by threads while others add: membership, never a walk through them all.
_NOW_READERS: WeakSet[Reader] = WeakSet()

_TODAY = """
CREATE TEMP TABLE today_school AS
    SELECT area_id AS school_id, township_id, district_id FROM {store}.area WHERE level = 'school' AND township_id IS NOT NULL;
-- When a township of today was not made of whole townships of then: some school of it lay elsewhere, or the reverse.
CREATE TEMP TABLE today_mixed AS
    SELECT DISTINCT unnest([n.now_id, s.township_id]) AS now_id, h.valid_from, h.valid_until
    FROM {history} h JOIN today_school s ON s.school_id = h.school_id AND s.district_id IS NOT DISTINCT FROM h.district_id
    JOIN {store}.township_now n ON n.township_id = h.township_id WHERE n.now_id <> s.township_id;
CREATE TEMP TABLE today_parts AS
    SELECT p.period, n.now_id, count(*) AS parts FROM {store}.township_now n JOIN {store}.period_span p
        ON (n.closed IS NULL OR n.closed > p.first_day) AND (n.opened IS NULL OR n.opened <= p.first_day)
    GROUP BY p.period, n.now_id;
CREATE TEMP VIEW area AS SELECT * FROM {store}.area
    WHERE level <> 'township' OR area_id NOT IN (SELECT township_id FROM {store}.township_now WHERE closed IS NOT NULL);
CREATE TEMP VIEW due AS SELECT d.* REPLACE (coalesce(s.township_id, n.now_id, d.township_id) AS township_id)
    FROM {store}.due d LEFT JOIN today_school s ON s.school_id = d.school_id AND s.district_id IS NOT DISTINCT FROM d.district_id
    LEFT JOIN {store}.township_now n ON n.township_id = d.township_id;
"""

_VIEW = """
CREATE TEMP VIEW "{table}" AS
    SELECT * EXCLUDE (today_id, stated) REPLACE (today_id AS township_id, CASE area_level WHEN 'township' THEN today_id ELSE area_id END AS area_id)
    FROM (
        SELECT d.*, CASE d.area_level WHEN 'school' THEN coalesce(s.township_id, n.now_id) WHEN 'township' THEN n.now_id END AS today_id,
            count(*) OVER (PARTITION BY d.area_level, today_id, {key}) AS stated
        FROM {store}."{table}" d
        LEFT JOIN today_school s ON s.school_id = d.school_id AND s.district_id IS NOT DISTINCT FROM d.district_id
        LEFT JOIN {store}.township_now n ON n.township_id = d.township_id) o
    WHERE area_level <> 'township' OR ({whole})
"""
_WHOLE = """stated = (SELECT parts FROM today_parts p WHERE p.now_id = o.today_id AND p.period = o.period)
    AND (stage IS NOT NULL OR area_id = today_id)
    AND NOT EXISTS (SELECT 1 FROM today_mixed m JOIN {store}.period_span q ON q.first_day >= m.valid_from AND q.first_day < m.valid_until
        WHERE m.now_id = o.today_id AND q.period = o.period)"""


def seen_as(reader: Reader, townships: str) -> Reader:
    """The reader itself for THEN; for NOW one whose answers know only the townships of today. Kept as long as `reader`."""
    if townships != NOW or not any_change(reader):
        return reader
    found = _KNOWN.get(reader)
    if found is None:
        found = _KNOWN[reader] = _today(reader)
    return found


def is_now(reader: Reader) -> bool:
    """Whether the reader is one that knows only the townships of today."""
    return reader in _NOW_READERS


def any_change(reader: Reader) -> bool:
    """Whether any school ever lay in another township, or any township became part of another."""
    return bool(
        reader.once(
            "SELECT 1 AS changed WHERE EXISTS (FROM township_now WHERE now_id <> township_id) OR EXISTS ("
            "SELECT school_id FROM school_history GROUP BY school_id HAVING count(DISTINCT coalesce(township_id, '')) > 1)"
        )
    )


def _today(reader: Reader) -> Reader:
    cursor = reader.cursor.cursor()
    # A view of a table's own name must say whose table it means: `main` is the name of the temporary schema too.
    store = f"{quoted(reader.value('SELECT current_database()'))}.main"
    whole = _WHOLE.format(store=store)
    cursor.execute(_TODAY.format(history=HISTORY, store=store))
    for declared in DATASETS:
        if declared.places != ("",) or "stage" not in declared.key or "period" not in declared.key:
            continue
        for table in (declared.name, f"{declared.name}_totals"):
            if table in current_tables():
                breakdown = declared.breakdown if table != declared.name else None
                key = ", ".join(f'd."{name}"' for name in declared.key if name != breakdown)
                cursor.execute(_VIEW.format(table=table, key=key, whole=whole, store=store))
    found = Reader(cursor, reader.version, reader.known.once(NOW, Known))
    _NOW_READERS.add(found)
    return found


def made_of(reader: Reader, area_ids: set[str]) -> dict[str, str]:
    """Of a reader as now: every township of then, by id, that is part of one of these townships today."""
    if not is_now(reader):
        return {each: each for each in area_ids}
    rows = reader.rows("SELECT township_id, now_id FROM township_now WHERE list_contains($ids, now_id)",
                       {"ids": sorted(area_ids)})  # fmt: skip
    return {each: each for each in area_ids} | {row["township_id"]: row["now_id"] for row in rows}
