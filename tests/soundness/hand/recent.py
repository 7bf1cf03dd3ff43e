"""What schools and the county are asked for since lately: class sizes against the standard, books, quarterly reviews."""

from __future__ import annotations

from tests.soundness.hand.enrolment import DISTRICT, statistics
from tests.soundness.hand.numbers import number_of
from tests.soundness.hand.other import variation
from tests.soundness.hand.sheets import Books, added, number

CLASSES = "2024—2026年义务教育班额达标情况统计表.xlsx"
STATISTICS_2025 = "2025年秋季在校生及专任教师统计表.xlsx"
BOOKS = "2023—2026年计算机图书及教师统计表.xlsx"
REVIEWS = "2024—2026年控辍保学季度复核登记表.xlsx"


@number_of(
    "云溪街道小学班额达标班级比例，2025年秋：超过45人的班由学校按班填报",
    "class_size_met_share",
    "township",
    "云溪街道",
    "2025-2026-1",
    f"{CLASSES} 2025—2026学年!E；{STATISTICS_2025} F 列（班数）",
    stage="primary",
)
def _(books: Books) -> float:
    over = books.table(CLASSES, "2025—2026学年", 4, fill="A", township="A", stage="D", over="E")
    mine = [row for row in over if (row["township"], row["stage"]) == ("云溪街道", "小学")]
    classes = [row for row in statistics(books, 2025) if (row["township"], row["stage"]) == ("云溪街道", "小学")]
    return 1 - added(mine, "over") / added(classes, "classes")


@number_of(
    "小学生均图书册数差异系数，2025—2026学年",
    "balance_cv",
    "district",
    DISTRICT,
    "2025-2026",
    f"{BOOKS} 2025—2026学年!G、E 列",
    stage="primary",
    item="books",
)
def _(books: Books) -> float:
    rows = books.table(BOOKS, "2025—2026学年", 4, stage="D", pupils="E", amount="G")
    mine = [row for row in rows if row["stage"] == "小学"]
    return variation([(number(row["amount"]) or 0, number(row["pupils"]) or 0) for row in mine])


@number_of(
    "全县季度复核率，2024年第三季度：各乡镇相加再相除",
    "review_rate",
    "district",
    DISTRICT,
    "2024-Q3",
    f"{REVIEWS} 2024年第三季度!B、C 列",
)
def _(books: Books) -> float:
    rows = books.table(REVIEWS, "2024年第三季度", 3, township="A", due="B", reviewed="C")
    return added(rows, "reviewed") / added(rows, "due")
