"""The short way, where nothing needs weighing: no area states a total, no return is made at two granularities, and every row
stands for itself. Then each level is the plain sum of its schools, and one pass over the rows gives the schools.

Most questions of most pages are of this kind. The long way (sides.py, meeting.py, levels.py) gives the same answers; the
oracle is held against both.
"""

from __future__ import annotations

from typing import Any

from catalog import dataset as declared
from catalog.model import AbsentRow, Dataset, Kind, Role, Total
from catalog.periods import PeriodKind
from metrics import times
from metrics.meeting import COHORTS, SAME_YEAR, add_stock
from metrics.question import Question
from metrics.sides import PLACE_COLUMNS, Query, conditions, expression, table
from metrics.stated import schools_moved
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


# The rows that say something, and those who were due and said nothing


def _spoke(dataset: Dataset) -> str:
    """Whether a row is a report: by its own mark, else by any number of it."""
    flag = next((f'"{each.name}"' for each in dataset.stored if each.kind is Kind.FLAG), None)
    facts = [each for each in dataset.facts if not flag or each.role is Role.FLOW]
    known = " OR ".join(f'"{each.name}" IS NOT NULL' for each in facts)
    return f"coalesce({flag}, {known})" if flag else f"({known})"


def _silent(question: Question, total: Total, *, other_side: bool = False) -> str:
    """The due returns that were not made. Where an absent row means none, those covered are known to be zero."""
    dataset = declared(total.dataset)
    none = "covered" if dataset.absent_row is AbsentRow.NONE else "false"
    filters = question.filters.of_stage() if other_side else question.filters.of_schools()
    where = " AND ".join([f"dataset = '{dataset.name}'", "NOT reported", *filters])
    return f"""SELECT period, school_id, stage{_carried(question)},
        CASE WHEN {none} THEN 0 END AS n, CASE WHEN {none} THEN 0 END AS d, {none} AS known FROM due WHERE {where}"""


def _cells(question: Question, total: Total, below: Total | None = None, *, other_side: bool = False) -> str:
    """period, school_id, stage, places, n and d where they meet, and whether all of the row is known."""
    n, d = expression(total), expression(below) if below else "0"
    where = conditions(total, question.filters, other_side=other_side)
    schools = "area_level = 'school'" if other_side else "true"
    return f"""SELECT period, school_id, stage{_carried(question)}, CASE WHEN {d} IS NOT NULL THEN {n} END AS n,
            CASE WHEN {n} IS NOT NULL THEN {d} END AS d, {n} IS NOT NULL AND {d} IS NOT NULL AS known
        FROM {table(total, question.filters)} WHERE {where} AND {schools} AND {_spoke(declared(total.dataset))}
        UNION ALL {_silent(question, total, other_side=other_side)}"""


def _add_steps(query: Query, name: str, steps: tuple[Step, ...]) -> str:
    """The relation `name`(answer, native, ord, for_stage); returns how rows join it."""
    query.add(
        f"{name} AS (SELECT unnest(${name}_answer)::VARCHAR AS answer, unnest(${name}_native)::VARCHAR AS native,"
        f" unnest(${name}_ord)::INTEGER AS ord, unnest(${name}_stage)::VARCHAR AS for_stage)",
        **{
            f"{name}_answer": [step.answer for step in steps], f"{name}_native": [step.native for step in steps],
            f"{name}_ord": [step.order for step in steps], f"{name}_stage": [step.stage for step in steps],
        },
    )  # fmt: skip
    by_stage = " AND for_stage = stage" if any(step.stage for step in steps) else ""
    return f"JOIN {name} ON native = period{by_stage}"


# Where a school lay is carried along only if any school ever moved; else it is looked up at the end, for a few rows.


def _carried(question: Question) -> str:
    return "".join(f", {each}" for each in PLACE_COLUMNS) if schools_moved(question.reader) else ""


def _last_place(question: Question, order: str = "ord") -> str:
    moved = schools_moved(question.reader)
    return "".join(f", arg_max({each}, {order}) AS {each}" for each in PLACE_COLUMNS) if moved else ""


def _any_place(question: Question) -> str:
    moved = schools_moved(question.reader)
    return "".join(f", any_value({each}) AS {each}" for each in PLACE_COLUMNS) if moved else ""


