"""The seven resources of 优质均衡, per school and stage, each autumn; of the last years the four that 基本均衡 measures besides."""

from __future__ import annotations

from random import Random
from typing import Any

from etl.sample.county import YEARS, County, School
from etl.sample.enrolment import school_year
from etl.sample.population import Population

# (per 100 pupils or per pupil, in town and outside, by stage), chosen around the national thresholds.
_PER_PUPIL = {
    "above_degree_teachers": {"primary": (0.044, 0.046), "junior": (0.055, 0.057)},
    "backbone_teachers": {"primary": (0.0125, 0.0085), "junior": (0.0130, 0.0090)},
    "pe_arts_teachers": {"primary": (0.0095, 0.0085), "junior": (0.0098, 0.0088)},
    "teaching_area_m2": {"primary": (3.9, 6.6), "junior": (5.2, 7.4)},
    "sports_area_m2": {"primary": (5.4, 11.5), "junior": (8.1, 13.8)},
    "equipment_yuan": {"primary": (2050.0, 2200.0), "junior": (2600.0, 2750.0)},
    "multimedia_rooms": {"primary": (0.0215, 0.034), "junior": (0.0220, 0.031)},
}
ITEMS = tuple(_PER_PUPIL)
# What 基本均衡 measures besides, asked for since this year. Teachers are those of the autumn's enrolment.
FURTHER_ITEMS = ("computers", "books", "teachers", "mid_title_teachers")
FURTHER_FROM = 2023
_PUPILS_PER_COMPUTER, _BOOKS = (7.0, 11.0), (14.0, 32.0)


def resource_rows(county: County, population: Population, seed: int) -> list[dict[str, Any]]:
    """Truth of the resource dataset. Keys: school, stage, period (school year), item; then quantity and pupils."""
    rows = []
    for school in county.schools:
        for stage in school.stages:
            if stage not in ("primary", "junior"):
                continue
            rng = Random(f"{seed}:resource:{school.code}:{stage}")
            spread = {item: rng.uniform(0.75, 1.3) for item in ITEMS}
            first = population.pupils(YEARS[0], school.code, stage)
            for year in (each for each in YEARS if school.is_open(each)):
                pupils = population.pupils(year, school.code, stage)
                key = {"school": school.code, "stage": stage, "period": school_year(year)}
                rows += [
                    {
                        **key,
                        "item": item,
                        "quantity": _quantity(item, school, stage, year, first, pupils, spread),
                        "pupils": pupils,
                    }
                    for item in ITEMS
                ]
    return rows


def _quantity(item: str, school: School, stage: str, year: int, first: int, pupils: int, spread: dict) -> float:
    """Buildings stay while pupils come and go; equipment and rooms grow 3 % a year; teachers follow the pupils."""
    rate = _PER_PUPIL[item][stage][0 if school.in_town else 1] * spread[item]
    if item.endswith("_m2"):
        return round(rate * first)
    growth = 1.03 ** (year - YEARS[0])
    if item == "equipment_yuan":
        return round(rate * first * growth, -2)
    base = pupils if item.endswith("teachers") else first
    return max(1 if item == "multimedia_rooms" else 0, round(rate * base * growth))


def further_rows(county: County, population: Population, enrolment: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:  # fmt: skip
    """Truth of the four further items, of the last years."""
    teaching = {(row["school"], row["stage"], row["period"]): row.get("teachers_fulltime") for row in enrolment if row["grade"] is None}  # fmt: skip
    rows = []
    for school in county.schools:
        for stage in (each for each in school.stages if each in ("primary", "junior")):
            rng = Random(f"{seed}:further:{school.code}:{stage}")
            computers, books, titled = 1 / rng.uniform(*_PUPILS_PER_COMPUTER), rng.uniform(*_BOOKS), rng.uniform(0.3, 0.55)  # fmt: skip
            for year in (each for each in YEARS if each >= FURTHER_FROM and school.is_open(each)):
                pupils = population.pupils(year, school.code, stage)
                teachers = int(teaching[school.code, stage, f"{school_year(year)}-1"] or 0)
                amounts = (round(pupils * computers), round(pupils * books), teachers, round(teachers * titled))
                key = {"school": school.code, "stage": stage, "period": school_year(year)}
                rows += [
                    {**key, "item": item, "quantity": amount, "pupils": pupils}
                    for item, amount in zip(FURTHER_ITEMS, amounts, strict=True)
                ]
    return rows
