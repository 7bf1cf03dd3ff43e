"""Who should report what, who did, and whose silence means none."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from catalog import DATASETS
from catalog.model import AbsentRow, Dataset, Kind, Role
from store.names import INCLUDES_SCHOOLS
from store.rebuild.parts import HISTORY, lay_condition, live_sql, located_sql, resolved_condition
from store.rebuild.register import REGISTER
from store.rebuild.replaced import listed_values, slices_of
from store.schema import quoted

# The days between which a school is there. A register row without dates holds for all time; a school that no register
# row names begins with its first period in any dataset.
_SPAN = """
CREATE OR REPLACE TEMP TABLE school_span AS
WITH registered AS (SELECT DISTINCT school_id FROM {register} WHERE school_id IS NOT NULL),
dated AS (SELECT school_id, arg_max(opened, valid_from) AS opened, arg_max(closed, valid_from) AS closed
    FROM school_history GROUP BY school_id),
seen AS (SELECT school_id, min(first_day) AS first_seen FROM ({seen}) JOIN period_span USING (period)
    GROUP BY school_id)
SELECT d.school_id, coalesce(d.opened, CASE WHEN r.school_id IS NULL THEN s.first_seen END) AS opened, d.closed
FROM dated d LEFT JOIN registered r USING (school_id) LEFT JOIN seen s USING (school_id)
"""

_DUE = """
WITH wanted AS ({periods}), expected AS (
    SELECT w.period, w.first_day, g.stage, g.school_id
    FROM wanted w JOIN school_stage g ON list_contains($stages, g.stage)
    JOIN school_span s ON s.school_id = g.school_id AND (s.opened IS NULL OR s.opened <= w.last_day)
    {where_seen}),
located AS (
    SELECT e.*, h.township_id, h.district_id, h.zone_id, h.status, h.valid_from, h.parent_id, s.closed
    FROM expected e LEFT JOIN {history} h ON {lay}
    LEFT JOIN school_span s ON s.school_id = e.school_id),
active AS (
    SELECT * FROM located WHERE (status IS DISTINCT FROM 'closed' OR closed > first_day) AND (closed IS NULL OR closed > first_day
        OR (status = 'active' AND valid_from > closed))
        AND NOT EXISTS (SELECT 1 FROM spoken_for f WHERE f.parent_id = located.parent_id AND f.period = located.period
            AND (f.stage IS NULL OR f.stage = located.stage))),
spoke AS (
    SELECT c.period, c.stage, c.school_id, any_value(c.township_id) AS township_id,
        any_value(c.district_id) AS district_id, any_value(c.zone_id) AS zone_id, bool_or({spoken}) AS reported
    FROM {current} c SEMI JOIN wanted w USING (period) WHERE c.school_id IS NOT NULL GROUP BY ALL),
listed AS (
    SELECT coalesce(a.period, k.period) AS period, coalesce(a.stage, k.stage) AS stage,
        coalesce(a.school_id, k.school_id) AS school_id, coalesce(k.township_id, a.township_id) AS township_id,
        coalesce(k.district_id, a.district_id) AS district_id, coalesce(k.zone_id, a.zone_id) AS zone_id,
        coalesce(k.reported, false) AS reported
    FROM active a FULL JOIN (FROM spoke WHERE reported) k
        ON k.period = a.period AND k.school_id = a.school_id AND k.stage IS NOT DISTINCT FROM a.stage)
SELECT $dataset, period, stage, school_id, township_id, district_id, zone_id, reported,
    {covered} AS covered FROM listed l
