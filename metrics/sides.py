"""Both sides of an indicator for every school and area total, per stage and period asked, as SQL.

Each side is summed to school, stage and period before it meets the other (a join first would count a denominator once for
every row), and a school whose side is unknown in one row is unknown on that side. What comes out is the relation `parts`:

    answer, lvl, area_id, stage, <split>, township_id, district_id, zone_id,
    real           1 if anything was reported, else 0 (who is due and silent, or absent because there was none)
    n, d           the two sides where both are known, else NULL
    n1, d1         each side by itself, NULL when unknown
    n_ok, d_ok, ok whether everything due of that side, of both together, is in

Kinds that come at rhythms of their own (a programme by the year beside one by the term) cannot all be in a sum at one
granularity: a school whose sum lacks one has not all of it in, and an area's own total that lacks one is no total.

Where both sides come from one dataset they meet row by row (recipients over eligible "of the same programme and category").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from catalog import dataset as declared
from catalog.model import AbsentRow, Total
from metrics.filters import Filters
from metrics.times import Step, is_plain

_NAMED = re.compile(r"\$(\w+)")
PLACE_COLUMNS = ("township_id", "district_id", "zone_id")


@dataclass
class Query:
    """SQL under construction: common table expressions in order, and their parameters."""

    ctes: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)

    def add(self, cte: str, **params: Any) -> None:
        """Append one expression and what it names."""
        self.ctes.append(cte)
        self.params |= params

    def used(self, sql: str) -> dict[str, Any]:
        """The parameters that the statement names: DuckDB refuses any other."""
        named = set(_NAMED.findall(sql))
        return {name: value for name, value in self.params.items() if name in named}

    def text(self, select: str) -> str:
        """The whole statement."""
        return ("WITH " + ",\n".join(self.ctes) + "\n" if self.ctes else "") + select


def expression(total: Total) -> str:
    """The row's share of the total. Any unknown column makes it unknown: SQL's arithmetic already does."""
    terms = [f'"{total.column}"', *(f'+ "{name}"' for name in total.plus), *(f'- "{name}"' for name in total.minus)]
    whole = f"({' '.join(terms)})" if len(terms) > 1 else terms[0]
    if total.negative:
        whole = f"-{whole}"
    return f'{whole} * "{total.times}"' if total.times else whole


def table(total: Total, filters: Filters, split: tuple[str, ...] = ()) -> str:
    """Where the total's rows stand: without its breakdown unless that is what is filtered on or split by."""
    breakdown = declared(total.dataset).breakdown
    return f"{total.dataset}_totals" if breakdown and breakdown not in (*filters.facts, *split) else total.dataset


def conditions(total: Total, filters: Filters, split: tuple[str, ...] = (), *, other_side: bool = False) -> str:
    """The WHERE of the total's rows. A return marked as not made says nothing, whatever stands in it."""
    found = filters.of_other_side() if other_side else [*filters.of_schools(), *filters.of_facts()]
    found += [f'"{name}" IS NOT NULL' for name in split if name == declared(total.dataset).breakdown]
    if "reported" in {column.name for column in declared(total.dataset).stored}:
        found.append("reported IS DISTINCT FROM false")
    return " AND ".join(found) or "true"


def add_steps(query: Query, name: str, steps: tuple[Step, ...]) -> None:
    """The relation `name`(answer, native, grain, days, ord, for_stage, whole_days): the last is the most that any one
    granularity of the data covers of the answer (for that stage)."""
    columns = ("answer", "native", "grain", "days", "order", "stage")
    names = ("answer", "native", "grain", "days", "ord", "for_stage")
    covered: dict[tuple[str, str | None, int], int] = {}
    for step in steps:
        key = (step.answer, step.stage, step.grain)
        covered[key] = covered.get(key, 0) + step.days
    whole: dict[tuple[str, str | None], int] = {}
    for (answer, stage, _), days in covered.items():
        whole[answer, stage] = max(days, whole.get((answer, stage), 0))
    listed = ", ".join(
        f"unnest(${name}_{column})::{_STEP_TYPES[column]} AS {shown}"
        for column, shown in zip(columns, names, strict=True)
    )
    query.add(
        f"{name} AS (SELECT {listed}, unnest(${name}_whole)::INTEGER AS whole_days)",
        **{f"{name}_{column}": [getattr(step, column) for step in steps] for column in columns},
        **{f"{name}_whole": [whole[step.answer, step.stage] for step in steps]},
    )


