"""The short way, where nothing needs weighing: no area states a total, no return is made at two granularities, and every row
stands for itself. Then each level is the plain sum of its schools, and one pass over the rows gives the schools.

Most questions of most pages are of this kind. The long way (sides.py, meeting.py, levels.py) gives the same answers; the
oracle is held against both.
"""

from __future__ import annotations

from catalog import dataset as declared
from catalog.model import AbsentRow, Dataset, Kind, Role
from catalog.periods import PeriodKind
from metrics import times
from metrics.question import Question
from metrics.sides import PLACE_COLUMNS, Query, conditions, expression, table
from metrics.stated import schools_moved


def is_swift(question: Question) -> bool:
    """Whether the short way answers this question."""
    indicator, filters = question.indicator, question.filters
    if indicator.function not in ("ratio", "total", "open", "z") or set(question.split) - {"stage"}:
        return False
    if filters.facts or question.has_own_totals or question.schools_unstaged or len(indicator.datasets) > 1:
        return False
    grains = {(step.answer, step.grain) for step in question.steps}
    if len(grains) > len({step.answer for step in question.steps}):
        return False
    if indicator.meets_on != "same period":
        return _stock_is_near(question)
    return _one_row_each(declared(indicator.numerator.dataset)) or not question.has_holes


def _stock_is_near(question: Question) -> bool:
    """Whether the stock below a flow stands in its own rows, or all that is asked are school years."""
    years = all(times.period(code).kind is PeriodKind.SCHOOL_YEAR for code in question.answers)
    return years or _stands_in_its_rows(question)


def _stands_in_its_rows(question: Question) -> bool:
    return all(step.answer == step.native for step in question.steps) and not question.has_unmet


def _one_row_each(dataset: Dataset) -> bool:
    return set(dataset.key) <= {"stage", "period", dataset.breakdown}


def add_swift_schools(query: Query, question: Question) -> None:
    """The relation `schools` of levels.py."""
    apart = question.indicator.meets_on != "same period" and not _stands_in_its_rows(question)
    (_add_over_stock if apart else _add_met)(query, question)


def _places(question: Question) -> str:
    pick = "arg_max({0}, ord) AS {0}" if schools_moved(question.reader) else "any_value({0}) AS {0}"
    return ", ".join(pick.format(each) for each in PLACE_COLUMNS)


def _spoke(dataset: Dataset) -> str:
    """Whether a row is a report: by its own mark, else by any number of it."""
    flag = next((f'"{each.name}"' for each in dataset.stored if each.kind is Kind.FLAG), None)
    facts = [each for each in dataset.facts if not flag or each.role is Role.FLOW]
    known = " OR ".join(f'"{each.name}" IS NOT NULL' for each in facts)
    return f"coalesce({flag}, {known})" if flag else f"({known})"


def _silent(question: Question) -> str:
    """The due returns that were not made. Where an absent row means none, those covered are known to be zero."""
    dataset = declared(question.indicator.numerator.dataset)
    none = "covered" if dataset.absent_row is AbsentRow.NONE else "false"
    where = " AND ".join([f"dataset = '{dataset.name}'", "NOT reported", *question.filters.of_schools()])
    return f"""SELECT period, school_id, stage, township_id, district_id, zone_id,
        CASE WHEN {none} THEN 0 END AS n, CASE WHEN {none} THEN 0 END AS d, {none} AS known FROM due WHERE {where}"""


def _add_steps(query: Query, question: Question) -> None:
    steps = question.steps
    query.add(
        "steps AS (SELECT unnest($step_answer)::VARCHAR AS answer, unnest($step_native)::VARCHAR AS native, unnest($step_ord)::INTEGER AS ord)",
        step_answer=[step.answer for step in steps], step_native=[step.native for step in steps], step_ord=[step.order for step in steps],
    )  # fmt: skip


def _add_met(query: Query, question: Question) -> None:
    """Both sides stand in one row."""
    top, below = question.indicator.numerator, question.indicator.denominator
    n, d = expression(top), expression(below) if below else "0"
    keyed = "".join(f', "{each}"' for each in question.split)
    where = conditions(top, question.filters)
    _add_steps(query, question)
    query.add(f"""schools AS (
        SELECT answer{keyed}, school_id AS area_id, {_places(question)}, sum(n) AS num, sum(d) AS den, bool_and(known) AS ok
        FROM (
            SELECT period, school_id, stage, township_id, district_id, zone_id, CASE WHEN {d} IS NOT NULL THEN {n} END AS n,
                CASE WHEN {n} IS NOT NULL THEN {d} END AS d, {n} IS NOT NULL AND {d} IS NOT NULL AS known
            FROM {table(top, question.filters)} WHERE {where} AND {_spoke(declared(top.dataset))}
            UNION ALL {_silent(question)})
        JOIN steps ON native = period GROUP BY answer{keyed}, school_id)""")


def _add_over_stock(query: Query, question: Question) -> None:
    """A flow of school years over the first stock that each school and stage states in the year."""
    top, below = question.indicator.numerator, question.indicator.denominator
    assert below is not None
    keyed = "".join(f', "{each}"' for each in question.split)
    where = conditions(top, question.filters)
    flows = {(step.answer, step.native): step.order for step in question.steps}
    stocks = question.natives(below, other_side=True)
    rank = {code: place for place, code in enumerate(sorted(stocks, key=times.begins_first))}
    both = sorted({*flows, *((year, code) for code in stocks if (year := times.school_year_code(code)) in question.answers)})
    query.add(
        "steps AS (SELECT unnest($step_answer)::VARCHAR AS answer, unnest($step_native)::VARCHAR AS native,"
        " unnest($step_ord)::INTEGER AS ord, unnest($step_flow)::BOOLEAN AS flow, unnest($step_rank)::INTEGER AS rank)",
        step_answer=[answer for answer, _ in both], step_native=[native for _, native in both],
        step_ord=[flows.get(each, -1) for each in both], step_flow=[each in flows for each in both],
        step_rank=[rank.get(native) for _, native in both],
    )  # fmt: skip
    places = _places(question).replace("ord)", "CASE WHEN flow AND spoke THEN ord END)")
    query.add(f"""stages AS (
        SELECT answer, stage, school_id, {places}, sum(n) FILTER (flow AND spoke) AS n,
            bool_and(n IS NOT NULL) FILTER (flow AND spoke) AS n_ok, arg_min(d, rank) AS d
        FROM (
            SELECT period, school_id, stage, township_id, district_id, zone_id, {expression(top)} AS n, {expression(below)} AS d,
                {_spoke(declared(top.dataset))} AS spoke
            FROM {table(top, question.filters)} WHERE {where}
            UNION ALL SELECT * EXCLUDE (d, known), NULL AS d, true AS spoke FROM ({_silent(question)}))
        JOIN steps ON native = period GROUP BY answer, stage, school_id HAVING bool_or(flow AND spoke))""")
    query.add(f"""schools AS (
        SELECT answer{keyed}, school_id AS area_id, {", ".join(f"any_value({each}) AS {each}" for each in PLACE_COLUMNS)},
            sum(n) FILTER (d IS NOT NULL) AS num, sum(d) FILTER (n IS NOT NULL) AS den,
            bool_and(n_ok AND n IS NOT NULL AND d IS NOT NULL) AS ok
        FROM stages GROUP BY answer{keyed}, school_id)""")
