"""Student subsidy: yuan and 万元, programmes, totals of townships, coverage in spring."""

from __future__ import annotations

from typing import Any

from tests.soundness.hand.enrolment import DISTRICT, TOWNSHIPS_2023, of_2023
from tests.soundness.hand.numbers import number_of
from tests.soundness.hand.sheets import Books, added, number

KINDERGARTEN_2020 = "2020年秋季学期学前教育资助分乡镇汇总表.xlsx"
SPRING_2021 = "2021年春季学生资助明细.csv"
YEAR_2021 = "2021—2022学年学生资助发放情况统计表（万元）.xlsx"
AUTUMN_2023, SPRING_2024 = "2023年秋季学期学生资助发放统计表.xlsx", "2024年春季学期学生资助发放统计表.xlsx"
YEAR_2022, YEAR_2025 = "2022—2023学年学生资助发放情况统计表.xlsx", "2025—2026学年学生资助发放情况统计表（万元）.xlsx"
YEAR_2024 = "2024-2025学年学生资助明细.csv"


def year(books: Books, file: str, sheet: str) -> list[dict[str, Any]]:
    """A term of the files that have two sheets and merged townships, schools, stages and programmes."""
    letters = {"township": "A", "school": "B", "stage": "C", "programme": "D", "due": "F", "given": "G", "amount": "H"}
    return books.table(file, sheet, 5, fill="ABCD", **letters)


def term(books: Books, file: str) -> list[dict[str, Any]]:
    """One of the flat files of a term."""
    letters = {"code": "B", "school": "C", "township": "D", "stage": "E", "programme": "F", "category": "G"}
    return books.table(file, "发放统计", 4, **letters, due="H", given="I", amount="J")


@number_of(
    "全县资助金额，2021年度：春季（元）加秋季（万元）",
    "aid_amount",
    "district",
    DISTRICT,
    "2021",
    f"{SPRING_2021} 发放金额(元)；{YEAR_2021} 2021年秋季!H × 10000",
)
def _(books: Books) -> float:
    spring = sum(float(line["发放金额(元)"]) for line in books.lines(SPRING_2021))
    return spring + added(year(books, YEAR_2021, "2021年秋季"), "amount") * 10_000


@number_of(
    "石桥镇学前资助人数，2020年秋：只有乡镇合计，没有学校",
    "aid_recipients",
    "township",
    "石桥镇",
    "2020-2021-1",
    f"{KINDERGARTEN_2020} 学前资助!F5",
    stage="kindergarten",
)
def _(books: Books) -> float:
    rows = books.table(KINDERGARTEN_2020, "学前资助", 3, township="B", given="F")
    return added([row for row in rows if row["township"] == "石桥镇"], "given")


@number_of(
    "全县资助人数，2020年秋：乡镇合计（学前）加各校（其余）",
    "aid_recipients",
    "district",
    DISTRICT,
    "2020-2021-1",
    f"{KINDERGARTEN_2020} F 列；2020年秋季学期学生资助发放统计表.xlsx I 列",
)
def _(books: Books) -> float:
    rows = books.table(KINDERGARTEN_2020, "学前资助", 3, township="B", given="F")
    return added(rows, "given") + added(term(books, "2020年秋季学期学生资助发放统计表.xlsx"), "given")


@number_of(
    "白沙镇初级中学寄宿生生活补助人均，2024年春，脱贫家庭",
    "aid_per_head",
    "school",
    "白沙镇初级中学",
    "2023-2024-2",
    f"{SPRING_2024} I、J 列",
    programme="寄宿生生活补助",
    category="脱贫家庭",
)
def _(books: Books) -> float:
    mine = [
        row
        for row in term(books, SPRING_2024)
        if row["school"] == "白沙镇初级中学" and (row["programme"], row["category"]) == ("寄宿生生活补助", "脱贫家庭")
    ]
    return added(mine, "amount") / added(mine, "given")


@number_of(
    "全县小学营养改善计划人次，2023—2024学年：两学期相加",
    "aid_recipients",
    "district",
    DISTRICT,
    "2023-2024",
    f"{AUTUMN_2023}、{SPRING_2024} I 列，项目为营养改善计划",
    programme="营养改善计划",
    stage="primary",
)
def _(books: Books) -> float:
    rows = term(books, AUTUMN_2023) + term(books, SPRING_2024)
    return added([row for row in rows if row["programme"] == "营养改善计划" and row["stage"] == "小学"], "given")


@number_of(
    "全县初中资助面，2023年春：春季没有在校生，用同学年秋季",
    "aid_coverage",
    "district",
    DISTRICT,
    "2022-2023-2",
    f"{YEAR_2022} 2023年春季!G；2022年秋季分年级分性别在校生数.xlsx 初中",
    stage="junior",
)
def _(books: Books) -> float:
    mine = [row for row in year(books, YEAR_2022, "2023年春季") if row["stage"] == "初中"]
    letters = {f"n{place}": letter for place, letter in enumerate("DEGHJK")}
    rows = books.table("2022年秋季分年级分性别在校生数.xlsx", "初中", 6, **letters)
    return added(mine, "given") / sum(number(row[name]) or 0 for row in rows for name in letters)


@number_of(
    "全县小学资助面，2024年春：春季有自己的快照，就用春季",
    "aid_coverage",
    "district",
    DISTRICT,
    "2023-2024-2",
    f"{SPRING_2024} I；2023—2024学年第二学期在校生统计.csv",
    stage="primary",
)
def _(books: Books) -> float:
    mine = [row for row in term(books, SPRING_2024) if row["stage"] == "小学"]
    lines = books.lines("2023—2024学年第二学期在校生统计.csv")
    return added(mine, "given") / sum(float(line["在校生数"]) for line in lines if line["学段"] == "小学")


@number_of(
    "石桥镇小学资助面，2023年秋：没有受助学生的学校也在分母里",
    "aid_coverage",
    "township",
    "石桥镇",
    "2023-2024-1",
    f"{AUTUMN_2023} I；附件2 石桥镇!E",
    stage="primary",
)
def _(books: Books) -> float:
    mine = [row for row in term(books, AUTUMN_2023) if (row["township"], row["stage"]) == ("石桥镇", "小学")]
    there = [row for row in of_2023(books, "石桥镇") if row["stage"] == "小学"]
    return added(mine, "given") / added(there, "pupils")


@number_of(
    "全县应助尽助率，2024—2025学年",
    "aid_full_rate",
    "district",
    DISTRICT,
    "2024-2025",
    f"{YEAR_2024} 受助人数、应助人数",
)
def _(books: Books) -> float:
    lines = list(books.lines(YEAR_2024))
    return sum(float(line["受助人数"]) for line in lines) / sum(float(line["应助人数"]) for line in lines)


@number_of(
    "东片督导区在校生，2023年秋：按名录的片区",
    "pupils",
    "zone",
    "东片督导区",
    "2023-2024-1",
    "附件1 学校名录!I（片区）；附件2 各乡镇表 E 列",
)
def _(books: Books) -> float:
    register = books.table("附件1：青云县学校名录（2020—2021学年）.xlsx", "学校名录", 5, code="B", zone="I")
    east = {row["code"] for row in register if row["zone"] == "东片督导区"}
    return added([row for row in of_2023(books, *TOWNSHIPS_2023) if row["code"] in east], "pupils")
