"""Enrolment returns of six autumns, each drawn another way, the June return of graduates, and one spring snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from etl.sample import stories
from etl.sample.books.class_sizes import over_limit_book
from etl.sample.books.desk import (
    BASIC,
    SIGNATURE,
    STAGE_ZH,
    Draft,
    by_township,
    dashed,
    grade_zh,
    written_name,
    year_zh,
)
from etl.sample.books.grades import grade_sex_book, long_grade_book, wide_grade_book
from etl.sample.books.leavers import graduates_book, spring_csv
from etl.sample.county import DISTRICT
from etl.sample.layouts import Cell, Sheet, full_width, with_totals, write_csv, write_workbook
from etl.sample.world import Row, World

_ALL = (
    "classes",
    "pupils",
    "girls",
    "boarders",
    "left_behind",
    "migrant",
    "disabled",
    "intake",
    "teachers_fulltime",
    "classes_56_65",
    "classes_66p",
)
_ALL_HEADER = (
    ("班数",),
    ("在校生数", "合计"),
    ("在校生数", "其中：女"),
    ("其中", "寄宿生"),
    ("其中", "留守儿童"),
    ("其中", "随迁子女"),
    ("其中", "残疾学生"),
    ("招生数",),
    ("专任教师",),
    ("大班额情况", "56—65人班数"),
    ("大班额情况", "66人及以上班数"),
)
_SUPPLEMENT = _ALL[3:]
_SUPPLEMENT_HEADER = (
    "寄宿生数",
    "农村留守儿童数",
    "进城务工人员随迁子女",
    "残疾学生数",
    "招生数",
    "专任教师数",
    "56—65人班数",
    "66人及以上班数",
)


def drafts(world: World) -> Iterator[Draft]:
    """All enrolment files with the day each came in."""

    def draft(name: str, due: str, write: Callable[..., None], *args: object) -> Draft:
        return Draft(name, "enrolment", BASIC, due, partial(write, world, *args))

    yield draft("青云县2020—2021学年第一学期中小学在校生情况统计表.xlsx", "2020-09-20", _one_sheet)
    yield draft("2021年秋季学籍分年级在校生.csv", "2021-09-18", _grade_csv)
    yield draft(stories.WRONG_TOTAL_FILE, "2021-09-20", _supplement, 2021, False)
    yield draft("2022年秋季分年级分性别在校生数.xlsx", "2022-09-18", grade_sex_book)
    yield draft("2022年秋季在校生及专任教师统计表.xlsx", "2022-09-20", _supplement, 2022, False)
    yield draft("附件2：2023年秋季在校生统计表（各乡镇汇总）.xlsx", "2023-09-20", _township_sheets)
    yield draft("2023—2024学年第二学期在校生统计.csv", "2024-06-20", spring_csv)
    yield draft("2024—2025学年度第一学期在校生年级分布表.xlsx", "2024-09-18", long_grade_book)
    yield draft("2024年秋季在校生及专任教师统计表.xlsx", "2024-09-20", _supplement, 2024, True)
    yield draft("2025年秋季各学段班额及在校生统计.xlsx", "2025-09-18", wide_grade_book)
    yield draft("2025年秋季在校生及专任教师统计表.xlsx", "2025-09-20", _supplement, 2025, True)
    yield draft("2024—2026年义务教育班额达标情况统计表.xlsx", "2025-09-25", over_limit_book)
    yield draft("2020—2025学年毕业生及转学情况统计表.xlsx", "2026-07-10", graduates_book)


def _totals(world: World, year: int, *stages: str) -> list[Row]:
    return [row for row in world.rows("enrolment", f"{year}-{year + 1}-1", *stages) if row["grade"] is None]


def _values(row: Row, columns: Sequence[str]) -> list[Cell]:
    return [dashed(row[column]) for column in columns]


def _one_sheet(world: World, path: Path) -> None:
    """2020: one wide sheet, schools by name within merged townships, subtotals, a row of column numbers."""
    rows = [
        [world.school(row).township, written_name(world.school(row)), STAGE_ZH[row["stage"]], *_values(row, _ALL)]
        for row in by_township(world, _totals(world, 2020))
    ]
    drawn = with_totals(rows, 0, range(3, 14))
    sheet = Sheet(
        "在校生情况",
        (f"{DISTRICT}2020—2021学年第一学期中小学在校生情况统计表",),
        [("乡镇",), ("学校名称",), ("学段",), *_ALL_HEADER],
        drawn,
        meta=("填报单位（公章）：青云县教育局", "统计时间：2020年9月15日", "单位：人、个"),
        footers=("注：“—”表示不适用；“其中”各项为在校生数的一部分。", *SIGNATURE),
        merge_down=(0,),
        index_row=True,
        widths={0: 11, 1: 28, 2: 9},
    )
    write_workbook(path, [sheet], shade="E2EFDA")


def _grade_csv(world: World, path: Path) -> None:
    """2021: a flat export of the register system, grade rows; stages without grades as one row. No teachers."""
    rows = world.rows("enrolment", "2021-2022-1")
    lines = [
        [
            row["school"],
            world.school(row).name,
            world.school(row).township,
            STAGE_ZH[row["stage"]],
            "2021-2022学年第一学期",
            grade_zh(row["grade"]) if row["grade"] is not None else "",
            row["classes"],
            row["pupils"],
            row["girls"],
        ]
        for row in rows
        if row["grade"] is not None or row["stage"] not in ("primary", "junior")
    ]
    header = ("学校标识码", "学校名称", "所属乡镇", "学段", "学年学期", "年级", "班级数", "在校学生数", "女生数")
    write_csv(path, header, lines, "gb18030")


def _supplement(world: World, year: int, with_pupils: bool, path: Path) -> None:
    """What the grade file of the year lacks, by school code; 2021's 合计 of teachers is wrong by ten."""
    start: tuple[str, ...] = ("classes", "pupils", "girls") if with_pupils else ()
    header = [("序号",), ("学校标识码",), ("学校名称",), ("乡镇",), ("学段",)]
    header += [(label,) for label in (*("班数", "在校生数", "女生")[: len(start)], *_SUPPLEMENT_HEADER)]
    columns = (*start, *_SUPPLEMENT)
    rows = [
        [
            number,
            row["school"],
            world.school(row).name,
            world.school(row).township,
            STAGE_ZH[row["stage"]],
            *_values(row, columns),
        ]
        for number, row in enumerate(by_township(world, _totals(world, year)), 1)
    ]
    drawn = with_totals(rows, 3, range(5, 5 + len(columns)), subtotal="")
    drawn[-1][3], drawn[-1][0] = None, "合计"
    if path.name == stories.WRONG_TOTAL_FILE:
        drawn[-1][5 + columns.index("teachers_fulltime")] += stories.WRONG_TOTAL_BY
    sheet = Sheet(
        "Sheet1",
        (f"{DISTRICT}{year_zh(year)}第一学期在校生及专任教师统计表",),
        header,
        drawn,
        meta=("单位：人、个",),
        footers=("说明：大班额班数按56—65人、66人及以上两档填报。", *SIGNATURE),
        label_columns=5,
        widths={0: 6, 1: 14, 2: 28, 3: 11, 4: 9},
    )
    write_workbook(path, [sheet], shade="FFF2CC" if year == 2021 else None)


