"""Who reported, of those who were due by the register. A school with two stages has reported when both are in; a return that
names no stage is that of the whole school. Over a longer time returns are counted, at one granularity for each school."""

from __future__ import annotations

from metrics.question import Question
from metrics.sides import PLACE_COLUMNS, Query, add_timed
from metrics.stated import schools_moved

# A mask holds one bit for each return of an answer.
_MOST_RETURNS = 60


def add_reports(query: Query, question: Question) -> None:
    """The relation `parts` of levels.py, with the returns made over those due."""
    by_stage = "stage" in question.split
    query.add(
        f"""rows AS (
        SELECT 'school' AS lvl, school_id AS area_id, {"stage" if by_stage else "NULL"} AS stage, period,
            any_value(township_id) AS township_id, any_value(district_id) AS district_id, any_value(zone_id) AS zone_id,
            1 AS real, CASE WHEN bool_or(reported AND due.stage IS NULL) THEN 1 ELSE min(reported::INTEGER) END AS n,
            1 AS d, nullif(n, 0) AS n1, 1 AS d1, NULL::VARCHAR[] AS kinds
        FROM due WHERE {_where(question)} GROUP BY school_id, period{", due.stage" if by_stage else ""})""",
        dataset=question.indicator.numerator.dataset,
    )
    add_timed(query, "timed", "rows", question.steps, known="n1 IS NOT NULL")
    query.add("parts AS (SELECT * EXCLUDE ok, n = d AS ok FROM timed)")


def _where(question: Question) -> str:
    return " AND ".join(["dataset = $dataset", *question.filters.of_schools()])


def returns_fit(question: Question) -> bool:
    """Whether every answer has few enough returns, of one granularity, for `add_report_schools`."""
    returns: dict[str, int] = {}
    for step in question.steps:
        returns[step.answer] = returns.get(step.answer, 0) + 1
    one_rhythm = len({(step.answer, step.grain) for step in question.steps}) == len(returns)
    return one_rhythm and max(returns.values(), default=0) <= _MOST_RETURNS


def add_report_schools(query: Query, question: Question) -> None:
    """The relation `schools` of levels.py in one pass: each return of an answer is a bit."""
    keyed = "".join(f', "{each}"' for each in question.split)
    place: dict[str, int] = {}
    bits = []
    for step in question.steps:
        bits.append(1 << place.get(step.answer, 0))
        place[step.answer] = place.get(step.answer, 0) + 1
    query.add(
        "steps AS (SELECT unnest($step_answer)::VARCHAR AS answer, unnest($step_native)::VARCHAR AS native,"
        " unnest($step_ord)::INTEGER AS ord, unnest($step_bit)::BIGINT AS bit)",
        dataset=question.indicator.numerator.dataset,
        step_answer=[step.answer for step in question.steps],
        step_native=[step.native for step in question.steps],
        step_ord=[step.order for step in question.steps],
        step_bit=bits,
    )
    moved = schools_moved(question.reader)
    places = "".join(f", arg_max({each}, ord) AS {each}" for each in PLACE_COLUMNS) if moved else ""
    query.add(f"""masks AS (
        SELECT answer{keyed}, school_id AS area_id{places}, bit_or(bit) AS due_bits,
            bit_or(bit) FILTER (NOT reported) AS silent, bit_or(bit) FILTER (reported AND due.stage IS NULL) AS whole
        FROM due JOIN steps ON native = period WHERE {_where(question)} GROUP BY answer{keyed}, school_id)""")
    known = ", ".join(f"{'m' if moved else 'a'}.{each}" for each in PLACE_COLUMNS)
    joined = "masks m" if moved else "masks m JOIN area a USING (area_id)"
    query.add(f"""schools AS (
        SELECT * EXCLUDE missed, den - missed AS num, missed = 0 AS ok FROM (
            SELECT answer{keyed}, area_id, {known}, bit_count(due_bits) AS den,
                bit_count(coalesce(silent, 0) & ~coalesce(whole, 0)) AS missed FROM {joined}))""")
