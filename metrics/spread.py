"""Measures of spread, recomputed at the level shown: Z scores and the pupil-weighted coefficient of variation."""

from __future__ import annotations

import pandas as pd

from catalog.model import Indicator
from metrics.filters import Filters
from metrics.sides import Query, add_steps, add_timed, conditions
from metrics.times import Step
from store.reader import Reader


def district_spread(
    reader: Reader, indicator: Indicator, filters: Filters, steps: tuple[Step, ...], split: tuple[str, ...]
) -> pd.DataFrame:
    """Mean and standard deviation of all pupils of the district who sat the paper, whatever schools were chosen.

    One row per period, split and home_id: n, mu, sigma. sigma is NULL when a school that counts did not give its sum of
    squares: a spread of some of the pupils is not the spread.
    """
    query = Query()
    paper = Filters(stages=filters.stages, facts=filters.facts)
    keyed = "".join(f', "{each}"' for each in split)
    add_steps(query, "steps", steps)
    query.add(f"""sitting AS (
        SELECT answer{keyed}, district_id, sat, sum_score, sum_squares
        FROM exam JOIN steps ON native = period
        WHERE {conditions(indicator.numerator, paper)} AND area_level = 'school' AND sat > 0 AND sum_score IS NOT NULL)""")
    query.add(f"""pooled AS (
        SELECT answer{keyed}, district_id AS home_id, sum(sat)::DOUBLE AS n, sum(sum_score) / sum(sat) AS mu,
            CASE WHEN count(*) = count(sum_squares) THEN sum(sum_squares) / sum(sat) END AS mean_square
        FROM sitting GROUP BY answer{keyed}, district_id)""")
    return reader.frame(
        query.text(
            "SELECT answer AS period, * EXCLUDE (answer, mean_square), sqrt(greatest(mean_square - mu * mu, 0)) AS sigma FROM pooled"
        ),
        query.params | paper.params,
    )


def relative_values(
    frame: pd.DataFrame, spread: pd.DataFrame, split: tuple[str, ...], indicator: Indicator
) -> pd.Series:
    """Where each mean stands in its district: z = (mean - district mean) / district standard deviation, t = 50 + 10 z, or
    the distance as a share of the district mean. NaN without a spread (z, t) or below the smallest base."""
    known = frame.merge(spread, how="left", on=["period", "home_id", *split])
    known.index = frame.index
    sigma = known["sigma"].where(known["sigma"] > _NO_SPREAD * known["mu"].abs())
    enough = (frame["denominator"] >= indicator.smallest_base) & (known["n"] >= indicator.smallest_base)
    distance = frame["numerator"] / frame["denominator"] - known["mu"]
    if indicator.function == "over_mean":
        return (distance / known["mu"].where(known["mu"] > 0)).where(enough)
    z = (distance / sigma).where(enough)
    return 50 + 10 * z if indicator.function == "t" else z


def own_spread(frame: pd.DataFrame, means: pd.DataFrame, split: tuple[str, ...]) -> pd.Series:
    """The standard deviation of the pupils of each area, pooled from counts, sums and sums of squares; NaN where the sums
    are those of other pupils than the squares are."""
    both = frame.merge(means, how="left", on=["level", "period", "area_id", *split], suffixes=("", "_of_mean"))
    both.index = frame.index
    known = both["denominator"].where((both["denominator"] > 0) & (both["denominator"] == both["denominator_of_mean"]))
    mean = both["numerator_of_mean"] / known
    return (both["numerator"] / known - mean**2).clip(lower=0) ** 0.5


# Below this share of the mean a standard deviation is what is left of rounding, not a spread.
_NO_SPREAD = 1e-7


def add_variation(
    query: Query, indicator: Indicator, filters: Filters, autumns: dict[str, str], steps: tuple[Step, ...]
) -> None:
    """`cv`: one row per answer, district and breakdown: num, den, value, and the schools counted and missing.

    Pupils are those given with the resource, else the autumn enrolment of that stage (`autumns`: answer -> term). A school
    without pupils has no amount per pupil: it neither counts nor is missing.
    """
    add_timed(query, "timed", "rows", steps, indicator.breakdown)
    query.add(
        "autumns AS (SELECT unnest($autumn_answer)::VARCHAR AS answer, unnest($autumn_term)::VARCHAR AS period)",
        autumn_answer=list(autumns), autumn_term=list(autumns.values()),
    )  # fmt: skip
    query.add("""enrolled AS (
        SELECT answer, school_id AS area_id, stage, sum(pupils) AS pupils
        FROM enrolment_totals JOIN autumns USING (period) WHERE area_level = 'school' GROUP BY answer, school_id, stage)""")
    query.add("""amounts AS (
        SELECT answer, district_id, stage, item, area_id, n1 AS amount, coalesce(d1, e.pupils)::DOUBLE AS weight
        FROM timed LEFT JOIN enrolled e USING (answer, area_id, stage) WHERE lvl = 'school')""")
    query.add("""centred AS (
        SELECT *, sum(amount) FILTER (counts) OVER place AS all_amounts, sum(weight) FILTER (counts) OVER place AS all_weights
        FROM (SELECT *, amount IS NOT NULL AND coalesce(weight > 0, false) AS counts FROM amounts)
        WINDOW place AS (PARTITION BY answer, district_id, stage, item))""")
    query.add("""cv AS (
        SELECT answer, district_id AS area_id, stage, item, any_value(all_amounts) AS num, any_value(all_weights) AS den,
            count(*) FILTER (counts) AS counted,
            count(*) FILTER (NOT counts AND weight IS DISTINCT FROM 0) AS missing,
            CASE WHEN counted > 1 AND any_value(all_amounts) > 0 THEN
                sqrt(sum(weight / all_weights * (amount / weight - all_amounts / all_weights) ** 2) FILTER (counts))
                / any_value(all_amounts / all_weights) END AS value
        FROM centred GROUP BY answer, district_id, stage, item)""")
