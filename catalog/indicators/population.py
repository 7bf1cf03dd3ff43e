"""Children of school age, on the ledger of where they are registered: the only base on which a rate by township holds."""

from catalog.evidence import Evidence
from catalog.indicators.levels import DISTRICT, YEARS
from catalog.model import Apart, Direction, Indicator, Level, Reference, Total, Unit

_BY_REGISTER = (Level.TOWNSHIP, Level.DISTRICT)
_LEDGER = "适龄儿童台账（户籍地口径；教基厅函〔2024〕15号要求县级建立）"


def _of(column: str) -> Total:
    return Total("population", column)


INDICATORS = (
    Indicator(
        name="age_population", zh="适龄人口", en="Population of school age", theme="population", numerator=_of("population"), denominator=None,
        function="total", unit=Unit.PERSONS, direction=Direction.NONE, levels=_BY_REGISTER, period_kinds=YEARS, decimals=0,
        formula_zh="户籍适龄人口之和（9月1日周岁）", formula_en="Sum of the registered population of the official ages (full years on 1 September)",
        source=_LEDGER, why_zh="几年后的招生规模", why_en="The intake of the years to come",
    ),
    Indicator(
        name="net_enrolment_rate", zh="净入学率", en="Net enrolment rate", theme="population", numerator=_of("age_enrolled"), denominator=_of("population"),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=_BY_REGISTER, period_kinds=YEARS, decimals=2,
        formula_zh="已入学适龄儿童数 ÷ 适龄人口数（同一户籍台账，9月1日周岁）", formula_en="Children of the official age enrolled / population of that age, on one ledger",
        source=f"{_LEDGER}；与“毛入学率”“适龄人口入学率”口径不同，不可混用", why_zh="有没有孩子没有上学", why_en="Whether any child is not at school",
    ),
    Indicator(
        name="disabled_enrolment_rate", zh="残疾儿童入学率", en="Disabled children's enrolment rate", theme="population",
        numerator=_of("disabled_enrolled"), denominator=_of("disabled_population"),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=DISTRICT, period_kinds=YEARS, decimals=2,
        formula_zh="（随班就读 + 特教学校（班）+ 送教上门）÷ 适龄残疾儿童少年总数（残联口径）",
        formula_en="(Inclusive + special schools and classes + home teaching) / disabled children of school age",
        source="国办发〔2021〕60号《“十四五”特殊教育发展提升行动计划》（据市级文件转述）", why_zh="一个都不能少", why_en="None may be left out",
        references=(Reference(0.97, "2025年目标97%", setting="disabled_line"),),
    ),
    Indicator(
        name="migrant_public_share", zh="随迁子女公办就读比例", en="Migrant children in public places", theme="population",
        numerator=_of("migrant_public"), denominator=_of("migrant_eligible"),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=DISTRICT, period_kinds=YEARS,
        formula_zh="在公办学校（含政府购买学位）就读的随迁子女 ÷ 符合条件的随迁子女",
        formula_en="Migrant children in public and purchased places / eligible migrant children",
        source="《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号），据省市实施文件转述", why_zh="随迁子女能否进公办", why_en="Whether they get a public place",
        references=(Reference(0.85, "优质均衡：不低于85%", setting="migrant_public_line"),),
    ),
    Indicator(
        name="gross_enrolment_ratio", zh="毛入学率", en="Gross enrolment ratio", theme="population",
        numerator=Total("enrolment", "pupils"), denominator=_of("population"), function="apart", apart=Apart(),
        unit=Unit.PERCENT, direction=Direction.NONE, levels=DISTRICT, period_kinds=YEARS, decimals=2,
        formula_zh="在校生数（不论年龄、不论户籍）÷ 该学段适龄人口数；须选一个学段，乡镇口径不同，只有全县",
        formula_en="Pupils of any age / population of the official ages of the stage; the whole district only",
        source="联合国教科文组织GER；可以超过100%（含超龄、外来学生），不是越高越好", why_zh="学位够不够", why_en="Whether there are places enough",
        meets_on="the whole district",
    ),
    Indicator(
        name="kindergarten_ratio", zh="学前三年毛入园率", en="Three-year gross kindergarten rate", theme="population",
        numerator=Total("enrolment", "pupils"), denominator=_of("population"), function="apart",
        apart=Apart(("kindergarten",), ("kindergarten",)),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=DISTRICT, period_kinds=YEARS, decimals=2,
        formula_zh="在园幼儿数（不含托班）÷ 3—5岁人口数", formula_en="Children in kindergartens (without nurseries) / population of 3 to 5",
        source="学前三年：3—5岁（据公开解读）；分母为户籍或常住，以台账为准", why_zh="该上的上了没有", why_en="Whether those who should go do",
        meets_on="the whole district",
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="primary_progression", zh="小学升学率", en="Progression to junior secondary", theme="enrolment",
        numerator=Total("enrolment", "intake"), denominator=Total("enrolment", "graduates"), function="apart",
        apart=Apart(("junior",), ("primary",), 1),
        unit=Unit.PERCENT, direction=Direction.NONE, levels=DISTRICT, period_kinds=YEARS, decimals=2,
        formula_zh="初中招生数 ÷ 上一学年小学毕业生数（有学生流入时可超过100%）", formula_en="Intake of junior schools / primary graduates of the year before",
        source="教育统计通行算法（未查到原文）", why_zh="小学毕业后有没有接着读", why_en="Whether primary leavers go on",
        meets_on="the whole district",
    ),
    Indicator(
        name="nine_year_retention", zh="九年义务教育巩固率", en="Nine-year retention", theme="enrolment",
        numerator=Total("enrolment", "graduates"), denominator=Total("enrolment", "intake"), function="apart",
        apart=Apart(("junior",), ("primary",), 8),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=DISTRICT, period_kinds=YEARS, decimals=2,
        formula_zh="初中毕业生数 ÷ 该届入小学一年级时的招生数（九年前），只有全县：孩子会换学校",
        formula_en="Junior graduates / intake of primary schools nine years before; the whole district only",
        source="国家口径（变式C；分子“毕业班学生数”的措辞未核实）；目标95%（国办发〔2017〕72号，据转述）", why_zh="九年里留住了多少", why_en="How many stayed nine years",
        meets_on="the whole district", references=(Reference(0.95, "国办发〔2017〕72号：2020年95%", setting="nine_year_line"),),
    ),
)  # fmt: skip
