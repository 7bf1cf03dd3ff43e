"""Those who entered a school, those who left it: retention and progression."""

from __future__ import annotations

from typing import Any

from tests.soundness.hand.enrolment import AUTUMN_2020, AUTUMN_2023, DISTRICT, of_2020, of_2023, statistics
from tests.soundness.hand.numbers import number_of
from tests.soundness.hand.sheets import Books, added, number

LEAVERS = "2020—2025学年毕业生及转学情况统计表.xlsx"


def leavers(books: Books, year: str) -> list[dict[str, Any]]:
    """Graduates of a school year and who came and left since."""
    return books.table(
        LEAVERS, year, 5, fill="AB", township="A", school="B", stage="C", graduates="D", came="E", left="F"
    )


@number_of(
    "双河乡初级中学巩固率，2026届（算法A）",
    "retention_rate",
    "school",
    "双河乡初级中学",
    "2025-2026",
    f"{LEAVERS} 2025—2026学年!D:F；{AUTUMN_2023} 双河乡!K（招生数）",
)
def _(books: Books) -> float:
    (entered,) = [row for row in of_2023(books, "双河乡") if row["school"] == "双河乡初级中学"]
    (out,) = [row for row in leavers(books, "2025—2026学年") if row["school"] == "双河乡初级中学"]
    base = number(entered["intake"]) + number(out["came"]) - number(out["left"])  # type: ignore[operator]
    return number(out["graduates"]) / base  # type: ignore[operator]


@number_of(
    "全县小学巩固率，2026届：六年前即2020年秋入学，先相加再相除",
    "retention_rate",
    "district",
    DISTRICT,
    "2025-2026",
    f"{LEAVERS} 2025—2026学年!D:F；{AUTUMN_2020} K（招生数）",
    stage="primary",
)
def _(books: Books) -> float:
    mine = [row for row in leavers(books, "2025—2026学年") if row["stage"] == "小学"]
    graduating = {(row["township"], row["school"]) for row in mine}
    entered = {
        (row["township"], str(row["school"]).replace(" ", "").replace("(", "（").replace(")", "）").replace("青云县石桥镇", "石桥镇")): row["intake"]
        for row in of_2020(books) if row["stage"] == "小学"
    }  # fmt: skip
    intake = sum(number(entered[school]) or 0 for school in graduating)
    return added(mine, "graduates") / (intake + added(mine, "came") - added(mine, "left"))


@number_of(
    "全县小学升学率，2024—2025学年：十七个教学点没有填毕业生，是没填不是0，所以不明",
    "primary_progression",
    "district",
    DISTRICT,
    "2024-2025",
    f"2024年秋季在校生及专任教师统计表.xlsx M 列（初中）；{LEAVERS} 2023—2024学年!D（小学）",
)
def _(books: Books) -> float | None:
    there = {(row["township"], row["school"]) for row in statistics(books, 2024) if row["stage"] == "小学"}
    out = {(row["township"], row["school"]) for row in leavers(books, "2023—2024学年") if row["stage"] == "小学"}
    assert len(there - out) == 17
    return None
