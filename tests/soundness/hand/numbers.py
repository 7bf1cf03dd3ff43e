"""The list: what is asked of the product, where a person finds it, and what he makes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.soundness.hand.sheets import Books

# A person says "not known" where a school that is due said nothing.
Work = Callable[[Books], float | None]


@dataclass(frozen=True)
class Number:
    """One number: the question as the command line takes it, the cells, the sum done by hand."""

    title: str
    indicator: str
    by: str
    area: str
    period: str
    where: dict[str, str] = field(default_factory=dict)
    cells: str = ""
    work: Work = lambda books: None


NUMBERS: list[Number] = []


def number_of(
    title: str, indicator: str, by: str, area: str, period: str, cells: str, **where: str
) -> Callable[[Work], Work]:
    """Put the decorated work on the list."""

    def listed(work: Work) -> Work:
        NUMBERS.append(Number(title, indicator, by, area, period, where, cells, work))
        return work

    return listed


def page(by_hand: list[float | None], by_product: list[float | None]) -> str:
    """The list as a page, with what a person found and what the product says."""
    head = "| # | 数 / number | 命令 / question | 单元格 / cells | 手算 / by hand | 系统 / product |\n|---|---|---|---|---|---|"
    lines = [
        f"| {place} | {each.title} | `{question(each)}` → {each.area} | {each.cells} | {_shown(hand)} | {_shown(product)} |"
        for place, (each, hand, product) in enumerate(zip(NUMBERS, by_hand, by_product, strict=True), 1)
    ]
    return "\n".join((_INTRODUCTION, "", head, *lines, ""))


def question(each: Number) -> str:
    """What is typed after `python -m metrics`."""
    where = "".join(f" --where {name}={value}" for name, value in each.where.items())
    return f"{each.indicator} --by {each.by} --period {each.period}{where}"


def _shown(value: float | None) -> str:
    return "不明 / unknown" if value is None else f"{value:.10g}"


_INTRODUCTION = """# 手算对照 / Recomputed by hand

示例县的数，按办公室的表格逐格相加得出（`tests/soundness/hand/`，只用 openpyxl 和四则运算，不用系统的任何代码），与
`python -m metrics` 逐一对照。本页由慢测试 `test_by_hand.py` 生成并核对；箭头后是所取的那一行。

Numbers of the sample district, added up cell by cell from its workbooks with nothing of the product, beside what
`python -m metrics` says. `test_by_hand.py` (slow) makes this page and holds it."""
