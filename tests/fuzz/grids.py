"""Mutations of what stands in a sheet, and sheets put together at random from the words of real ones."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable
from random import Random

from etl.extract.cells import Merge, RawSheet
from tests.corpus.page import Book, Page

ODD_CELLS: tuple[object, ...] = (
    "", " ", "\u3000", "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-1", "\x07", "a\x00b", "\u202e123\u202c", "٣٤", "１２３", "①",
    "1e308", "1e999", "-0", "NaN", "inf", "0x1F", "1_000", "1,2,3", "1.2.3", "12%", "1200%", "85.3‰", "3万元", "约120", "2/34", "1班3人",
    "—", "……", "无", "零", "二十三", "九千亿", "9" * 400, "学" * 3000, "a\nb\r\nc", "合计", "其中", "#其中：女", "小计", "平均", "备注：同上",
    "学校名称", "在校生数", "一年级", "2023—2024学年", "2023年秋季", "13月", "2023.1", "2023-02-30", "单位：万元", "单位：（", "姓名", "身份证号",
    0, -1, 1, 10**18, 10**30, -(10**9), 1e15, 1e308, 5e-324, 0.1 + 0.2, 85.3, 0.853, 1.0000001, True, False, 2023, 45000, 202309,
    datetime.datetime(2023, 9, 1), datetime.datetime(1899, 12, 30), datetime.date(9999, 12, 31), datetime.time(23, 59, 59),
)  # fmt: skip
_WRITABLE = tuple(each for each in ODD_CELLS if isinstance(each, str | int | float))
_WORDS = (
    "学校", "学校名称", "学校标识码", "乡镇", "县区", "学段", "年级", "班数", "班级数", "在校生数", "男", "女", "其中女生", "合计", "小计", "总计", "学年",
    "学期", "月份", "时间", "资助人数", "资助金额（万元）", "项目", "语文", "数学", "英语", "平均分", "及格率", "优秀率（%）", "参考人数", "满分", "总分", "毕业生数",
    "转入", "转出", "辍学人数", "应入学", "核心校", "成员校", "科目", "一年级", "二年级", "七年级", "2022年", "2023年", "1月", "2月", "上学期", "序号", "备注",
    "甲", "乙", "1", "2", "3", "（人）", "%", "名称", "建筑面积", "图书", "小学", "初中", "九年一贯制", "上年", "增减", "占比", "教职工", "专任教师", "姓名", "零报告",
)  # fmt: skip
_PLACES = (
    "石桥镇", "双河乡", "青云县", "石桥小学", "石桥镇中心小学", "双河初级中学", "县第一小学", "青云中学", "石桥小学（含村小）", "东村教学点", "全县合计", "石桥镇小计",
    "镇区", "其中：民办", "注：", "填表人：", "审核人：", "2023年秋季在校生统计表", "青云县2023—2024学年学生资助统计表", "单位：万元", "单位：人",
)  # fmt: skip


def mutate_book(chance: Random, book: Book) -> Book:
    """The book with one to six things wrong on its sheets."""
    book = copy.deepcopy(book)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        page = chance.choice(book.pages)
        if page.grid:
            chance.choice(_CHANGES)(chance, page)
    for page in book.pages:
        page.merges = _apart(page.merges)
    return book


def _cell(chance: Random, page: Page) -> tuple[int, int]:
    row = chance.randrange(len(page.grid))
    while len(page.grid[row]) < max(page.width, 1):
        page.grid[row].append(None)
    return row, chance.randrange(len(page.grid[row]))


def _swap_cells(chance: Random, page: Page) -> None:
    (one, two), (three, four) = _cell(chance, page), _cell(chance, page)
    page.grid[one][two], page.grid[three][four] = page.grid[three][four], page.grid[one][two]


def _odd_cells(chance: Random, page: Page) -> None:
    for _ in range(chance.choice((1, 3, 20))):
        row, column = _cell(chance, page)
        page.grid[row][column] = chance.choice(_WRITABLE)


def _words(chance: Random, page: Page) -> None:
    for _ in range(chance.choice((1, 2, 5))):
        row, column = _cell(chance, page)
        page.grid[row][column] = chance.choice(_WORDS + _PLACES)


def _emptied(chance: Random, page: Page) -> None:
    for _ in range(chance.choice((1, 5, 40))):
        row, column = _cell(chance, page)
        page.grid[row][column] = None


def _blown(chance: Random, page: Page) -> None:
    row, column = _cell(chance, page)
    page.grid[row][column] = chance.choice(("学校", "1,", " ", "(", "（其中", "—")) * chance.choice((100, 5000))


def _merged(chance: Random, page: Page) -> None:
    for _ in range(chance.choice((1, 4, 15))):
        (top, left), (bottom, right) = _cell(chance, page), _cell(chance, page)
        top, bottom, left, right = min(top, bottom), max(top, bottom), min(left, right), max(left, right)
        page.merges.insert(0, (top, left, bottom, right))


def _row_again(chance: Random, page: Page) -> None:
    first = chance.randrange(min(len(page.grid), 6))
    rows = copy.deepcopy(page.grid[first : first + chance.choice((1, 2, 3))])
    at = chance.randrange(len(page.grid) + 1)
    page.grid[at:at] = rows


def _shuffled(chance: Random, page: Page) -> None:
    first = chance.randrange(min(len(page.grid), 6))
    rows = page.grid[first:]
    chance.shuffle(rows)
    page.grid[first:] = rows


def _columns_shuffled(chance: Random, page: Page) -> None:
    order = list(range(page.width))
    chance.shuffle(order)
    page.grid[:] = [[row[at] if at < len(row) else None for at in order] for row in page.grid]


def _turned(chance: Random, page: Page) -> None:
    width = page.width
    page.grid[:] = [[row[at] if at < len(row) else None for row in page.grid[:200]] for at in range(width)]
    page.merges = []


def _row_gone(chance: Random, page: Page) -> None:
    del page.grid[chance.randrange(len(page.grid))]
    if not page.grid:
        page.grid.append([None])


def _column_again(chance: Random, page: Page) -> None:
    at, to = _cell(chance, page)[1], _cell(chance, page)[1]
    for row in page.grid:
        row.insert(min(to, len(row)), row[at] if at < len(row) else None)


def _retyped(chance: Random, page: Page) -> None:
    share = chance.choice((0.05, 1))
    for row in page.grid:
        for at, cell in enumerate(row):
            if isinstance(cell, int | float) and chance.random() < share:
                row[at] = chance.choice((str(cell), float(cell), f"{cell} ", f"'{cell}", f"{cell}人"))


def _hidden(chance: Random, page: Page) -> None:
    page.hidden_rows |= {chance.randrange(len(page.grid)) for _ in range(3)}
    page.hidden_columns |= {chance.randrange(max(page.width, 1)) for _ in range(2)}


def _gap(chance: Random, page: Page) -> None:
    at = chance.randrange(len(page.grid) + 1)
    page.grid[at:at] = [[] for _ in range(chance.choice((1, 2, 60)))]


def _apart(merges: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Without those that lie over an earlier one, which no writer writes."""
    kept: list[tuple[int, int, int, int]] = []
    for top, left, bottom, right in merges:
        free = all(
            top > other[2] or bottom < other[0] or left > other[3] or right < other[1] for other in kept
        )  # fmt: skip
        if free and (top, left) != (bottom, right):
            kept.append((top, left, bottom, right))
    return kept


