"""One table on one sheet, on a sheet per township, school, grade or month, or two tables on one sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from tests.corpus.cells import CellStyle
from tests.corpus.county import County
from tests.corpus.drawing import draw_table
from tests.corpus.headings import without_headed
from tests.corpus.page import Page
from tests.corpus.returns import months_apart
from tests.corpus.table import Column, Table

_BESIDE = {
    "enrolment_flat": "dropout_flat",
    "dropout_flat": "aid_flat",
    "aid_flat": "enrolment_flat",
    "aid_townships": "enrolment_flat",
}


@dataclass(frozen=True)
class Plan:
    """What is to be drawn."""

    chance: Random
    county: County
    kind: str
    traits: frozenset[str]
    style: CellStyle
    arrangements: Mapping[str, Callable[[Random, County], Table]]

    def table(self, kind: str = "") -> Table:
        """A table of the plan's arrangement, or of another."""
        found = _with_more_columns(self, self.arrangements[kind or self.kind](self.chance, self.county))
        found.money_unit = self.style.money_unit
        return found

    def title(self, table: Table, period: str | None = None) -> str:
        """The title row's words."""
        return f"{self.county.district}{table.period if period is None else period}{table.subject}"


def pages_of(plan: Plan) -> tuple[list[Page], str]:
    """(the sheets, the file's name without extension)."""
    split = next(
        (each for each in sorted(plan.traits) if each.startswith("sheet_") or each in ("side_by_side", "stacked")), None
    )
    if split is None:
        return _one_page(plan)
    pages = {
        "sheet_by_township": _by_township,
        "sheet_by_school": _by_school,
        "sheet_by_grade": _by_grade,
        "sheet_by_month": _by_month,
        "sheet_by_stage": _by_stage,
        "side_by_side": _side_by_side,
        "stacked": _stacked,
    }[split](plan)
    return pages, f"{plan.county.district}报表{plan.chance.randint(1, 99)}"


def _one_page(plan: Plan) -> tuple[list[Page], str]:
    table = plan.table()
    name, stem, period = plan.chance.choice(("Sheet1", "表1", "统计表")), f"{plan.county.district}报表", table.period
    if "period_in_sheet_name" in plan.traits:
        name, period = table.period, ""
    elif "period_in_file_name" in plan.traits:
        stem, period = f"{table.period}{stem}", ""
    elif "title_in_file_name" in plan.traits:
        return [_draw(plan, table, "", name)], plan.title(table)
    return [_draw(plan, table, plan.title(table, period), name)], stem


def _draw(plan: Plan, table: Table, title: str, name: str, *, without: frozenset[str] = frozenset()) -> Page:
    traits = plan.traits - without | (
        {"unit_in_title"} if plan.style.money_where == "title" and table.of_role("money") else frozenset()
    )
    return draw_table(without_headed(table, traits), traits, plan.chance, title=title, style=plan.style, name=name)


def _by_township(plan: Plan) -> list[Page]:
    table, pages = plan.table(), []
    inner = frozenset({"subtotals", "vertical_merge", "township_once", "total_top", "page_breaks", "blank_rows"})
    for town in dict.fromkeys(table.townships):
        part = table.part([row for row in range(table.height) if table.townships[row] == town]).without("township")
        pages.append(_draw(plan, part, plan.title(table), town, without=inner))
    if "summary_sheet" in plan.traits:
        pages.insert(plan.chance.choice((0, len(pages))), _summary(plan, table))
    return pages


def _summary(plan: Plan, table: Table) -> Page:
    """The townships' sums, or every school again: nothing of it is to be taken."""
    if plan.chance.random() < 0.5:
        page = _draw(plan, table, plan.title(table), plan.chance.choice(("汇总", "汇总表", "全县")))
    else:
        towns = list(dict.fromkeys(table.townships))
        parts = [[row for row in range(table.height) if table.townships[row] == town] for town in towns]
        columns = [Column("township", ("乡镇",), list(towns))]
        for each in table.columns:
            if each.adds:
                sums: list[object] = [sum(int(str(each.cells[row])) for row in rows) for rows in parts]
                columns.append(Column(each.role, each.path, sums))
        summed = replace(table, columns=columns, townships=[""] * len(towns))
        page = _draw(
            plan, summed, plan.title(table), "汇总", without=frozenset({"subtotals", "of_which_rows", "vertical_merge"})
        )
    page.truth = None
    return page


def _by_school(plan: Plan) -> list[Page]:
    table, pages = plan.table(), []
    schools = table.of_role("school")[0].cells
    for name in list(dict.fromkeys(schools))[:5]:
        part = table.part([row for row in range(table.height) if schools[row] == name]).without(
            "township", "school", "code"
        )
        inner = frozenset({"subtotals", "vertical_merge", "township_once", "total_top", "page_breaks", "blank_rows"})
        pages.append(_draw(plan, part, plan.title(table), str(name), without=inner))
        for page in pages:
            if page.truth:
                page.truth.townships.clear()
    return pages


def _by_grade(plan: Plan) -> list[Page]:
    table = plan.table()
    grades = next(each for each in table.columns if each.path == ("年级",)).cells
    pages = []
    for grade in sorted(set(map(str, grades)))[:4]:
        part = table.part([row for row in range(table.height) if grades[row] == grade])
        part.columns = [each for each in part.columns if each.path != ("年级",)]
        pages.append(_draw(plan, part, plan.title(table), grade))
    return pages


