"""What every office has at hand: names of stages and settings, ways to write a school, signature lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.sample.county import DISTRICT, School
from etl.sample.layouts import DASH, Cell
from etl.sample.world import Row, World

STAGE_ZH = {
    "kindergarten": "学前",
    "primary": "小学",
    "junior": "初中",
    "senior": "普通高中",
    "vocational": "中职",
    "special": "特殊教育",
}
SETTING_ZH = {"urban": "城区", "town": "镇区", "rural": "乡村"}
OWNER_ZH = {"public": "公办", "private": "民办"}
GRADE_ZH = dict(enumerate("一二三四五六七八九", 1))

# Offices of the bureau that send files in. They are offices, not persons.
BASIC, AID, TEACHING, INSPECTION, PLANNING = "基础教育股", "学生资助管理中心", "教学研究室", "教育督导室", "计划财务股"
SIGNATURE = ("填表人：　　　　　　审核人：　　　　　　单位负责人：",)

# Three schools whose names one office writes in its own way; the township and a plain normalisation settle each.
NAME_VARIANTS = {
    "石桥镇中心小学": f"{DISTRICT}石桥镇中心小学",
    "青云县第八小学（东校区）": "青云县第八小学(东校区)",
    "青云县第一小学": "青云县 第一小学",
}


@dataclass(frozen=True)
class SampleFile:
    """A written file: what it holds, which office sends it, and its turn (1 is imported first)."""

    path: Path
    dataset: str
    person: str
    order: int


@dataclass(frozen=True)
class Draft:
    """A file still to be written: `due` is the day it came in (files are imported in this order), `write` draws it."""

    name: str
    dataset: str
    person: str
    due: str
    write: Callable[[Path], None]


def grade_zh(grade: int) -> str:
    """一年级 … 九年级."""
    return f"{GRADE_ZH[grade]}年级"


def year_zh(year: int) -> str:
    """2023—2024学年."""
    return f"{year}—{year + 1}学年"


def month_zh(month: str) -> str:
    """`2024-03` -> 2024年3月."""
    return f"{month[:4]}年{int(month[5:])}月"


def dashed(value: Cell) -> Cell:
    """The value, or the dash an office writes where a thing does not apply."""
    return DASH if value is None else value


def written_name(school: School) -> str:
    """The name as the sloppier offices write it."""
    return NAME_VARIANTS.get(school.name, school.name)


def by_township(world: World, rows: list[Row]) -> list[Row]:
    """The rows grouped by township, in the bureau's order of townships and schools."""
    places = {each.name: number for number, each in enumerate(world.county.townships)}
    return sorted(rows, key=lambda row: places[world.school(row).township])


def numbered(rows: list[list[Cell]], column: int = 0) -> Iterator[list[Cell]]:
    """The rows with 1, 2, 3 … put in before `column`."""
    for number, row in enumerate(rows, 1):
        yield [*row[:column], number, *row[column:]]