_STEP_TYPES = {
    "answer": "VARCHAR",
    "native": "VARCHAR",
    "grain": "INTEGER",
    "days": "INTEGER",
    "order": "INTEGER",
    "stage": "VARCHAR",
}


def add_rows(
    query: Query,
    name: str,
    numerator: Total,
    denominator: Total | None,
    filters: Filters,
    split: tuple[str, ...] = (),
    *,
    other_side: bool = False,
    unstaged: bool = False,
    periods: Iterable[str] | None = None,
) -> None:
    """The relation `name`: both sides by school (or area), stage and period of the data, with who is due beside.

    `denominator` None: a side that is always known and zero, so that totals take the same road. `other_side`: see
    Filters.of_other_side. `unstaged`: some rows of schools name no stage. `periods`: those that will be looked at, if few
    of many are (None: all).
    """
    dataset = declared(numerator.dataset)
    d = expression(denominator) if denominator else "0"
    keyed = "".join(f', "{each}"' for each in split if each != "stage")
    kind = f"coalesce(\"{dataset.own_rhythms}\", '')" if dataset.own_rhythms else "NULL::VARCHAR"
    absent_is_none = dataset.absent_row is AbsentRow.NONE
    within = "" if periods is None else f" AND list_contains(${name}_within, period)"
    query.params |= {} if periods is None else {f"{name}_within": sorted(set(periods))}
    query.add(f"""{name}_facts AS (
        SELECT area_level AS lvl, area_id, stage{keyed}, period, township_id, district_id, zone_id,
            1 AS real, {expression(numerator)} AS n, {d} AS d, false AS none, {kind} AS kind
        FROM {table(numerator, filters, split)} WHERE {conditions(numerator, filters, split, other_side=other_side)}{within})""")
    due_filters = filters.of_stage() if other_side else filters.of_schools()
    due_where = " AND ".join([f"dataset = '{dataset.name}'", *due_filters])
    seen = f"JOIN (SELECT DISTINCT period, stage{keyed} FROM {name}_facts) USING (period, stage)" if keyed else ""
    query.add(f"""{name}_due AS (
        SELECT 'school' AS lvl, school_id AS area_id, stage{keyed}, period, township_id, district_id, zone_id,
            0 AS real, NULL AS n, NULL AS d, {"covered OR reported" if absent_is_none else "false"} AS none, NULL AS kind
        FROM due {seen} WHERE {due_where}{within})""")
    zero = "sum(real) = 0 AND bool_or(none)" if absent_is_none else "false"
    union = f"(SELECT * FROM {name}_facts UNION ALL SELECT * FROM {name}_due)"
    if unstaged:
        _add_whole_schools(query, name, union)
        union = f"{name}_whole"
    # A total has nothing to meet: known is what all of its rows state.
    n = "sum(CASE WHEN d IS NOT NULL THEN n END)" if denominator else "CASE WHEN sum(real) = count(n) THEN sum(n) END"
    query.add(f"""{name} AS (
        SELECT lvl, area_id, stage{keyed}, period, {", ".join(f"any_value({each}) AS {each}" for each in PLACE_COLUMNS)},
            max(real) AS real, list(DISTINCT kind) FILTER (n IS NOT NULL AND kind IS NOT NULL) AS kinds,
            CASE WHEN {zero} THEN 0 ELSE {n} END AS n,
            CASE WHEN {zero} THEN 0 ELSE sum(CASE WHEN n IS NOT NULL THEN d END) END AS d,
            CASE WHEN {zero} THEN 0 WHEN sum(real) = count(n) THEN sum(n) END AS n1,
            CASE WHEN {zero} THEN 0 WHEN sum(real) = count(d) THEN sum(d) END AS d1
        FROM {union} GROUP BY lvl, area_id, stage{keyed}, period HAVING lvl <> 'school' OR min(real) = 0)""")


