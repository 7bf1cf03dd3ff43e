"""The short way, where nothing needs weighing: no area states a total, no return is made at two granularities, and every row
stands for itself. Then each level is the plain sum of its schools, and one pass over the rows gives the schools.

Most questions of most pages are of this kind. The long way (sides.py, meeting.py, levels.py) gives the same answers; the
oracle is held against both.
"""

from __future__ import annotations

from typing import Any

from catalog import dataset as declared
from catalog.model import Dataset
from catalog.periods import PeriodKind
from metrics import times
from metrics.meeting import COHORTS, SAME_YEAR, add_stock
from metrics.question import Question
from metrics.sides import Query, conditions, expression, table
from metrics.swift_rows import add_placed_schools, add_step_list, any_place, carried, cells, last_place, silent, spoke
from metrics.times import Step


def is_swift(question: Question) -> bool:
    """Whether the short way answers this question."""
    indicator = question.indicator
    if indicator.function in ("reported", "cv", "apart") or set(question.split) - {"stage"} or question.filters.facts:
        return False
    if question.has_own_totals or question.schools_unstaged or not _one_rhythm(question.steps):
        return False
    if not _one_row_each(declared(indicator.numerator.dataset)) and question.has_holes:
        return False
    return indicator.function != "cohort" or all(_one_rhythm(steps) for steps in _cohort(question))


def _one_rhythm(steps: tuple[Step, ...]) -> bool:
    answered = {(step.answer, step.stage) for step in steps}
    return len({(step.answer, step.stage, step.grain) for step in steps}) == len(answered)


def _one_row_each(dataset: Dataset) -> bool:
    return set(dataset.key) <= {"stage", "period", dataset.breakdown}


def add_swift_schools(query: Query, question: Question) -> None:
    """The relation `schools` of levels.py."""
    if question.indicator.function == "cohort":
        _add_cohort(query, question)
    elif question.indicator.meets_on == "same period" or _stock_stands_beside(question):
        _add_met(query, question)
    elif len(question.indicator.datasets) == 1 and _asks_years(question):
        _add_over_first_stock(query, question)
    else:
        _add_over_stock(query, question)


def _stock_stands_beside(question: Question) -> bool:
    """Whether every row of a flow states the stock below it too."""
    plain = all(step.answer == step.native for step in question.steps)
    return len(question.indicator.datasets) == 1 and plain and not question.has_unmet


def _asks_years(question: Question) -> bool:
    return all(times.period(code).kind is PeriodKind.SCHOOL_YEAR for code in question.answers)


# Several questions of the same rows, in one pass


def shares(question: Question) -> tuple[Any, ...] | None:
    """What two questions must have in common to be answered in one pass; None for one that must be asked alone."""
    indicator = question.indicator
    alone = indicator.meets_on != "same period" or indicator.function in ("cohort", "z") or indicator.one_paper
    if alone or question.filters.traits or not is_swift(question):
        return None
    return indicator.numerator.dataset, repr(question.filters), question.steps, question.split


def add_shared_schools(query: Query, questions: list[Question]) -> None:
    """`schools` with num0, den0, ok0, num1 … of each question: all of one `shares`."""
    first = questions[0]
    keyed = "".join(f', "{each}"' for each in first.split)
    top = first.indicator.numerator
    join = add_step_list(query, "steps", first.steps)
    sides = [
        (
            expression(each.indicator.numerator),
            expression(each.indicator.denominator) if each.indicator.denominator else "0",
        )
        for each in questions
    ]
    sides_said = ", ".join(
        f"CASE WHEN {d} IS NOT NULL THEN {n} END AS n{i}, CASE WHEN {n} IS NOT NULL THEN {d} END AS d{i},"
        f" {n} IS NOT NULL AND {d} IS NOT NULL AS known{i}"
        for i, (n, d) in enumerate(sides)
    )
    unsaid = ", ".join(f"n AS n{i}, d AS d{i}, known AS known{i}" for i in range(len(sides)))
    sums = ", ".join(
        f"sum(n{i}) AS num{i}, sum(d{i}) AS den{i}, bool_and(known{i}) AS ok{i}" for i in range(len(sides))
    )
    add_placed_schools(
        query,
        first,
        f"""
        SELECT answer{keyed}, school_id AS area_id{last_place(first)}, {sums}
        FROM (
            SELECT period, school_id, stage{carried(first)}, {sides_said} FROM {table(top, first.filters)}
            WHERE {conditions(top, first.filters)} AND {spoke(declared(top.dataset))}
            UNION ALL SELECT period, school_id, stage{carried(first)}, {unsaid} FROM ({silent(first, top)})) {join}
        GROUP BY answer{keyed}, school_id""",
    )


