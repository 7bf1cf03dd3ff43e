"""Teachers: how many are qualified, licensed and trained, and how many moved between schools."""

from catalog.datasets import places
from catalog.model import BareYear, Column, Dataset, Kind, Role, RowRule
from catalog.periods import PeriodKind


def _count(name: str, zh: str, en: str, *synonyms: str, note: str = "") -> Column:
    return Column(name, zh, en, Kind.COUNT, Role.STOCK, "人", minimum=0, synonyms=(*synonyms, name), note=note)


# Schooling above what is required, titles and backbone teachers are items of 办学条件 (resource), from which balance is computed.
_OF_TEACHERS = ("qualified", "licensed", "trained", "exchange_eligible")

STAFF = Dataset(
    name="staff",
    zh="教师队伍",
    en="Teachers",
    grain="一所学校一个学段一个学年一行",
    key=("stage", "period"),
    period_kinds=(PeriodKind.SCHOOL_YEAR, PeriodKind.TERM),
    bare_year=BareYear.SCHOOL_YEAR,
    areas_may_report=True,
    stages_due=("kindergarten", "primary", "junior", "senior", "vocational", "special"),
    title_words=("教师队伍", "师资", "教师学历", "教师培训", "交流轮岗"),
    columns=(
        places.DISTRICT,
        places.TOWNSHIP,
        places.SCHOOL_CODE,
        places.SCHOOL,
        places.STAGE,
        _count("staff", "教职工数", "Staff", "教职工", "教职工总数", "教职工人数"),
        _count("teachers", "专任教师数", "Full-time teachers", "专任教师", "专职教师", "专任教师人数"),
        _count("qualified", "学历合格教师数", "Qualified teachers", "学历合格", "学历达标教师数", "学历合格人数"),
        _count("licensed", "持教师资格证教师数", "Licensed teachers", "持证教师数", "教师资格证", "持教师资格证人数"),
        _count("trained", "完成培训学时教师数", "Teachers who completed their training", "完成360学时教师数", "五年360学时达标人数", "培训达标教师数",
               note="五年一周期不少于360学时"),
        _count("exchange_eligible", "符合交流条件教师数", "Teachers eligible for exchange", "应交流教师数", "符合交流条件"),
        _count("exchanged", "交流轮岗教师数", "Teachers exchanged", "交流轮岗人数", "交流轮岗", "实际交流教师数"),
    ),
    rules=(
        RowRule("teachers_within_staff", "teachers", ("staff",)),
        *(RowRule(f"{name}_within_teachers", name, ("teachers",)) for name in _OF_TEACHERS),
        RowRule("exchanged_within_eligible", "exchanged", ("exchange_eligible",)),
    ),
)  # fmt: skip