_CHANGES: tuple[Callable[[Random, Page], None], ...] = (
    _swap_cells, _odd_cells, _odd_cells, _words, _emptied, _blown, _merged, _row_again, _shuffled, _columns_shuffled, _turned, _row_gone,
    _column_again, _retyped, _hidden, _gap,
)  # fmt: skip


def raw_sheets(chance: Random, book: Book) -> list[RawSheet]:
    """The mutated book as the recogniser gets it, with cells that no writer writes."""
    sheets = []
    for number, page in enumerate(mutate_book(chance, book).pages, start=1):
        width = max(page.width, 1)
        rows = [[_stored(cell) for cell in (*row, *[None] * (width - len(row)))] for row in page.grid]
        for _ in range(chance.choice((0, 0, 2, 10)) if rows else 0):
            rows[chance.randrange(len(rows))][chance.randrange(width)] = chance.choice(ODD_CELLS)
        merges = [Merge(*each) for each in page.merges]
        sheets.append(RawSheet(page.name, number, rows, merges, page.hidden))
    return sheets


def _stored(cell: object) -> object:
    return "" if cell is None else getattr(cell, "value", getattr(cell, "text", cell))


def random_sheets(chance: Random) -> list[RawSheet]:
    """One to three sheets of words, places, numbers and oddities, some of it in the order of a real table."""
    return [_random_sheet(chance, number) for number in range(1, chance.choice((1, 1, 2, 3)) + 1)]


def _random_sheet(chance: Random, number: int) -> RawSheet:
    width, height = chance.choice((1, 3, 6, 12, 30)), chance.choice((1, 4, 10, 40))
    header, order = chance.choice((0, 1, 2, 3)), chance.random()
    rows: list[list[object]] = []
    for row in range(height):
        rows.append([_random_cell(chance, row, column, header, order) for column in range(width)])
    merges = [_random_merge(chance, height, width) for _ in range(chance.choice((0, 0, 2, 8)))]
    faults = {(chance.randrange(height), chance.randrange(width)): "#REF!" for _ in range(chance.choice((0, 0, 3)))}
    for row, column in faults:
        rows[row][column] = ""
    percents = {(chance.randrange(height), chance.randrange(width)) for _ in range(chance.choice((0, 5)))}
    name = chance.choice(("Sheet1", "在校生", "汇总", "一年级", "石桥镇", "2023年9月", "说明", "资助"))
    return RawSheet(f"{name}{number}", number, rows, merges, chance.random() < 0.1, faults, percents)


def _random_cell(chance: Random, row: int, column: int, header: int, order: float) -> object:
    if chance.random() > order:
        return chance.choice((*_WORDS, *_PLACES, *ODD_CELLS))
    if row < header:
        return chance.choice((*_WORDS, "", None)) if row or column else chance.choice(_PLACES)
    if column < 2:
        return chance.choice(_PLACES)
    return chance.choice((chance.randrange(2000), round(chance.random() * 100, 1), chance.randrange(50), "", "—"))


def _random_merge(chance: Random, height: int, width: int) -> Merge:
    top, left = chance.randrange(height), chance.randrange(width)
    return Merge(top, left, min(height + 2, top + chance.randrange(4)), min(width + 2, left + chance.randrange(6)))
