"""Own totals that name no stage.

Such a total holds every stage that its own file does not name beside it: a lone 合计 holds all of them; 义务教育 beside 学前 and
普通高中 holds what these leave. It never adds to the stages it holds: it stands in for them where their own figures are not
firm (a complete sum, or an own total, for each).
"""

from __future__ import annotations

from catalog import dataset as declared
from metrics.sides import Query
from store.rebuild.parts import live_sql


def add_wholes(query: Query, keyed: str, dataset: str, steps: str, *, stock: bool, district: bool) -> str:
    """Add `township_whole` (and `district_whole`), shaped as `<level>_final` of levels.py; return the ending `whole`.

    `steps`: the relation of the numerator's steps.
    """
    period = "stock_period" if stock else "period"
    query.add(
        f"live AS (SELECT * REPLACE ({period} AS period) FROM ({live_sql(declared(dataset))}) WHERE area_level <> 'school')"
    )
    query.add(f"""named AS (
        SELECT s.answer, u.area_id, list(DISTINCT o.stage) AS named
        FROM live u JOIN {steps} s ON s.native = u.period
        JOIN live o ON o.batch_seq = u.batch_seq AND o.area_id = u.area_id AND o.period = u.period AND o.stage IS NOT NULL
        WHERE u.stage IS NULL GROUP BY s.answer, u.area_id)""")
    query.add("""wholes AS (
        SELECT p.*, coalesce(named, []) AS named FROM parts p LEFT JOIN named USING (answer, area_id)
        WHERE lvl <> 'school' AND stage IS NULL AND n1 IS NOT NULL AND d1 IS NOT NULL)""")
    _add_level(query, keyed, "township")
    if district:
        _add_level(query, keyed, "district")
        _add_districts(query, keyed)
    return "whole"


def _add_level(query: Query, keyed: str, level: str) -> None:
    """What the stages give, and what the total gives for those of them that it holds."""
    query.add(f"""{level}_held AS (
        SELECT answer{keyed}, {level}_id AS area_id, any_value(s.district_id) AS district_id, sum(num) AS num, sum(den) AS den,
            bool_and(firm) AS firm, bool_or(own_total) AS own_total, sum(due) AS due,
            bool_and(firm) FILTER (held) AS held_firm, sum(num) FILTER (NOT held) AS rest_num, sum(den) FILTER (NOT held) AS rest_den,
            bool_and(firm) FILTER (NOT held) AS rest_firm
        FROM (SELECT s.*, w.area_id IS NOT NULL AND NOT list_contains(w.named, s.stage) AS held
            FROM {level}s s LEFT JOIN (SELECT * FROM wholes WHERE lvl = '{level}') w ON w.answer = s.answer AND w.area_id = s.{level}_id) s
        GROUP BY answer{keyed}, {level}_id{", district_id" if level == "township" else ""})""")
    ending = "whole" if level == "township" else "stands"
    query.add(f"""{level}_{ending} AS (
        SELECT answer{keyed}, area_id, coalesce(s.district_id, w.district_id) AS district_id,
            NOT coalesce(s.held_firm, false) AND w.n1 IS NOT NULL AS whole, whole AND coalesce(s.due, 0) > 0 AS unfinished,
            CASE WHEN whole THEN w.n1 + coalesce(s.rest_num, 0) ELSE s.num END AS num,
            CASE WHEN whole THEN w.d1 + coalesce(s.rest_den, 0) ELSE s.den END AS den,
            whole OR coalesce(s.own_total, false) AS own_total,
            CASE WHEN whole THEN coalesce(s.rest_firm, true) ELSE s.firm END AS firm
        FROM {level}_held s FULL JOIN (FROM wholes WHERE lvl = '{level}') w USING (answer{keyed}, area_id))""")


def _add_districts(query: Query, keyed: str) -> None:
    """The district's stages and whole; where townships stand on such totals, their sum if each is firm
    and none of its schools is due, or if the district has none."""
    query.add(f"""township_sum AS (
        SELECT answer{keyed}, t.district_id AS area_id, sum(num) AS num, sum(den) AS den, bool_or(whole) AS whole, bool_or(unfinished) AS unfinished,
            bool_and(firm) AND count(*) FILTER (t.area_id <> '') >= coalesce(any_value(live), 0) AS firm
        FROM township_whole t LEFT JOIN live_townships USING (answer, district_id)
        GROUP BY answer{keyed}, t.district_id)""")
    query.add(f"""district_whole AS (
        SELECT answer{keyed}, area_id, area_id AS district_id,
            coalesce(t.whole, false) AND (t.firm AND NOT t.unfinished OR NOT coalesce(d.whole, false)) AS summed,
            CASE WHEN summed THEN t.num ELSE d.num END AS num, CASE WHEN summed THEN t.den ELSE d.den END AS den,
            NOT summed AND coalesce(d.own_total, false) AS own_total
        FROM district_stands d FULL JOIN township_sum t USING (answer{keyed}, area_id))""")
