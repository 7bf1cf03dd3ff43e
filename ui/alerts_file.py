"""The workbook of the alerts chosen, made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from reports import write_workbook
from reports.alerts import alerts_download
from reports.moments import this_moment
from store.alerts import AlertStep
from ui.alerts import Case, grouped
from ui.context import Context


def alerts_file(context: Context, cases: Sequence[Case], filters: Sequence[tuple[str, str]]) -> bytes:
    """The cases by township and severity, with definitions and the filters in words."""
    occasion = [
        *filters,
        ("数据版本", str(context.version or "")),
        ("下载", f"{context.visitor.name}，{this_moment()}"),
    ]
    lines = [(case.row, _as_it_stands(case)) for _, mine in grouped(cases) for case in mine]
    target = BytesIO()
    write_workbook(target, alerts_download(lines, context.settings, occasion))
    return target.getvalue()


def _as_it_stands(case: Case) -> AlertStep | None:
    """The last step under the state the alert has now: one that is there again is new, and its old deadline is none."""
    return replace(case.step, state=case.state, due=None) if case.step and case.again else case.step
