"""Enrolment by grade: groups of columns for grade and sex, long grade rows, and wide sheets per stage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from etl.sample.books.desk import SIGNATURE, STAGE_ZH, by_township, grade_zh
from etl.sample.county import DISTRICT
from etl.sample.layouts import DASH, Cell, HeaderPath, Sheet, with_totals, write_workbook
from etl.sample.population import GRADES
from etl.sample.world import Row, World

_PLACE: tuple[HeaderPath, ...] = (("乡镇",), ("学校名称",))
_OTHER_STAGES = ("kindergarten", "senior", "vocational", "special")


def _by_school(world: World, term: str, stage: str) -> list[tuple[Row, dict[int, Row]]]:
    """(total row, {grade: row}) per school of a stage."""
    rows = world.rows("enrolment", term, stage)
    grades: dict[str, dict[int, Row]] = {}
    for row in rows:
        if row["grade"] is not None:
            grades.setdefault(row["school"], {})[row["grade"]] = row
    totals = by_township(world, [row for row in rows if row["grade"] is None])
    return [(row, grades.get(row["school"], {})) for row in totals]


def grade_sex_book(world: World, path: Path) -> None:
    """2022: three header rows, grade over 班数 and 学生数 over 男 and 女, no column with their sum."""
    sheets = [_grade_sex_sheet(world, stage) for stage in ("primary", "junior")]
    sheets.append(_other_stages(world, "2022-2023-1", "2022—2023学年第一学期"))
    write_workbook(path, sheets, shade="D9E1F2")


def _grade_sex_sheet(world: World, stage: str) -> Sheet:
    header: list[HeaderPath] = [*_PLACE]
    for grade in GRADES[stage]:
        name = grade_zh(grade)
        header += [(name, "班数"), (name, "学生数", "男"), (name, "学生数", "女")]
    rows: list[list[Cell]] = []
    for total, grades in _by_school(world, "2022-2023-1", stage):
        school = world.school(total)
        values = [value for grade in GRADES[stage] for value in _sex_cells(grades.get(grade))]
        rows.append([school.township, school.name, *values])
    return Sheet(
        STAGE_ZH[stage],
        (f"{DISTRICT}2022—2023学年第一学期{STAGE_ZH[stage]}分年级分性别在校生数",),
        header,
        with_totals(rows, 0, range(2, len(header))),
        meta=("单位：班、人", "统计时间：2022年9月"),
        footers=("注：教学点只办一至三年级，不办的年级不填。", *SIGNATURE) if stage == "primary" else SIGNATURE,
        merge_down=(0,),
        label_columns=2,
        widths={0: 11, 1: 28} | dict.fromkeys(range(2, len(header)), 6.5),
    )


def _sex_cells(row: Row | None) -> list[Cell]:
    if row is None:
        return [None, None, None]
    return [row["classes"], row["pupils"] - row["girls"], row["girls"]]


def _other_stages(world: World, term: str, title: str) -> Sheet:
    rows: list[list[Cell]] = [
        [
            world.school(row).township,
            world.school(row).name,
            STAGE_ZH[row["stage"]],
            row["classes"],
            row["pupils"],
            row["girls"],
        ]
        for row in by_township(world, world.rows("enrolment", term, *_OTHER_STAGES))
    ]
    return Sheet(
        "学前及高中阶段、特教",
        (f"{DISTRICT}{title}幼儿园、高中阶段、特教在校生数",),
        [*_PLACE, ("学段",), ("班数",), ("在校（园）学生数",), ("其中：女",)],
        with_totals(rows, 0, (3, 4, 5), subtotal=""),
        meta=("单位：班、人",),
        footers=SIGNATURE,
        merge_down=(0,),
        widths={1: 28},
    )


def long_grade_book(world: World, path: Path) -> None:
    """2024: a row per grade, township and school merged down over them, a 小计 under each school."""
    rows: list[list[Cell]] = []
    for stage in ("primary", "junior"):
        for total, grades in _by_school(world, "2024-2025-1", stage):
            school = world.school(total)
            block: list[list[Cell]] = [
                [
                    school.township,
                    school.name,
                    STAGE_ZH[stage],
                    grade_zh(grade),
                    row["classes"],
                    row["pupils"],
                    row["girls"],
                ]
                for grade, row in grades.items()
            ]
            rows += block
            rows.append([school.township, school.name, STAGE_ZH[stage], "小计", *_column_sums(block, (4, 5, 6))])
    grade_rows = [row for row in rows if row[3] != "小计"]
    rows.append(["合计", None, None, None, *_column_sums(grade_rows, (4, 5, 6))])
    sheet = Sheet(
        "年级分布",
        ("附件3", f"{DISTRICT}2024—2025学年度第一学期义务教育在校生年级分布表"),
        [*_PLACE, ("学段",), ("年级",), ("班数",), ("在校生数",), ("#女",)],
        rows,
        meta=("填报单位：青云县教育局基础教育股", "单位：个、人"),
        footers=SIGNATURE,
        merge_down=(0, 1, 2),
        label_columns=4,
        widths={1: 28},
    )
    write_workbook(path, [sheet], shade="EDEDED")


def _column_sums(rows: Sequence[Sequence[Cell]], columns: Sequence[int]) -> list[Cell]:
    return [sum(row[column] for row in rows) for column in columns]


def wide_grade_book(world: World, path: Path) -> None:
    """2025: one sheet a stage, grades beside each other and a group 合计 before them; codes and names."""
    sheets = [_wide_sheet(world, stage) for stage in ("primary", "junior")]
    sheets.append(_other_stages(world, "2025-2026-1", "2025—2026学年第一学期"))
    write_workbook(path, sheets, shade="E2EFDA")


def _wide_sheet(world: World, stage: str) -> Sheet:
    groups = ["合计", *(grade_zh(grade) for grade in GRADES[stage])]
    header: list[HeaderPath] = [("学校标识码",), ("学校名称",), ("乡镇",)]
    header += [(group, leaf) for group in groups for leaf in ("班数", "人数", "其中女")]
    rows: list[list[Cell]] = []
    for total, grades in _by_school(world, "2025-2026-1", stage):
        school = world.school(total)
        values: list[Cell] = []
        for row in (total, *(grades.get(grade) for grade in GRADES[stage])):
            values += [row["classes"], row["pupils"], row["girls"]] if row else [DASH, DASH, DASH]
        rows.append([school.code, school.name, school.township, *values])
    total_row = with_totals(rows, 2, range(3, len(header)), subtotal="")[-1]
    total_row[0], total_row[2] = "合计", None
    return Sheet(
        STAGE_ZH[stage],
        (f"{DISTRICT}2025年秋季{STAGE_ZH[stage]}班额及在校生统计表",),
        header,
        [*rows, total_row],
        meta=("统计时间：2025年9月10日", "单位：个、人"),
        footers=SIGNATURE,
        widths={0: 14, 1: 28, 2: 11} | dict.fromkeys(range(3, len(header)), 7),
    )
