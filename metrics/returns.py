"""Who has sent which return: not sent, sent in part, a nil return, or sent; from the registry, school by school."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from catalog import dataset as dataset_named
from catalog.model import Kind, Role
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
        count(*) FILTER (d.reported) AS reported
    FROM due d WHERE d.dataset = $dataset AND list_contains($periods, d.period) GROUP BY ALL),
said AS (
    SELECT c.period, c.school_id, bool_and({nil}) AS nil, max(b.created_at) AS "at"
    FROM "{table}" c JOIN batch b ON b.batch_seq = c.last_seq
    WHERE c.area_level = 'school' AND list_contains($periods, c.period) GROUP BY ALL)
SELECT e.school_id, s.name AS school, e.township_id, t.name AS township, e.period,
    CASE WHEN e.reported = 0 THEN 'missing' WHEN e.reported < e.stages THEN 'partial'
        WHEN said.nil THEN 'nil' ELSE 'sent' END AS state, said."at"
FROM expected e JOIN area s ON s.area_id = e.school_id LEFT JOIN area t ON t.area_id = e.township_id
LEFT JOIN said ON said.period = e.period AND said.school_id = e.school_id
ORDER BY t.name, s.name, e.period
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


def _nil_sql(dataset: str) -> str:
    """Whether a row is a nil return: something was stated to have flowed, and all of it is 0. Only returns that schools
    also make when nothing happened know it: those with a mark for having reported."""
    declared = dataset_named(dataset)
    flag = next((each.name for each in declared.stored if each.kind is Kind.FLAG), None)
    flows = ", ".join(f'c."{each.name}"' for each in declared.facts if each.role is Role.FLOW)
    return f'coalesce(c."{flag}", true) AND coalesce(greatest({flows}) = 0, false)' if flag and flows else "false"
