"""Exam returns: school summaries long, by sheet and across; and two score sheets with a line per invented pupil."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from etl.sample.books.desk import SIGNATURE, STAGE_ZH, TEACHING, Draft, by_township, grade_zh, written_name
from etl.sample.county import DISTRICT
from etl.sample.exams import Exam, Scores, exams
from etl.sample.layouts import Cell, HeaderPath, Sheet, write_csv, write_workbook
from etl.sample.world import Row, World

_RESULTS = ("eligible", "sat", "mean", "sd", "n_pass", "n_excellent", "n_low")
_LABELS = ("应考人数", "实考人数", "平均分", "标准差", "及格人数", "优秀人数", "低分人数")


def drafts(world: World) -> Iterator[Draft]:
    """All exam files, each in the July after the exam."""
    listed = {(exam.stage, exam.year): exam for exam in exams()}

    def draft(name: str, stage: str, year: int, write: Callable[..., None]) -> Draft:
        exam = listed[stage, year]
        return Draft(name, "exam", TEACHING, f"{year + 1}-07-05", partial(write, world, exam))

    yield draft("2021年小学六年级学业质量监测成绩汇总.xlsx", "primary", 2020, _long)
    yield draft("2021年中考成绩分校统计表.xlsx", "junior", 2020, _long)
    yield draft("2022年小学六年级学业质量监测成绩统计.xlsx", "primary", 2021, _across)
    yield draft("2022年中考分学科成绩统计（各校）.xlsx", "junior", 2021, _subject_sheets)
    yield draft("2023年小学六年级学业质量监测成绩单.csv", "primary", 2022, _score_csv)
    yield draft("青云县2023年中考成绩统计表.xlsx", "junior", 2022, _across)
    yield draft("2024年小学六年级学业质量监测成绩汇总.xlsx", "primary", 2023, _long)
    yield draft("2024年中考成绩（考生明细）.xlsx", "junior", 2023, _score_sheet)
    yield draft("2025年小学六年级学业质量监测成绩统计.xlsx", "primary", 2024, _across)
    yield draft("2025年中考成绩分校分科.csv", "junior", 2024, _long_csv)
    yield draft("2026年中考成绩统计表.xlsx", "junior", 2025, _across)


def _mark(full: float) -> str:
    return f"{full:g}分"


def _of_exam(world: World, exam: Exam) -> list[Row]:
    return by_township(world, [row for row in world.rows("exam", exam.period, exam.stage) if row["exam"] == exam.name])


def _results(row: Row) -> list[Cell]:
    return [row[column] for column in _RESULTS]


def _long(world: World, exam: Exam, path: Path) -> None:
    """A row per school and subject, townships and schools merged down."""
    rows: list[list[Cell]] = [
        [world.school(row).township, world.school(row).name, row["subject"], row["full_mark"], *_results(row)]
        for row in _of_exam(world, exam)
    ]
    sheet = Sheet(
        "成绩统计",
        (f"{DISTRICT}{exam.name}成绩统计表",),
        [("乡镇",), ("学校",), ("学科",), ("满分",), *((label,) for label in _LABELS)],
        rows,
        meta=(f"学段：{STAGE_ZH[exam.stage]}", f"年级：{grade_zh(exam.grade)}", "单位：人、分"),
        footers=("注：及格、优秀、低分界限分别为满分的60%、85%、30%。仅供教研分析，不排名、不公布。", *SIGNATURE),
        merge_down=(0, 1),
        widths={1: 28},
    )
    write_workbook(path, [sheet], shade="DDEBF7")


def _subject_sheets(world: World, exam: Exam, path: Path) -> None:
    """A sheet per subject, 总分 the last; three schools as this office writes them."""
    sheets = []
    for subject, full in exam.full_marks.items():
        rows: list[list[Cell]] = [
            [world.school(row).township, written_name(world.school(row)), subject, full, *_results(row)]
            for row in _of_exam(world, exam)
            if row["subject"] == subject
        ]
        sheets.append(
            Sheet(
                subject,
                (f"{DISTRICT}{exam.name}{subject}成绩统计表（满分{_mark(full)}）",),
                [("乡镇",), ("学校名称",), ("科目",), ("满分",), *((label,) for label in _LABELS)],
                rows,
                meta=("九年级", "单位：人、分"),
                footers=SIGNATURE,
                merge_down=(0,),
                widths={1: 28},
            )
        )
    write_workbook(path, sheets)


def _across(world: World, exam: Exam, path: Path) -> None:
    """Subjects side by side with the full mark in the header, schools by code."""
    rows_of: dict[str, dict[str, Row]] = {}
    for row in _of_exam(world, exam):
        rows_of.setdefault(row["school"], {})[row["subject"]] = row
    header: list[HeaderPath] = [("序号",), ("学校标识码",), ("学校名称",), ("乡镇",)]
    header += [(f"{subject}（{_mark(full)}）", label) for subject, full in exam.full_marks.items() for label in _LABELS]
    rows: list[list[Cell]] = []
    for number, (code, subjects) in enumerate(rows_of.items(), 1):
        school = world.county.by_code(code)
        values = [value for subject in exam.full_marks for value in _results(subjects[subject])]
        rows.append([number, code, school.name, school.township, *values])
    sheet = Sheet(
        grade_zh(exam.grade),
        (f"{DISTRICT}{exam.name}成绩统计表", f"（{exam.year}—{exam.year + 1}学年第二学期）"),
        header,
        rows,
        meta=("单位：人、分",),
        footers=SIGNATURE,
        label_columns=4,
        widths={0: 6, 1: 14, 2: 28} | dict.fromkeys(range(4, len(header)), 8.5),
    )
    write_workbook(path, [sheet], shade="D9E1F2")


def _long_csv(world: World, exam: Exam, path: Path) -> None:
    """A flat export, a row per school and subject."""
    header = ("考试名称", "学年学期", "学校标识码", "学校名称", "学段", "年级", "学科", "满分", *_LABELS)
    lines = [
        [
            exam.name,
            exam.period,
            row["school"],
            world.school(row).name,
            STAGE_ZH[exam.stage],
            grade_zh(exam.grade),
            row["subject"],
            row["full_mark"],
            *_results(row),
        ]
        for row in _of_exam(world, exam)
    ]
    write_csv(path, header, lines, "utf-8-sig")


def _pupil_lines(world: World, exam: Exam, start: Sequence[str]) -> Iterator[list[Cell]]:
    """A line per invented pupil, numbered through the county; who did not sit has 缺考 or nothing."""
    number = 0
    for code, pupils in world.score_sheets[exam.name].items():
        school = world.county.by_code(code)
        for place, scores in enumerate(pupils):
            number += 1
            about = {
                "code": code,
                "school": school.name,
                "township": school.township,
                "class": f"{grade_zh(exam.grade)}{place // 45 + 1}班",
                "name": f"学生{number:04d}",
                "number": f"K{exam.year + 1}{number:05d}",
            }
            yield [*(about[each] for each in start), *_marks(exam, scores, "缺考" if place % 2 else None)]


def _marks(exam: Exam, scores: Scores, missing: str | None) -> list[Cell]:
    return [missing if scores[subject] is None else scores[subject] for subject in exam.full_marks]


def _score_header(exam: Exam) -> list[str]:
    return [f"{subject}（{_mark(full)}）" for subject, full in exam.full_marks.items()]


def _score_sheet(world: World, exam: Exam, path: Path) -> None:
    """2024: the list of candidates, to be rolled up on import; nothing of a person may remain."""
    header = [(label,) for label in ("学校标识码", "学校名称", "班级", "考号", "姓名", *_score_header(exam))]
    lines = list(_pupil_lines(world, exam, ("code", "school", "class", "number", "name")))
    sheet = Sheet(
        "九年级",
        (f"{DISTRICT}{exam.name}成绩（考生明细）",),
        header,
        lines,
        meta=("内部资料，注意保密",),
        label_columns=5,
        widths={0: 14, 1: 28, 2: 12, 3: 13},
    )
    write_workbook(path, [sheet])


def _score_csv(world: World, exam: Exam, path: Path) -> None:
    """2023: the marks of grade 6 as a marking system exports them."""
    header = ("考试名称", "学校标识码", "学校", "年级", "班级", "姓名", *_score_header(exam))
    lines = (
        [exam.name, line[0], line[1], grade_zh(exam.grade), *line[2:]]
        for line in _pupil_lines(world, exam, ("code", "school", "class", "name"))
    )
    write_csv(path, header, lines, "gb18030")
