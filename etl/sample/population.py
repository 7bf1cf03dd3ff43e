"""Cohorts of pupils moving up grade by grade through the county's schools, six autumns long.

Between two autumns a cohort loses the pupils who dropped out, sends some to the county town and receives some; what
came in and went out since a cohort's first day is kept with it, because retention needs it at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from etl.sample import dropout, stories
from etl.sample.county import FIRST_YEAR, YEARS, County, School

GRADES = {
    "kindergarten": (-3, -2, -1),
    "primary": (1, 2, 3, 4, 5, 6),
    "junior": (7, 8, 9),
    "senior": (10, 11, 12),
    "vocational": (101, 102, 103),
    "special": (0,),
}
_TO_TOWN = {"primary": 0.02, "junior": 0.012}  # share of a rural grade that moves to the county town in a year
_STAYS_IN_COUNTY = 0.9
_JUNIOR_IN_TOWN = 0.15  # rural primary leavers who enter a junior school of the county town
_TOWN_WEIGHT = {"青云县第一初级中学": 1.15, "青云县第四初级中学": 0.85}


@dataclass(frozen=True)
class Cohort:
    """Pupils of one grade of one school. `came` and `went` count transfers since the cohort entered."""

    size: int
    intake: int
    girl_share: float
    came: int = 0
    went: int = 0

    def moved(self, came: int = 0, went: int = 0, lost: int = 0) -> Cohort:
        """The cohort after pupils came, went and were lost."""
        return replace(self, size=self.size + came - went - lost, came=self.came + came, went=self.went + went)


Key = tuple[str, str]  # (school code, stage)


@dataclass
class Population:
    """Six autumns. `autumns[year][code, stage][grade]` and `leavers[year][code, stage]` (June of year + 1) are cohorts;
    `returns[year][code, stage]` the months of dropout returns; `lost` pupils by (year, code, stage, grade)."""

    autumns: dict[int, dict[Key, dict[int, Cohort]]] = field(default_factory=dict)
    leavers: dict[int, dict[Key, Cohort]] = field(default_factory=dict)
    returns: dict[int, dict[Key, list[dropout.MonthReturn]]] = field(default_factory=dict)
    lost: dict[tuple[int, str, str, int], int] = field(default_factory=dict)

    def pupils(self, year: int, code: str, stage: str) -> int:
        """Pupils of a school in a stage in autumn `year`."""
        return sum(each.size for each in self.autumns[year][code, stage].values())


def grow_population(county: County, seed: int) -> Population:
    """Six autumns of cohorts, the Junes between them, and the dropout returns of every month."""
    rng = Random(f"{seed}:population")
    population = Population()
    now = {
        (school.code, stage): _first_grades(school, stage, rng) for school in county.schools for stage in school.stages
    }
    _enter_junior(county, now, _virtual_leavers(county, now), rng, first=True)
    for year in YEARS:
        population.autumns[year] = now
        after = _live_through(county, population, year, rng)
        if year != YEARS[-1]:
            now = _next_autumn(county, population, year, after, rng)
    return population


def _cohort(size: float, rng: Random) -> Cohort:
    whole = max(2, round(size * rng.uniform(0.95, 1.05)))
    return Cohort(whole, whole, rng.uniform(0.45, 0.49))


def _grades_of(school: School, stage: str) -> tuple[int, ...]:
    grades = GRADES[stage]
    return grades[: school.top_grade] if stage == "primary" else grades


def _first_grades(school: School, stage: str, rng: Random) -> dict[int, Cohort]:
    """Older grades come from earlier, larger (or in the county town smaller) intakes. Junior grades follow later."""
    if stage == "junior":
        return {}
    return {
        grade: _cohort(school.base * school.trend**-age, rng) for age, grade in enumerate(_grades_of(school, stage))
    }


def _virtual_leavers(county: County, now: dict[Key, dict[int, Cohort]]) -> dict[str, int]:
    """{township: pupils in grade 6}, standing in for those who left primary school before the first autumn."""
    sums: dict[str, int] = {}
    for school in county.teaching("primary"):
        if 6 in now[school.code, "primary"]:
            sums[school.township] = sums.get(school.township, 0) + now[school.code, "primary"][6].size
    return sums


def _enter_junior(county: County, now: dict, leavers: dict[str, int], rng: Random, *, first: bool = False) -> None:
    """Give every junior school its grade 7 (and, at the very start, grades 8 and 9 of the same making)."""
    sizes = _junior_shares(county, leavers)
    for school in county.teaching("junior"):
        for age, grade in enumerate(GRADES["junior"] if first else (7,)):
            now[school.code, "junior"][grade] = _cohort(sizes[school.code] * school.trend ** -(age + first), rng)


def _junior_shares(county: County, leavers: dict[str, int]) -> dict[str, float]:
    shares: dict[str, float] = {}
    to_town = 0.0
    schools = county.teaching("junior")
    for place in county.townships:
        here = [each for each in schools if each.township == place.name]
        if place.shape == "street":
            to_town += leavers[place.name]
        else:
            to_town += leavers[place.name] * _JUNIOR_IN_TOWN
            shares |= {each.code: leavers[place.name] * (1 - _JUNIOR_IN_TOWN) / len(here) for each in here}
    private = [each for each in schools if each.in_town and each.ownership == "private"]
    shares |= {each.code: each.base * 1.3 for each in private}
    public = [each for each in schools if each.in_town and each.ownership == "public"]
    weight = sum(_TOWN_WEIGHT.get(each.name, 1.0) for each in public)
    rest = to_town - sum(each.base * 1.3 for each in private)
    return shares | {each.code: rest * _TOWN_WEIGHT.get(each.name, 1.0) / weight for each in public}


def _live_through(county: County, population: Population, year: int, rng: Random) -> dict[Key, dict[int, Cohort]]:
    """The grades as they stand in June; fills the returns, losses and leavers of the year."""
    june: dict[Key, dict[int, Cohort]] = {}
    population.returns[year], population.leavers[year] = {}, {}
    for (code, stage), grades in population.autumns[year].items():
        school = county.by_code(code)
        lost = dict.fromkeys(grades, 0)
        if stage in ("primary", "junior"):
            returns = dropout.plan_year(school, stage, year, population.pupils(year, code, stage), rng)
            population.returns[year][code, stage] = returns
            lost = _spread_losses(school, stage, year, dropout.net_loss(returns), grades, rng)
        population.lost |= {(year, code, stage, grade): count for grade, count in lost.items()}
        june[code, stage] = {grade: each.moved(lost=lost[grade]) for grade, each in grades.items()}
        top = GRADES[stage][-1]
        if top in grades and stage != "special":
            population.leavers[year][code, stage] = june[code, stage][top]
    return june


def _spread_losses(school: School, stage: str, year: int, dropped: int, grades: dict, rng: Random) -> dict[int, int]:
    lost = dict.fromkeys(grades, 0)
    for grade in rng.choices(list(grades), [index + 1 for index in range(len(grades))], k=dropped):
        lost[grade] += 1
    if school.name == stories.LEAKING_SCHOOL:
        for number in range(stories.LEAKED[year - FIRST_YEAR]):
            lost[9 - number % 3] += 1
    elif stage == "junior":  # a few fall ill, move abroad, are registered twice
        for grade in grades:
            lost[grade] += sum(rng.random() < 0.004 for _ in range(grades[grade].size))
    return lost


def _next_autumn(county: County, population: Population, year: int, june: dict, rng: Random) -> dict:
    """Everyone moves up, some move to town, closed schools empty into their parents, new grades enter."""
    after: dict[Key, dict[int, Cohort]] = {}
    for (code, stage), grades in june.items():
        school = county.by_code(code)
        if school.is_open(year + 1):
            after[code, stage] = {
                grade + 1: each for grade, each in grades.items() if grade + 1 in _grades_of(school, stage)
            }
    _leave_points(county, year, june, after)
    _move_to_town(county, after, rng)
    for (code, stage), grades in after.items():
        school = county.by_code(code)
        if stage == "special":
            grades[0] = _cohort(school.base * school.trend ** (year + 1 - FIRST_YEAR), rng)
        elif stage != "junior":
            grades[GRADES[stage][0]] = _cohort(school.base * school.trend ** (year + 1 - FIRST_YEAR), rng)
    leavers = {place.name: 0 for place in county.townships}
    for (code, stage), each in population.leavers[year].items():
        if stage == "primary":
            leavers[county.by_code(code).township] += each.size
    _enter_junior(county, after, leavers, rng)
    return {key: dict(sorted(grades.items())) for key, grades in after.items()}


def _leave_points(county: County, year: int, june: dict, after: dict) -> None:
    """Children of a 教学点 go on in its parent after grade 3, or at once when it closes."""
    for school in county.teaching("primary", year):
        if school.kind != "point":
            continue
        for grade, each in june[school.code, "primary"].items():
            if not school.is_open(year + 1) or grade == school.top_grade:
                parent = after[school.parent, "primary"]
                parent[grade + 1] = parent[grade + 1].moved(came=each.size)


def _move_to_town(county: County, after: dict, rng: Random) -> None:
    for stage, share in _TO_TOWN.items():
        pools = dict.fromkeys(GRADES[stage], 0)
        for school in county.schools:
            if school.in_town or (school.code, stage) not in after:
                continue
            grades = after[school.code, stage]
            for grade, each in grades.items():
                leaving = sum(rng.random() < share for _ in range(each.size))
                grades[grade] = each.moved(went=min(leaving, each.size - 1))
                pools[grade] += min(leaving, each.size - 1)
        town = [each for each in county.teaching(stage) if each.in_town and each.ownership == "public"]
        for grade, pool in pools.items():
            for _ in range(round(pool * _STAYS_IN_COUNTY)):
                code = rng.choice(town).code
                if grade in after[code, stage]:
                    after[code, stage][grade] = after[code, stage][grade].moved(came=1)
