"""Pupils, classes and shares."""

from __future__ import annotations

from typing import Any

from tests.soundness.hand.numbers import number_of
from tests.soundness.hand.sheets import Books, added, number

DISTRICT = "青云县"
TOWNSHIPS_2023 = [
    "云溪街道",
    "青屏街道",
    "石桥镇",
    "龙湾镇",
    "柳林镇",
    "白沙镇",
    "清水镇",
    "双河乡",
    "松岭乡",
    "枫树乡",
    "高坪乡",
    "竹溪乡",
]
AUTUMN_2020 = "青云县2020—2021学年第一学期中小学在校生情况统计表.xlsx"
AUTUMN_2023 = "附件2：2023年秋季在校生统计表（各乡镇汇总）.xlsx"
CLASSES_2025 = "2025年秋季各学段班额及在校生统计.xlsx"


def of_2020(books: Books) -> list[dict[str, Any]]:
    """The rows of autumn 2020."""
    return books.table(
        AUTUMN_2020, "在校生情况", 6, fill="A",
        township="A", school="B", stage="C", classes="D", pupils="E", girls="F", left_behind="H", intake="K", teachers="L",
    )  # fmt: skip


def of_2023(books: Books, *townships: str) -> list[dict[str, Any]]:
    """The rows of autumn 2023 of some townships' sheets."""
    return [
        row
        for township in townships
        for row in books.table(
            AUTUMN_2023, township, 5, code="A", school="B", stage="C", classes="D", pupils="E", boarders="G", left_behind="H", intake="K",
        )
    ]  # fmt: skip


def statistics(books: Books, year: int) -> list[dict[str, Any]]:
    """The annual sheet of boarders, teachers and large classes (2021 and 2022: no pupils on it)."""
    wide = {
        "classes": "F",
        "pupils": "G",
        "boarders": "I",
        "left_behind": "J",
        "intake": "M",
        "teachers": "N",
        "big": "O",
        "biggest": "P",
    }
    narrow = {"boarders": "F", "left_behind": "G", "intake": "J", "teachers": "K", "big": "L", "biggest": "M"}
    letters = wide if year >= 2024 else narrow
    return books.table(
        f"{year}年秋季在校生及专任教师统计表.xlsx",
        "Sheet1",
        4,
        code="B",
        school="C",
        township="D",
        stage="E",
        **letters,
    )


@number_of(
    "全县在校生，2020年秋",
    "pupils",
    "district",
    DISTRICT,
    "2020-2021-1",
    f"{AUTUMN_2020} E6:E140，各校相加，不取小计与合计",
)
def _(books: Books) -> float:
    return added(of_2020(books), "pupils")


@number_of(
    "石桥镇在校生，2023—2024学年（取秋季）", "pupils", "township", "石桥镇", "2023-2024", f"{AUTUMN_2023} 石桥镇!E5:E14"
)
def _(books: Books) -> float:
    return added(of_2023(books, "石桥镇"), "pupils")


@number_of(
    "全县在校生，2023—2024学年：秋季快照，不是春季的，也不加汇总表",
    "pupils",
    "district",
    DISTRICT,
    "2023-2024",
    f"{AUTUMN_2023} 十二个乡镇表 E 列",
)
def _(books: Books) -> float:
    return added(of_2023(books, *TOWNSHIPS_2023), "pupils")


@number_of(
    "全县小学在校生，2024年春（春季自己的快照）",
    "pupils",
    "district",
    DISTRICT,
    "2023-2024-2",
    "2023—2024学年第二学期在校生统计.csv 在校生数",
    stage="primary",
)
def _(books: Books) -> float:
    lines = books.lines("2023—2024学年第二学期在校生统计.csv")
    return sum(float(line["在校生数"]) for line in lines if line["学段"] == "小学")


@number_of(
    "全县女生比例，2022年秋：男女分列，男女相加才是在校生",
    "girl_share",
    "district",
    DISTRICT,
    "2022-2023-1",
    "2022年秋季分年级分性别在校生数.xlsx 三个表的男、女列",
)
def _(books: Books) -> float:
    file, boys, girls = "2022年秋季分年级分性别在校生数.xlsx", 0.0, 0.0
    pairs = {"小学": ["DE", "GH", "JK", "MN", "PQ", "ST"], "初中": ["DE", "GH", "JK"]}
    for sheet, columns in pairs.items():
        letters = {f"{who}{place}": pair[at] for place, pair in enumerate(columns) for at, who in enumerate("mf")}
        for row in books.table(file, sheet, 6, **letters):
            boys += sum(number(row[name]) or 0 for name in row if name.startswith("m"))
            girls += sum(number(row[name]) or 0 for name in row if name.startswith("f"))
    rest = books.table(file, "学前及高中阶段、特教", 4, school="B", pupils="E", girls="F")
    return (girls + added(rest, "girls")) / (boys + girls + added(rest, "pupils"))


@number_of(
    "松岭乡小学平均班额，2024年秋：只有分年级行",
    "mean_class_size",
    "township",
    "松岭乡",
    "2024-2025-1",
    "2024—2025学年度第一学期在校生年级分布表.xlsx E、F 列，不取小计",
    stage="primary",
)
def _(books: Books) -> float:
    rows = books.table(
        "2024—2025学年度第一学期在校生年级分布表.xlsx", "年级分布", 5, fill="ABC",
        township="A", school="B", stage="C", classes="E", pupils="F",
    )  # fmt: skip
    mine = [row for row in rows if row["township"] == "松岭乡" and row["stage"] == "小学"]
    return added(mine, "pupils") / added(mine, "classes")


@number_of(
    "全县初中寄宿率，2025年秋",
    "boarder_share",
    "district",
    DISTRICT,
    "2025-2026",
    "2025年秋季在校生及专任教师统计表.xlsx G、I 列",
    stage="junior",
)
def _(books: Books) -> float:
    mine = [row for row in statistics(books, 2025) if row["stage"] == "初中"]
    return added(mine, "boarders") / added(mine, "pupils")


@number_of(
    "全县留守儿童比例，2020年秋：“—”的学校（园）两边都不计",
    "left_behind_share",
    "district",
    DISTRICT,
    "2020-2021-1",
    f"{AUTUMN_2020} H、E 列",
)
def _(books: Books) -> float:
    mine = [row for row in of_2020(books) if number(row["left_behind"]) is not None]
    return added(mine, "left_behind") / added(mine, "pupils")


@number_of(
    "全县生师比，2021年秋：两份表相除，教师按各校相加为2810，不取合计行的2820",
    "pupil_teacher_ratio",
    "district",
    DISTRICT,
    "2021-2022-1",
    "2021年秋季学籍分年级在校生.csv 在校学生数；2021年秋季在校生及专任教师统计表.xlsx K 列",
)
def _(books: Books) -> float:
    pupils = sum(float(line["在校学生数"]) for line in books.lines("2021年秋季学籍分年级在校生.csv"))
    return pupils / added(statistics(books, 2021), "teachers")


@number_of(
    "云溪街道大班额班数，2025年秋：56—65人加66人及以上",
    "large_classes",
    "township",
    "云溪街道",
    "2025-2026-1",
    "2025年秋季在校生及专任教师统计表.xlsx O、P 列",
    stage="primary",
)
def _(books: Books) -> float:
    mine = [row for row in statistics(books, 2025) if row["township"] == "云溪街道" and row["stage"] == "小学"]
    return added(mine, "big") + added(mine, "biggest")
