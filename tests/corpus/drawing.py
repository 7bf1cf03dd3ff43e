"""Draw a table on a sheet: title rows, header, rows with their sums, signatures below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from tests.corpus.cells import CellStyle, drawn_cell, sum_of
from tests.corpus.headings import headings
from tests.corpus.page import Merged, Page
from tests.corpus.table import Column, Table
from tests.corpus.truth import Key, Truth

_FOOTERS = (
    ("填表人：某某", "", "审核人：某某", "联系电话："),
    ("单位负责人（签章）：", "", "填报日期：2023年9月5日"),
    ("注：本表由各学校填报，乡镇中心校审核后于每月五日前上报教育局，逾期视为未报。",),
    ("说明：1.按学籍填写；2.“—”表示不适用。",),
)


@dataclass
class Drawing:
    """A sheet in the making."""

    table: Table
    traits: frozenset[str]
    chance: Random
    title: str
    style: CellStyle
    rows: list[list[object]] = field(default_factory=list)
    merges: list[Merged] = field(default_factory=list)
    truth: Truth = field(default_factory=Truth)
    header: list[list[object]] = field(default_factory=list)
    stated: dict[tuple[int, int], Key] = field(default_factory=dict)
    lone: set[tuple[int, int]] = field(default_factory=set)

    def has(self, trait: str) -> bool:
        """Whether the sheet shows a trait."""
        return trait in self.traits


def draw_table(
    table: Table, traits: frozenset[str], chance: Random, *, title: str, style: CellStyle, name: str
) -> Page:
    """The sheet `name` of one table."""
    drawing = Drawing(table, traits, chance, title, style)
    _titles(drawing)
    _header(drawing)
    if drawing.has("index_row"):
        drawing.rows.append(_index_row(table))
    _body(drawing)
    if drawing.has("footer"):
        drawing.rows += [[]] * chance.randint(0, 1)
        drawing.rows += [list(row) for row in chance.sample(_FOOTERS, chance.randint(1, 3))]
    return Page(name, drawing.rows, drawing.merges, truth=drawing.truth, stated=drawing.stated, lone=drawing.lone)


def _titles(drawing: Drawing) -> None:
    width = len(drawing.table.columns)
    if drawing.has("title_rows"):
        drawing.rows.append([drawing.chance.choice(("附件3", "附表2", "表1"))])
    if drawing.title:
        drawing.rows.append([drawing.title])
        if width > 1 and drawing.chance.random() < 0.7:
            drawing.merges.append((len(drawing.rows) - 1, 0, len(drawing.rows) - 1, width - 1))
    unit = f"单位：人、{drawing.table.money_unit}" if drawing.has("unit_in_title") else ""
    if drawing.has("report_date"):
        drawing.rows.append([None, "填报日期：2024年6月18日", None, "密级：内部"])
    if drawing.has("title_rows") or unit:
        drawing.rows.append(["填报单位（公章）：", None, "统计时间：" if not unit else None, unit or None])
    if drawing.has("blank_under_title"):
        drawing.rows.append([])


def _header(drawing: Drawing) -> None:
    top, columns = len(drawing.rows), drawing.table.columns
    depth = max(len(each.path) for each in columns)
    grid: list[list[object]] = [[None] * len(columns) for _ in range(depth)]
    for at, column in enumerate(columns):
        path = [drawing.style.headed(column, part) if part == column.path[-1] else part for part in column.path]
        for level, text in enumerate(path):
            grid[level][at] = text
        if len(path) < depth and drawing.has("merged_header"):
            drawing.merges.append((top + len(path) - 1, at, top + depth - 1, at))
        elif len(path) < depth:  # without merged cells the lone word stands on the lowest row
            grid[depth - 1][at], grid[len(path) - 1][at] = grid[len(path) - 1][at], None
    _group_cells(drawing, grid, top, depth)
    drawing.header = grid
    drawing.rows += grid
    if drawing.has("unit_row"):
        drawing.rows.append([_unit(each, drawing.style) for each in columns])


def _unit(column: Column, style: CellStyle) -> object:
    """What a row of units under the header says of a column."""
    if column.role == "money":
        return style.money_unit
    return {"count": "人", "mean": "分"}.get(column.role)


def _group_cells(drawing: Drawing, grid: list[list[object]], top: int, depth: int) -> None:
    """A word over several columns stands in the first of them, merged or not."""
    columns = drawing.table.columns
    for level in range(depth - 1):
        at = 0
        while at < len(columns):
            path = columns[at].path
            end = at
            if len(path) > level + 1:
                while (
                    end + 1 < len(columns)
                    and columns[end + 1].path[: level + 1] == path[: level + 1]
                    and len(columns[end + 1].path) > level + 1
                ):
                    end += 1
                    grid[level][end] = None
                if end > at and drawing.has("merged_header"):
                    drawing.merges.append((top + level, at, top + level, end))
            at = end + 1


def _index_row(table: Table) -> list[object]:
    words = sum(1 for each in table.columns if each.role in ("township", "school", "code", "stage", "label"))
    return [*"甲乙丙丁戊"[:words], *range(1, len(table.columns) - words + 1)]


def _body(drawing: Drawing) -> None:
    table, all_rows = drawing.table, list(range(drawing.table.height))
    kept, heads = headings(drawing.chance, table, drawing.traits)
    groups = [[row for row in all_rows if kept[row] == each] for each in dict.fromkeys(kept)]
    if drawing.has("total_top"):
        drawing.rows.append(_sum_row(drawing, drawing.chance.choice(("全县合计", "合计", "总计")), all_rows))
    for number, group in enumerate(groups):
        if drawing.has("subtotals") and drawing.has("subtotal_above"):
            word = "" if drawing.has("sums_unnamed") else "小计"
            drawing.rows.append(_sum_row(drawing, f"{table.townships[group[0]]}{word}", group))
        drawing.rows += heads[number : number + 1]
        _records(drawing, group)
        if drawing.has("subtotals") and not drawing.has("subtotal_above"):
            drawing.rows.append(
                _sum_row(drawing, drawing.chance.choice(("小计", f"{table.townships[group[0]]}小计")), group)
            )
        if drawing.has("page_breaks") and number == len(groups) // 2 and number + 1 < len(groups):
            drawing.rows += [list(row) for row in drawing.header]
            if drawing.has("merged_header"):
                _repeat_merges(drawing)
        if drawing.has("blank_rows") and number + 1 < len(groups):
            drawing.rows.append([])
    if drawing.has("more_rows_below"):
        _rows_below(drawing, all_rows)
    if drawing.has("total_bottom"):
        drawing.rows.append(_sum_row(drawing, drawing.chance.choice(("合计", "总计", "全县", "合 计")), all_rows))


def _rows_below(drawing: Drawing, rows: Sequence[int]) -> None:
    """Averages, last year's sums and what changed: rows of numbers that are no school's."""
    for label in drawing.chance.sample(
        ("平均", "全县平均", "上年合计", "上年同期", "比上年增减", "同比增长", "最高", "占比"), 2
    ):
        drawing.rows.append(_sum_row(drawing, label, rows))


def _repeat_merges(drawing: Drawing) -> None:
    first = next(at for at, row in enumerate(drawing.rows) if row == drawing.header[0])
    down = len(drawing.rows) - len(drawing.header) - first
    depth = len(drawing.header)
    drawing.merges += [
        (top + down, left, bottom + down, right)
        for top, left, bottom, right in list(drawing.merges)
        if first <= top and bottom < first + depth
    ]


def _records(drawing: Drawing, group: Sequence[int]) -> None:
    table, first = drawing.table, len(drawing.rows)
    names = next((each.cells for each in table.of_role("school")), [None] * table.height)
    for before, row in zip([None, *group], group, strict=False):
        cells = [drawn_cell(column, row, drawing.style) for column in table.columns]
        for at, column in enumerate(table.columns):
            if before is not None and _written_once(drawing, column, names[row] == names[before]):
                cells[at] = None
            if column.facts and column.facts[row] is not None:
                _note_fact(drawing, column, row, at)
        drawing.rows.append(cells)
        _of_which_row(drawing, row)
    _merge_down(drawing, first)


def _written_once(drawing: Drawing, column: Column, same_school: bool) -> bool:
    if column.role == "township":
        return drawing.has("vertical_merge") or drawing.has("township_once")
    return column.role in ("school", "stage", "code") and drawing.has("school_once") and same_school


def _note_fact(drawing: Drawing, column: Column, row: int, at: int) -> None:
    """What the next row's cell in column `at` states."""
    stated = column.facts[row]
    if stated is None:
        return
    fact, truth = stated[0], drawing.truth
    truth.facts[fact] = stated[1]
    drawing.stated[len(drawing.rows), at] = fact
    truth.facts |= dict(column.also[row]) if column.also else {}
    if column.role in ("mean", "rate"):
        truth.derived.add(fact)
    elif column.adds and column.path[-1] not in ("男", "女") and fact.dataset != "exam" and not column.also:
        drawing.lone.add((len(drawing.rows), at))
    if drawing.table.townships[row]:
        truth.townships[fact.place] = drawing.table.townships[row]


