"""From schools and areas' own totals to the level asked, as SQL.

A level's value, per stage: the sum of its parts when every part due has reported; else the area's own stated total, marked;
else the partial sum, with its coverage. Schools are the parts of townships, townships those of the district. Where the two
sides together leave parts missing but each has an authoritative value (complete sum or own total), those meet instead.
Stages are added last. A zone is a grouping of schools beside the townships and has no own total.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.sides import Query
from metrics.times import period
from metrics.wholes import add_wholes

# Own totals that name no stage are no part of any: wholes.py says when they stand.
_STAGED = " AND (lvl = 'school' OR stage IS NOT NULL)"

_TOTALS = """
    CASE WHEN full_sum THEN n WHEN n_auth IS NOT NULL AND d_auth IS NOT NULL THEN n_auth ELSE n END AS num,
    CASE WHEN full_sum THEN d WHEN n_auth IS NOT NULL AND d_auth IS NOT NULL THEN d_auth ELSE d END AS den,
    full_sum OR (n_auth IS NOT NULL AND d_auth IS NOT NULL) AS firm,
    NOT full_sum AND n_auth IS NOT NULL AND d_auth IS NOT NULL AND (n_own OR d_own) AS own_total"""


@dataclass(frozen=True)
class Unstaged:
    """Some own totals of the numerator's dataset name no stage (see wholes.py). `steps`: the relation of its steps."""

    dataset: str
    steps: str
    stock: bool


def add_levels(
    query: Query, split: tuple[str, ...], levels: Iterable[str], unstaged: Unstaged | None, answers: tuple[str, ...]
) -> str:
    """Add what leads from `parts` to the levels, and return the statement that selects them all, one row per
    level, answer, split and area. `answers`: the periods answered."""
    keyed = "".join(f', "{each}"' for each in split)
    by_stage = keyed + (", stage" if "stage" not in split else "")
    wanted = set(levels)
    add_schools(query, split)
    if wanted & {"township", "district"}:
        _add_townships(query, by_stage, unstaged=unstaged is not None)
        _add_finals(query, keyed, "township")
    if "district" in wanted:
        _add_live_townships(query, answers)
        _add_districts(query, by_stage, unstaged=unstaged is not None)
        _add_finals(query, keyed, "district")
    finals = "final"
    if unstaged and wanted & {"township", "district"}:
        finals = add_wholes(
            query, keyed, unstaged.dataset, unstaged.steps, stock=unstaged.stock, district="district" in wanted
        )
    selects = {
        "school": _schools(keyed),
        "zone": _grouped(keyed, "zone"),
        "township": _areas(keyed, "township", finals),
        "district": _areas(keyed, "district", finals),
    }
    return " UNION ALL BY NAME ".join(selects[level] for level in selects if level in wanted)


def plain_levels(split: tuple[str, ...], levels: Iterable[str], several: int = 0) -> str:
    """The select where no area states a total of its own: every level is then the plain sum of `schools`.

    `several`: how many questions stand side by side in it, as num0, den0, ok0, num1 …
    """
    keyed = "".join(f', "{each}"' for each in split)
    marks = tuple(str(place) for place in range(several)) if several else ("",)
    selects = {"school": _schools(keyed, marks)}
    selects |= {level: _grouped(keyed, level, marks) for level in ("zone", "township", "district")}
    return " UNION ALL BY NAME ".join(selects[level] for level in selects if level in set(levels))


def _grouped(keyed: str, level: str, marks: tuple[str, ...] = ("",)) -> str:
    parent = "NULL" if level == "district" else "any_value(district_id)"
    sums = ", ".join(
        f"sum(num{mark}) AS num{mark}, sum(den{mark}) AS den{mark}, count(*) FILTER (ok{mark}) AS counted{mark},"
        f" count(*) FILTER (NOT ok{mark}) AS missing{mark}"
        for mark in marks
    )
    return f"""SELECT '{level}' AS level, answer{keyed}, {level}_id AS area_id, {parent} AS parent_id,
            any_value(district_id) AS home_id, {sums}, false AS own_total
        FROM schools WHERE {level}_id IS NOT NULL GROUP BY answer{keyed}, {level}_id"""


