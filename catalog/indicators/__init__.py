"""Every indicator. To add one: one block in the file of its theme; trend, ranking, table, slide and docs follow."""

from catalog.indicators import aid, balance, dropout, enrolment, exam, funding, health, population, staff
from catalog.model import Indicator

INDICATORS: tuple[Indicator, ...] = (
    *enrolment.INDICATORS,
    *dropout.INDICATORS,
    *aid.INDICATORS,
    *exam.INDICATORS,
    *balance.INDICATORS,
    *population.INDICATORS,
    *staff.INDICATORS,
    *funding.INDICATORS,
    *health.INDICATORS,
)

THEMES = {
    "enrolment": ("入学与规模", "Enrolment and size"),
    "dropout": ("控辍保学", "Dropout control"),
    "aid": ("学生资助", "Student subsidy"),
    "exam": ("教学质量", "Teaching quality"),
    "balance": ("均衡", "Balance"),
    "population": ("适龄入学", "Children of school age"),
    "staff": ("教师队伍", "Teachers"),
    "funding": ("教育经费", "Funding"),
    "health": ("体质与视力", "Fitness and eyesight"),
}

_BY_NAME = {each.name: each for each in INDICATORS}


def indicator(name: str) -> Indicator:
    """The indicator of this id; KeyError if there is none."""
    return _BY_NAME[name]
