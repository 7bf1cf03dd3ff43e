"""Words of the pages that take files in and give them out."""

from ui.text.batches import BATCHES
from ui.text.returns import RETURNS
from ui.text.settings import SETTINGS_TEXT
from ui.text.upload import UPLOAD

DATA: dict[str, tuple[str, str]] = {
    "page.upload": ("数据上传", "Upload"),
    "page.batches": ("批次与撤销", "Batches and undo"),
    "page.download": ("数据下载", "Download"),
    # Download
    "download.subtitle": (
        "原始数据或指标，按条件筛选后下载；文件里附口径和来源。",
        "Rows or indicators, filtered. The file carries its definitions and sources.",
    ),
    "download.empty": (
        "还没有数据可下载。先到“数据上传”放入第一份表。",
        "Nothing to download yet. Upload a first file.",
    ),
    "download.what": ("下载什么", "What"),
    "download.indicator": ("指标", "Indicator"),
    "download.dataset": ("原始数据", "Rows"),
    "download.level": ("层级", "Level"),
    "download.rows": ("行的层级", "Rows of"),
    "download.all_levels": ("全部层级", "All levels"),
    "download.periods": ("时期", "Periods"),
    "download.all_periods": ("全部时期", "All periods"),
    "download.all_townships": ("全部乡镇", "All townships"),
    "download.exam": ("考试", "Exam"),
    "download.subject": ("学科", "Subject"),
    "download.refused": ("这样组合得不出结果：{reason}", "This combination has no answer: {reason}"),
    "download.rows_of": ("{name}，共 {n} 行", "{name}: {n} rows"),
    "download.nothing": ("所选条件下没有数据，放宽时期、学段或乡镇再试。", "No data in this selection. Widen it."),
    "download.first_rows": ("只显示前 {n} 行，文件里是全部。", "The first {n} rows; the file has them all."),
    "download.too_many": (
        "行数超过一张 Excel 工作表能放的 {most} 行，请缩小范围，或下载 CSV。",
        "More rows than an Excel sheet can hold ({most}). Narrow the selection or take the csv.",
    ),
    "download.xlsx": ("下载 Excel", "Download Excel"),
    "download.csv": ("下载 CSV", "Download csv"),
    "download.what_is_inside": (
        "Excel 含三张表：数据、口径、来源。空白格是未报或不适用，不等于 0。文件在点击时才生成。",
        "The workbook has three sheets: data, definitions, sources. A blank is not reported, never 0.",
    ),
    "download.failed": (
        "文件没有生成，数据没有受影响。原因：{reason}",
        "The file was not made; the data is untouched. Why: {reason}",
    ),
    "download.failed_store": (
        "这一版数据读不出来，可能刚换了新版本或磁盘已满。请刷新页面再试",
        "this version of the data cannot be read: a newer one may be in use, or the disk is full. Reload the page",
    ),
    "download.failed_memory": (
        "内存不够。请缩小时期或乡镇范围，或下载 CSV",
        "not enough memory: narrow the selection or take the csv",
    ),
    "download.failed_program": (
        "程序出错（{name}），服务器日志里有详情，请告诉管理员",
        "a fault in the program ({name}); the server's log has the details, tell the administrator",
    ),
    "download.candidate": ("未启用（变更预览）", "not in use (preview)"),
    # The painted grid
    "grid.header": ("表头", "Header"),
    "grid.data": ("数据", "Data"),
    "grid.total": ("小计、合计（只用来核对）", "Totals (checked only)"),
    "grid.skipped": ("不读入", "Not read"),
    "grid.unused": ("{what}（未采用）", "{what} (not used)"),
    "grid.error": ("要改", "To change"),
    "grid.warning": ("请确认", "To confirm"),
    # Findings
    "findings.error": ("要改", "Change"),
    "findings.warning": ("确认", "Confirm"),
    "findings.info": ("参考", "Note"),
    "findings.count_error": ("要改 {n} 处", "{n} to change"),
    "findings.count_warning": ("请确认 {n} 处", "{n} to confirm"),
    "findings.count_info": ("参考 {n} 处", "{n} notes"),
    "findings.none": ("没有发现问题", "No findings"),
    "findings.more": ("其余 {n} 处", "{n} more"),
    # Changes
    "changes.new": ("条新增", "entries new"),
    "changes.changed": ("条有改动", "entries changed"),
    "changes.unchanged": ("条没有变化", "entries unchanged"),
    "changes.absent": ("条未提及，保留", "entries not in the file, kept"),
    "changes.removed": ("条将移除", "entries removed"),
    "changes.rows_and_entries": (
        "表里采用 {rows} 行；下面按条计：一行的几个学段、年级、时期、项目各是一条。",
        "{rows} rows of the file are taken; below, each stage, grade, period and item of a row is an entry.",
    ),
    "changes.rows_and_totals": (
        "表里采用 {rows} 行明细，另收 {n} 行合计：它比明细多报，作为所在地方自己的数，也各是一条。",
        "{rows} rows of the file are taken, and {n} printed totals that say more than their rows: entries too.",
    ),
    "changes.cells": ("{n} 个数会被改写，看例子", "{n} values will be overwritten: examples"),
    "changes.place": ("学校或区域", "Place"),
    "changes.core": ("核心校", "Core school"),
    "changes.member": ("成员校", "Member school"),
    "changes.period": ("时期", "Period"),
    "changes.column": ("列", "Column"),
    "changes.old": ("原来", "Before"),
    "changes.new_value": ("现在", "After"),
    "changes.blank": ("（空白）", "(blank)"),
    "changes.reported": ("已报 {n}/{due} 所", "{n} of {due} schools reported"),
    "changes.reported_more": ("已报 {before} → {n}/{due} 所", "{before} → {n} of {due} schools reported"),
    "changes.same": ("不变", "no change"),
    "changes.others_same": ("其余 {n} 项主要指标不变：{names}。", "{n} other headline numbers stay: {names}."),
    "changes.all_same": ("{n} 项主要指标都不变：{names}。", "All {n} headline numbers stay: {names}."),
    "changes.more_headlines": ("另有 {n} 项主要指标变化", "{n} more headline numbers change"),
    "changes.points": ("{n} 个百分点", "{n} points"),
    **UPLOAD,
    **BATCHES,
    **RETURNS,
    **SETTINGS_TEXT,
}
