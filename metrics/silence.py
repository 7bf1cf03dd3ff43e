"""Of the schools missing from a number, how many did not report; the others reported, but not what the number needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from metrics.behind import sides_of
from metrics.engine import answer
from metrics.filters import Where
from metrics.question import Question, ask, require_level
from store.reader import Reader

COLUMNS = ["period", "area_id", "schools_silent"]


def silent_counts(
    reader: Reader,
    name: str,
    by: str,
    periods: Iterable[str] | str | None = None,
    where: Where | None = None,
    areas: Collection[str] | None = None,
) -> pd.DataFrame:
    """A row per period and area in which somebody was silent: period, area_id, schools_silent.

    A school is silent when it is counted as missing by `metrics.values` and some return that was due of it, of those the
    number is made from, is not in. `schools_missing` less these are schools whose returns are in and leave blank what the
    number needs, or whose earlier years it needs and nobody collected. Not for pairs. Raises what `metrics.values` does.
    """
    question = ask(reader, name, periods, where)
    require_level(question.indicator, by)
    schools = answer(question, ["school"])
    missing = schools[schools["schools_missing"] > 0]
    if areas is not None:
        missing = missing[missing["parent_id"].isin(set(areas))]
    if missing.empty:
        return pd.DataFrame(columns=COLUMNS)
    found = missing.merge(_silent(question), on=["period", "area_id"])
    found["place"] = _places(reader, found, by)
    counted = found.drop_duplicates(["period", "place", "area_id"]).groupby(["period", "place"], sort=False).size()
    return counted.reset_index(name="schools_silent").rename(columns={"place": "area_id"})[COLUMNS]


def _places(reader: Reader, schools: pd.DataFrame, by: str) -> pd.Series:
    """The area of level `by` that each school's row counts for."""
    if by == "zone":
        rows = reader.rows("SELECT area_id, zone_id FROM area WHERE level = 'school'")
        return schools["area_id"].map({row["area_id"]: row["zone_id"] for row in rows})
    return schools[{"school": "area_id", "township": "parent_id", "district": "home_id"}[by]]


def _silent(question: Question) -> pd.DataFrame:
    """(period, area_id) of schools that owe a return of those which answer for the period."""
    steps = [(total.dataset, step) for _, total, steps in sides_of(question) for step in steps]
    staged = "AND list_contains($stages, d.stage)" if question.filters.stages else ""
    params = {
        "datasets": [dataset for dataset, _ in steps],
        "answers": [step.answer for _, step in steps],
        "natives": [step.native for _, step in steps],
        "step_stages": [step.stage for _, step in steps],
    }
    return question.reader.frame(
        f"""SELECT DISTINCT s.answer AS period, d.school_id AS area_id
        FROM due d JOIN (SELECT unnest($datasets)::VARCHAR AS dataset, unnest($answers)::VARCHAR AS answer,
            unnest($natives)::VARCHAR AS native, unnest($step_stages)::VARCHAR AS stage) s
            ON d.dataset = s.dataset AND d.period = s.native AND (s.stage IS NULL OR d.stage IS NULL OR d.stage = s.stage)
        WHERE NOT d.reported {staged}""",
        params | ({"stages": list(question.filters.stages)} if staged else {}),
    )
