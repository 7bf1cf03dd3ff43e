"""Pupils' health as totals: the fitness test (体质健康测试) and the check of eyesight. No pupil is named."""

from catalog.datasets import places
from catalog.model import BareYear, Column, Dataset, Kind, Role, RowRule
from catalog.periods import PeriodKind


def _count(name: str, zh: str, en: str, *synonyms: str, note: str = "") -> Column:
    return Column(name, zh, en, Kind.COUNT, Role.STOCK, "人", minimum=0, synonyms=(*synonyms, name), note=note)


HEALTH = Dataset(
    name="health",
    zh="体质与视力",
    en="Fitness and eyesight",
    grain="一所学校一个学段一个学年一行",
    key=("stage", "period"),
    period_kinds=(PeriodKind.SCHOOL_YEAR, PeriodKind.TERM),
    bare_year=BareYear.SCHOOL_YEAR,
    areas_may_report=True,
    stages_due=("primary", "junior", "senior"),
    title_words=("体质健康", "体质测试", "视力", "近视"),
    columns=(
        places.DISTRICT,
        places.TOWNSHIP,
        places.SCHOOL_CODE,
        places.SCHOOL,
        places.STAGE,
        _count("fitness_tested", "体质测试人数", "Tested for fitness", "体测人数", "参加体质测试人数", "体质健康测试人数"),
        _count("fitness_good", "体质优良人数", "Good fitness", "体测优良人数", "体质健康优良人数", note="优秀与良好之和"),
        _count("fitness_pass", "体质合格人数", "Passed the fitness test", "体测合格人数", "体质健康合格人数", note="合格及以上，含优良"),
        _count("vision_checked", "视力检查人数", "Eyesight checked", "视力筛查人数", "检查视力人数"),
        _count("myopic", "近视人数", "Short-sighted", "近视学生数", "视力不良人数", note="近视与视力不良口径不同，逐年用同一种"),
    ),
    rules=(
        RowRule("fitness_pass_within_tested", "fitness_pass", ("fitness_tested",)),
        RowRule("fitness_good_within_pass", "fitness_good", ("fitness_pass",)),
        RowRule("myopic_within_checked", "myopic", ("vision_checked",)),
    ),
)  # fmt: skip
