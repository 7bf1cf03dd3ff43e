"""Teachers, money, fitness and children of school age: a workbook each, a sheet for each year."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from catalog import dataset
from etl.sample.books.desk import BASIC, INSPECTION, PLANNING, SIGNATURE, STAGE_ZH, Draft, by_township, year_zh
from etl.sample.county import DISTRICT
from etl.sample.further import LAST_YEARS
from etl.sample.layouts import Cell, HeaderPath, Sheet, write_workbook
from etl.sample.world import Row, World

_COLUMNS = {
    "staff": ("staff", "teachers", "qualified", "licensed", "trained", "exchange_eligible", "exchanged"),
    "funding": ("funded_pupils", "public_funds", "training_funds", "total_funds"),
    "health": ("fitness_tested", "fitness_good", "fitness_pass", "vision_checked", "myopic"),
    "population": ("population", "age_enrolled", "disabled_population", "disabled_enrolled"),
}
_TITLES = {
    "staff": "义务教育教师队伍情况统计表",
    "funding": "义务教育公用经费支出情况表",
    "health": "学生体质健康与视力检查统计表",
    "population": "户籍适龄儿童台账汇总表",
}


def drafts(world: World) -> Iterator[Draft]:
    """Four workbooks, sent in after the last autumn."""

    def draft(name: str, person: str, file: str, day: str) -> Draft:
        return Draft(file, name, person, day, partial(_write, world, name))

    years = f"{LAST_YEARS[0]}—{LAST_YEARS[-1] + 1}年"
    yield draft("staff", INSPECTION, f"{years}教师队伍情况统计表.xlsx", "2025-11-03")
    yield draft("health", INSPECTION, f"{years}学生体质与视力统计表.xlsx", "2025-11-10")
    yield draft("population", BASIC, f"{years}适龄儿童台账.xlsx", "2025-11-12")
    yield draft("funding", PLANNING, f"{LAST_YEARS[0]}—{LAST_YEARS[-1]}年度公用经费支出.xlsx", "2026-01-20")


def _write(world: World, name: str, path: Path) -> None:
    by_school = name != "population"
    columns = [dataset(name).column(each) for each in _COLUMNS[name]]
    header: list[HeaderPath] = [("乡镇",), *((("学校标识码",), ("学校名称",)) if by_school else ()), ("学段",)]
    header += [(f"{each.zh}（{each.unit}）",) for each in columns]
    sheets = []
    for year in LAST_YEARS:
        period, shown = (str(year), f"{year}年度") if name == "funding" else (f"{year}-{year + 1}", year_zh(year))
        rows = world.rows(name, period)
        lines = [_line(world, name, row) for row in (by_township(world, rows) if by_school else rows)]
        sheets.append(
            Sheet(
                shown, (f"{DISTRICT}{shown}{_TITLES[name]}",), header, lines, footers=SIGNATURE,
                label_columns=4 if by_school else 2, widths={1: 14, 2: 28} if by_school else {},
            )
        )  # fmt: skip
    write_workbook(path, sheets)


def _line(world: World, name: str, row: Row) -> list[Cell]:
    values = [row[each] for each in _COLUMNS[name]]
    if row["school"] is None:
        return [row["area"], STAGE_ZH[row["stage"]], *values]
    school = world.school(row)
    return [school.township, school.code, school.name, STAGE_ZH[row["stage"]], *values]
