"""Who has sent which return: not sent, sent in part, a nil return, or sent; from the registry, school by school."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from catalog import dataset as dataset_named
from catalog.model import Kind, Role
from catalog.periods import parse_period
from store import Reader


class ReturnState(StrEnum):
    """How a school's return of one period stands. A nil return is a return; a missing one says nothing."""

    MISSING = "missing"
    PARTIAL = "partial"  # some stage of the school is missing
    NIL = "nil"
    SENT = "sent"


@dataclass(frozen=True)
class SchoolReturn:
    """One school's return of one period. `at` is when its last batch was put in use, None when there is none."""

    school_id: str
    school: str
    township_id: str | None
    township: str | None
    period: str
    state: ReturnState
    at: datetime.datetime | None


_SQL = """
WITH expected AS (
    SELECT d.period, d.school_id, any_value(d.township_id) AS township_id, count(*) AS stages,
        count(*) FILTER (d.reported) AS reported, count(*) FILTER (d.reported OR d.covered) AS answered
    FROM due d WHERE d.dataset = $dataset AND list_contains($periods, d.period) GROUP BY ALL),
said AS (
    SELECT c.period, c.school_id, bool_and({nil}) AS nil, max(b.created_at) AS "at"
    FROM "{table}" c JOIN batch b ON b.batch_seq = c.last_seq
    WHERE c.area_level = 'school' AND list_contains($periods, c.period) GROUP BY ALL)
SELECT e.school_id, s.name AS school, e.township_id, t.name AS township, e.period,
    CASE WHEN e.answered = 0 THEN 'missing' WHEN e.answered < e.stages THEN 'partial'
        WHEN said.nil OR e.reported = 0 THEN 'nil' ELSE 'sent' END AS state, said."at"
FROM expected e JOIN area s ON s.area_id = e.school_id LEFT JOIN area t ON t.area_id = e.township_id
LEFT JOIN said ON said.period = e.period AND said.school_id = e.school_id
ORDER BY t.name, s.name, e.period
"""

# A return nobody has made yet is due from whom the last one was due, but for schools closed or opened since.
_MOVED_ON = """
WITH span AS (SELECT school_id, arg_max(opened, valid_from) AS opened, arg_max(closed, valid_from) AS closed,
    arg_max(status, valid_from) FILTER (valid_from <= $first_day) AS status FROM school_history GROUP BY school_id)
SELECT a.area_id, a.name, a.township_id, a.township, s.opened,
    coalesce(s.closed <= $first_day, false) OR coalesce(s.status = 'closed' AND s.closed IS NULL, false) AS gone,
    coalesce(s.opened > $since AND s.opened <= $last_day, false) AND EXISTS (SELECT 1 FROM school_stage g
        WHERE g.school_id = s.school_id AND list_contains($stages, g.stage)) AS fresh
FROM span s JOIN area a ON a.area_id = s.school_id
"""


def school_returns(
    reader: Reader, dataset: str, periods: Sequence[str], townships: Sequence[str] | None = None
) -> list[SchoolReturn]:
    """Every school due in these periods, by township, name and period; `townships` None means all.

    Only datasets that some stage is due in have returns; others give an empty list. KeyError for an unknown dataset.
    """
    declared = dataset_named(dataset)
    if not declared.stages_due:
        return []
    found = reader.rows(_SQL.format(table=declared.name, nil=_nil_sql(dataset)),
                        {"dataset": dataset, "periods": list(periods)})  # fmt: skip
    returns = [SchoolReturn(**{**row, "state": ReturnState(row["state"])}) for row in found]
    return returns if townships is None else [each for each in returns if each.township_id in set(townships)]


def expected_returns(
    reader: Reader, dataset: str, period: str, like: str, townships: Sequence[str] | None = None
) -> list[SchoolReturn]:
    """Who owes the return of a period that nobody has made yet: those of the period `like`, without the schools that have
    closed since and with those that have opened. All of them are MISSING."""
    owed = {each.school_id: each for each in school_returns(reader, dataset, [like], townships)}
    asked, before = parse_period(period), parse_period(like)
    moved = reader.rows(
        _MOVED_ON,
        {
            "first_day": asked.start,
            "last_day": asked.end,
            "since": before.end,
            "stages": list(dataset_named(dataset).stages_due),
        },
    )
    for row in moved:
        if row["gone"]:
            owed.pop(row["area_id"], None)
        elif row["fresh"] and (townships is None or row["township_id"] in set(townships)):
            owed.setdefault(
                row["area_id"],
                SchoolReturn(
                    row["area_id"], row["name"], row["township_id"], row["township"], period, ReturnState.MISSING, None
                ),
            )
    return [replace(each, period=period, state=ReturnState.MISSING, at=None) for each in owed.values()]


def periods_withdrawn(reader: Reader, dataset: str) -> list[str]:
    """The periods of batches that were taken back: a return that was made once is owed again."""
    rows = reader.rows(
        "SELECT DISTINCT s.period FROM sheet s JOIN batch b USING (batch_seq) WHERE s.dataset = ? AND s.period IS NOT NULL"
        " AND NOT b.live ORDER BY s.period",
        [dataset],
    )
    return [row["period"] for row in rows]


def _nil_sql(dataset: str) -> str:
    """Whether a row is a nil return: something was stated to have flowed, and all of it is 0. Only returns that schools
    also make when nothing happened know it: those with a mark for having reported."""
    declared = dataset_named(dataset)
    flag = next((each.name for each in declared.stored if each.kind is Kind.FLAG), None)
    flows = ", ".join(f'c."{each.name}"' for each in declared.facts if each.role is Role.FLOW)
    return f'coalesce(c."{flag}", true) AND coalesce(greatest({flows}) = 0, false)' if flag and flows else "false"
