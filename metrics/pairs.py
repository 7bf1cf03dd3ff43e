"""Pairs: two schools beside each other within the dates of their pair, and the unpaired schools most like them."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from metrics.question import Question
from metrics.times import period
from store.reader import Reader

COLUMNS = ["period", "core_id", "core", "member_id", "member"]
VALUES = ["core_value", "member_value", "gap"]


def pair_values(question: Question, schools: pd.DataFrame, areas: Collection[str] | None) -> pd.DataFrame:
    """A row per core, member and period that overlaps the pair's dates: core_value, member_value, gap = core - member.

    `schools` are the answers at school level. A gap is NaN when either value is. With `areas`, only pairs whose schools
    both stand in them.
    """
    shown = {name: value for name, value in question.filters.shown.items() if name not in question.split}
    columns = [*COLUMNS, *shown, *question.split, *VALUES]
    pairs = _pairs(question.reader, question.answers)
    if areas is not None:
        schools = schools[schools["parent_id"].isin(set(areas))]
    if pairs.empty or schools.empty:
        return pd.DataFrame(columns=columns)
    keys = ["period", *question.split]
    known = schools[[*keys, "area_id", "value"]]
    core = known.rename(columns={"area_id": "core_id", "value": "core_value"})
    member = known.rename(columns={"area_id": "member_id", "value": "member_value"})
    if areas is not None:
        seen = set(schools["area_id"])
        pairs = pairs[pairs["core_id"].isin(seen) & pairs["member_id"].isin(seen)]
    both = (
        pairs.merge(core, how="left", on=["period", "core_id"])
        if not question.split
        else pairs.merge(core, on=["period", "core_id"])
    )
    both = both.merge(member, how="left", on=[*keys, "member_id"])
    both = both[both["core_value"].notna() | both["member_value"].notna()]
    return both.assign(gap=both["core_value"] - both["member_value"], **shown)[columns].reset_index(drop=True)


def _pairs(reader: Reader, answers: tuple[str, ...]) -> pd.DataFrame:
    """Each core and member once per period that overlaps one of their spells."""
    codes = sorted(answers, key=lambda code: (period(code).start, period(code).end))
    return reader.frame(
        """SELECT DISTINCT asked.period, asked.ord, core_school_id AS core_id, c.name AS core, member_school_id AS member_id, m.name AS member
        FROM pair
        JOIN (SELECT unnest($codes)::VARCHAR AS period, unnest($first)::DATE AS first, unnest($last)::DATE AS last, unnest($ord)::INTEGER AS ord) asked
            ON (pair."start" IS NULL OR pair."start" <= asked.last) AND (pair."end" IS NULL OR pair."end" >= asked.first)
        LEFT JOIN area c ON c.area_id = core_school_id LEFT JOIN area m ON m.area_id = member_school_id
        WHERE core_school_id IS NOT NULL AND member_school_id IS NOT NULL
        ORDER BY asked.ord, core_id, member_id""",
        {
            "codes": codes,
            "first": [period(code).start for code in codes],
            "last": [period(code).end for code in codes],
            "ord": list(range(len(codes))),
        },
    ).drop(columns="ord")


def unpaired_like(reader: Reader, school_id: str, code: str) -> pd.DataFrame:
    """The schools to look at beside a paired one: area_id, area, stage, urban_rural.

    They share a stage and the urban or rural kind with it as the period begins, and are in no pair in that period.
    Empty when the school's kind is unknown.
    """
    asked = period(code)
    return reader.frame(
        """WITH then_schools AS (
            SELECT school_id, urban_rural, status, closed, opened FROM school_history
            QUALIFY row_number() OVER (PARTITION BY school_id ORDER BY valid_from <= $first DESC,
                CASE WHEN valid_from <= $first THEN valid_from END DESC, valid_from) = 1),
        paired AS (
            SELECT unnest([core_school_id, member_school_id]) AS school_id FROM pair
            WHERE ("start" IS NULL OR "start" <= $last) AND ("end" IS NULL OR "end" >= $first))
        SELECT DISTINCT o.school_id AS area_id, a.name AS area, s.stage, o.urban_rural
        FROM then_schools me JOIN school_stage mine ON mine.school_id = me.school_id
        JOIN then_schools o ON o.urban_rural = me.urban_rural AND o.school_id <> me.school_id
        JOIN school_stage s ON s.school_id = o.school_id AND s.stage = mine.stage
        JOIN area a ON a.area_id = o.school_id
        WHERE me.school_id = $school AND o.status IS DISTINCT FROM 'closed' AND (o.closed IS NULL OR o.closed > $last)
            AND (o.opened IS NULL OR o.opened <= $first) AND o.school_id NOT IN (SELECT school_id FROM paired WHERE school_id IS NOT NULL)
        ORDER BY area_id, stage""",
        {"school": school_id, "first": asked.start, "last": asked.end},
    )