def _of_which_row(drawing: Drawing, row: int) -> None:
    if drawing.has("of_which_rows") and drawing.chance.random() < 0.6:
        parts: list[object] = []
        for column in drawing.table.columns:
            cell = column.cells[row]
            parts.append(
                "其中：寄宿生"
                if column.role == "school"
                else int(str(cell)) // 3
                if column.role == "count" and isinstance(cell, int)
                else None
            )
        drawing.rows.append(parts)


def _merge_down(drawing: Drawing, first: int) -> None:
    """Merge a township (and a school's name) over the blank cells under it."""
    if not drawing.has("vertical_merge"):
        return
    for at, column in enumerate(drawing.table.columns):
        if column.role not in ("township", "school", "stage", "code") or (
            column.role != "township" and not drawing.has("school_once")
        ):
            continue
        start = first
        for row in range(first + 1, len(drawing.rows) + 1):
            if row == len(drawing.rows) or drawing.rows[row][at] is not None:
                if row - 1 > start:
                    drawing.merges.append((start, at, row - 1, at))
                start = row


def _sum_row(drawing: Drawing, label: str, rows: Sequence[int]) -> list[object]:
    cells: list[object] = []
    labelled = False
    for column in drawing.table.columns:
        if column.adds:
            cells.append(sum_of(column, rows, drawing.style))
        else:
            cells.append(None if labelled or column.role == "serial" else label)
            labelled = labelled or column.role != "serial"
    return cells
