"""Reports and lists as Chinese text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalog import dataset as dataset_named
from catalog.periods import label_zh
from etl.report import Report, is_refused

_LEVELS = {"error": "错误", "warning": "提醒", "info": "说明"}
_SHOWN = 40
# What the page offers as a choice is an option here; findings speak the page's words.
_NEW = "命令行：确是新单位时加 --new-schools"
_HINTS = {
    "school_unknown": f"{_NEW}；另一种写法用 python -m etl alias 名称 学校ID 登记。",
    "school_ambiguous": "命令行：用 python -m etl alias 名称 学校ID --township 乡镇 登记是哪一所。",
    "township_unknown": f"{_NEW}。",
    "district_unknown": f"{_NEW}。",
    "period_unknown": "命令行：用 --period 指定时期。",
    "period_from_bare_year": "命令行：用 --period 指定时期。",
    "sheet_not_recognised": "命令行：用 --dataset 指定数据集。",
    "nothing_recognised": "命令行：用 --dataset 指定数据集。",
}


def report_text(report: Report) -> str:
    """How the import of one file went."""
    if report["published"]:
        head = f"{report['file']}：已启用，批次 {report['batch']}，版本 {report['version']}。"
    elif is_refused(report):
        head = f"{report['file']}：未采用，没有任何改动。"
    else:
        head = f"{report['file']}：检查通过，没有启用（--dry-run）。"
    lines = [head, *map(_sheet_line, report["sheets"]), *map(_change_line, report["changes"].values())]
    findings = report["findings"]
    lines += [_finding_lines(each) for each in findings[:_SHOWN]]
    lines += [f"  {hint}" for hint in dict.fromkeys(_HINTS.get(each["code"], "") for each in findings) if hint]
    if len(findings) > _SHOWN:
        lines.append(f"  ……另有 {len(findings) - _SHOWN} 条，见 --json。")
    return "\n".join(lines)


def _sheet_line(sheet: dict[str, Any]) -> str:
    if sheet["dataset"] is None:
        return f"  工作表“{sheet['sheet']}”：未采用。{sheet.get('reason') or ''}"
    period = label_zh(sheet["period"]) if sheet["period"] else "、".join(map(label_zh, sheet["periods"][:6]))
    name = dataset_named(sheet["dataset"]).zh
    return (
        f"  工作表“{sheet['sheet']}”：{name} {period}，读到 {sheet['rows_read']} 行，采用 {sheet['rows_accepted']} 行。"
    )


def _change_line(changes: dict[str, Any]) -> str:
    name = dataset_named(changes["dataset"]).zh
    words = {"new": "新增", "changed": "有改动", "unchanged": "不变", "absent": "未提及", "removed": "删去"}
    parts = [f"{word} {changes[key]} 行" for key, word in words.items() if changes[key]]
    return f"  {name}：{'，'.join(parts) or '没有变化'}。"


def _finding_lines(finding: dict[str, str]) -> str:
    place = " ".join(part for part in (finding["sheet"], finding["cell"]) if part)
    where = f"[{place}] " if place else ""
    advice = f"\n      {finding['advice']}" if finding["advice"] else ""
    return f"  {_LEVELS[finding['level']]}：{where}{finding['message']}{advice}"


def batches_text(batches: Sequence[dict[str, Any]]) -> str:
    """One line per batch."""
    lines = []
    for each in batches:
        what = "、".join(dataset_named(name).zh for name in each["datasets"]) or {
            "alias": "别名",
            "setting": "设置",
        }.get(each["kind"], "")
        live = "" if each["live"] else "（已撤销）"
        lines.append(
            f"{each['batch']}  {each['created_at']:%Y-%m-%d %H:%M}  {each['person']}  "
            f"{each['file_name'] or ''}  {what}{live}"
        )
    return "\n".join(lines) or "还没有批次。"


def versions_text(versions: Sequence[dict[str, Any]]) -> str:
    """One line per version."""
    lines = [
        f"{each['version']}  {each['published_at']:%Y-%m-%d %H:%M}  {each['published_by']}"
        f"{'  ← 当前' if each['current'] else ''}"
        for each in versions
    ]
    return "\n".join(lines) or "还没有版本。"


def aliases_text(aliases: Sequence[dict[str, Any]]) -> str:
    """One line per alias."""
    lines = [
        f"{each['name']}{'（' + each['township'] + '）' if each['township'] else ''} → "
        f"{each['school_id']} {each['school'] or '（已不在）'}"
        for each in aliases
    ]
    return "\n".join(lines) or "还没有别名。"
