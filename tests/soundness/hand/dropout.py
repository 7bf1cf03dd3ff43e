"""Dropout returns: months into terms and years, silent schools, who reported."""

from __future__ import annotations

from typing import Any

from tests.soundness.hand.enrolment import DISTRICT
from tests.soundness.hand.numbers import number_of
from tests.soundness.hand.sheets import Books, added, number

YEAR_2023 = "2023—2024学年控辍保学月报表.xlsx"
YEAR_2025 = "2025—2026学年控辍保学月报表.xlsx"
AUTUMN_2024, SPRING_2025 = "2024年秋季学期控辍保学月报.xlsx", "2025年春季学期控辍保学月报.xlsx"
YEAR_2022 = "青云县2022—2023学年控辍保学情况统计表（分月）.xlsx"


def month(books: Books, file: str, sheet: str) -> list[dict[str, Any]]:
    """One month of the two files that have a sheet a month, with the codes."""
    letters = {"school": "C", "township": "D", "stage": "E", "start": "F", "dropouts": "H", "returned": "I"}
    return books.table(file, sheet, 4, **letters)


def months(start: int) -> list[str]:
    """The names of the sheets of a school year."""
    return [f"{start}年{each}月" for each in range(9, 13)] + [f"{start + 1}年{each}月" for each in range(1, 9)]


def _term(books: Books, file: str, names: list[int]) -> list[dict[str, Any]]:
    return [
        row
        for each in names
        for row in books.table(
            file, f"{each}月", 5, fill="A", township="A", school="C", stage="D", start="E", dropouts="G", returned="H"
        )
    ]


@number_of(
    "松岭乡未劝返复学，2025—2026学年末：十二个月辍学减复学",
    "dropout_open",
    "township",
    "松岭乡",
    "2025-2026",
    f"{YEAR_2025} 十二个表 H、I 列",
)
def _(books: Books) -> float:
    rows = [row for name in months(2025) for row in month(books, YEAR_2025, name) if row["township"] == "松岭乡"]
    return added(rows, "dropouts") - added(rows, "returned")


@number_of(
    "松岭乡未劝返复学，到2026年1月底",
    "dropout_open",
    "township",
    "松岭乡",
    "2026-01",
    f"{YEAR_2025} 2025年9月至2026年1月 H、I 列",
)
def _(books: Books) -> float:
    rows = [row for name in months(2025)[:5] for row in month(books, YEAR_2025, name) if row["township"] == "松岭乡"]
    return added(rows, "dropouts") - added(rows, "returned")


@number_of(
    "全县初中辍学率，2024—2025学年：两份文件十二个月辍学之和比学年初（一次，不是十二次）",
    "dropout_rate",
    "district",
    DISTRICT,
    "2024-2025",
    f"{AUTUMN_2024}、{SPRING_2025} G 列；E 列取九月",
    stage="junior",
)
def _(books: Books) -> float:
    autumn = _term(books, AUTUMN_2024, [9, 10, 11, 12, 1])
    rows = autumn + _term(books, SPRING_2025, [2, 3, 4, 5, 6, 7, 8])
    mine = [row for row in rows if row["stage"] == "初中" and number(row["start"]) is not None]
    start = [
        row for row in _term(books, AUTUMN_2024, [9]) if row["stage"] == "初中" and number(row["start"]) is not None
    ]
    return added(mine, "dropouts") / added(start, "start")


@number_of(
    "枫树乡2024年3月：没有报，不是0",
    "dropout_open",
    "township",
    "枫树乡",
    "2024-03",
    f"{YEAR_2023} 三月之前各月 H、I 列；三月无枫树乡",
)
def _(books: Books) -> float:
    rows = [row for name in months(2023)[:7] for row in month(books, YEAR_2023, name) if row["township"] == "枫树乡"]
    assert not [row for row in month(books, YEAR_2023, "2024年3月") if row["township"] == "枫树乡"]
    return added(rows, "dropouts") - added(rows, "returned")


@number_of(
    "全县报告率，2024年3月：枫树乡6校与云帆实验学校未报",
    "report_rate",
    "district",
    DISTRICT,
    "2024-03",
    f"{YEAR_2023} 2024年3月 F 列有数的学校；应报为二月表上的学校",
)
def _(books: Books) -> float:
    told = {
        (row["township"], row["school"])
        for row in month(books, YEAR_2023, "2024年3月")
        if number(row["start"]) is not None
    }
    due = {(row["township"], row["school"]) for row in month(books, YEAR_2023, "2024年2月")}
    return len(told) / len(due)


@number_of(
    "全县复学率，2022—2023学年：一张宽表十二个月",
    "return_rate",
    "district",
    DISTRICT,
    "2022-2023",
    f"{YEAR_2022} 分月统计，每月第三、四列",
)
def _(books: Books) -> float:
    from openpyxl.utils import get_column_letter as letter

    letters = {f"out{at}": letter(6 + 4 * at) for at in range(12)} | {
        f"back{at}": letter(7 + 4 * at) for at in range(12)
    }
    rows = books.table(YEAR_2022, "分月统计", 5, fill="A", township="A", school="B", stage="C", **letters)
    out = sum(number(row[f"out{at}"]) or 0 for row in rows for at in range(12))
    back = sum(number(row[f"back{at}"]) or 0 for row in rows for at in range(12))
    return back / out
