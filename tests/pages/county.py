"""A small county with a story in each theme, built by the store's own writer: what the pages are judged against."""

from __future__ import annotations

import datetime
from pathlib import Path

from store import Store
from tests.metrics.building import File, Said, build, enrolled, month, pair, paper, register

TOWNSHIPS = ("东山乡", "西河镇", "南岭乡", "北原镇")
YEARS = (2021, 2022, 2023, 2024)
RISING = "东山乡"
DISTRICT = "青山县"


def school_of(township: str) -> str:
    """The junior school of a township."""
    return f"{township}初级中学"


def county(folder: Path) -> Store:
    """Four townships with a junior school each over four school years; dropout rises in one; one pair."""
    schools = [
        row
        for township in TOWNSHIPS
        for row in register(school_of(township), township, ["junior"], urban_rural="rural")
    ]
    rows = [row for year in YEARS for number, township in enumerate(TOWNSHIPS) for row in _year(township, number, year)]
    rows.append(pair(school_of("北原镇"), school_of("西河镇"), datetime.date(2022, 9, 1)))
    return build(folder, [File(schools), File(rows)])


def _year(township: str, number: int, year: int) -> list[Said]:
    school, step = school_of(township), year - YEARS[0]
    out = 2 + 3 * step if township == RISING else 1
    pupils = 400 - 10 * step + number
    sat, mean = 120, 60 + number * 2 + (3 * step if township == "西河镇" else 0)
    returns = {"enrolled_start": pupils, "dropouts": out, "returned": 0, "reported": True}
    silent = township == "南岭乡" and year == YEARS[-1]
    return [
        enrolled(school, f"{year}-{year + 1}-1", "junior", pupils=pupils, classes=8, teachers_fulltime=30, intake=130, graduates=120,
                 transfer_in=0, transfer_out=0, classes_56_65=0, classes_66p=0),
        month(school, f"{year}-10", "junior", **(returns | {"reported": False, "dropouts": None} if silent else returns)),
        Said("subsidy", f"{year}-{year + 1}-1", {"stage": "junior", "programme": "寄宿生生活补助", "category": "低保家庭",
             "recipients": 20, "amount": 12_500.0, "eligible": 20}, school),
        paper(school, f"{year}-{year + 1}-2", exam=f"{year + 1}年中考", subject="总分", full_mark=100.0, eligible=sat, sat=sat,
              sum_score=float(mean * sat), sum_squares=float((mean**2 + 225) * sat), n_pass=60, n_excellent=10, n_low=5),
    ]  # fmt: skip
