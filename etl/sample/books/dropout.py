"""Monthly dropout returns: twelve sheets a year, a long csv, months side by side, two headers high."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from etl.sample import stories
from etl.sample.books.desk import BASIC, SIGNATURE, STAGE_ZH, Draft, by_township, dashed, month_zh, year_zh
from etl.sample.county import DISTRICT, School
from etl.sample.dropout import month_codes
from etl.sample.layouts import Cell, HeaderPath, Sheet, full_width, with_totals, write_csv, write_workbook
from etl.sample.world import Row, World

_COLUMNS = ("enrolled_start", "suspected", "dropouts", "returned", "home_teaching", "deferred")
_LABELS = ("学年初在校生数", "疑似辍学人数", "本月辍学人数", "劝返复学人数", "送教上门人数", "延缓入学人数")


def drafts(world: World) -> Iterator[Draft]:
    """The returns of six school years; each file comes in when its last month is over."""

    def draft(name: str, due: str, write: Callable[..., None], *args: object) -> Draft:
        return Draft(name, "dropout", BASIC, due, partial(write, world, *args))

    yield draft("2020—2021学年控辍保学月报表.xlsx", "2021-08-31", _named_months)
    yield draft("2021-2022学年控辍保学月报汇总.csv", "2022-08-31", _long_csv)
    yield draft("青云县2022—2023学年控辍保学情况统计表（分月）.xlsx", "2023-08-31", _months_across)
    yield draft("2023—2024学年控辍保学月报表.xlsx", "2024-08-31", _coded_months, 2023)
    yield draft("2024年秋季学期控辍保学月报.xlsx", "2025-01-31", _grouped, 2024, 0, 5)
    yield draft("2025年春季学期控辍保学月报.xlsx", "2025-08-31", _grouped, 2024, 5, 12)
    yield draft("2025—2026学年控辍保学月报表.xlsx", "2026-08-31", _coded_months, 2025)


def _absent(world: World, year: int) -> list[tuple[School, str]]:
    """The school that never reports: its lines stand in the form, empty."""
    return [
        (school, stage)
        for school in world.county.schools
        if school.name == stories.NEVER_REPORTS
        for stage in school.stages
    ]


def _values(row: Row, columns: Sequence[str] = _COLUMNS) -> list[Cell]:
    return [dashed(row[column]) for column in columns]


def _named_months(world: World, path: Path) -> None:
    """2020-2021: a sheet per month named 2020年9月, nothing of the month in the title; townships merged, subtotals."""
    sheets = []
    for month in month_codes(2020):
        rows = [
            [world.school(row).township, world.school(row).name, STAGE_ZH[row["stage"]], *_values(row), None]
            for row in by_township(world, world.rows("dropout", month))
        ]
        last = max(number for number, row in enumerate(rows) if row[0] == "青屏街道") + 1
        rows[last:last] = [
            ["青屏街道", school.name, STAGE_ZH[stage], *[None] * 6, "未报"] for school, stage in _absent(world, 2020)
        ]
        drawn = with_totals(rows, 0, range(3, 9))
        sheets.append(
            Sheet(
                month_zh(month),
                (f"{DISTRICT}义务教育控辍保学工作月报表",),
                [("乡镇",), ("学校名称",), ("学段",), *((label,) for label in _LABELS), ("备注",)],
                drawn,
                meta=("填报单位（盖章）：青云县教育局基础教育股", "单位：人"),
                footers=("注：无辍学学生的填“0”，实行零报告。", *SIGNATURE),
                merge_down=(0,),
                widths={1: 28, 2: 8},
            )
        )
    write_workbook(path, sheets, shade="DDEBF7")


def _long_csv(world: World, path: Path) -> None:
    """2021-2022: one line per school, stage and month, exported with a mark for Excel."""
    lines = [
        [
            month_zh(month),
            row["school"],
            world.school(row).name,
            world.school(row).township,
            STAGE_ZH[row["stage"]],
            *_values(row),
        ]
        for month in month_codes(2021)
        for row in world.rows("dropout", month)
    ]
    write_csv(path, ("月份", "学校标识码", "学校名称", "乡镇", "学段", *_LABELS), lines, "utf-8-sig")


def _months_across(world: World, path: Path) -> None:
    """2022-2023: months side by side, each over the same four columns."""
    leaves = ("enrolled_start", "suspected", "dropouts", "returned")
    months = month_codes(2022)
    header: list[HeaderPath] = [("乡镇",), ("学校名称",), ("学段",)]
    header += [(month_zh(month), label) for month in months for label in ("学年初在校生数", "疑似辍学", "辍学", "复学")]
    by_month = {month: {(row["school"], row["stage"]): row for row in world.rows("dropout", month)} for month in months}
    rows: list[list[Cell]] = []
    for row in by_township(world, world.rows("dropout", months[0])):
        values = [value for month in months for value in _values(by_month[month][row["school"], row["stage"]], leaves)]
        rows.append([world.school(row).township, world.school(row).name, STAGE_ZH[row["stage"]], *values])
    sheet = Sheet(
        "分月统计",
        (f"{DISTRICT}{year_zh(2022)}控辍保学情况统计表（分月）",),
        header,
        with_totals(rows, 0, range(3, len(header)), subtotal=""),
        meta=("单位：人",),
        footers=SIGNATURE,
        merge_down=(0,),
        widths={1: 28} | dict.fromkeys(range(3, len(header)), 8),
    )
    write_workbook(path, [sheet])


def _coded_months(world: World, year: int, path: Path) -> None:
    """2023-2024 and 2025-2026: a sheet per month, month in title and sheet name, schools by code. A township that sent
    nothing in a month is simply not there. In 2025 some offices typed full-width digits."""
    sheets = []
    for month in month_codes(year):
        rows = []
        for number, row in enumerate(by_township(world, world.rows("dropout", month)), 1):
            values = _values(row)
            if year == 2025 and world.school(row).township == stories.RISING_TOWNSHIP:
                values[2] = full_width(values[2])
            rows.append(
                [
                    number,
                    row["school"],
                    world.school(row).name,
                    world.school(row).township,
                    STAGE_ZH[row["stage"]],
                    *values,
                ]
            )
        number = len(rows)
        rows += [
            [number + extra, school.code, school.name, school.township, STAGE_ZH[stage], *[None] * 6]
            for extra, (school, stage) in enumerate(_absent(world, year), 1)
        ]
        sheets.append(
            Sheet(
                month_zh(month),
                (f"{DISTRICT}{month_zh(month)}控辍保学月报表",),
                [("序号",), ("学校标识码",), ("学校",), ("所属乡镇",), ("学段",), *((label,) for label in _LABELS)],
                rows,
                meta=("填报单位：青云县教育局基础教育股", "单位：人"),
                footers=SIGNATURE,
                label_columns=5,
                widths={0: 6, 1: 14, 2: 28, 3: 11, 4: 8},
            )
        )
    write_workbook(path, sheets, shade="F8CBAD")


def _grouped(world: World, year: int, first: int, after: int, path: Path) -> None:
    """2024-2025: two workbooks, months as sheets, two header rows, townships merged with their subtotals."""
    sheets = []
    header: list[HeaderPath] = [
        ("乡镇",),
        ("学校", "标识码"),
        ("学校", "名称"),
        ("学段",),
        ("学年初在校生数",),
        ("辍学情况", "疑似辍学"),
        ("辍学情况", "辍学"),
        ("辍学情况", "劝返复学"),
        ("在籍特殊情形", "送教上门"),
        ("在籍特殊情形", "延缓入学"),
    ]
    for month in month_codes(year)[first:after]:
        rows = [
            [
                world.school(row).township,
                row["school"],
                world.school(row).name,
                STAGE_ZH[row["stage"]],
                *_values(row),
            ]
            for row in by_township(world, world.rows("dropout", month))
        ]
        sheets.append(
            Sheet(
                f"{int(month[5:])}月",
                (f"{DISTRICT}{month_zh(month)}义务教育控辍保学情况月报",),
                header,
                with_totals(rows, 0, range(4, 10), label=2),
                meta=("单位：人",),
                footers=SIGNATURE,
                merge_down=(0,),
                label_columns=4,
                widths={1: 14, 2: 28, 3: 8},
            )
        )
    write_workbook(path, sheets)
