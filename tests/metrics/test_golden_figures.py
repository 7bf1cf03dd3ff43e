"""Published figures, recomputed: each number stands in a public document or a worked example quoted beside it."""

from __future__ import annotations

import datetime
import math
from pathlib import Path

import pytest

from tests.metrics.building import Said as Row
from tests.metrics.building import aid, enrolled, pair, paper, reading, register
from tests.soundness.asking import row
from tests.soundness.asking import rows as asked

SPRING = "2019-2020-2"
# The 2020 spring subsidy return of a district, without schools: persons and yuan per stage.
SUBSIDY = {
    "kindergarten": (2206, 827_250.0),
    "primary": (9079, 3_439_125.0),
    "senior": (2878, 2_886_000.0),
    "vocational": (698, 698_000.0),
}
# Pupils and books of five schools: the worked example of the weighted coefficient of variation (0.515).
BOOKS = [(45, 279), (37, 137), (89, 935), (76, 160), (55, 402)]


def _subsidy() -> list[Row]:
    return [
        aid(None, SPRING, stage, recipients=persons, amount=yuan, programme="资助")
        for stage, (persons, yuan) in SUBSIDY.items()
    ]


def test_a_districts_own_subsidy_totals_add_up_as_printed(tmp_path: Path) -> None:
    with reading(tmp_path, _subsidy()) as reader:
        persons, yuan = row(reader, "aid_recipients"), row(reader, "aid_amount")
    assert persons["value"] == 14_861
    assert yuan["value"] == 7_850_375
    assert persons["own_total"]
    assert persons["schools_counted"] == 0


@pytest.mark.parametrize(
    ("stage", "per_head"),
    [("kindergarten", 375), ("vocational", 1000), ("primary", 3_439_125 / 9079), ("senior", 2_886_000 / 2878)],
)
def test_aid_per_head_of_each_stage(tmp_path: Path, stage: str, per_head: float) -> None:
    with reading(tmp_path, _subsidy()) as reader:
        assert row(reader, "aid_per_head", stage=stage)["value"] == pytest.approx(per_head, abs=1e-9)


def test_the_coefficient_of_variation_is_weighted_by_pupils(tmp_path: Path) -> None:
    rows = [
        Row(
            "resource",
            "2023-2024",
            {"stage": "primary", "item": "books", "quantity": books, "pupils": pupils},
            f"第{number}小学",
            "东河镇",
        )
        for number, (pupils, books) in enumerate(BOOKS)
    ]
    with reading(tmp_path, rows) as reader:
        found = row(reader, "balance_cv", period=["2023-2024"], stage="primary", item="books")["value"]
    assert round(found, 3) == 0.515
    # The unweighted answers that a careless program gives.
    assert round(found, 3) not in (0.489, 0.546)


def test_retention_by_the_common_county_formula(tmp_path: Path) -> None:
    """Intake 100, in 10, out 8, graduates 99: variant A is 97.06 %."""
    school = register("东河镇丙初中", "东河镇", ["junior"])
    rows = [
        enrolled("东河镇丙初中", "2021-2022-1", "junior", intake=100),
        enrolled("东河镇丙初中", "2023-2024", "junior", graduates=99, transfer_in=10, transfer_out=8),
    ]
    with reading(tmp_path, school, rows) as reader:
        found = row(reader, "retention_rate", period=["2023-2024"])
    assert found["value"] == pytest.approx(99 / 102)
    assert round(found["value"] * 100, 2) == 97.06


def test_the_district_spread_is_pooled_from_what_schools_report(tmp_path: Path) -> None:
    """sigma^2 = sum n(s^2 + mean^2)/N - mu^2; a school's Z is (mean - mu)/sigma."""
    schools = {"甲中": (40, 72.0, 12.0), "乙中": (60, 61.5, 15.0), "丙中": (25, 80.2, 9.0)}
    rows = [register(name, "东河镇", ["junior"]) for name in schools]
    papers = [
        paper(name, "2023-2024-2", sat=n, eligible=n, sum_score=n * mean, sum_squares=n * (sd**2 + mean**2))
        for name, (n, mean, sd) in schools.items()
    ]
    total = sum(n for n, _, _ in schools.values())
    mu = sum(n * mean for n, mean, _ in schools.values()) / total
    sigma = math.sqrt(sum(n * (sd**2 + mean**2) for n, mean, sd in schools.values()) / total - mu**2)
    with reading(tmp_path, *rows, papers) as reader:
        found = {each["area"]: each["value"] for each in asked(reader, "exam_z", "school")}
    assert found == {name: pytest.approx((mean - mu) / sigma) for name, (_, mean, _) in schools.items()}


def test_the_gap_of_a_published_group(tmp_path: Path) -> None:
    """A core school and four members over two springs: the gaps as printed, one of which widens by 8.014."""
    marks = {
        "核心校": (280.310, 280.726), "成员校甲": (239.366, 242.514), "成员校乙": (222.624, 229.870),
        "成员校丙": (227.646, 220.048), "成员校丁": (214.964, 215.660),
    }  # fmt: skip
    rows = [register(name, "东河镇", ["primary"]) for name in marks]
    papers = [
        paper(
            name,
            f"{year}-{year + 1}-2",
            "primary",
            grade=6,
            subject="总分",
            full_mark=300.0,
            sat=100,
            eligible=100,
            sum_score=100 * each[at],
        )
        for name, each in marks.items()
        for at, year in enumerate((2009, 2010))
    ]
    pairs = [pair("核心校", name, datetime.date(2008, 9, 1)) for name in marks if name != "核心校"]
    with reading(tmp_path, *rows, papers, pairs) as reader:
        found = asked(reader, "exam_mean", "pair")
    gaps = {(each["member"], each["period"]): each["gap"] for each in found}
    assert gaps["成员校甲", "2009-2010-2"] == pytest.approx(40.944)
    assert gaps["成员校丙", "2010-2011-2"] - gaps["成员校丙", "2009-2010-2"] == pytest.approx(8.014)
    assert sum(gap for (_, period), gap in gaps.items() if period == "2010-2011-2") / 4 == pytest.approx(53.703)
