"""The way of a number as a workbook: every cell with its file, and what the number is on a sheet of its own."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from metrics import Trace
from reports.lineage import lineage_download
from reports.moments import this_moment
from reports.workbook import write_workbook
from ui.context import Context
from ui.lineage import coverage_lines, lineage_title
from ui.lineage_link import Asked
from ui.making_button import show_making_button
from ui.text import say


def show_download(context: Context, asked: Asked, trace: Trace) -> None:
    """The button; nothing while places go without names, because files bear them."""
    if trace.cells and not context.unnamed:
        show_making_button(say("lineage.download"), partial(lineage_file, context, asked, trace), f"数据来源_{trace.area}_{asked.period}.xlsx",
                           key="lineage_file", icon=":material/download:")  # fmt: skip


def lineage_file(context: Context, asked: Asked, trace: Trace) -> bytes:
    """The workbook."""
    told = [
        ("这个数", lineage_title(context, asked, trace)),
        ("口径", trace.formula),
        ("计算", trace.calculation),
        ("学校", "；".join(coverage_lines(trace))),
        ("数据版本", str(context.version or "")),
        ("下载", f"{context.visitor.name}，{this_moment()}"),
    ]
    target = BytesIO()
    write_workbook(target, lineage_download(trace, told))
    return target.getvalue()
