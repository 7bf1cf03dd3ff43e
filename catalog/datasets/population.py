"""Children of an age by where they are registered (户籍), and how many of them are at school, wherever that is.

The township here is the child's, never the school's: only on this ledger does a rate of enrolment by township mean anything.
"""

from catalog.datasets import places
from catalog.model import BareYear, Column, Dataset, Kind, Role, RowRule
from catalog.periods import PeriodKind

AGES = range(3, 18)


def _count(name: str, zh: str, en: str, *synonyms: str, note: str = "") -> Column:
    return Column(name, zh, en, Kind.COUNT, Role.STOCK, "人", minimum=0, synonyms=(*synonyms, name), note=note)


POPULATION = Dataset(
    name="population",
    zh="适龄人口",
    en="Population of school age",
    grain="一个乡镇（或区县）一个学段的适龄儿童（或其中一个年龄）一个学年一行",
    key=("stage", "age", "period"),
    period_kinds=(PeriodKind.SCHOOL_YEAR, PeriodKind.TERM),
    bare_year=BareYear.SCHOOL_YEAR,
    breakdown="age",
    areas_may_report=True,
    title_words=("适龄人口", "适龄儿童", "学龄人口", "户籍适龄"),
    columns=(
        places.DISTRICT,
        places.TOWNSHIP,
        places.STAGE,
        Column("age", "年龄", "Age", Kind.CHOICE, Role.KEY, synonyms=("周岁", "岁数", "age"), note="9月1日周岁；留空表示该学段适龄段合计",
               choices={str(age): (f"{age}岁", f"{age}周岁") for age in AGES}),
        _count("population", "适龄人口数", "Population", "学龄人口", "适龄儿童数", "户籍适龄儿童", "户籍适龄人口", "应入学人数", "校内外学龄儿童总数"),
        _count("age_enrolled", "已入学数", "Enrolled of this age", "适龄在校生", "已入学学龄儿童数", "已入学人数", note="户籍在本地的适龄儿童中已入学的，含在区外就读"),
        _count("disabled_population", "适龄残疾儿童数", "Disabled children of school age", "适龄残疾儿童少年总数", "残疾适龄儿童", note="残联口径"),
        _count("disabled_enrolled", "残疾儿童已入学数", "Disabled children enrolled", "残疾儿童入学人数", note="随班就读、特教学校（班）与送教上门之和"),
        _count("migrant_eligible", "符合条件随迁子女数", "Eligible children of migrant workers", "符合条件的随迁子女", "应接收随迁子女数"),
        _count("migrant_public", "公办就读随迁子女数", "Of these in public places", "公办学校就读随迁子女", "在公办学校（含购买学位）就读随迁子女数",
               note="公办学校加政府购买学位的民办学校"),
    ),
    rules=(
        RowRule("enrolled_within_population", "age_enrolled", ("population",)),
        RowRule("disabled_within_population", "disabled_enrolled", ("disabled_population",)),
        RowRule("migrant_within_eligible", "migrant_public", ("migrant_eligible",)),
    ),
)  # fmt: skip
