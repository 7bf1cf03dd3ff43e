"""What makes a sheet look different without changing what it says: an offset, hidden rows, another script, other sheets."""

from __future__ import annotations

from functools import cache
from random import Random

from opencc import OpenCC

from etl.extract.text import cell_name
from tests.corpus.page import Page


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")


def disguise(chance: Random, page: Page, traits: frozenset[str]) -> None:
    """Change the sheet in place by the traits."""
    if "hidden_row" in traits and page.stated:
        page.hidden_rows.add(chance.choice(sorted(page.stated))[0])
    if "hidden_column" in traits and page.stated:
        page.hidden_columns.add(chance.choice(sorted(page.stated))[1])
    if "traditional" in traits:
        page.grid = [
            [_converter().convert(cell) if isinstance(cell, str) else cell for cell in row] for row in page.grid
        ]
    if "offset" in traits:
        _offset(page, chance.randint(0, 2), chance.randint(0, 2))


def _offset(page: Page, down: int, right: int) -> None:
    """Blank rows above and blank columns to the left."""
    page.grid = [*[[] for _ in range(down)], *[[None] * right + row for row in page.grid]]
    page.merges = [(top + down, left + right, bottom + down, end + right) for top, left, bottom, end in page.merges]
    page.hidden_rows = {row + down for row in page.hidden_rows}
    page.hidden_columns = {column + right for column in page.hidden_columns}
    cells = {cell_name(row, column): cell_name(row + down, column + right) for row, column in page.stated}
    if page.truth is not None:
        page.truth.damage = {(code, cells[cell]) for code, cell in page.truth.damage}
    page.stated = {(row + down, column + right): fact for (row, column), fact in page.stated.items()}


def other_sheets(chance: Random, pages: list[Page], traits: frozenset[str]) -> list[Page]:
    """Sheets with nothing to take: notes in front, a hidden list of choices, a hidden earlier draft."""
    found = []
    if "notes_sheet" in traits:
        rows: list[list[object]] = [
            ["填表说明"],
            ["一、本表由学校填报。"],
            ["二、在校生数指学年初在籍学生数。"],
            ["三、请于9月10日前报送。"],
        ]
        found.append(Page("填表说明", rows))
    if "hidden_sheet" in traits and len(pages) == 1 and chance.random() < 0.5:
        found.append(_draft(pages[0]))
    elif "hidden_sheet" in traits:
        words: list[list[object]] = [["学段", "城乡类型"], ["小学", "城区"], ["初中", "镇区"], ["高中", "乡村"]]
        found.append(Page("选择项", words, hidden=True))
    return found


def _draft(page: Page) -> Page:
    """An earlier state of the sheet, hidden and forgotten, with other numbers."""
    grid = [list(row) for row in page.grid]
    for row, column in page.stated:
        cell = grid[row][column]
        if isinstance(cell, int) and not isinstance(cell, bool):
            grid[row][column] = max(cell - 1, 0)
    return Page("旧稿", grid, list(page.merges), hidden=True)
