"""The places as they are now, and the stages each school has."""

from __future__ import annotations

import duckdb

from catalog import DATASETS
from store.rebuild.changes import rebuild_township_now
from store.schema import quoted

_AREAS = """
WITH live AS (SELECT DISTINCT area_id FROM claim JOIN batch USING (batch_seq) WHERE batch.live),
renamed AS (SELECT area_id, arg_max(c.name, (on_date, batch_seq)) AS name FROM rows_change c JOIN batch b USING (batch_seq)
    WHERE b.live AND c.kind = 'renamed' AND area_id LIKE 'T%' GROUP BY area_id),
known AS (SELECT r.* REPLACE (coalesce(n.name, r.name) AS name) FROM registry r LEFT JOIN renamed n USING (area_id)),
latest AS (SELECT * FROM school_history QUALIFY row_number() OVER (PARTITION BY school_id ORDER BY valid_from DESC) = 1)
SELECT r.area_id, r.level, coalesce(h.name, r.name) AS name, coalesce(r.code, c.code) AS code,
    d.area_id AS district_id, d.name AS district, t.area_id AS township_id, t.name AS township,
    z.area_id AS zone_id, z.name AS zone, h.parent_id, h.urban_rural, h.ownership,
    coalesce(h.status, CASE WHEN g.closed IS NOT NULL THEN 'closed' END) AS status
FROM known r JOIN live USING (area_id)
LEFT JOIN latest h ON h.school_id = r.area_id
LEFT JOIN learned_code c ON c.school_id = r.area_id
LEFT JOIN township_now g ON g.township_id = r.area_id
LEFT JOIN known t ON t.area_id = CASE r.level WHEN 'township' THEN r.area_id WHEN 'school' THEN h.township_id END
LEFT JOIN registry d ON d.area_id = CASE r.level WHEN 'district' THEN r.area_id
    ELSE coalesce(h.district_id, r.district_id) END
LEFT JOIN registry z ON z.area_id = CASE r.level WHEN 'zone' THEN r.area_id ELSE h.zone_id END
ORDER BY r.area_id
"""


def rebuild_areas(connection: duckdb.DuckDBPyConnection) -> None:
    """Refill `area` and `township_now` with the live places."""
    rebuild_township_now(connection)
    connection.execute("DELETE FROM area")
    connection.execute(f"INSERT INTO area BY NAME {_AREAS}")


def rebuild_stages(connection: duckdb.DuckDBPyConnection) -> None:
    """Refill `school_stage`: every stage that the register or any live row gives a school."""
    having = [each for each in DATASETS if "stage" in each.key and each.places == ("",)]
    union = " UNION ".join(
        f"SELECT school_id, stage FROM {quoted(each.name)} WHERE school_id IS NOT NULL AND stage IS NOT NULL"
        for each in having
    )
    connection.execute("DELETE FROM school_stage")
    connection.execute(f"INSERT INTO school_stage SELECT DISTINCT school_id, stage FROM ({union})")
