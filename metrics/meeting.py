"""Two sides that come from different returns, or from different years, meeting at school (or area), stage and period.

`add_stock_below`: a flow over a stock of its school year (dropouts over pupils at its start; recipients over pupils).
`add_cohort`: graduates over the intake of their own cohort.
Both leave the relation `parts` of sides.py. The school stands where the numerator saw it: both sides move with it.
"""

from __future__ import annotations

from catalog.model import Indicator, Total
from catalog.stages import STAGES
from metrics.filters import Filters
from metrics.sides import Query, add_rows, add_timed, conditions, expression, table
from metrics.times import begins_first, cohort_steps, school_year_code

COHORTS = tuple((each.code, each.years) for each in STAGES if each.years)
# What is stated in the year of graduation itself.
SAME_YEAR = tuple((stage, 1) for stage, _ in COHORTS)


def add_stock_below(
    query: Query, indicator: Indicator, filters: Filters, stocks: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    """`parts` from `top` (the timed numerator) and the stock below it."""
    add_stock(query, indicator, filters, stocks, asked)
    _add_met(query)


def add_stock(
    query: Query, indicator: Indicator, filters: Filters, stocks: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    """`bottom`: the stock of the period asked, else the first of `stocks` (periods in which it was stated) in its school year."""
    assert indicator.denominator is not None
    total = indicator.denominator
    query.add(f"""stock AS (
        SELECT area_level AS lvl, area_id, stage, period, any_value(township_id) AS township_id,
            any_value(district_id) AS district_id, CASE WHEN count(*) = count({expression(total)}) THEN sum({expression(total)}) END AS d
        FROM {table(total, Filters())} WHERE {conditions(total, filters, other_side=True)}
        GROUP BY lvl, area_id, stage, period)""")
    first = sorted(stocks, key=begins_first)
    years = [school_year_code(code) for code in first]
    query.add(
        "stock_years AS (SELECT unnest($stock_code)::VARCHAR AS period, unnest($stock_year)::VARCHAR AS year, unnest($stock_rank)::INTEGER AS rank)",
        stock_code=first, stock_year=years, stock_rank=list(range(len(first))),
    )  # fmt: skip
    query.add("""first_stock AS (
        SELECT lvl, area_id, stage, year, any_value(township_id) AS township_id, any_value(district_id) AS district_id,
            arg_min(d, rank) AS d
        FROM stock JOIN stock_years USING (period) WHERE d IS NOT NULL GROUP BY lvl, area_id, stage, year)""")
    query.add(
        "asked AS (SELECT unnest($asked_code)::VARCHAR AS answer, unnest($asked_year)::VARCHAR AS year)",
        asked_code=list(asked), asked_year=[school_year_code(code) for code in asked],
    )  # fmt: skip
    query.add("""bottom AS (
        SELECT answer, lvl, area_id, stage, any_value(township_id) AS township_id, any_value(district_id) AS district_id,
            arg_min(d, rank) AS d1, true AS d_ok
        FROM (
            SELECT answer, lvl, area_id, stage, township_id, district_id, d, 0 AS rank
            FROM stock JOIN asked ON period = answer WHERE d IS NOT NULL
            UNION ALL
            SELECT answer, lvl, area_id, stage, township_id, district_id, d, 1 FROM first_stock JOIN asked USING (year))
        GROUP BY answer, lvl, area_id, stage)""")


def add_cohort(
    query: Query,
    indicator: Indicator,
    filters: Filters,
    below: tuple[Total, ...],
    natives: list[tuple[str, ...]],
    asked: tuple[str, ...],
) -> None:
    """`parts` for graduates over the intake of their cohort. `below`: the intake and, if the formula asks, who came and left
    since; `natives`: the periods in which the graduates and each of these were stated."""
    add_rows(query, "top_rows", indicator.numerator, None, filters)
    add_timed(query, "top", "top_rows", cohort_steps(asked, natives[0], SAME_YEAR))
    for name, total, stated, years in zip(("intake", "moves"), below, natives[1:], (COHORTS, SAME_YEAR), strict=False):
        add_rows(query, f"{name}_rows", total, None, filters, other_side=True)
        add_timed(query, name, f"{name}_rows", cohort_steps(asked, stated, years))
    places = "i.answer, i.lvl, i.area_id, i.stage, i.township_id, i.district_id"
    if len(below) > 1:
        sums, joined = (
            "i.n1 + m.n1 AS d1, i.n_ok AND m.n_ok AS d_ok",
            "JOIN moves m USING (answer, lvl, area_id, stage)",
        )
    else:
        sums, joined = "i.n1 AS d1, i.n_ok AS d_ok", ""
    query.add(f"bottom AS (SELECT {places}, {sums} FROM intake i {joined})")
    _add_met(query)


def _add_met(query: Query) -> None:
    query.add("""met AS (
        SELECT t.* EXCLUDE (n, d, d1, d_ok, ok), b.d1, coalesce(b.d_ok AND b.d1 IS NOT NULL, false) AS d_ok
        FROM top t LEFT JOIN bottom b
            ON b.answer = t.answer AND b.lvl = t.lvl AND b.area_id = t.area_id AND b.stage IS NOT DISTINCT FROM t.stage
        UNION ALL BY NAME
        SELECT answer, lvl, area_id, stage, township_id, district_id, NULL AS zone_id, 0 AS real, NULL AS n1, false AS n_ok, d1, d_ok
        FROM bottom b WHERE lvl <> 'school' AND d1 IS NOT NULL AND NOT EXISTS (
            FROM top t WHERE t.answer = b.answer AND t.lvl = b.lvl AND t.area_id = b.area_id AND t.stage IS NOT DISTINCT FROM b.stage))""")
    query.add("""parts AS (
        SELECT *, CASE WHEN d1 IS NOT NULL THEN n1 END AS n, CASE WHEN n1 IS NOT NULL THEN d1 END AS d,
            n_ok AND d_ok AND n1 IS NOT NULL AND d1 IS NOT NULL AS ok FROM met)""")
