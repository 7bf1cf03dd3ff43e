"""Own totals that name no stage: they hold all stages together, and so never add to the stages.

Such a total stands in only where the stages' own figures are not firm (a complete sum, or an own total, for each of them).
"""

from __future__ import annotations

from metrics.sides import Query


def add_wholes(query: Query, keyed: str, *, district: bool) -> str:
    """Add `township_whole` (and `district_whole`), shaped as `<level>_final` of levels.py; return the ending `whole`."""
    query.add("wholes AS (FROM parts WHERE lvl <> 'school' AND stage IS NULL AND n1 IS NOT NULL AND d1 IS NOT NULL)")
    query.add(f"""township_whole AS (
        SELECT answer{keyed}, area_id, coalesce(s.district_id, w.district_id) AS district_id,
            coalesce(NOT s.firm, true) AND w.n1 IS NOT NULL AS whole,
            CASE WHEN whole THEN w.n1 ELSE s.num END AS num, CASE WHEN whole THEN w.d1 ELSE s.den END AS den,
            whole OR coalesce(s.own_total, false) AS own_total, whole OR coalesce(s.firm, false) AS firm
        FROM township_final s FULL JOIN (FROM wholes WHERE lvl = 'township') w USING (answer{keyed}, area_id))""")
    if district:
        _add_districts(query, keyed)
    return "whole"


def _add_districts(query: Query, keyed: str) -> None:
    """The stages' figures if firm; else the townships' if each is; else the district's own total; else what there is."""
    query.add(f"""township_sum AS (
        SELECT answer{keyed}, t.district_id AS area_id, sum(num) AS num, sum(den) AS den, bool_or(whole) AS whole,
            bool_and(firm) AND count(*) FILTER (t.area_id <> '') >= coalesce(any_value(live), 0) AS firm
        FROM township_whole t LEFT JOIN (
            SELECT district_id, count(*) AS live FROM area WHERE level = 'township' GROUP BY district_id) USING (district_id)
        GROUP BY answer{keyed}, t.district_id)""")
    query.add(f"""district_whole AS (
        SELECT answer{keyed}, area_id, area_id AS district_id,
            CASE WHEN coalesce(s.firm, false) THEN 'stages' WHEN coalesce(t.firm, false) THEN 'townships'
                WHEN w.n1 IS NOT NULL THEN 'own' WHEN coalesce(t.whole, false) THEN 'townships' ELSE 'stages' END AS stands,
            CASE stands WHEN 'stages' THEN s.num WHEN 'townships' THEN t.num ELSE w.n1 END AS num,
            CASE stands WHEN 'stages' THEN s.den WHEN 'townships' THEN t.den ELSE w.d1 END AS den,
            CASE stands WHEN 'stages' THEN coalesce(s.own_total, false) ELSE stands = 'own' END AS own_total
        FROM district_final s FULL JOIN township_sum t USING (answer{keyed}, area_id)
        FULL JOIN (FROM wholes WHERE lvl = 'district') w USING (answer{keyed}, area_id))""")