def _add_finals(query: Query, keyed: str, level: str) -> None:
    """`<level>_final`: the stages of each area added up; firm when each of them is."""
    query.add(f"""{level}_final AS (
        SELECT answer{keyed}, {level}_id AS area_id, any_value(district_id) AS district_id, sum(num) AS num, sum(den) AS den,
            bool_or(own_total) AS own_total, bool_and(firm) AS firm
        FROM {level}s GROUP BY answer{keyed}, {level}_id{", district_id" if level == "township" else ""})""")


def add_schools(query: Query, split: tuple[str, ...]) -> None:
    """`schools`: a school's stages together; it counts as reported only when all of it is in."""
    keyed = "".join(f', "{each}"' for each in split)
    query.add(f"""schools AS (
        SELECT answer{keyed}, area_id, any_value(township_id) AS township_id, any_value(district_id) AS district_id,
            any_value(zone_id) AS zone_id, sum(n) AS num, sum(d) AS den, bool_and(ok) AS ok
        FROM parts WHERE lvl = 'school' GROUP BY answer{keyed}, area_id)""")


def _add_townships(query: Query, keyed: str, *, unstaged: bool) -> None:
    """`townships`: per stage. Schools of no township are a part of their district under a blank township."""
    query.add(f"""township_sums AS (
        SELECT answer{keyed}, district_id, coalesce(township_id, '') AS township_id,
            count(*) FILTER (school) AS due, coalesce(sum(real) FILTER (school), 0) AS real,
            count(*) FILTER (school AND ok) AS oks, count(*) FILTER (school AND n_ok) AS n_oks, count(*) FILTER (school AND d_ok) AS d_oks,
            sum(n) FILTER (school) AS n, sum(d) FILTER (school) AS d, sum(n1) FILTER (school) AS n1, sum(d1) FILTER (school) AS d1,
            max(n1) FILTER (NOT school) AS own_n, max(d1) FILTER (NOT school) AS own_d
        FROM (SELECT *, lvl = 'school' AS school FROM parts WHERE lvl <> 'district'{_STAGED if unstaged else ""})
        GROUP BY answer{keyed}, district_id, coalesce(township_id, ''))""")
    query.add(f"""townships AS (
        SELECT *, due > 0 AND real = 0 AS hollow, {_TOTALS} FROM (
            SELECT *, due > 0 AND oks = due AND (real > 0 OR own_n IS NULL) AS full_sum,
                due = 0 OR n_oks < due OR real = 0 AND own_n IS NOT NULL AS n_own, due = 0 OR d_oks < due AS d_own,
                CASE WHEN n_own THEN own_n ELSE n1 END AS n_auth, CASE WHEN d_own THEN own_d ELSE d1 END AS d_auth
            FROM township_sums WHERE due > 0 OR own_n IS NOT NULL))""")


def _add_live_townships(query: Query, answers: tuple[str, ...]) -> None:
    """`live_townships`: how many townships a district has as the period answered begins."""
    query.add(
        """live_townships AS (
        SELECT answer, district_id, count(*) AS live
        FROM (SELECT unnest($live_answer)::VARCHAR AS answer, unnest($live_day)::DATE AS day) CROSS JOIN area a
        JOIN township_now n ON n.township_id = a.area_id
            AND (n.closed IS NULL OR n.closed > day) AND (n.opened IS NULL OR n.opened <= day)
        WHERE level = 'township' GROUP BY answer, district_id)""",
        live_answer=list(answers),
        live_day=[period(code).start for code in answers],
    )


