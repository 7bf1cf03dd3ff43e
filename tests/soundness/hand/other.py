"""Balance, teachers, money, health, children of school age."""

from __future__ import annotations

import math

from tests.soundness.hand.enrolment import CLASSES_2025, DISTRICT, TOWNSHIPS_2023, of_2023
from tests.soundness.hand.numbers import number_of
from tests.soundness.hand.sheets import Books, added, number

RESOURCE_2025, RESOURCE_2023 = "2024—2026年优质均衡办学条件统计表.xlsx", "2023年办学条件分项数据.csv"
STAFF, HEALTH = "2023—2026年教师队伍情况统计表.xlsx", "2023—2026年学生体质与视力统计表.xlsx"
LEDGER, FUNDING = "2023—2026年适龄儿童台账.xlsx", "2023—2025年度公用经费支出.xlsx"


def variation(schools: list[tuple[float, float]]) -> float:
    """Of (amount, pupils): the pupil-weighted standard deviation of amounts per pupil over the ratio of sums."""
    amount, pupils = sum(each for each, _ in schools), sum(n for _, n in schools)
    mean = amount / pupils
    return math.sqrt(sum(n / pupils * (each / n - mean) ** 2 for each, n in schools)) / mean


@number_of(
    "小学生均教学仪器设备值差异系数，2025—2026学年",
    "balance_cv",
    "district",
    DISTRICT,
    "2025-2026",
    f"{RESOURCE_2025} 2025—2026学年!K、E 列",
    stage="primary",
    item="equipment_yuan",
)
def _(books: Books) -> float:
    rows = books.table(RESOURCE_2025, "2025—2026学年", 5, school="C", stage="D", pupils="E", amount="K")
    mine = [row for row in rows if row["stage"] == "小学"]
    return variation([(number(row["amount"]) or 0, number(row["pupils"]) or 0) for row in mine])


@number_of(
    "初中每百名学生骨干教师数差异系数，2023—2024学年",
    "balance_cv",
    "district",
    DISTRICT,
    "2023-2024",
    f"{RESOURCE_2023} 县级以上骨干教师数",
    stage="junior",
    item="backbone_teachers",
)
def _(books: Books) -> float:
    lines = [
        line
        for line in books.lines(RESOURCE_2023)
        if (line["学段"], line["资源项目"]) == ("初中", "县级以上骨干教师数")
    ]
    return variation([(float(line["数量"]), float(line["在校生数"])) for line in lines])


@number_of(
    "松岭乡教师交流轮岗比例，2024—2025学年",
    "teacher_exchange_share",
    "township",
    "松岭乡",
    "2024-2025",
    f"{STAFF} 2024—2025学年!J、K 列",
)
def _(books: Books) -> float:
    rows = books.table(STAFF, "2024—2025学年", 3, township="A", school="C", due="J", moved="K")
    mine = [row for row in rows if row["township"] == "松岭乡"]
    return added(mine, "moved") / added(mine, "due")


@number_of(
    "全县小学生均公用经费，2024年：不足100人的按核定100人",
    "public_funds_per_pupil",
    "district",
    DISTRICT,
    "2024",
    f"{FUNDING} 2024年度!E、F 列",
    stage="primary",
)
def _(books: Books) -> float:
    rows = [
        row
        for row in books.table(FUNDING, "2024年度", 3, school="C", stage="D", pupils="E", money="F")
        if row["stage"] == "小学"
    ]
    return added(rows, "money") / added(rows, "pupils")


@number_of(
    "全县初中近视率，2024—2025学年",
    "myopia_rate",
    "district",
    DISTRICT,
    "2024-2025",
    f"{HEALTH} 2024—2025学年!H、I 列",
    stage="junior",
)
def _(books: Books) -> float:
    rows = [
        row
        for row in books.table(HEALTH, "2024—2025学年", 3, school="C", stage="D", seen="H", short="I")
        if row["stage"] == "初中"
    ]
    return added(rows, "short") / added(rows, "seen")


@number_of(
    "双河乡初中净入学率，2023—2024学年（户籍台账）",
    "net_enrolment_rate",
    "township",
    "双河乡",
    "2023-2024",
    f"{LEDGER} 2023—2024学年!C、D 列",
    stage="junior",
)
def _(books: Books) -> float:
    rows = books.table(LEDGER, "2023—2024学年", 3, township="A", stage="B", children="C", enrolled="D")
    mine = [row for row in rows if (row["township"], row["stage"]) == ("双河乡", "初中")]
    return added(mine, "enrolled") / added(mine, "children")


@number_of(
    "全县小学毛入学率，2023—2024学年：在校生（学校所在地）比适龄人口（户籍）",
    "gross_enrolment_ratio",
    "district",
    DISTRICT,
    "2023-2024",
    f"附件2 各乡镇表 E 列；{LEDGER} 2023—2024学年!C 列",
    stage="primary",
)
def _(books: Books) -> float:
    pupils = [row for row in of_2023(books, *TOWNSHIPS_2023) if row["stage"] == "小学"]
    children = [
        row for row in books.table(LEDGER, "2023—2024学年", 3, stage="B", children="C") if row["stage"] == "小学"
    ]
    return added(pupils, "pupils") / added(children, "children")


@number_of(
    "全县三年级在校生，2025年秋：合计列与年级列并存，只取年级列",
    "pupils",
    "district",
    DISTRICT,
    "2025-2026-1",
    f"{CLASSES_2025} 小学!N 列",
    grade="3",
)
def _(books: Books) -> float:
    return sum(number(row["pupils"]) or 0 for row in books.table(CLASSES_2025, "小学", 5, school="B", pupils="N"))


@number_of(
    "全县残疾儿童入学率，2024—2025学年",
    "disabled_enrolment_rate",
    "district",
    DISTRICT,
    "2024-2025",
    f"{LEDGER} 2024—2025学年!E、F 列",
)
def _(books: Books) -> float:
    rows = books.table(LEDGER, "2024—2025学年", 3, township="A", due="E", enrolled="F")
    return added(rows, "enrolled") / added(rows, "due")