def _township_sheets(world: World, path: Path) -> None:
    """2023: one sheet a township, codes and names, and a 汇总 sheet that repeats their sums."""
    sheets, summary = [], []
    totals = _totals(world, 2023)
    header = [("学校标识码",), ("学校名称",), ("学段",), *_ALL_HEADER]
    for place in world.county.townships:
        rows = [
            [row["school"], world.school(row).name, STAGE_ZH[row["stage"]], *_values(row, _ALL)]
            for row in totals
            if world.school(row).township == place.name
        ]
        total = with_totals(rows, 2, range(3, 14), subtotal="")[-1]
        total[0] = "合计"
        total[2] = None
        summary.append([place.name, len({row[0] for row in rows}), *total[3:]])
        if place.shape == "rural":  # typed with a Chinese input method
            rows = [[*row[:11], full_width(row[11]), *row[12:]] for row in rows]
        sheets.append(
            Sheet(
                place.name,
                (f"{DISTRICT}2023年秋季在校生统计表",),
                header,
                [*rows, total],
                meta=(f"填报单位：{place.name}", "统计时间：2023年9月12日", "单位：人、个"),
                footers=SIGNATURE,
                label_columns=3,
                widths={0: 14, 1: 28, 2: 9},
            )
        )
    drawn = with_totals(summary, 0, range(1, 13), subtotal="", label=0)
    sheets.append(
        Sheet(
            "汇总",
            (f"{DISTRICT}2023年秋季在校生统计汇总表",),
            [("乡镇",), ("学校数",), *_ALL_HEADER],
            drawn,
            meta=("单位：人、个、所",),
            footers=("注：本表由各乡镇表汇总。",),
            label_columns=1,
        )
    )
    write_workbook(path, sheets, shade="FCE4D6")
