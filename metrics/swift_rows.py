"""The rows of the short way (swift.py): those that say something, those who were due and said nothing, and where schools lay."""

from __future__ import annotations

from catalog import dataset as declared
from catalog.model import AbsentRow, Dataset, Kind, Role, Total
from metrics.question import Question
from metrics.sides import PLACE_COLUMNS, Query, conditions, expression, table
from metrics.stated import schools_moved
from metrics.times import Step


def spoke(dataset: Dataset) -> str:
    """Whether a row is a report: by its own mark, else by any number of it."""
    flag = next((f'"{each.name}"' for each in dataset.stored if each.kind is Kind.FLAG), None)
    facts = [each for each in dataset.facts if not flag or each.role is Role.FLOW]
    known = " OR ".join(f'"{each.name}" IS NOT NULL' for each in facts)
    return f"coalesce({flag}, {known})" if flag else f"({known})"


def silent(question: Question, total: Total, *, other_side: bool = False, more: str = "") -> str:
    """The due returns that were not made. Where an absent row means none, those covered are known to be zero."""
    dataset = declared(total.dataset)
    none = "covered" if dataset.absent_row is AbsentRow.NONE else "false"
    filters = question.filters.of_stage() if other_side else question.filters.of_schools()
    where = " AND ".join([f"dataset = '{dataset.name}'", "NOT reported", *filters])
    return f"""SELECT period, school_id, stage{carried(question)},
        CASE WHEN {none} THEN 0 END AS n, CASE WHEN {none} THEN 0 END AS d, {none} AS known{more} FROM due WHERE {where}"""


def cells(question: Question, total: Total, below: Total | None = None) -> str:
    """period, school_id, stage, places, n and d where they meet, and whether all of the row is known."""
    n, d = expression(total), expression(below) if below else "0"
    where = conditions(total, question.filters)
    return f"""SELECT period, school_id, stage{carried(question)}, CASE WHEN {d} IS NOT NULL THEN {n} END AS n,
            CASE WHEN {n} IS NOT NULL THEN {d} END AS d, {n} IS NOT NULL AND {d} IS NOT NULL AS known
        FROM {table(total, question.filters)} WHERE {where} AND {spoke(declared(total.dataset))}
        UNION ALL {silent(question, total)}"""


def add_step_list(query: Query, name: str, steps: tuple[Step, ...]) -> str:
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


def carried(question: Question) -> str:
    """The places of a row, after a comma."""
    return "".join(f", {each}" for each in PLACE_COLUMNS) if schools_moved(question.reader) else ""


def last_place(question: Question, order: str = "ord") -> str:
    """Of a group of rows the places of the last, after a comma."""
    moved = schools_moved(question.reader)
    return "".join(f", arg_max({each}, {order}) AS {each}" for each in PLACE_COLUMNS) if moved else ""


def any_place(question: Question) -> str:
    """Of a group of rows the places of any, after a comma."""
    moved = schools_moved(question.reader)
    return "".join(f", any_value({each}) AS {each}" for each in PLACE_COLUMNS) if moved else ""


def add_placed_schools(query: Query, question: Question, select: str) -> None:
    """`schools` from a select that carries places only if schools moved."""
    if schools_moved(question.reader):
        query.add(f"schools AS ({select})")
    else:
        places = ", ".join(f"a.{each}" for each in PLACE_COLUMNS)
        query.add(f"schools AS (SELECT s.*, {places} FROM ({select}) s JOIN area a USING (area_id))")