def _add_districts(query: Query, keyed: str, *, unstaged: bool) -> None:
    """`districts`: per stage. Where no school is known to be due, every live township of the district is.

    A township that stands on its own total while schools of it are due has not all its parts in, so the district's own
    total, where there is one, comes before the sum with it.
    """
    query.add(f"""district_sums AS (
        SELECT answer{keyed}, district_id, coalesce(sum(due), 0) AS due, count(*) FILTER (part) AS parts,
            count(*) FILTER (firm) AS firms, count(*) FILTER (n_auth IS NOT NULL) AS n_firms,
            count(*) FILTER (d_auth IS NOT NULL) AS d_firms,
            coalesce(bool_or(n_own AND n_auth IS NOT NULL AND due > 0), false) AS n_stated,
            coalesce(bool_or(d_own AND d_auth IS NOT NULL AND due > 0), false) AS d_stated, coalesce(bool_and(hollow), false) AS all_hollow,
            sum(num) AS n, sum(den) AS d, sum(n_auth) AS n1, sum(d_auth) AS d1, max(own_n) FILTER (NOT part) AS own_n, max(own_d) FILTER (NOT part) AS own_d
        FROM (
            SELECT answer{keyed}, district_id, true AS part, due, hollow, firm, n_own, d_own, n_auth, d_auth, num, den, NULL AS own_n, NULL AS own_d FROM townships
            UNION ALL BY NAME
            SELECT answer{keyed}, district_id, false AS part, n1 AS own_n, d1 AS own_d FROM parts WHERE lvl = 'district'{_STAGED if unstaged else ""})
        GROUP BY answer{keyed}, district_id)""")
    query.add(f"""districts AS (
        SELECT *, {_TOTALS} FROM (
            SELECT *, (n_stated OR d_stated) AND (own_n IS NOT NULL OR NOT n_stated) AND (own_d IS NOT NULL OR NOT d_stated) AS outranked,
                parts > 0 AND firms = expected AND NOT outranked AND NOT (all_hollow AND own_n IS NOT NULL) AS full_sum,
                parts = 0 OR n_firms < expected OR outranked AND n_stated OR all_hollow AND own_n IS NOT NULL AS n_own,
                parts = 0 OR d_firms < expected OR outranked AND d_stated AS d_own,
                CASE WHEN n_own THEN own_n ELSE n1 END AS n_auth, CASE WHEN d_own THEN own_d ELSE d1 END AS d_auth
            FROM (
                SELECT s.*, CASE WHEN due > 0 THEN parts ELSE greatest(parts, coalesce(live, 0)) END AS expected
                FROM district_sums s LEFT JOIN live_townships USING (answer, district_id))
            WHERE parts > 0 OR own_n IS NOT NULL))""")


def _areas(keyed: str, level: str, finals: str) -> str:
    parent = "v.district_id" if level == "township" else "NULL"
    return f"""SELECT '{level}' AS level, v.answer{keyed}, v.area_id, {parent} AS parent_id, v.district_id AS home_id, v.num, v.den,
            v.own_total, coalesce(c.counted, 0) AS counted, coalesce(c.missing, 0) AS missing
        FROM {level}_{finals} v LEFT JOIN ({_coverage(keyed, f"{level}_id")}) c USING (answer{keyed}, area_id) WHERE v.area_id <> ''"""


def _schools(keyed: str, marks: tuple[str, ...] = ("",)) -> str:
    sums = ", ".join(
        f"num{mark}, den{mark}, ok{mark}::INTEGER AS counted{mark}, (NOT ok{mark})::INTEGER AS missing{mark}"
        for mark in marks
    )
    return f"""SELECT 'school' AS level, answer{keyed}, area_id, coalesce(township_id, district_id) AS parent_id,
            district_id AS home_id, {sums}, false AS own_total FROM schools"""


def _coverage(keyed: str, column: str) -> str:
    return f"""SELECT answer{keyed}, {column} AS area_id, count(*) FILTER (ok) AS counted, count(*) FILTER (NOT ok) AS missing
        FROM schools WHERE {column} IS NOT NULL GROUP BY answer{keyed}, {column}"""
