"""Everything true about the sample district, from one seed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from etl.sample import exams, stories
from etl.sample.county import DISTRICT, MERGE_YEAR, YEARS, County, School, build_county
from etl.sample.enrolment import enrolment_rows, school_year, spring_rows
from etl.sample.further import funding_rows, health_rows, population_rows, staff_rows
from etl.sample.pairs import pair_rows, support_rows
from etl.sample.population import Population, grow_population
from etl.sample.published import published_rows
from etl.sample.resources import further_rows, resource_rows
from etl.sample.reviews import review_rows
from etl.sample.subsidy import KINDERGARTEN, subsidy_rows

Row = dict[str, Any]
# The first term's kindergarten grants are reported by township only, without schools.
AREA_TERM = "2020-2021-1"
# The returns of these years have no columns for home teaching and deferred entry.
SHORT_RETURNS = (2022,)
# In these autumns the bureau asked for schools as a whole; the truth has no grade rows where no file states them.
WITHOUT_GRADES = ("2020-2021-1", "2023-2024-1")


@dataclass
class World:
    """The county, its pupils, and `truth`: {dataset: rows}, keyed as the datasets are, schools by code."""

    seed: int
    county: County
    population: Population
    truth: dict[str, list[Row]]
    score_sheets: dict[str, dict[str, list[exams.Scores]]]
    _by_period: dict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for dataset, rows in self.truth.items():
            for row in rows:
                self._by_period[dataset, str(row.get("period", ""))].append(row)

    def rows(self, dataset: str, period: str, *stages: str) -> list[Row]:
        """The true rows of a dataset in a period (of these stages, if any are given), in register order."""
        rows = self._by_period[dataset, period]
        return [row for row in rows if not stages or row["stage"] in stages]

    def school(self, row: Row, column: str = "school") -> School:
        """The school a row is about."""
        return self.county.by_code(str(row[column]))


def make_world(seed: int, scale: int = 1) -> World:
    """The district of this seed, with `scale` times its schools."""
    county = build_county(seed, scale)
    population = grow_population(county, seed)
    enrolment = enrolment_rows(county, population, seed)
    score_sheets, exam = {}, []
    for each in exams.exams():
        sheets = exams.sit_exam(each, county, population, seed)
        exam += exams.exam_rows(each, sheets)
        if each.pupil_level:
            score_sheets[each.name] = sheets
    truth = {
        "school": school_rows(county),
        "enrolment": _stated(enrolment) + spring_rows(county, population, enrolment),
        "dropout": dropout_rows(county, population),
        "subsidy": _with_area_rows(county, subsidy_rows(county, population, enrolment, seed)),
        "exam": exam,
        "pair": pair_rows(county),
        "support": support_rows(county, seed),
        "resource": resource_rows(county, population, seed) + further_rows(county, population, enrolment, seed),
        "staff": staff_rows(county, population, enrolment, seed),
        "funding": funding_rows(county, population, seed),
        "health": health_rows(county, population, seed),
        "population": population_rows(county, population, seed),
        "dropout_review": review_rows(county, seed),
        "published": published_rows(),
    }
    return World(seed, county, population, truth, score_sheets)


def _stated(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["grade"] is None or row["period"] not in WITHOUT_GRADES]


def school_rows(county: County) -> list[Row]:
    """The register of 2020-2021, then the schools closed in the summer of 2023."""
    opening = [_register_row(county, school, stage, YEARS[0]) for school in county.schools for stage in school.stages]
    closing = [
        _register_row(county, school, stage, MERGE_YEAR) | {"status": "closed", "closed": f"{MERGE_YEAR}-08-31"}
        for school in county.schools
        if school.closed_in
        for stage in school.stages
    ]
    return opening + closing


def _register_row(county: County, school: School, stage: str, year: int) -> Row:
    parent = county.by_code(school.parent).name if school.parent else None
    return {
        "school_code": school.code,
        "school": school.name,
        "district": DISTRICT,
        "township": school.township,
        "stage": stage,
        "urban_rural": school.urban_rural,
        "parent_school": parent,
        "ownership": school.ownership,
        "status": "active",
        "zone": school.zone,
        "closed": None,
        "period": school_year(year),
    }


def dropout_rows(county: County, population: Population) -> list[Row]:
    """The returns that were sent: a silent school has no row at all."""
    rows: list[Row] = []
    for year, returns in population.returns.items():
        for (code, stage), months in returns.items():
            school = county.by_code(code)
            if school.name == stories.NEVER_REPORTS:
                continue
            for each in months:
                if not (school.township == stories.SILENT_TOWNSHIP and each.month == stories.SILENT_MONTH):
                    short = year in SHORT_RETURNS
                    rows.append(
                        {
                            "school": code,
                            "stage": stage,
                            "period": each.month,
                            "enrolled_start": population.pupils(year, code, stage),
                            "suspected": each.suspected,
                            "dropouts": each.dropouts,
                            "returned": each.returned,
                            "home_teaching": None if short else each.home_teaching,
                            "deferred": None if short or stage == "junior" else each.deferred,
                            "reported": True,
                        }
                    )
    return rows


def _with_area_rows(county: County, rows: list[Row]) -> list[Row]:
    """Kindergarten grants of the first term as sums of townships: `school` None, `area` the township's name."""
    kept: list[Row] = []
    sums: dict[str, Row] = {}
    for row in rows:
        if (row["programme"], row["period"]) != (KINDERGARTEN, AREA_TERM):
            kept.append(row)
            continue
        place = county.by_code(row["school"]).township
        line = sums.setdefault(
            place,
            row | {"school": None, "area": place, "category": None, "recipients": 0, "amount": 0.0, "eligible": 0},
        )
        for column in ("recipients", "amount", "eligible"):
            line[column] += row[column]
    return list(sums.values()) + kept
