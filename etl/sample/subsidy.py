"""Subsidy rows: who was paid what, at the standards in force in each term.

National standards by date: living subsidy 500/625 yuan a term (primary/junior boarders) from autumn 2011, 625/750 from
spring 2024, day pupils of the four categories half of it; meals 4 yuan a day, 5 from autumn 2021, 100 days a term;
senior and vocational grants in three tiers around a mean of 1000 yuan a term, 1150 from spring 2025. The kindergarten
grant and the fees are the invented county's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from etl.sample import stories
from etl.sample.county import YEARS, County, School
from etl.sample.population import Population

BOARDER, DAY, MEALS = "寄宿生生活补助", "非寄宿生生活补助", "营养改善计划"
KINDERGARTEN, KINDERGARTEN_FEE = "学前教育资助", "免保育教育费"
SENIOR_GRANT, SENIOR_FEE = "普通高中国家助学金", "普通高中免学杂费"
VOCATIONAL_GRANT, VOCATIONAL_FEE = "中职国家助学金", "中职免学费"
LIVING = (BOARDER, DAY)
FOUR_CATEGORIES = ("脱贫家庭", "低保家庭", "特困供养", "残疾学生")
MONITORED, OTHER, ALL_PUPILS = "监测对象", "其他困难", "全体学生"
_SHARES = {"脱贫家庭": 0.055, "低保家庭": 0.034, "特困供养": 0.004, "残疾学生": 0.006, MONITORED: 0.012, OTHER: 0.03}
_LOCAL = {KINDERGARTEN: 375.0, KINDERGARTEN_FEE: 1200.0, SENIOR_FEE: 400.0, VOCATIONAL_FEE: 1000.0}
_TIERS = {False: (1500.0, 1000.0, 500.0), True: (1650.0, 1150.0, 650.0)}


def terms() -> tuple[str, ...]:
    """The twelve terms, oldest first."""
    return tuple(f"{year}-{year + 1}-{half}" for year in YEARS for half in (1, 2))


def term_standard(programme: str, stage: str, term: str) -> float | None:
    """Yuan a head in one term; None where pupils are paid in tiers (senior and vocational grants)."""
    if programme in LIVING:
        boarder = {"primary": 500.0, "junior": 625.0} if term < "2023-2024-2" else {"primary": 625.0, "junior": 750.0}
        return boarder[stage] if programme == BOARDER else boarder[stage] / 2
    if programme == MEALS:
        return 400.0 if term < "2021-2022-1" else 500.0
    return _LOCAL.get(programme)


def tiers(term: str) -> tuple[float, float, float]:
    """The three tiers of the senior and vocational grants in a term; the middle one is the mean standard."""
    return _TIERS[term >= "2024-2025-2"]


def subsidy_rows(county: County, population: Population, enrolment: list[dict], seed: int) -> list[dict[str, Any]]:
    """Truth of the subsidy dataset. Keys: school, stage, period, programme, category; amounts in yuan."""
    boarders = {
        (row["school"], row["stage"], row["period"]): row["boarders"] or 0
        for row in enrolment
        if row["grade"] is None and "boarders" in row
    }
    rows: list[dict[str, Any]] = []
    for term in terms():
        year = int(term[:4])
        for school in county.schools:
            for stage in school.stages if school.is_open(year) else ():
                rng = Random(f"{seed}:subsidy:{school.code}:{stage}:{term}")
                pupils = population.pupils(year, school.code, stage)
                base = {"school": school.code, "stage": stage, "period": term}
                lines = _lines(school, stage, term, pupils, boarders[school.code, stage, f"{term[:9]}-1"], rng)
                rows += [{**base, **line} for line in lines]
    for row in rows:
        _plant(row, county)
    return rows


def _lines(school: School, stage: str, term: str, pupils: int, boarders: int, rng: Random) -> Iterator[dict]:
    if stage in ("primary", "junior"):
        yield from _living(school, stage, term, pupils, boarders, rng)
        if not school.in_town:
            yield _flat(MEALS, stage, ALL_PUPILS, term, pupils, pupils)
    elif stage == "kindergarten":
        yield from _poor(KINDERGARTEN, stage, term, pupils, ("脱贫家庭", "低保家庭", "残疾学生"), rng)
        if term >= "2025-2026-1":
            oldest = round(pupils * 0.36)
            yield _flat(KINDERGARTEN_FEE, stage, ALL_PUPILS, term, oldest, oldest)
    elif stage in ("senior", "vocational"):
        grant, fee = (SENIOR_GRANT, SENIOR_FEE) if stage == "senior" else (VOCATIONAL_GRANT, VOCATIONAL_FEE)
        yield from _tiered(grant, term, pupils, rng)
        if stage == "senior":
            yield from _poor(fee, stage, term, pupils, FOUR_CATEGORIES, rng)
        else:
            yield _flat(fee, stage, ALL_PUPILS, term, pupils, pupils)


def _living(school: School, stage: str, term: str, pupils: int, boarders: int, rng: Random) -> Iterator[dict]:
    poverty = 0.4 if school.in_town else 1.6
    if boarders:
        yield from _poor(BOARDER, stage, term, round(boarders * poverty), (*FOUR_CATEGORIES, MONITORED, OTHER), rng)
    yield from _poor(DAY, stage, term, round((pupils - boarders) * poverty), FOUR_CATEGORIES, rng)


def _poor(programme: str, stage: str, term: str, base: int, categories: tuple[str, ...], rng: Random) -> Iterator[dict]:
    """A line per category of poor pupils; now and then one of them is not paid in time."""
    for category in categories:
        eligible = round(base * _SHARES[category] * rng.uniform(0.9, 1.1))
        if eligible:
            late = 1 if eligible > 3 and rng.random() < 0.06 else 0
            yield _flat(programme, stage, category, term, eligible - late, eligible)


def _flat(programme: str, stage: str, category: str, term: str, recipients: int, eligible: int) -> dict[str, Any]:
    standard = term_standard(programme, stage, term)
    if standard is None:
        raise ValueError(f"{programme} is paid in tiers")
    return {
        "programme": programme,
        "category": category,
        "recipients": recipients,
        "amount": recipients * standard,
        "eligible": eligible,
    }


def _tiered(programme: str, term: str, pupils: int, rng: Random) -> Iterator[dict]:
    """Three tiers whose mean is the standard: as many in the top tier as in the lowest."""
    for category in (*FOUR_CATEGORIES, MONITORED, OTHER):
        recipients = round(pupils * _SHARES[category] * 1.2)
        if recipients:
            outer = int(recipients * rng.uniform(0.2, 0.3))
            top, middle, low = tiers(term)
            amount = outer * (top + low) + (recipients - 2 * outer) * middle
            yield {
                "programme": programme,
                "category": category,
                "recipients": recipients,
                "amount": amount,
                "eligible": recipients,
            }


def _plant(row: dict, county: County) -> None:
    """Story 4: one line that fits no standard."""
    planted = (stories.ODD_TERM, stories.ODD_PROGRAMME, stories.ODD_CATEGORY)
    if (row["period"], row["programme"], row["category"]) == planted and county.by_code(
        row["school"]
    ).name == stories.ODD_SCHOOL:
        row["amount"] = row["recipients"] * stories.ODD_PER_HEAD + stories.ODD_OVER
