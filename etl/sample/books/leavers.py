"""What the schools report in June: graduates and transfers of their cohort, and one spring snapshot."""

from __future__ import annotations

from pathlib import Path

from etl.sample.books.desk import SIGNATURE, STAGE_ZH, by_township, year_zh
from etl.sample.county import DISTRICT, YEARS
from etl.sample.layouts import Sheet, with_totals, write_csv, write_workbook
from etl.sample.world import World


def spring_csv(world: World, path: Path) -> None:
    """Spring 2024: the snapshot a year must not answer with."""
    rows = [
        [
            row["school"],
            world.school(row).name,
            STAGE_ZH[row["stage"]],
            "2023-2024-2",
            row["classes"],
            row["pupils"],
            row["girls"],
        ]
        for row in world.rows("enrolment", "2023-2024-2")
    ]
    write_csv(path, ("学校标识码", "学校名称", "学段", "学期", "班数", "在校生数", "其中女"), rows, "utf-8-sig")


def graduates_book(world: World, path: Path) -> None:
    """Six sheets named for their school year and saying it nowhere else."""
    sheets = []
    for year in YEARS:
        rows = [
            [
                world.school(row).township,
                world.school(row).name,
                STAGE_ZH[row["stage"]],
                row["graduates"],
                row["transfer_in"],
                row["transfer_out"],
            ]
            for row in by_township(world, world.rows("enrolment", f"{year}-{year + 1}"))
        ]
        sheets.append(
            Sheet(
                year_zh(year),
                (f"{DISTRICT}义务教育毕业生及同届学生转学情况统计表",),
                [
                    ("乡镇",),
                    ("学校名称",),
                    ("学段",),
                    ("毕业生数",),
                    ("该届在校期间", "转入"),
                    ("该届在校期间", "转出"),
                ],
                with_totals(rows, 0, (3, 4, 5), subtotal=""),
                meta=("单位：人",),
                merge_down=(0,),
                footers=("注：转入、转出为毕业年级同一届学生自入学起累计。", *SIGNATURE),
                widths={1: 28},
            )
        )
    write_workbook(path, sheets)