def _by_stage(plan: Plan) -> list[Page]:
    table, pages = plan.table(), []
    stages = {each.name: each.stage for each in plan.county.schools}
    names = table.of_role("school")[0].cells
    for word, stage in (("小学", "primary"), ("初中", "junior")):
        part = table.part([row for row in range(table.height) if stages[str(names[row])] == stage]).without("stage")
        pages.append(_draw(plan, part, plan.title(table), word))
    return pages


def _by_month(plan: Plan) -> list[Page]:
    pages = []
    for name, table in months_apart(plan.chance, plan.county):
        pages.append(_draw(plan, table, plan.title(table), name))
    return pages


def _side_by_side(plan: Plan) -> list[Page]:
    """Two datasets beside each other, or the second half of one table beside the first."""
    gap = plan.chance.randint(1, 2)
    if plan.chance.random() < 0.5:
        table, other = plan.table(), plan.table(_BESIDE[plan.kind])
        one = _draw(plan, table, plan.title(table), "Sheet1", without=frozenset({"footer"}))
        return [one.beside(_draw(plan, other, plan.title(other), "", without=frozenset({"footer"})), gap)]
    table = plan.table()
    half = table.height // 2
    inner = frozenset({"subtotals", "total_top", "total_bottom", "footer", "vertical_merge", "township_once"})
    one = _draw(plan, table.part(range(half)), plan.title(table), "Sheet1", without=inner)
    two = _draw(plan, table.part(range(half, table.height)), plan.title(table), "", without=inner)
    below_header = min(row for row, _ in two.stated)
    title_rows = below_header - max(len(each.path) for each in table.columns) - ("unit_row" in plan.traits)
    two.grid[:title_rows] = [[] for _ in range(title_rows)]  # the title stands over the left half only
    two.merges = [each for each in two.merges if each[0] >= title_rows]
    return [one.beside(two, gap)]


def _stacked(plan: Plan) -> list[Page]:
    """Two tables under each other: of two datasets, or of two stages under one title."""
    gap = plan.chance.randint(1, 2)
    table = plan.table()
    stages = table.of_role("stage")
    if stages and plan.chance.random() < 0.6:
        parts = []
        for word, head in (("小学", "一、小学"), ("初中", "二、初中")):
            part = table.part([row for row in range(table.height) if stages[0].cells[row] == word]).without("stage")
            parts.append((part, head if parts else f"{plan.title(table)}（{word}）"))
        pages = [
            _draw(plan, part, title, "Sheet1", without=frozenset({"title_rows"} if at else {"footer"}))
            for at, (part, title) in enumerate(parts)
        ]
    else:
        other = plan.table("dropout_flat" if plan.kind.startswith("enrolment") else "enrolment_flat")
        another = plan.table()
        other = another if plan.kind == "aid_flat" and another.subject != table.subject else other  # two programmes
        pages = [
            _draw(plan, each, plan.title(each), "Sheet1", without=frozenset({"footer"} if at == 0 else ()))
            for at, each in enumerate((table, other))
        ]
    return [pages[0].above(pages[1], gap)]


def _with_more_columns(plan: Plan, table: Table) -> Table:
    """A serial number in front, ranks, forecasts and remarks: columns that state nothing."""
    size, chance = table.height, plan.chance
    if "serial" in plan.traits and not table.of_role("core") and not plan.kind.endswith("_as_columns"):
        table.columns.insert(0, Column("serial", ("序号",), list(range(1, size + 1))))
    if "rank_text" in plan.traits or "rank_date" in plan.traits:
        table.columns.append(
            Column("rank", (chance.choice(("名次", "排名")),), [f"{row + 1}/{size}" for row in range(size)])
        )
    counts = [each for each in table.of_role("count") if len(each.path) == 1]
    if "forecast" in plan.traits and counts and not plan.kind.endswith("_as_columns"):
        base = chance.choice(counts)
        words = chance.choice(
            (f"上年{base.path[-1]}", f"{base.path[-1]}（预测）", f"{base.path[-1]}增减", f"预计{base.path[-1]}")
        )
        table.columns.append(Column("other", (words,), [int(str(each)) + 3 for each in base.cells]))
    if "standard" in plan.traits:
        table.columns.append(
            Column("other", (chance.choice(("补助标准（元/生）", "人均补助（元）", "标准（元）")),), [625] * size)
        )
    table.columns += _averages(plan, size) + _people(plan, size)
    if "remarks" in plan.traits and not plan.kind.endswith("_as_columns"):
        table.columns.append(
            Column("other", ("备注",), [chance.choice((None, None, "新建", "含教学点2个")) for _ in range(size)])
        )
    return table


def _averages(plan: Plan, size: int) -> list[Column]:
    """Ratios of other columns: they add up to nothing."""
    chance = plan.chance
    kinds = (
        ("平均班额", [round(chance.uniform(20, 55), 1) for _ in range(size)]),
        ("生师比", [f"{chance.randint(9, 22)}:1" for _ in range(size)]),
        ("女生占比", [f"{chance.randint(40, 55)}%" for _ in range(size)]),
        ("比上年增减（%）", [round(chance.uniform(-9, 9), 1) for _ in range(size)]),
        ("巩固率", [f"{chance.randint(95, 99)}.5%" for _ in range(size)]),
    )
    return (
        [Column("other", (word,), list(cells)) for word, cells in chance.sample(kinds, 2)]
        if "averages" in plan.traits
        else []
    )


def _people(plan: Plan, size: int) -> list[Column]:
    if "people" not in plan.traits:
        return []
    return [Column("other", ("校长",), ["某某"] * size), Column("other", ("联系电话",), ["0000-0000000"] * size)]