# The schools


def _add_met(query: Query, question: Question) -> None:
    """Both sides stand in one row."""
    keyed = "".join(f', "{each}"' for each in question.split)
    join = add_step_list(query, "steps", question.steps)
    add_placed_schools(
        query,
        question,
        f"""
        SELECT answer{keyed}, school_id AS area_id{last_place(question)}, sum(n) AS num, sum(d) AS den, bool_and(known) AS ok
        FROM ({cells(question, question.indicator.numerator, question.indicator.denominator)}) {join}
        GROUP BY answer{keyed}, school_id""",
    )


def _add_top(query: Query, question: Question, steps: tuple[Step, ...]) -> None:
    """`top`: the numerator by answer, stage and school."""
    join = add_step_list(query, "steps", steps)
    query.add(f"""top AS (
        SELECT answer, stage, school_id AS area_id{last_place(question)}, sum(n) AS n, bool_and(known) AS n_ok
        FROM ({cells(question, question.indicator.numerator)}) {join} GROUP BY answer, stage, school_id)""")


def _add_meeting(query: Query, question: Question, joined: str) -> None:
    """`schools` from stages of schools: n, n_ok, d1, d_ok."""
    keyed = "".join(f', "{each}"' for each in question.split)
    add_placed_schools(
        query,
        question,
        f"""
        SELECT answer{keyed}, area_id{any_place(question)}, sum(n) FILTER (d1 IS NOT NULL) AS num,
            sum(d1) FILTER (n IS NOT NULL) AS den,
            bool_and(n_ok AND coalesce(d_ok, false) AND n IS NOT NULL AND d1 IS NOT NULL) AS ok
        FROM {joined} GROUP BY answer{keyed}, area_id""",
    )


def _add_over_stock(query: Query, question: Question) -> None:
    """A flow over the stock of its period, or of its school year."""
    _add_top(query, question, question.steps)
    add_stock(query, question.indicator, question.filters, question.stocks, question.answers)
    bottom = "(SELECT answer, area_id, stage, d1, d_ok FROM bottom WHERE lvl = 'school')"
    _add_meeting(query, question, f"top LEFT JOIN {bottom} USING (answer, area_id, stage)")


def _cohort(question: Question) -> list[tuple[Step, ...]]:
    """The steps of the graduates, of the intake and, if the formula asks, of who came and left since."""
    natives = [question.stated, *(question.natives(total, other_side=True) for total in question.below)]
    return [
        times.cohort_steps(question.answers, stated, years)
        for stated, years in zip(natives, (SAME_YEAR, COHORTS, SAME_YEAR), strict=False)
    ]


