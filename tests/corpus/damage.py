"""What no reader can repair: error cells, formulas without a result, numbers with words. And dashes, which are no zeros."""

from __future__ import annotations

import datetime
from random import Random

from etl.extract.text import cell_name
from tests.corpus.page import Page
from tests.corpus.table import Day, ErrorCell, Formula

_WORDS = ("约120", "120(含5)", "30左右", "2/34", "1班3人")
# The findings any of which says what is wrong with such a cell.
_TOLD_BY = {
    "error_cell": {"error_cell"},
    "formula_without_value": {"formula_without_value"},
    "number_with_words": {"number_with_words", "not_a_number"},
    "date_for_number": {"date_for_number", "number_with_words", "not_a_number"},
    "negative": {"negative", "part_exceeds_whole"},
}
DAMAGES = tuple(sorted(_TOLD_BY))


def damage(chance: Random, pages: list[Page], form: str) -> set[str]:
    """Damage one number of one sheet so that a finding must name its cell; the trait shown, if any."""
    kind = chance.choice(DAMAGES)
    page = chance.choice([each for each in pages if each.truth is not None])
    cells = sorted(where for where in page.stated if isinstance(page.grid[where[0]][where[1]], int))
    if not cells or page.truth is None or (":" in form and kind == "formula_without_value"):
        return set()
    row, column = chance.choice(cells)
    page.grid[row][column] = _damaged(chance, kind)
    page.lone.discard((row, column))
    page.truth.damage |= {(code, cell_name(row, column)) for code in _TOLD_BY[kind]}
    return {f"damage_{kind}"}


def _damaged(chance: Random, kind: str) -> object:
    match kind:
        case "error_cell":
            return ErrorCell(chance.choice(("#DIV/0!", "#REF!", "#N/A", "#VALUE!")))
        case "formula_without_value":
            return Formula("SUM(A1:A2)")
        case "number_with_words":
            return chance.choice(_WORDS)
        case "date_for_number":
            return Day(datetime.date(1934, 2, 1))
        case _:
            return -chance.randint(1, 30)


def dash(chance: Random, page: Page) -> None:
    """Dashes in some cells: what they would state is unknown."""
    if page.truth is None:
        return
    for row, column in chance.sample(sorted(page.lone), min(3, len(page.lone) // 4)):
        page.grid[row][column] = chance.choice(("—", "-", "/", "－", None))
        page.truth.facts.pop(page.stated[row, column], None)