"""


def spoken_for_sql(dataset: Dataset) -> str:
    """Schools whose rows say that they hold those below them too (中心校（含村小）): parent_id, period, stage."""
    return (
        f"SELECT DISTINCT l.area_id AS parent_id, unnest([l.period, l.stock_period]) AS period, l.stage"
        f" FROM ({live_sql(dataset)}) l JOIN {quoted('rows_' + dataset.name)} r USING (row_id)"
        f" WHERE regexp_matches(r.school_text, '{INCLUDES_SCHOOLS}') AND l.area_level = 'school' AND l.area_id IS NOT NULL"
        f" AND l.row_id NOT IN (SELECT row_id FROM replaced WHERE dataset = '{dataset.name}')"
    )


def rebuild_due(connection: duckdb.DuckDBPyConnection) -> None:
    """Refill `due` for every dataset that is due from somebody."""
    connection.execute("DELETE FROM due")
    seen = " UNION ".join(
        f"SELECT school_id, period FROM {quoted(each.name)} WHERE school_id IS NOT NULL AND period IS NOT NULL"
        for each in DATASETS
        if each.places == ("",) and "period" in each.key
    )
    connection.execute(_SPAN.format(register=quoted(REGISTER), seen=seen))
    for dataset in DATASETS:
        if dataset.stages_due:
            _rebuild_one(connection, dataset)


def _rebuild_one(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    where_seen = ""
    if dataset.due_where_seen:
        same = "q.period = w.period AND q.stage = g.stage AND q.school_id IS NOT NULL"
        where_seen = f"SEMI JOIN {quoted(dataset.name)} q ON {same}"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE spoken_for AS {spoken_for_sql(dataset)}")
    covering = _covering_slices(connection, dataset)
    connection.register("covering_slices", covering)
    connection.execute(
        "INSERT INTO due "
        + _DUE.format(
            periods=_periods_sql(dataset), where_seen=where_seen, history=HISTORY, spoken=_spoken_sql(dataset),
            lay=lay_condition("e.school_id", "e.first_day"),
            current=quoted(dataset.name),
            covered=_COVERED if covering.num_rows else "false",
        ),
        {"stages": list(dataset.stages_due), "dataset": dataset.name},
    )  # fmt: skip
    connection.unregister("covering_slices")


def _report_flag(dataset: Dataset) -> str | None:
    return next((each.name for each in dataset.stored if each.kind is Kind.FLAG), None)


def _periods_sql(dataset: Dataset) -> str:
    """The periods in which the dataset was collected. Where schools say that they reported, only periods as they were
    given count: a snapshot moved to the autumn term is no return for that term."""
    span = "SELECT DISTINCT p.period, p.first_day, p.last_day FROM period_span p JOIN"
    if _report_flag(dataset):
        return f"{span} ({live_sql(dataset)}) r ON r.period = p.period AND {resolved_condition(dataset)}"
    return f"{span} {quoted(dataset.name)} r ON r.period = p.period"


def _spoken_sql(dataset: Dataset) -> str:
    """Whether a current row is a report: by its own mark, else by any number that is not merely carried along."""
    flag = _report_flag(dataset)
    facts = [each.name for each in dataset.facts if not flag or each.role is Role.FLOW]
    known = " OR ".join(f"c.{quoted(name)} IS NOT NULL" for name in facts)
    return f"coalesce(c.{quoted(flag)}, {known})" if flag else known


_COVERED = """EXISTS (SELECT 1 FROM covering_slices s WHERE s.period = l.period
    AND s.area_id IN (l.township_id, l.district_id, l.school_id) AND (s.stages IS NULL OR list_contains(s.stages, l.stage)))"""
_COVERING = pa.schema([("period", pa.string()), ("area_id", pa.string()), ("stages", pa.list_(pa.string()))])


def _covering_slices(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> pa.Table:
    """What live batches covered, if an absent row of the dataset means none."""
    rows = []
    if dataset.absent_row is AbsentRow.NONE:
        totals = _only_totals(connection, dataset)
        for seq, raw in connection.execute("SELECT batch_seq, slices FROM batch WHERE live").fetchall():
            for each in slices_of(raw, dataset.name):
                stages = listed_values(each, "stages")
                rows += [
                    {"period": period, "area_id": area, "stages": stages}
                    for period in each.get("periods") or []
                    for area in each.get("areas") or []
                    if (seq, period, area) not in totals
                ]
    return pa.Table.from_pylist(rows, schema=_COVERING)


def _only_totals(connection: duckdb.DuckDBPyConnection, dataset: Dataset) -> set[tuple[int, str, str]]:
    """Batch, period and area where a batch states the area's total and no school of it: schools stay unspoken of."""
    found = connection.execute(
        f"SELECT batch_seq, period, area_id FROM ({live_sql(dataset)}) WHERE area_level <> 'school' EXCEPT"
        " SELECT batch_seq, period, coalesce(township_id, district_id)"
        f" FROM ({located_sql(f'({live_sql(dataset)})')}) WHERE area_level = 'school'"
    )
    return set(found.fetchall())
