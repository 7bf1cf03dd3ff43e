"""Resources of schools: the seven items beside each other, or an item a line; four more on a workbook of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from etl.sample.books.desk import INSPECTION, PLANNING, SIGNATURE, STAGE_ZH, Draft, by_township, year_zh
from etl.sample.county import DISTRICT
from etl.sample.layouts import Cell, HeaderPath, Sheet, write_csv, write_workbook
from etl.sample.resources import FURTHER_ITEMS, ITEMS
from etl.sample.world import Row, World

_ITEM_ZH = dict(
    zip(
        ITEMS,
        (
            "高于规定学历教师数",
            "县级以上骨干教师数",
            "体育艺术专任教师数",
            "教学及辅助用房面积",
            "体育运动场馆面积",
            "教学仪器设备值",
            "网络多媒体教室数",
        ),
        strict=True,
    )
)


def drafts(world: World) -> Iterator[Draft]:
    """Four files of resources."""

    def draft(person: str, name: str, due: str, write: Callable[..., None], *args: object) -> Draft:
        return Draft(name, "resource", person, due, partial(write, world, *args))

    yield draft(INSPECTION, "2020—2023年优质均衡办学条件统计表.xlsx", "2022-10-20", _resources, (2020, 2021, 2022))
    yield draft(PLANNING, "2023年办学条件分项数据.csv", "2023-10-20", _resource_csv, 2023)
    yield draft(INSPECTION, "2024—2026年优质均衡办学条件统计表.xlsx", "2025-10-20", _resources, (2024, 2025))
    yield draft(PLANNING, "2023—2026年计算机图书及教师统计表.xlsx", "2025-10-25", _further, (2023, 2024, 2025))


def _resources(world: World, years: tuple[int, ...], path: Path) -> None:
    """A sheet per school year named for it, the seven items beside each other in three groups, values in 万元."""
    header: list[HeaderPath] = [("乡镇",), ("学校标识码",), ("学校名称",), ("学段",), ("在校生数（人）",)]
    groups = ("教师（人）",) * 3 + ("校舍（㎡）",) * 2 + ("设备",) * 2
    labels = [
        f"{_ITEM_ZH[item]}{'（万元）' if item == 'equipment_yuan' else '（间）' if item == 'multimedia_rooms' else ''}"
        for item in ITEMS
    ]
    header += list(zip(groups, labels, strict=True))
    sheets = []
    for year in years:
        rows = [_resource_line(world, run) for run in _runs(by_township(world, _rows(world, year, ITEMS)))]
        sheets.append(
            Sheet(
                year_zh(year),
                (f"{DISTRICT}义务教育优质均衡办学条件统计表",),
                header,
                rows,
                meta=("填报单位：青云县人民政府教育督导室",),
                footers=SIGNATURE,
                merge_down=(0,),
                label_columns=4,
                widths={1: 14, 2: 28} | dict.fromkeys(range(5, 12), 13),
            )
        )
    write_workbook(path, sheets, shade="E2EFDA")


def _runs(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows of one school and stage at a time."""
    starts = [0, *(number for number, (one, two) in enumerate(pairwise(rows), 1) if _who(one) != _who(two)), len(rows)]
    for start, end in pairwise(starts):
        yield rows[start:end]


def _who(row: Row) -> tuple[object, object]:
    return row["school"], row["stage"]


def _resource_line(world: World, run: list[Row]) -> list[Cell]:
    school = world.school(run[0])
    values = [float(row["quantity"]) / (10_000 if row["item"] == "equipment_yuan" else 1) for row in run]
    return [
        school.township,
        school.code,
        school.name,
        STAGE_ZH[str(run[0]["stage"])],
        run[0]["pupils"],
        *(round(value, 2) if value % 1 else int(value) for value in values),
    ]


def _resource_csv(world: World, year: int, path: Path) -> None:
    """A long list, an item a line."""
    lines = [
        [
            f"{year}-{year + 1}",
            row["school"],
            world.school(row).name,
            STAGE_ZH[row["stage"]],
            _ITEM_ZH[row["item"]],
            row["quantity"],
            row["pupils"],
        ]
        for row in _rows(world, year, ITEMS)
    ]
    write_csv(path, ("学年", "学校标识码", "学校名称", "学段", "资源项目", "数量", "在校生数"), lines, "utf-8-sig")


def _rows(world: World, year: int, items: tuple[str, ...]) -> list[Row]:
    return [row for row in world.rows("resource", f"{year}-{year + 1}") if row["item"] in items]


def _further(world: World, years: tuple[int, ...], path: Path) -> None:
    """A sheet per school year, the four items beside each other."""
    header: list[HeaderPath] = [(each,) for each in ("乡镇", "学校标识码", "学校名称", "学段", "在校生数（人）", "计算机台数（台）", "图书册数（册）", "教师数（人）", "中级及以上专业技术职务教师数（人）")]  # fmt: skip
    sheets = [
        Sheet(
            year_zh(year),
            (f"{DISTRICT}义务教育办学条件补充统计表（计算机、图书、教师）",),
            header,
            [_resource_line(world, run) for run in _runs(by_township(world, _rows(world, year, FURTHER_ITEMS)))],
            meta=("填报单位：青云县教育局计划财务股",),
            footers=SIGNATURE,
            label_columns=4,
            widths={1: 14, 2: 28} | dict.fromkeys(range(5, 9), 13),
        )
        for year in years
    ]
    write_workbook(path, sheets)
