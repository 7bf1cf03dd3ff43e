"""The cells behind a number as a workbook: a line each; the number and how it is worked out on a sheet of its own."""

from __future__ import annotations

from collections.abc import Sequence

from catalog import dataset
from catalog.periods import label_zh
from catalog.stages import grade_label_zh, stage
from metrics import Source, Trace
from reports.moments import local_moment
from reports.table import Download, Field, FieldKind, Sheet

_TEXT = FieldKind.TEXT
_FIELDS = (
    Field("计入", _TEXT), Field("学校或区域", _TEXT), Field("报表", _TEXT), Field("列", _TEXT), Field("时期", _TEXT), Field("学段", _TEXT), Field("明细", _TEXT),
    Field("数值", FieldKind.NUMBER, decimals=4), Field("推算", _TEXT), Field("文件", _TEXT), Field("工作表", _TEXT), Field("单元格", _TEXT), Field("批次", _TEXT),
    Field("经办人", _TEXT), Field("入库时间", _TEXT),
)  # fmt: skip


def lineage_download(trace: Trace, told: Sequence[tuple[str, str]]) -> Download:
    """Every cell, those that count first. `told`: what the number is, as pairs of words."""
    rows = [_cells(each) for each in sorted(trace.cells, key=lambda cell: not cell.used)]
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in _FIELDS]
    return Download("数据来源", _FIELDS, columns, (Sheet("说明", ("项目", "内容"), told),))


def _detail(cell: Source) -> str:
    """The programme, grade, item and so on, by the names offices use."""
    words = []
    for name, value in cell.key.items():
        labels = dataset(cell.dataset).column(name).choices.get(str(value))
        words.append(grade_label_zh(int(value)) if name == "grade" else labels[0] if labels else str(value))
    return " ".join(words)


def _cells(cell: Source) -> tuple[object, ...]:
    column = dataset(cell.dataset).column(cell.column)
    number = cell.value if isinstance(cell.value, int | float) else None
    return (
        "是" if cell.used else "未计入", cell.area, dataset(cell.dataset).zh, column.zh, label_zh(cell.period), stage(cell.stage).zh if cell.stage else "",
        _detail(cell), number, "是" if cell.derived else "", cell.file or "", cell.sheet or "",
        "由学生名单汇总" if cell.rolled_up else cell.cell or "", cell.batch_id, cell.person, local_moment(cell.at),
    )  # fmt: skip
