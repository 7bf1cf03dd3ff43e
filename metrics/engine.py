"""From a question to one row per level, period and area: the SQL is put together here and run once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from catalog.model import RELATIVE, Indicator
from metrics.apart import apart_frame
from metrics.filters import traits_sql
from metrics.levels import Unstaged, add_levels, add_schools, plain_levels
from metrics.meeting import add_cohort, add_stock_below
from metrics.papers import require_one_paper
from metrics.question import Question
from metrics.reporting import add_report_schools, add_reports, returns_fit
from metrics.sides import Query, add_rows, add_timed
from metrics.spread import add_variation, district_spread, own_spread, relative_values
from metrics.swift import add_shared_schools, add_swift_schools, is_swift, shares
from metrics.times import school_year_code

_FEW = 24
MEASURES = [
    "numerator", "denominator", "value", "schools_counted", "schools_missing", "suppressed", "own_total"
]  # fmt: skip


def columns_of(question: Question) -> list[str]:
    """The columns of `metrics.values`, in order."""
    return ["period", "area_id", "area", "parent", *_shown(question), *question.split, *MEASURES]


def _shown(question: Question) -> dict[str, Any]:
    return {name: value for name, value in question.filters.shown.items() if name not in question.split}


def answer(question: Question, levels: Iterable[str]) -> pd.DataFrame:
    """The columns of `metrics.values`, and level, parent_id and home_id (the district's id): one row per level, period,
    split and area, in order of time and area. Unknown is NaN.

    Empty when the data has none of the periods.
    """
    if not question.steps:
        return pd.DataFrame(columns=[*columns_of(question), "level", "parent_id", "home_id"])
    if question.indicator.function == "apart":
        return apart_frame(question, levels, answer)
    if question.indicator.one_paper:
        require_one_paper(question.reader, question.indicator, question.filters, question.steps, question.split)
    query = Query(params=dict(question.filters.params))
    if question.filters.traits:
        query.add(traits_sql(question.filters))
    frame = _run(question, query, _relation(question, query, levels))
    if question.indicator.function in RELATIVE:
        spread = district_spread(question.reader, question.indicator, question.filters, question.steps, question.split)
        frame["value"] = relative_values(frame, spread, question.split, question.indicator)
    elif question.indicator.function == "spread":
        means = answer(replace(question, indicator=_scores(question.indicator)), levels)
        frame["value"] = own_spread(frame, means, question.split)
    return frame


def _scores(indicator: Indicator) -> Indicator:
    """The mean that a spread is around: the same rows, their sum instead of the sum of squares."""
    return replace(indicator, function="ratio", numerator=replace(indicator.numerator, column="sum_score"))


def _relation(question: Question, query: Query, levels: Iterable[str]) -> str:
    """The rest of the statement, and the select that gives every level's rows."""
    indicator = question.indicator
    if indicator.function == "cv":
        add_rows(
            query,
            "rows",
            indicator.numerator,
            indicator.denominator,
            question.filters,
            question.split,
            periods=_few(question),
        )
        autumns = {code: f"{year}-1" for code in question.answers if (year := school_year_code(code))}
        add_variation(query, indicator, question.filters, autumns, question.steps)
        keyed = ", ".join(question.split)
        return f"SELECT 'district' AS level, answer, {keyed}, area_id, NULL AS parent_id, area_id AS home_id, num, den, false AS own_total, counted, missing, value FROM cv"
    if indicator.function == "reported" and returns_fit(question):
        add_report_schools(query, question)
        return plain_levels(question.split, levels)
    if is_swift(question):
        add_swift_schools(query, question)
        return plain_levels(question.split, levels)
    _add_parts(question, query)
    if not question.has_own_totals:
        add_schools(query, question.split)
        return plain_levels(question.split, levels)
    unstaged = None
    if question.areas_unstaged:
        steps = "parts_steps" if "parts_steps_answer" in query.params else "top_steps"
        unstaged = Unstaged(indicator.numerator.dataset, steps, question.stock)
    return add_levels(query, question.split, levels, unstaged, question.answers)


def _add_parts(question: Question, query: Query) -> None:
    indicator, filters = question.indicator, question.filters
    if indicator.function == "reported":
        add_reports(query, question)
    elif indicator.function == "cohort":
        natives = [question.natives(total, other_side=True) for total in question.below]
        add_cohort(query, indicator, filters, question.below, [question.stated, *natives], question.answers)
    elif _sides_apart(question):
        add_rows(
            query,
            "top_rows",
            indicator.numerator,
            None,
            filters,
            unstaged=question.schools_unstaged,
            periods=_few(question),
        )
        add_timed(query, "top", "top_rows", question.steps)
        add_stock_below(query, indicator, filters, question.stocks, question.answers)
    else:
        add_rows(
            query,
            "rows",
            indicator.numerator,
            indicator.denominator,
            filters,
            question.split,
            unstaged=question.schools_unstaged,
            periods=_few(question),
        )
        add_timed(query, "parts", "rows", question.steps, question.split)


def _few(question: Question) -> set[str] | None:
    """The periods of the data that answer, where they are few: rows of others are then not even grouped. Of many, looking
    each row up would cost more than it saves."""
    periods = {step.native for step in question.steps}
    return periods if len(periods) <= _FEW else None


def _sides_apart(question: Question) -> bool:
    """Whether the denominator is a stock below a flow, or stands in another return."""
    indicator = question.indicator
    return indicator.denominator is not None and indicator.meets_on != "same period"


def answer_many(questions: list[Question], levels: Iterable[str]) -> list[dict[str, pd.DataFrame]]:
    """`answer` of each, by level. Questions of the same rows are answered in one pass."""
    wanted = tuple(levels)
    groups: dict[Any, list[int]] = {}
    for place, question in enumerate(questions):
        shared = shares(question) if question.steps else None
        groups.setdefault(("alone", place) if shared is None else shared, []).append(place)
    answered: dict[int, dict[str, pd.DataFrame]] = {}
    for places in groups.values():
        mine = [questions[place] for place in places]
        alone = len(mine) == 1
        frames = [by_level(answer(mine[0], wanted), wanted)] if alone else _answer_shared(mine, wanted)
        answered |= dict(zip(places, frames, strict=True))
    return [answered[place] for place in range(len(questions))]


def by_level(frame: pd.DataFrame, levels: Sequence[str]) -> dict[str, pd.DataFrame]:
    """The rows of each level, numbered anew."""
    if len(levels) == 1 or not len(frame):
        return dict.fromkeys(levels, frame)
    return {level: frame.take(np.flatnonzero(frame["level"] == level)).reset_index(drop=True) for level in levels}


def _answer_shared(questions: list[Question], levels: Sequence[str]) -> list[dict[str, pd.DataFrame]]:
    query = Query(params=dict(questions[0].filters.params))
    add_shared_schools(query, questions)
    marks = [str(place) for place in range(len(questions))]
    frame = _run(questions[0], query, plain_levels(questions[0].split, levels, len(questions)), questions, marks)
    # Cut once for all of them: a level's names are the same whatever is asked.
    cut = by_level(frame, levels)
    sides = ("numerator", "denominator", "value", "schools_counted", "schools_missing")
    rest = [name for name in frame.columns if not name[-1].isdigit()]
    return [
        {
            level: part[[*rest, *(side + mark for side in sides)]].set_axis([*rest, *sides], axis=1)
            for level, part in cut.items()
        }
        for mark in marks
    ]


def _run(
    question: Question, query: Query, select: str, questions: Sequence[Question] = (), marks: Sequence[str] = ("",)
) -> pd.DataFrame:
    """Put names to the ids and the contract's names to the columns; `marks` end the columns of each of several questions."""
    shown = _shown(question)
    keyed = "".join(f', u."{name}"' for name in question.split)
    asked = "".join(f', ${_SHOWN}{name} AS "{name}"' for name in shown)
    query.params |= {f"{_SHOWN}{name}": value for name, value in shown.items()} | {"answers": list(question.answers)}
    sides = ", ".join(_sides(each, mark) for each, mark in zip(questions or (question,), marks, strict=True))
    sql = query.text(f"""SELECT u.answer AS period, u.area_id, a.name AS area, p.name AS parent{asked}{keyed}, {sides},
            false AS suppressed, u.own_total, u.level, u.parent_id, u.home_id
        FROM ({select}) u LEFT JOIN area a USING (area_id) LEFT JOIN area p ON p.area_id = u.parent_id
        ORDER BY list_position($answers, u.answer), u.area_id{keyed}""")
    frame = question.reader.frame(sql, query.used(sql))
    # Of districts alone no parent is known, and pandas would make of that a column of objects.
    frame["parent"] = frame["parent"].astype("str")
    return frame


def _sides(question: Question, mark: str) -> str:
    below = "NULL" if question.indicator.denominator is None else f"u.den{mark}"
    return f"""u.num{mark}::DOUBLE AS numerator{mark}, {below}::DOUBLE AS denominator{mark}, {_value(question, mark)} AS value{mark},
            u.counted{mark}::INTEGER AS schools_counted{mark}, u.missing{mark}::INTEGER AS schools_missing{mark}"""


# What the parameters are called that only repeat the question in the answer.
_SHOWN = "shown_"


def _value(question: Question, mark: str) -> str:
    if question.indicator.function == "cv":
        return "u.value::DOUBLE"
    if question.indicator.denominator is None:
        return f"u.num{mark}::DOUBLE"
    return f"CASE WHEN u.den{mark} > 0 THEN u.num{mark}::DOUBLE / u.den{mark}::DOUBLE END"