def _add_schools(query: Query, question: Question, select: str) -> None:
    """`schools` from a select that carries places only if schools moved."""
    if schools_moved(question.reader):
        query.add(f"schools AS ({select})")
    else:
        places = ", ".join(f"a.{each}" for each in PLACE_COLUMNS)
        query.add(f"schools AS (SELECT s.*, {places} FROM ({select}) s JOIN area a USING (area_id))")


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
    join = _add_steps(query, "steps", first.steps)
    sides = [
        (
            expression(each.indicator.numerator),
            expression(each.indicator.denominator) if each.indicator.denominator else "0",
        )
        for each in questions
    ]
    cells = ", ".join(
        f"CASE WHEN {d} IS NOT NULL THEN {n} END AS n{i}, CASE WHEN {n} IS NOT NULL THEN {d} END AS d{i},"
        f" {n} IS NOT NULL AND {d} IS NOT NULL AS known{i}"
        for i, (n, d) in enumerate(sides)
    )
    silent = ", ".join(f"n AS n{i}, d AS d{i}, known AS known{i}" for i in range(len(sides)))
    sums = ", ".join(
        f"sum(n{i}) AS num{i}, sum(d{i}) AS den{i}, bool_and(known{i}) AS ok{i}" for i in range(len(sides))
    )
    _add_schools(
        query,
        first,
        f"""
        SELECT answer{keyed}, school_id AS area_id{_last_place(first)}, {sums}
        FROM (
            SELECT period, school_id, stage{_carried(first)}, {cells} FROM {table(top, first.filters)}
            WHERE {conditions(top, first.filters)} AND {_spoke(declared(top.dataset))}
            UNION ALL SELECT period, school_id, stage{_carried(first)}, {silent} FROM ({_silent(first, top)})) {join}
        GROUP BY answer{keyed}, school_id""",
    )


# The schools


def _add_met(query: Query, question: Question) -> None:
    """Both sides stand in one row."""
    keyed = "".join(f', "{each}"' for each in question.split)
    join = _add_steps(query, "steps", question.steps)
    _add_schools(
        query,
        question,
        f"""
        SELECT answer{keyed}, school_id AS area_id{_last_place(question)}, sum(n) AS num, sum(d) AS den, bool_and(known) AS ok
        FROM ({_cells(question, question.indicator.numerator, question.indicator.denominator)}) {join}
        GROUP BY answer{keyed}, school_id""",
    )


def _add_top(query: Query, question: Question, steps: tuple[Step, ...]) -> None:
    """`top`: the numerator by answer, stage and school."""
    join = _add_steps(query, "steps", steps)
    query.add(f"""top AS (
        SELECT answer, stage, school_id AS area_id{_last_place(question)}, sum(n) AS n, bool_and(known) AS n_ok
        FROM ({_cells(question, question.indicator.numerator)}) {join} GROUP BY answer, stage, school_id)""")


def _add_meeting(query: Query, question: Question, joined: str) -> None:
    """`schools` from stages of schools: n, n_ok, d1, d_ok."""
    keyed = "".join(f', "{each}"' for each in question.split)
    _add_schools(
        query,
        question,
        f"""
        SELECT answer{keyed}, area_id{_any_place(question)}, sum(n) FILTER (d1 IS NOT NULL) AS num,
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
    """Graduates over the intake of their own cohort."""
    graduates, *below = _cohort(question)
    _add_top(query, question, graduates)
    for name, total, steps in zip(("intake", "moves"), question.below, below, strict=False):
        join = _add_steps(query, f"{name}_steps", steps)
        query.add(f"""{name} AS (
            SELECT answer, stage, school_id AS area_id, sum(n) AS d1, bool_and(known) AS d_ok
            FROM ({_cells(question, total, other_side=True)}) {join} GROUP BY answer, stage, school_id)""")
    if len(below) > 1:
        query.add("""bottom AS (
            SELECT answer, area_id, stage, i.d1 + m.d1 AS d1, i.d_ok AND m.d_ok AS d_ok
            FROM intake i JOIN moves m USING (answer, area_id, stage))""")
    else:
        query.add("bottom AS (FROM intake)")
    _add_meeting(query, question, "top LEFT JOIN bottom USING (answer, area_id, stage)")


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
        SELECT answer, stage, school_id AS area_id{_last_place(question, "CASE WHEN made THEN ord END")}, true AS d_ok,
            sum(n) FILTER (made) AS n, bool_and(n IS NOT NULL) FILTER (made) AS n_ok, arg_min(d, rank) AS d1
        FROM (
            SELECT *, flow AND spoke AS made FROM (
                SELECT period, school_id, stage{_carried(question)}, {expression(top)} AS n, {expression(below)} AS d,
                    {_spoke(declared(top.dataset))} AS spoke
                FROM {table(top, question.filters)} WHERE {conditions(top, question.filters)}
                UNION ALL SELECT * EXCLUDE (d, known), NULL AS d, true AS spoke FROM ({_silent(question, top)}))
            JOIN steps ON native = period)
        GROUP BY answer, stage, school_id HAVING bool_or(made))""")
    _add_meeting(query, question, "top")
