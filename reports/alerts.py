"""Alerts as a workbook: one line each with its numbers and how it is handled; what each means on a sheet of its own."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.alerts import AGAINST_WORDS, SEVERITY_WORDS, Alert
from catalog.evidence import EVIDENCE_ZH
from catalog.periods import label_zh
from catalog.settings import Settings
from catalog.stages import stage
from metrics.alerts import AlertRow
from reports.notes import setting_text
from reports.table import Download, Field, FieldKind, Sheet
from reports.units import UNIT_LABELS
from store.alerts import AlertStep

STATE_WORDS = {"new": "新", "working": "处理中", "explained": "已说明", "closed": "已关闭"}
_TEXT, _NUMBER, _WHOLE = FieldKind.TEXT, FieldKind.NUMBER, FieldKind.WHOLE
_FIELDS = (
    Field("乡镇", _TEXT), Field("地点", _TEXT), Field("级别", _TEXT), Field("预警", _TEXT), Field("情况", _TEXT), Field("学段", _TEXT), Field("时期", _TEXT),
    Field("数值", _NUMBER, decimals=4), Field("对照值", _NUMBER, decimals=4), Field("界限", _NUMBER, decimals=4), Field("单位", _TEXT),
    Field("分子", _NUMBER), Field("分母", _NUMBER), Field("缺报学校", _WHOLE), Field("状态", _TEXT), Field("责任单位", _TEXT), Field("期限", FieldKind.DATE),
    Field("说明", _TEXT), Field("登记人", _TEXT),
)  # fmt: skip


def alerts_download(
    lines: Sequence[tuple[AlertRow, AlertStep | None]], settings: Settings, occasion: Sequence[tuple[str, str]]
) -> Download:
    """The alerts in the order given. `occasion`: who took it, when, of which version, with which filters."""
    rows = [_cells(row, step) for row, step in lines]
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in _FIELDS]
    alerts = list(dict.fromkeys(row.alert for row, _ in lines))
    told = [*occasion, ("比率", "以小数记：0.95 即 95%"), ("空白格", "未知或不适用，不等于 0")]
    notes = (Sheet("说明", ("项目", "内容"), told), _meanings(alerts, settings))
    return Download("预警", _FIELDS, columns, notes)


def _cells(row: AlertRow, step: AlertStep | None) -> tuple[object, ...]:
    handling = (
        (STATE_WORDS[step.state.value], step.unit, step.due, step.note, step.person)
        if step
        else (STATE_WORDS["new"], "", None, "", "")
    )
    return (
        row.township or (row.area if row.level == "township" else ""), row.area, SEVERITY_WORDS[row.severity][0], row.alert.zh, row.sentence(),
        stage(row.stage).zh if row.stage else "", label_zh(row.period), row.value, row.before, row.limit, UNIT_LABELS[row.written_in[0]],
        row.n, row.d, row.missing, *handling,
    )  # fmt: skip


def _meanings(alerts: Sequence[Alert], settings: Settings) -> Sheet:
    """What each alert is: against what, from which threshold on, below which base nothing is judged, on whose word."""
    rows = [
        (
            each.zh, SEVERITY_WORDS[each.severity][0], AGAINST_WORDS[each.against][0],
            "；".join(f"{settings.of(name).setting.zh}：{setting_text(settings.of(name))}" for name in each.settings) or "无",
            f"{each.source}（{EVIDENCE_ZH[each.evidence]}）", each.why_zh,
        )
        for each in alerts
    ]  # fmt: skip
    return Sheet("口径", ("预警", "级别", "对照", "界限与最小基数", "出处", "为什么看"), rows)