def _add_whole_schools(query: Query, name: str, union: str) -> None:
    """A school's row that names no stage speaks for the whole school: then no stage of it is silent. Beside rows of its
    stages it says the same again, and counts no second time."""
    query.add(f"""{name}_whole AS (
        SELECT * EXCLUDE (staged, unstaged) FROM (
            SELECT *, bool_or(real = 1 AND stage IS NOT NULL) OVER same AS staged,
                bool_or(real = 1 AND stage IS NULL) OVER same AS unstaged
            FROM {union} WINDOW same AS (PARTITION BY lvl, area_id, period))
        WHERE lvl <> 'school' OR NOT unstaged OR CASE WHEN staged THEN stage IS NOT NULL ELSE stage IS NULL END)""")


# The share of a longer time that counts as all of it: schools make no monthly returns in July and August.
MOST = 0.75
# What makes a period of the data a known one, when the granularity is chosen.
_BOTH = "n IS NOT NULL AND d IS NOT NULL"


def add_timed(
    query: Query, name: str, rows: str, steps: tuple[Step, ...], split: tuple[str, ...] = (), *, known: str = _BOTH
) -> None:
    """The relation `name`: `rows` answered for the periods asked, one granularity for each school and stage.

    A school has reported a longer time only if what is in covers most of what was due at the granularity due the longest,
    and an area's own total stands for it only if it covers most of what anyone stated: one month is not the term.
    """
    add_steps(query, f"{name}_steps", steps)
    keyed = "".join(f', "{each}"' for each in split if each != "stage")
    joined = f"{rows} JOIN {name}_steps ON native = period AND (for_stage IS NULL OR for_stage = stage)"
    if is_plain(steps):
        query.add(f"""{name} AS (
            SELECT answer, lvl, area_id, stage{keyed}, township_id, district_id, zone_id, real, n, d, n1, d1,
                n1 IS NOT NULL AS n_ok, d1 IS NOT NULL AS d_ok, n IS NOT NULL AND d IS NOT NULL AS ok FROM {joined})""")
        return
    places = ", ".join(f"arg_max({each}, ord) AS {each}" for each in PLACE_COLUMNS)
    query.add(f"""{name}_grains AS (
        SELECT answer, lvl, area_id, stage{keyed}, grain, {places}, max(real) AS real,
            sum(n) AS n, sum(d) AS d, sum(n1) AS n1, sum(d1) AS d1,
            coalesce(list_distinct(flatten(list(kinds) FILTER (kinds IS NOT NULL))), []) AS kinds,
            count(n1) = count(*) AS all_n, count(d1) = count(*) AS all_d, count(n) = count(*) AND count(d) = count(*) AS all_both,
            coalesce(sum(days) FILTER (n1 IS NOT NULL), 0) AS n_days, coalesce(sum(days) FILTER (d1 IS NOT NULL), 0) AS d_days,
            coalesce(sum(days) FILTER ({known}), 0) AS known_days, sum(days) AS all_days, any_value(whole_days) AS whole_days
        FROM {joined} GROUP BY answer, lvl, area_id, stage{keyed}, grain)""")
    query.add(f"""{name} AS (
        SELECT answer, lvl, area_id, stage{keyed}, {", ".join(PLACE_COLUMNS)}, real, n, d,
            CASE WHEN lvl = 'school' OR n_days >= enough AND held THEN n1 END AS n1,
            CASE WHEN lvl = 'school' OR d_days >= enough AND held THEN d1 END AS d1,
            all_n AND n_days >= enough AND held AS n_ok, all_d AND d_days >= enough AND held AS d_ok,
            all_both AND known_days >= enough AND held AS ok
        FROM (SELECT *, {MOST} * CASE WHEN lvl = 'school' THEN max(all_days) OVER same ELSE whole_days END AS enough,
                list_contains(kinds, '') OR list_has_all(list_append(kinds, ''), flatten(list(kinds) OVER same)) AS held
            FROM {name}_grains WINDOW same AS (PARTITION BY answer, lvl, area_id, stage{keyed}))
        QUALIFY row_number() OVER (
            PARTITION BY answer, lvl, area_id, stage{keyed} ORDER BY known_days DESC, all_days DESC, grain) = 1)""")
