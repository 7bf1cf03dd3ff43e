"""The workbook of the alerts chosen, made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reports import write_workbook
from reports.alerts import alerts_download
from reports.moments import this_moment
from ui.alerts import Case, grouped
from ui.context import Context


def alerts_file(context: Context, cases: Sequence[Case], filters: Sequence[tuple[str, str]]) -> bytes:
    """The cases by township and severity, with definitions and the filters in words."""
    occasion = [
        *filters,
        ("数据版本", str(context.version or "")),
        ("下载", f"{context.visitor.name}，{this_moment()}"),
    ]
    lines = [(case.row, case.step) for _, mine in grouped(cases) for case in mine]
    target = BytesIO()
    write_workbook(target, alerts_download(lines, context.settings, occasion))
    return target.getvalue()
