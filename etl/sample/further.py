"""Teachers, money, fitness and children of school age of the last years: truth of the smaller returns."""

from __future__ import annotations

from random import Random
from typing import Any

from etl.sample.county import YEARS, County, School
from etl.sample.enrolment import school_year
from etl.sample.population import Population

Row = dict[str, Any]
LAST_YEARS = YEARS[-3:]
_SCHOOLS = ("primary", "junior")
# The staff return of this school counts its substitute teachers as well: the one place where two returns disagree.
_COUNTS_SUBSTITUTES = ("云帆实验学校（九年一贯制）", "primary", 8)
_FUNDS = {"primary": 720.0, "junior": 940.0}


def staff_rows(county: County, population: Population, enrolment: list[Row], seed: int) -> list[Row]:
    """Truth of the staff dataset: the teachers of the autumn's enrolment; in town nearly all are qualified and trained,
    outside some are not yet."""
    teaching = {(row["school"], row["stage"], row["period"]): row.get("teachers_fulltime")
                for row in enrolment if row["grade"] is None}  # fmt: skip
    substitutes = {_COUNTS_SUBSTITUTES[:2]: _COUNTS_SUBSTITUTES[2]}
    rows = []
    for school, stage, year, _pupils, rng in _school_years(county, population, f"{seed}:staff"):
        stated = teaching[school.code, stage, f"{school_year(year)}-1"]
        assert stated is not None  # the sample leaves no school without its teachers
        teachers = int(stated) + substitutes.get((school.name, stage), 0)
        eligible = round(teachers * rng.uniform(0.3, 0.5))
        short = rng.choice((0, 0, 1)) if school.in_town else rng.choice((0, 1, 2))
        rows.append(_key(school, stage, school_year(year)) | {
            "staff": teachers + rng.randint(0, 4),
            "teachers": teachers,
            "qualified": teachers - min(short, teachers),
            "licensed": teachers - rng.choice((0, 0, 0, 1)),
            "trained": round(teachers * rng.uniform(0.82, 1.0)),
            "exchange_eligible": eligible,
            "exchanged": round(eligible * rng.uniform(0.04, 0.18)),
        })  # fmt: skip
    return rows


def funding_rows(county: County, population: Population, seed: int) -> list[Row]:
    """Truth of the funding dataset, by calendar year: a school below 100 pupils is funded as one of 100."""
    rows = []
    for school, stage, year, pupils, rng in _school_years(county, population, f"{seed}:funding"):
        funded = max(100, pupils)
        public = round(funded * _FUNDS[stage] * rng.uniform(0.97, 1.06), 2)
        rows.append(_key(school, stage, str(year)) | {
            "funded_pupils": funded,
            "public_funds": public,
            "training_funds": round(public * rng.uniform(0.04, 0.07), 2),
            "total_funds": round(public * rng.uniform(6.5, 9.0), 2),
        })  # fmt: skip
    return rows


def health_rows(county: County, population: Population, seed: int) -> list[Row]:
    """Truth of the health dataset: more are short-sighted in town and at junior schools."""
    rows = []
    for school, stage, year, pupils, rng in _school_years(county, population, f"{seed}:health"):
        tested = round(pupils * rng.uniform(0.95, 1.0))
        passed = round(tested * rng.uniform(0.90, 0.98))
        share = (0.34 if stage == "primary" else 0.62) + (0.05 if school.in_town else -0.03) + rng.uniform(-0.04, 0.04)
        checked = round(pupils * rng.uniform(0.96, 1.0))
        rows.append(_key(school, stage, school_year(year)) | {
            "fitness_tested": tested,
            "fitness_good": round(passed * rng.uniform(0.45, 0.62)),
            "fitness_pass": passed,
            "vision_checked": checked,
            "myopic": round(checked * share),
        })  # fmt: skip
    return rows


def population_rows(county: County, population: Population, seed: int) -> list[Row]:
    """Truth of the population dataset: children by the township they are registered in, not where they go to school."""
    rows = []
    for year in LAST_YEARS:
        for township in county.townships:
            for stage in _SCHOOLS:
                rng = Random(f"{seed}:population:{township.name}:{stage}")
                schools = [each for each in county.teaching(stage, year) if each.township == township.name]
                at_school = sum(population.pupils(year, each.code, stage) for each in schools)
                registered = max(40, round(at_school * rng.uniform(0.9, 1.2)))
                disabled = max(2, round(registered * 0.012))
                rows.append({
                    "school": None, "area": township.name, "stage": stage, "period": school_year(year), "age": None,
                    "population": registered,
                    "age_enrolled": registered - rng.choice((0, 0, 0, 1, 2)),
                    "disabled_population": disabled,
                    "disabled_enrolled": disabled - rng.choice((0, 0, 0, 1)),
                })  # fmt: skip
    return rows


def _school_years(county: County, population: Population, name: str) -> list[tuple[School, str, int, int, Random]]:
    """Every primary and junior stage of the last years that had pupils, with its pupils and the draw of the school: its shares stay, its pupils change."""
    found = []
    for year in LAST_YEARS:
        for school in county.schools:
            for stage in (each for each in school.stages if each in _SCHOOLS and school.is_open(year)):
                pupils = population.pupils(year, school.code, stage)
                if pupils:
                    found.append((school, stage, year, pupils, Random(f"{name}:{school.code}:{stage}")))
    return found


def _key(school: School, stage: str, period: str) -> Row:
    return {"school": school.code, "stage": stage, "period": period}
