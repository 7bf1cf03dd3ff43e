"""Enrolment rows from the cohorts: grade rows, school totals each autumn, graduates each June."""

from __future__ import annotations

import math
from random import Random
from typing import Any

from etl.sample.county import FIRST_YEAR, YEARS, County, School
from etl.sample.population import Cohort, Population

BY_GRADE = ("primary", "junior")  # the stages whose returns are kept by grade
_PUPILS_PER_TEACHER = {
    "kindergarten": 11.5,
    "primary": 17.0,
    "junior": 12.8,
    "senior": 13.2,
    "vocational": 17.5,
    "special": 4.2,
}
_CLASS_LIMIT = {"kindergarten": 30, "primary": 45, "junior": 48, "senior": 54, "vocational": 46, "special": 12}
_CROWDED = {"青云县第六小学": 15.0, "青云县第三初级中学": 12.0}


def school_year(year: int) -> str:
    """The school year that starts in autumn `year`, as a period."""
    return f"{year}-{year + 1}"


def enrolment_rows(county: County, population: Population, seed: int) -> list[dict[str, Any]]:
    """Truth of the enrolment dataset. Keys: school, stage, grade (None: whole stage), period, then values; None where
    the office writes a dash. Autumn rows carry the snapshot and the intake; rows of a school year the graduates."""
    rows: list[dict[str, Any]] = []
    for year in YEARS:
        for (code, stage), grades in population.autumns[year].items():
            school = county.by_code(code)
            by_grade = {grade: _grade_facts(school, stage, year, cohort) for grade, cohort in grades.items()}
            key = {"school": code, "stage": stage, "period": f"{school_year(year)}-1"}
            if stage in BY_GRADE:
                rows += [{**key, "grade": grade, **_shown(facts)} for grade, facts in by_grade.items()]
            rng = Random(f"{seed}:enrolment:{code}:{stage}:{year}")
            rows.append({**key, "grade": None, **_stage_facts(school, stage, year, grades, by_grade, rng)})
        rows += _graduate_rows(population, year)
    return rows


def class_sizes(pupils: int, classes: int) -> list[int]:
    """The sizes of the classes of a grade, as even as they can be."""
    small, over = divmod(pupils, classes)
    return [small + 1] * over + [small] * (classes - over)


def _shown(facts: dict) -> dict:
    return {name: facts[name] for name in ("classes", "pupils", "girls")}


# Schools say how many classes are above the standard size since this year; nobody knows it of the years before.
OVER_LIMIT_FROM = 2024
_STANDARD_SIZE = {"primary": 45, "junior": 50}


def _class_limit(school: School, stage: str, year: int) -> float:
    """How many pupils a class may hold: the county town has not built as fast as it grew."""
    limit = _CLASS_LIMIT[stage]
    if not school.in_town or school.ownership == "private" or stage not in BY_GRADE:
        return limit
    drift = _CROWDED.get(school.name, 3.0 + int(school.code) % 5 * 1.8)
    return limit + 2 + drift * (year - FIRST_YEAR) / 5


def _grade_facts(school: School, stage: str, year: int, cohort: Cohort) -> dict:
    limit = _class_limit(school, stage, year)
    crowded = school.in_town and stage in BY_GRADE
    classes = max(1, round(cohort.size / limit) if crowded else math.ceil(cohort.size / limit))
    girls = round(cohort.size * cohort.girl_share)
    return {"classes": classes, "pupils": cohort.size, "girls": girls, "sizes": class_sizes(cohort.size, classes)}


def _stage_facts(school: School, stage: str, year: int, grades: dict, by_grade: dict, rng: Random) -> dict:
    sizes = [size for facts in by_grade.values() for size in facts["sizes"]]
    pupils = sum(each["pupils"] for each in by_grade.values())
    compulsory = stage in BY_GRADE
    first = min(grades)
    return {
        "classes": len(sizes),
        "pupils": pupils,
        "girls": sum(each["girls"] for each in by_grade.values()),
        "boarders": _boarders(school, stage, pupils, rng),
        "left_behind": _share(pupils, (0.05, 0.09) if school.in_town else (0.26, 0.38), rng) if compulsory else None,
        "migrant": _share(pupils, (0.06, 0.11) if school.in_town else (0.0, 0.008), rng) if compulsory else None,
        "disabled": pupils if stage == "special" else _share(pupils, (0.0, 0.009), rng) if compulsory else None,
        "teachers_fulltime": max(
            1 if school.kind == "point" else 2, round(pupils / _PUPILS_PER_TEACHER[stage] * rng.uniform(0.95, 1.05))
        ),
        "intake": grades[first].intake if stage != "special" else None,
        "classes_56_65": sum(56 <= size <= 65 for size in sizes) if compulsory else None,
        "classes_66p": sum(size >= 66 for size in sizes) if compulsory else None,
        "classes_over_limit": sum(size > _STANDARD_SIZE[stage] for size in sizes)
        if compulsory and year >= OVER_LIMIT_FROM
        else None,
    }


def _share(pupils: int, bounds: tuple[float, float], rng: Random) -> int:
    return round(pupils * rng.uniform(*bounds))


def _boarders(school: School, stage: str, pupils: int, rng: Random) -> int | None:
    """Boarders; None for schools that have no dormitory by their kind, 0 for those where nobody boards."""
    if stage in ("senior", "vocational", "special"):
        return _share(pupils, (0.6, 0.72), rng)
    if stage == "kindergarten" or school.kind == "point":
        return None
    if stage == "junior":
        return _share(pupils, (0.06, 0.1) if school.in_town else (0.52, 0.64), rng)
    return _share(pupils, (0.18, 0.26), rng) if school.kind in ("centre", "nine_year") and not school.in_town else 0


def _graduate_rows(population: Population, year: int) -> list[dict[str, Any]]:
    return [
        {
            "school": code,
            "stage": stage,
            "grade": None,
            "period": school_year(year),
            "graduates": cohort.size,
            "transfer_in": cohort.came,
            "transfer_out": cohort.went,
        }
        for (code, stage), cohort in population.leavers[year].items()
        if stage in BY_GRADE
    ]


SPRING_YEAR = 2023


def spring_rows(county: County, population: Population, autumn: list[dict]) -> list[dict[str, Any]]:
    """The one spring snapshot the bureau kept (2023-2024-2): pupils, girls and classes of each school, the pupils who
    had left by then taken off. A year must answer with its autumn, not with this."""
    term = f"{school_year(SPRING_YEAR)}-1"
    rows = []
    for row in autumn:
        if row["period"] != term or row["grade"] is not None:
            continue
        stage, code = row["stage"], row["school"]
        left = sum(
            count
            for (year, its, at, _), count in population.lost.items()
            if (year, its, at) == (SPRING_YEAR, code, stage)
        )
        girls = round(row["girls"] * (row["pupils"] - left) / row["pupils"])
        rows.append(
            {
                "school": code,
                "stage": stage,
                "grade": None,
                "period": f"{school_year(SPRING_YEAR)}-2",
                "classes": row["classes"],
                "pupils": row["pupils"] - left,
                "girls": girls,
            }
        )
    return rows
