"""One paper at a time: pupils' own rows, means given with a spread, distance to the district, pairs."""

from __future__ import annotations

import math
from typing import Any

from openpyxl.utils import get_column_letter as letter_of

from tests.soundness.hand.enrolment import DISTRICT
from tests.soundness.hand.numbers import number_of
from tests.soundness.hand.sheets import Books, added, number

PUPILS_2024 = "2024年中考成绩（考生明细）.xlsx"
WIDE = {2023: "青云县2023年中考成绩统计表.xlsx", 2026: "2026年中考成绩统计表.xlsx"}
LAST = "总分"


def _pupils_2024(books: Books, school: str | None = None) -> list[float]:
    """Marks in 语文 of the pupils who sat it."""
    rows = books.table(PUPILS_2024, "九年级", 4, school="B", chinese="F")
    marks = [number(row["chinese"]) for row in rows if school in (None, row["school"])]
    return [mark for mark in marks if mark is not None]


def wide(books: Books, year: int, paper: int) -> list[dict[str, Any]]:
    """A paper of the sheets with seven columns for each paper, the first at E: counted from 0, the total is the last (7)."""
    at = 5 + 7 * paper
    letters = {
        name: letter_of(at + place) for place, name in enumerate(("due", "sat", "mean", "sd", "passed", "best", "low"))
    }
    return books.table(WIDE[year], "九年级", 6, code="B", school="C", township="D", **letters)


def place_of(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Each school's distance to the district in standard deviations of all pupils, pooled from n, mean and SD."""
    known = [
        (str(row["school"]), number(row["sat"]) or 0, number(row["mean"]) or 0, number(row["sd"]) or 0) for row in rows
    ]
    total = sum(n for _, n, _, _ in known)
    mu = sum(n * mean for _, n, mean, _ in known) / total
    sigma = math.sqrt(sum(n * (sd**2 + mean**2) for _, n, mean, sd in known) / total - mu**2)
    return {school: (mean - mu) / sigma for school, _, mean, _ in known}


@number_of(
    "全县语文平均分，2024年中考：考生明细逐人相加",
    "exam_mean",
    "district",
    DISTRICT,
    "2023-2024-2",
    f"{PUPILS_2024} 九年级!F4 起",
    subject="语文",
    stage="junior",
)
def _(books: Books) -> float:
    marks = _pupils_2024(books)
    return sum(marks) / len(marks)


@number_of(
    "全县语文标准差，2024年中考",
    "exam_sd",
    "district",
    DISTRICT,
    "2023-2024-2",
    f"{PUPILS_2024} 九年级!F4 起",
    subject="语文",
    stage="junior",
)
def _(books: Books) -> float:
    marks = _pupils_2024(books)
    mean = sum(marks) / len(marks)
    return math.sqrt(sum((mark - mean) ** 2 for mark in marks) / len(marks))


@number_of(
    "青云县第一初级中学语文及格率，2024年中考：≥72分（120×60%），从考生明细数出来",
    "exam_pass_rate",
    "school",
    "青云县第一初级中学",
    "2023-2024-2",
    f"{PUPILS_2024} 九年级!F",
    subject="语文",
    stage="junior",
)
def _(books: Books) -> float:
    marks = _pupils_2024(books, "青云县第一初级中学")
    return sum(mark >= 72 for mark in marks) / len(marks)


@number_of(
    "全县数学平均分，2023年六年级监测：学生成绩单",
    "exam_mean",
    "district",
    DISTRICT,
    "2022-2023-2",
    "2023年小学六年级学业质量监测成绩单.csv 数学（100分）",
    subject="数学",
    stage="primary",
)
def _(books: Books) -> float:
    marks = [number(line["数学（100分）"]) for line in books.lines("2023年小学六年级学业质量监测成绩单.csv")]
    known = [mark for mark in marks if mark is not None]
    return sum(known) / len(known)


@number_of(
    "全县参考率，2021年中考语文",
    "exam_sat_rate",
    "district",
    DISTRICT,
    "2020-2021-2",
    "2021年中考成绩分校统计表.xlsx E、F 列",
    subject="语文",
    stage="junior",
)
def _(books: Books) -> float:
    rows = books.table(
        "2021年中考成绩分校统计表.xlsx", "成绩统计", 4, fill="AB", school="B", subject="C", due="E", sat="F"
    )
    mine = [row for row in rows if row["subject"] == "语文"]
    return added(mine, "sat") / added(mine, "due")


@number_of(
    "石桥镇初级中学标准分Z，2026年中考总分：由各校人数、均分、标准差合并",
    "exam_z",
    "school",
    "石桥镇初级中学",
    "2025-2026-2",
    f"{WIDE[2026]} 九年级 总分七列",
    subject=LAST,
    stage="junior",
)
def _(books: Books) -> float:
    return place_of(wide(books, 2026, 7))["石桥镇初级中学"]


@number_of(
    "第三初级中学与清水镇初级中学标准分之差，2023年中考总分",
    "exam_z",
    "pair",
    "青云县第三初级中学 → 清水镇初级中学",
    "2022-2023-2",
    f"{WIDE[2023]} 九年级 总分七列",
    subject=LAST,
    stage="junior",
)
def _(books: Books) -> float:
    places = place_of(wide(books, 2023, 7))
    return places["青云县第三初级中学"] - places["清水镇初级中学"]


@number_of(
    "全县英语低分率，2025年中考",
    "exam_low_rate",
    "district",
    DISTRICT,
    "2024-2025-2",
    "2025年中考成绩分校分科.csv 低分人数、实考人数",
    subject="英语",
    stage="junior",
)
def _(books: Books) -> float:
    mine = [line for line in books.lines("2025年中考成绩分校分科.csv") if line["学科"] == "英语"]
    return sum(float(line["低分人数"]) for line in mine) / sum(float(line["实考人数"]) for line in mine)
