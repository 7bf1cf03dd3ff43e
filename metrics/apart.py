"""Ratios whose two sides are of different schools or years: pupils over children of an age, those who entered junior schools
over those who left primary ones. School by school there is nothing to meet; areas meet when each side is whole.

A side is whole when every school that is due is in, or the area's own total stands for it; of returns that only areas make,
when every township of the district has stated it. Else the value is unknown: a part over a whole would look like a rate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd

from catalog.model import Total
from catalog.periods import shift_years
from metrics.question import Question

Answer = Callable[[Question, Iterable[str]], pd.DataFrame]


def sides_apart(question: Question) -> tuple[Question, Question]:
    """The numerator and the denominator as questions of their own, each of its stages and its year."""
    apart, below = question.indicator.apart, question.indicator.denominator
    assert apart is not None
    assert below is not None
    earlier = tuple(shift_years(code, -apart.years_back) for code in question.answers)
    return (
        _side(question, question.indicator.numerator, apart.numerator_stages, question.answers),
        _side(question, below, apart.denominator_stages, earlier),
    )


def _side(question: Question, total: Total, stages: tuple[str, ...], periods: tuple[str, ...]) -> Question:
    alone = replace(
        question.indicator, function="total", numerator=total, denominator=None, apart=None, meets_on="same period"
    )
    return replace(
        question,
        indicator=alone,
        filters=replace(question.filters, stages=stages or question.filters.stages),
        periods=periods,
    )


def apart_frame(question: Question, levels: Iterable[str], answer: Answer) -> pd.DataFrame:
    """The numerator's rows with the denominator beside them, and the ratio where both are whole."""
    assert question.indicator.apart is not None
    wanted, back = list(levels), question.indicator.apart.years_back
    top, below = sides_apart(question)
    frame, under = _whole(top, answer, wanted), _whole(below, answer, wanted)
    # An empty list of codes would be a column of numbers to pandas.
    under["period"] = pd.Series([shift_years(code, back) for code in under["period"]], under.index, dtype="object")
    key = ["level", "period", "area_id"]
    kept = under[[*key, "numerator", "schools_missing", "own_total", "whole"]]
    both = frame.merge(kept, how="left", on=key, suffixes=("", "_below"))
    whole = both["whole"].astype(bool) & both["whole_below"].eq(True)
    if not question.indicator.apart.numerator_stages and len(question.filters.stages) != 1:
        # The ages of one stage and the pupils of another are no rate.
        whole &= False
    both["denominator"] = both["numerator_below"]
    both["value"] = (both["numerator"] / both["denominator"].where(both["denominator"] > 0)).where(whole)
    both["schools_missing"] = both["schools_missing"] + both["schools_missing_below"].fillna(0).astype(int)
    both["own_total"] = both["own_total"].astype(bool) | both["own_total_below"].eq(True)
    return both[frame.columns.drop("whole")]


def _whole(side: Question, answer: Answer, levels: list[str]) -> pd.DataFrame:
    """The side's rows, each with whether all of it is known."""
    frame = answer(side, levels).assign(whole=False)
    if frame.empty:
        return frame
    complete = frame["numerator"].notna() & ((frame["schools_missing"] == 0) | frame["own_total"].astype(bool))
    no_schools = (frame["schools_counted"] == 0) & ~frame["own_total"].astype(bool) & (frame["level"] == "district")
    frame["whole"] = complete & (~no_schools | _all_townships(side, answer, frame))
    return frame


def _all_townships(side: Question, answer: Answer, frame: pd.DataFrame) -> pd.Series:
    """Whether every live township of each district has stated the side in each period."""
    live = side.reader.rows("SELECT district_id, count(*) AS n FROM area WHERE level = 'township' GROUP BY district_id")
    townships = answer(side, ["township"])
    known = townships[townships["numerator"].notna()].groupby(["period", "home_id"]).size()
    due = {row["district_id"]: row["n"] for row in live}
    return pd.Series(
        [known.get((row.period, row.home_id), 0) >= due.get(row.home_id, 1) for row in frame.itertuples()], frame.index
    )
