"""The way of a number as a workbook: every cell with its file, and what the number is on a sheet of its own."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from metrics import Trace
from reports.lineage import lineage_download
from reports.moments import this_moment
from reports.workbook import write_workbook
from ui.context import Context
from ui.lineage import stage_of
from ui.lineage_formula import formula_lines, lineage_title
from ui.lineage_link import Asked
from ui.lineage_parts import coverage_lines
from ui.making_button import show_making_button
from ui.text import say


def show_download(context: Context, asked: Asked, trace: Trace) -> None:
    """The button; nothing while places go without names, because files bear them."""
    if trace.cells and not context.unnamed:
        show_making_button(say("lineage.download"), partial(lineage_file, context, asked, trace), f"数据来源_{_place(trace)}_{asked.period}.xlsx",
                           key="lineage_file", icon=":material/download:")  # fmt: skip


def _place(trace: Trace) -> str:
    """Whose number it is: the one school all cells are of, else the area asked about."""
    areas = {each.area for each in trace.cells if each.used}
    return areas.pop() if len(areas) == 1 else trace.area


def _calculation(context: Context, asked: Asked, trace: Trace) -> str:
    """The formula with its numbers, as the page shows it."""
    indicator = context.indicator(asked.indicator, stage_of(asked.where))
    lines = []
    for name, terms in formula_lines(indicator, trace):
        told = " ".join(f"{each.text}（{each.what}）" if each.what else each.text for each in terms)
        lines.append(f"{name}：{told}" if name else told)
    return "\n".join(lines)


def lineage_file(context: Context, asked: Asked, trace: Trace) -> bytes:
    """The workbook."""
    told = [
        ("这个数", lineage_title(context, asked, trace)),
        ("口径", trace.formula),
        ("计算", _calculation(context, asked, trace)),
        ("学校", "；".join(coverage_lines(trace))),
        ("数据版本", str(context.version or "")),
        ("下载", f"{context.visitor.name}，{this_moment()}"),
    ]
    target = BytesIO()
    write_workbook(target, lineage_download(trace, told))
    return target.getvalue()