def _add_cohort(query: Query, question: Question) -> None:
    """Graduates over the intake of their own cohort, all from one pass over the rows: a row may be the year in which one
    cohort leaves and the year in which another entered."""
    total = question.indicator.numerator
    by_role = [{(step.answer, step.native, step.stage): step.order for step in steps} for steps in _cohort(question)]
    every = sorted({key for role in by_role for key in role})
    query.add(
        "steps AS (SELECT unnest($step_answer)::VARCHAR AS answer, unnest($step_native)::VARCHAR AS native,"
        " unnest($step_stage)::VARCHAR AS for_stage, unnest($step_ord)::INTEGER AS ord"
        + "".join(f", unnest($step_r{place})::BOOLEAN AS r{place}" for place in range(len(by_role))) + ")",
        step_answer=[key[0] for key in every], step_native=[key[1] for key in every],
        step_stage=[key[2] for key in every], step_ord=[by_role[0].get(key, -1) for key in every],
        **{f"step_r{place}": [key in role for key in every] for place, role in enumerate(by_role)},
    )  # fmt: skip
    said, unsaid = _cohort_cells(question)
    below = range(1, len(by_role))
    query.add(f"""top AS (
        SELECT answer, stage, school_id AS area_id{last_place(question, "CASE WHEN leaving THEN ord END")},
            sum(n0) FILTER (leaving) AS n, bool_and(known0) FILTER (leaving) AS n_ok,
            {" + ".join(f"sum(n{place}) FILTER (r{place})" for place in below)} AS d1,
            {" AND ".join(f"bool_and(known{place}) FILTER (r{place})" for place in below)} AS d_ok
        FROM (
            SELECT *, r0 AND here AS leaving FROM (
                {said} FROM {table(total, question.filters)}
                WHERE {conditions(total, question.filters, other_side=True)} AND {spoke(declared(total.dataset))}
                UNION ALL {unsaid})
            JOIN steps ON native = period AND for_stage = stage)
        GROUP BY answer, stage, school_id HAVING bool_or(leaving))""")
    _add_meeting(query, question, "top")


def _cohort_cells(question: Question) -> tuple[str, str]:
    """What a row says of each side, and what a due return that was not made says. `here`: whether the school is asked for;
    what a cohort is measured against counts wherever the school stood then."""
    totals = [question.indicator.numerator, *question.below]
    here = " AND ".join([*question.filters.of_places(), *question.filters.of_traits()]) or "true"
    sides = ", ".join(
        f"{expression(each)} AS n{place}, {expression(each)} IS NOT NULL AS known{place}"
        for place, each in enumerate(totals)
    )
    nothing = ", ".join(f"n AS n{place}, known AS known{place}" for place in range(len(totals)))
    unsaid = silent(question, totals[0], other_side=True, more=f", {here} AS here")
    start = f"SELECT period, school_id, stage{carried(question)}"
    return f"{start}, {here} AS here, {sides}", f"{start}, here, {nothing} FROM ({unsaid})"


def _add_over_first_stock(query: Query, question: Question) -> None:
    """A flow of school years over the first stock that each school and stage states in the year, both in one pass."""
    top, below = question.indicator.numerator, question.indicator.denominator
    assert below is not None
    flows = {(step.answer, step.native): step.order for step in question.steps}
    rank = {code: place for place, code in enumerate(sorted(question.stocks, key=times.begins_first))}
    stocks = {(year, code) for code in rank if (year := times.school_year_code(code)) in question.answers}
    both = sorted({*flows, *stocks})
    query.add(
        "steps AS (SELECT unnest($step_answer)::VARCHAR AS answer, unnest($step_native)::VARCHAR AS native,"
        " unnest($step_ord)::INTEGER AS ord, unnest($step_flow)::BOOLEAN AS flow, unnest($step_rank)::INTEGER AS rank)",
        step_answer=[answer for answer, _ in both], step_native=[native for _, native in both],
        step_ord=[flows.get(each, -1) for each in both], step_flow=[each in flows for each in both],
        step_rank=[rank.get(native) for _, native in both],
    )  # fmt: skip
    query.add(f"""top AS (
        SELECT answer, stage, school_id AS area_id{last_place(question, "CASE WHEN made THEN ord END")}, true AS d_ok,
            sum(n) FILTER (made) AS n, bool_and(n IS NOT NULL) FILTER (made) AS n_ok, arg_min(d, rank) AS d1
        FROM (
            SELECT *, flow AND spoke AS made FROM (
                SELECT period, school_id, stage{carried(question)}, {expression(top)} AS n, {expression(below)} AS d,
                    {spoke(declared(top.dataset))} AS spoke
                FROM {table(top, question.filters)} WHERE {conditions(top, question.filters)}
                UNION ALL SELECT * EXCLUDE (d, known), NULL AS d, true AS spoke FROM ({silent(question, top)}))
            JOIN steps ON native = period)
        GROUP BY answer, stage, school_id HAVING bool_or(made))""")
    _add_meeting(query, question, "top")
