"""The catalogue of problems: every finding's code, level, text and advice, in Chinese and English.

The texts stand in tuples beside this module, one module per step of an import. To add one: a `Problem` in the step's
tuple; to raise it: `finding("code", cell="E17", …)`. `{names}` in a text are filled from the keyword arguments.
"""

from __future__ import annotations

from etl.model import Finding
from etl.problem import Problem
from etl.problems_cells import CELL_PROBLEMS
from etl.problems_checks import CHECK_PROBLEMS
from etl.problems_files import FILE_PROBLEMS
from etl.problems_places import PLACE_PROBLEMS
from etl.problems_sheets import SHEET_PROBLEMS

_ALL = (*FILE_PROBLEMS, *SHEET_PROBLEMS, *CELL_PROBLEMS, *PLACE_PROBLEMS, *CHECK_PROBLEMS)
PROBLEMS: dict[str, Problem] = {each.code: each for each in _ALL}


def finding(
    code: str, *, sheet: str = "", cell: str = "", value: object = "", level: str = "", **details: object
) -> Finding:
    """A finding of the catalogue. KeyError for an unknown code or a detail its text needs and does not get."""
    problem = PROBLEMS[code]
    known = {"sheet": sheet, "cell": cell, "value": value, **details}
    return Finding(
        level=level or problem.level,
        code=code,
        sheet=sheet,
        cell=cell,
        value=str(value),
        message=problem.zh.format_map(known),
        advice=problem.advice_zh.format_map(known),
        message_en=problem.en.format_map(known),
        advice_en=problem.advice_en.format_map(known),
    )
