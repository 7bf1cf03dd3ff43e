"""What the city and a neighbouring county published: one workbook, its figures as percent and as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from etl.sample.books.desk import INSPECTION, STAGE_ZH, Draft, year_zh
from etl.sample.layouts import Cell, HeaderPath, Sheet, write_workbook
from etl.sample.world import World

_HEADER: list[HeaderPath] = [
    (each,) for each in ("公布地区", "公布指标", "学段", "学年", "公布比率（%）", "公布数值", "计量单位", "公布文件", "文号", "页码")
]  # fmt: skip


def drafts(world: World) -> Iterator[Draft]:
    """One workbook, kept by the inspectors."""
    yield Draft("市里与邻县公布数据.xlsx", "published", INSPECTION, "2025-11-20", partial(_write, world))


def _write(world: World, path: Path) -> None:
    lines: list[list[Cell]] = [
        [
            row["area_name"], row["figure"], STAGE_ZH[row["stage"]], year_zh(int(row["period"][:4])), None if row["rate"] is None else round(row["rate"] * 100, 2),
            row["quantity"], row["unit"], row["document"], row["document_number"], row["page"],
        ]
        for row in world.truth["published"]
    ]  # fmt: skip
    write_workbook(path, [Sheet("公布数据", ("市里与邻县公布数据（对照）",), _HEADER, lines, label_columns=4, widths={1: 16, 8: 36})])  # fmt: skip
