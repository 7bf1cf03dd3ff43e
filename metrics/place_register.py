"""The schools and townships with every name they answer to, for the page that lists them."""

from __future__ import annotations

import datetime
from typing import Any

from store.names import likeness, normalise_name
from store.reader import Reader

_NAMES = """
names AS (
    SELECT school_id AS area_id, name FROM school_history
    UNION SELECT area_id, name FROM registry
    UNION SELECT area_id, former FROM rows_change c JOIN batch b USING (batch_seq) WHERE b.live AND c.kind = 'renamed'
    UNION SELECT school_id, a.name FROM rows_alias a JOIN batch b USING (batch_seq) WHERE b.live)"""

_SCHOOLS = f"""
WITH {_NAMES}, stages AS (SELECT school_id, list(stage ORDER BY stage) AS stages FROM school_stage GROUP BY school_id)
SELECT a.area_id, a.name, a.code, a.township, a.township_id, a.status, coalesce(any_value(s.stages), []) AS stages,
    coalesce(list(DISTINCT n.name ORDER BY n.name) FILTER (n.name <> a.name), []) AS others
FROM area a LEFT JOIN names n USING (area_id) LEFT JOIN stages s ON s.school_id = a.area_id
WHERE a.level = 'school' GROUP BY ALL ORDER BY a.township_id, a.area_id
"""
_TOWNSHIPS = f"""
WITH {_NAMES}
SELECT a.area_id, a.name, a.code, a.district, t.opened, t.closed, p.name AS part_of,
    coalesce(list(DISTINCT n.name ORDER BY n.name) FILTER (n.name <> a.name), []) AS others,
    (SELECT count(*) FROM area s WHERE s.level = 'school' AND s.township_id = a.area_id AND s.status IS DISTINCT FROM 'closed') AS schools
FROM area a LEFT JOIN names n USING (area_id) JOIN township_now t ON t.township_id = a.area_id
LEFT JOIN area p ON p.area_id = t.now_id AND t.now_id <> t.township_id
WHERE a.level = 'township' GROUP BY ALL ORDER BY a.area_id
"""
_DUE = """
SELECT dataset, period, count(DISTINCT school_id) AS schools FROM due JOIN period_span USING (period)
GROUP BY dataset, period, last_day QUALIFY row_number() OVER (PARTITION BY dataset ORDER BY last_day DESC, period) = 1
"""
NEAREST = 5
_LEAST = 40


def known_schools(reader: Reader) -> list[dict[str, Any]]:
    """Every live school: area_id, name, code, township, township_id, status, stages, others (former and other names)."""
    return reader.rows(_SCHOOLS)


def known_townships(reader: Reader) -> list[dict[str, Any]]:
    """Every live township: area_id, name, code, district, opened, closed, part_of (today), others, schools (open now)."""
    return reader.rows(_TOWNSHIPS)


def due_counts(reader: Reader) -> dict[str, tuple[str, int]]:
    """By dataset, the latest period in which it was due, and of how many schools."""
    return {row["dataset"]: (row["period"], row["schools"]) for row in reader.rows(_DUE)}


def reported_after(reader: Reader, area_id: str, day: datetime.date) -> list[tuple[str, str]]:
    """(dataset, period) of the returns of a school that begin on this day or later and were made, oldest first."""
    rows = reader.rows(
        "SELECT DISTINCT dataset, period, first_day FROM due JOIN period_span USING (period)"
        " WHERE school_id = $school AND reported AND first_day >= $day ORDER BY first_day, dataset, period",
        {"school": area_id, "day": day},
    )
    return [(row["dataset"], row["period"]) for row in rows]


def nearest(places: list[dict[str, Any]], text: str) -> list[tuple[str, int]]:
    """The names most like a text with their likeness (0 to 100), nearest first; each place once."""
    wanted = normalise_name(text)
    scored = [
        (max(likeness(wanted, normalise_name(name)) for name in (each["name"], *each["others"])), each["name"])
        for each in places
    ]
    return [(name, score) for score, name in sorted(scored, key=lambda each: -each[0])[:NEAREST] if score >= _LEAST]
