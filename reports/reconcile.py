"""Cross-checks as a workbook: a line each with both numbers; what each check is on a sheet of its own."""

from __future__ import annotations

from collections.abc import Sequence

from catalog import dataset
from catalog.evidence import EVIDENCE_ZH
from catalog.periods import label_zh
from catalog.reconciliations import OUTCOME_WORDS, RELATION_WORDS, Check
from catalog.settings import Settings
from catalog.stages import stage
from metrics.reconcile import Reconciled
from reports.notes import setting_text
from reports.table import Download, Field, FieldKind, Sheet

_TEXT, _NUMBER = FieldKind.TEXT, FieldKind.NUMBER
_FIELDS = (
    Field("结果", _TEXT), Field("必须成立", _TEXT), Field("核对项目", _TEXT), Field("报表", _TEXT), Field("乡镇", _TEXT), Field("地点", _TEXT), Field("学段", _TEXT),
    Field("时期", _TEXT), Field("明细", _TEXT), Field("左边", _TEXT), Field("左边的数", _NUMBER, decimals=2), Field("右边", _TEXT), Field("右边的数", _NUMBER, decimals=2),
    Field("相差", _NUMBER, decimals=2), Field("允许相差", _NUMBER, decimals=2), Field("情况", _TEXT),
)  # fmt: skip


def reconcile_download(rows: Sequence[Reconciled], settings: Settings, occasion: Sequence[tuple[str, str]]) -> Download:
    """The cross-checks in the order given. `occasion`: who took it, when, of which version, with which filters."""
    lines = [_cells(row) for row in rows]
    columns = [list(column) for column in zip(*lines, strict=True)] if lines else [[] for _ in _FIELDS]
    told = [*occasion, ("空白格", "没有填报或不适用，不等于 0"), ("无法核对", "一边没有填报；不算一致，也不算不一致")]
    checks = list(dict.fromkeys(row.check for row in rows))
    return Download("对账", _FIELDS, columns, (Sheet("说明", ("项目", "内容"), told), _meanings(checks, settings)))


def _cells(row: Reconciled) -> tuple[object, ...]:
    return (
        OUTCOME_WORDS[row.outcome][0], "是" if row.check.strict else "否", row.check.zh, dataset(row.check.dataset).zh,
        row.township or "", row.area, stage(row.stage).zh if row.stage else "", label_zh(row.period), row.detail,
        row.check.left.zh, row.left, row.check.right.zh, row.right, row.difference, row.tolerance, row.sentence(),
    )  # fmt: skip


def _meanings(checks: Sequence[Check], settings: Settings) -> Sheet:
    """What each check holds against what, how far they may be apart, on whose word."""
    rows = [
        (
            each.zh, each.left.zh, each.right.zh, RELATION_WORDS[each.relation][0],
            setting_text(settings.of(each.tolerance)) if each.tolerance else "不允许相差", f"{each.source}（{EVIDENCE_ZH[each.evidence]}）",
        )
        for each in checks
    ]  # fmt: skip
    return Sheet("口径", ("核对项目", "左边", "右边", "关系", "允许相差", "出处"), rows)
