"""The stories planted in the sample district: who they happen to, and how strongly.

Pages are judged against them; `data/sample/README.md` tells them with the figures that `figures` reads from the truth.
Everything here is invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

# 1. Dropout rises over years and months in this township, and few come back.
RISING_TOWNSHIP = "松岭乡"
RISING_JUNIOR = (2, 4, 6, 9, 12, 15)  # dropouts of its junior school in each school year from 2020-2021
RISING_RETURNED = (2, 2, 2, 2, 1, 1)
RISING_PRIMARY = (0, 0, 1, 1, 2, 2)

# 2. A pair that works: the member rises after September 2022, the core holds. Targets are distances to the district
# in pupil standard deviations, for the June exams of 2021 to 2026.
WORKING_CORE, WORKING_MEMBER = "青云县第二初级中学", "石桥镇初级中学"
# 3. A gap that closes only because the core falls.
FALLING_CORE, FALLING_MEMBER = "青云县第三初级中学", "清水镇初级中学"
Z_TARGETS = {
    WORKING_CORE: (0.36, 0.37, 0.36, 0.37, 0.36, 0.37),
    WORKING_MEMBER: (-0.50, -0.51, -0.42, -0.31, -0.20, -0.10),
    FALLING_CORE: (0.42, 0.41, 0.32, 0.22, 0.12, 0.03),
    FALLING_MEMBER: (-0.38, -0.39, -0.38, -0.39, -0.38, -0.39),
}

# 4. A subsidy line that fits no standard: spring 2024, boarders of this school, paid 610 yuan a head and 7 yuan over,
# where the term standard had just become 750.
ODD_SCHOOL, ODD_TERM, ODD_PROGRAMME, ODD_CATEGORY = "白沙镇初级中学", "2023-2024-2", "寄宿生生活补助", "脱贫家庭"
ODD_PER_HEAD, ODD_OVER = 610.0, 7.0

# 6. A township that sent no return for one month, and a school that never sends one.
SILENT_TOWNSHIP, SILENT_MONTH = "枫树乡", "2024-03"
NEVER_REPORTS = "云帆实验学校（九年一贯制）"

# 7. A junior school whose graduates shrink while its monthly returns say zero: pupils lost in each school year.
LEAKING_SCHOOL = "双河乡初级中学"
LEAKED = (4, 7, 11, 15, 19, 23)

# The wrong total an office typed into one sheet: the importer warns and takes the rows.
WRONG_TOTAL_FILE, WRONG_TOTAL_BY = "2021年秋季在校生及专任教师统计表.xlsx", 10


def figures(truth: Rows) -> dict[str, Any]:
    """The exact figures of every story, read from the truth (not from the targets above)."""
    schools = {row["school_code"]: row for row in truth["school"]}
    codes = {row["school"]: row["school_code"] for row in truth["school"]}
    return {
        "dropouts_by_year": _dropouts_by_year(truth, schools),
        "open_at_end": _open_at_end(truth, schools),
        "monthly_last_year": _monthly(truth, schools),
        "z": {name: exam_z(truth, str(codes[name])) for name in Z_TARGETS},
        "odd_line": _odd_line(truth, codes),
        "intake": _intake(truth, schools),
        "large_classes": _large_classes(truth, schools),
        "silent_schools": _silent_schools(truth, schools),
        "retention": retention(truth, str(codes[LEAKING_SCHOOL])),
    }


def _school_year(month: str) -> str:
    first = int(month[:4]) - (int(month[5:]) < 9)
    return f"{first}-{first + 1}"


def _dropouts_by_year(truth: Rows, schools: Mapping) -> dict[str, dict[str, int]]:
    """{township: {school year: dropouts}} over primary and junior."""
    sums: dict[str, dict[str, int]] = {}
    for row in truth["dropout"]:
        years = sums.setdefault(schools[row["school"]]["township"], {})
        year = _school_year(row["period"])
        years[year] = years.get(year, 0) + row["dropouts"]
    return sums


def _open_at_end(truth: Rows, schools: Mapping) -> dict[str, int]:
    """{township: dropouts of 2025-2026 not returned by its end}."""
    sums: dict[str, int] = {}
    for row in truth["dropout"]:
        if _school_year(row["period"]) == "2025-2026":
            place = schools[row["school"]]["township"]
            sums[place] = sums.get(place, 0) + row["dropouts"] - row["returned"]
    return sums


def _monthly(truth: Rows, schools: Mapping) -> dict[str, int]:
    """{month of 2025-2026: dropouts of the rising township}."""
    sums: dict[str, int] = {}
    for row in truth["dropout"]:
        month = row["period"]
        if schools[row["school"]]["township"] == RISING_TOWNSHIP and _school_year(month) == "2025-2026":
            sums[month] = sums.get(month, 0) + row["dropouts"]
    return sums


def exam_z(truth: Rows, code: str) -> dict[str, float]:
    """{school year: distance of the school's 总分 mean in the 中考 to the district's, in district pupil SDs}."""
    distances = {}
    for period in sorted({row["period"] for row in truth["exam"] if row["stage"] == "junior"}):
        rows = [
            row
            for row in truth["exam"]
            if row["period"] == period and row["stage"] == "junior" and row["subject"] == "总分" and row["sat"]
        ]
        sat = sum(row["sat"] for row in rows)
        mean = sum(row["sum_score"] for row in rows) / sat
        variance = sum(row["sum_squares"] for row in rows) / sat - mean**2
        own = next(row for row in rows if row["school"] == code)
        distances[period[:9]] = (own["sum_score"] / own["sat"] - mean) / variance**0.5
    return distances


def _odd_line(truth: Rows, codes: Mapping) -> dict[str, Any]:
    return next(
        dict(row)
        for row in truth["subsidy"]
        if (row["school"], row["period"], row["programme"], row["category"])
        == (codes[ODD_SCHOOL], ODD_TERM, ODD_PROGRAMME, ODD_CATEGORY)
    )


def _intake(truth: Rows, schools: Mapping) -> dict[str, dict[str, int]]:
    """{township: {autumn term: primary intake}}."""
    sums: dict[str, dict[str, int]] = {}
    for row in truth["enrolment"]:
        if row["stage"] == "primary" and row["grade"] is None and row.get("intake") is not None:
            terms = sums.setdefault(schools[row["school"]]["township"], {})
            terms[row["period"]] = terms.get(row["period"], 0) + row["intake"]
    return sums


def _large_classes(truth: Rows, schools: Mapping) -> dict[str, int]:
    """{autumn term: classes of 56 and more in the county town, primary and junior}."""
    sums: dict[str, int] = {}
    for row in truth["enrolment"]:
        if (
            row["grade"] is None
            and row.get("classes_56_65") is not None
            and row["stage"] in ("primary", "junior")
            and schools[row["school"]]["urban_rural"] == "urban"
        ):
            term = row["period"]
            sums[term] = sums.get(term, 0) + row["classes_56_65"] + row["classes_66p"]
    return sums


def _silent_schools(truth: Rows, schools: Mapping) -> int:
    """How many school-stages of the silent township filed the month before and are absent from the silent month."""

    def filed(month: str) -> set:
        return {
            (row["school"], row["stage"])
            for row in truth["dropout"]
            if row["period"] == month and schools[row["school"]]["township"] == SILENT_TOWNSHIP
        }

    return len(filed("2024-02") - filed(SILENT_MONTH))


def retention(truth: Rows, code: str) -> dict[str, float]:
    """{school year of graduation: graduates / (intake three years before + in - out)} of a junior school."""
    rows = [
        row for row in truth["enrolment"] if row["school"] == code and row["stage"] == "junior" and row["grade"] is None
    ]
    intake = {row["period"][:4]: row["intake"] for row in rows if row.get("intake") is not None}
    shares = {}
    for row in rows:
        start = str(int(row["period"][:4]) - 2)
        if row.get("graduates") is not None and start in intake:
            shares[row["period"]] = row["graduates"] / (intake[start] + row["transfer_in"] - row["transfer_out"])
    return shares
