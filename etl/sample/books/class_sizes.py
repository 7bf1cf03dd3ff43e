"""Classes above the standard size: a sheet an autumn, as schools counted them class by class."""

from __future__ import annotations

from pathlib import Path

from etl.sample.books.desk import SIGNATURE, STAGE_ZH, by_township, year_zh
from etl.sample.county import DISTRICT, YEARS
from etl.sample.enrolment import OVER_LIMIT_FROM
from etl.sample.layouts import Cell, HeaderPath, Sheet, with_totals, write_workbook
from etl.sample.world import World

_HEADER: list[HeaderPath] = [(each,) for each in ("乡镇", "学校标识码", "学校名称", "学段", "超过标准班额班数（个）")]


def over_limit_book(world: World, path: Path) -> None:
    """The autumns since schools are asked."""
    sheets = []
    for year in (each for each in YEARS if each >= OVER_LIMIT_FROM):
        found = [
            row for row in world.rows("enrolment", f"{year}-{year + 1}-1", "primary", "junior") if row["grade"] is None
        ]
        lines: list[list[Cell]] = [
            [world.school(row).township, row["school"], world.school(row).name, STAGE_ZH[row["stage"]], row["classes_over_limit"]]
            for row in by_township(world, found)
        ]  # fmt: skip
        sheets.append(
            Sheet(
                year_zh(year), (f"{DISTRICT}{year_zh(year)}第一学期义务教育班额达标情况统计表",), _HEADER,
                with_totals(lines, 0, range(4, 5), subtotal=""), meta=("单位：个",), label_columns=4, widths={1: 14, 2: 28},
                footers=("说明：小学46人及以上、初中51人及以上的班为超过标准班额，含大班额。", *SIGNATURE),
            )
        )  # fmt: skip
    write_workbook(path, sheets)
