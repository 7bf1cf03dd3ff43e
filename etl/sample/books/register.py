"""The register of schools, and the list of those merged in 2023."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from etl.sample.books.desk import OWNER_ZH, PLANNING, SETTING_ZH, SIGNATURE, STAGE_ZH, Draft, by_township
from etl.sample.county import DISTRICT
from etl.sample.layouts import Sheet, write_workbook
from etl.sample.world import Row, World

_HEADER = (
    "序号",
    "学校标识码",
    "学校名称",
    "所属乡镇",
    "学段",
    "城乡类型",
    "办学性质",
    "所属中心校",
    "督导区",
    "办学状态",
)


def drafts(world: World) -> Iterator[Draft]:
    """The two register files."""
    yield Draft(
        "附件1：青云县学校名录（2020—2021学年）.xlsx", "school", PLANNING, "2020-09-01", partial(_register, world)
    )
    yield Draft("2023年秋季撤并学校名单.xlsx", "school", PLANNING, "2023-09-01", partial(_closures, world))


def _line(world: World, number: int, row: Row) -> list:
    return [
        number,
        row["school_code"],
        row["school"],
        row["township"],
        STAGE_ZH[row["stage"]],
        SETTING_ZH[row["urban_rural"]],
        OWNER_ZH[row["ownership"]],
        row["parent_school"],
        row["zone"],
        "正常" if row["status"] == "active" else "已撤并",
    ]


def _register(world: World, path: Path) -> None:
    rows = by_township(world, [row | {"school": row["school_code"]} for row in world.rows("school", "2020-2021")])
    named = [row | {"school": world.school(row).name} for row in rows]
    sheet = Sheet(
        "学校名录",
        ("附件1", f"{DISTRICT}2020—2021学年学校名录"),
        [(label,) for label in _HEADER],
        [_line(world, number, row) for number, row in enumerate(named, 1)],
        meta=("填报单位：青云县教育局计划财务股", "统计时间：2020年9月5日"),
        footers=("注：九年一贯制学校按小学部、初中部分行填写；教学点、村小填写所属中心校。", *SIGNATURE),
        label_columns=3,
        widths={0: 6, 1: 14, 2: 30, 7: 20, 8: 13},
    )
    write_workbook(path, [sheet], shade="DDEBF7")


def _closures(world: World, path: Path) -> None:
    header = [(label,) for label in (*_HEADER, "停办日期")]
    rows = [
        [*_line(world, number, row), date.fromisoformat(row["closed"])]
        for number, row in enumerate(world.rows("school", "2023-2024"), 1)
    ]
    sheet = Sheet(
        "撤并名单",
        (f"{DISTRICT}2023—2024学年撤并学校名单",),
        header,
        rows,
        meta=("填报单位：青云县教育局计划财务股",),
        footers=SIGNATURE,
        widths={0: 6, 1: 14, 2: 24, 7: 20, 8: 13, 10: 13},
    )
    write_workbook(path, [sheet])
