"""Dropout control: the rate by its stated formula, who is still out, who came back, who reported."""

from catalog.evidence import Evidence
from catalog.indicators.levels import AREAS, EVERYWHERE, RETURNS
from catalog.model import Direction, Indicator, Level, Reference, Total, Unit, Variant
from catalog.periods import PeriodKind

_SCHOOL_AND_AREAS = tuple(level for level in EVERYWHERE if level is not Level.PAIR)
_RED_LINE = (
    "《关于全面改善贫困地区义务教育薄弱学校基本办学条件的意见》（2013年）：努力控制在0.6%、1.8%以下；为贫困农村地区目标"
)

_START = Total("dropout", "enrolled_start")
_NOT_COUNTED_ZH = "（疑似、延缓入学、送教上门不计）"
_NOT_COUNTED_EN = "(suspected, deferred and home-taught excluded)"
_RATES = (
    Variant(
        "dropouts", Total("dropout", "dropouts"), _START, f"期内辍学学生数 ÷ 学年初在校生数{_NOT_COUNTED_ZH}",
        f"Dropouts of the period / pupils at the start of the school year {_NOT_COUNTED_EN}",
    ),
    Variant(
        "net", Total("dropout", "dropouts", minus=("returned",)), _START,
        f"（期内辍学学生数 − 期内劝返复学）÷ 学年初在校生数{_NOT_COUNTED_ZH}",
        f"(Dropouts - returned, of the period) / pupils at the start of the school year {_NOT_COUNTED_EN}",
    ),
    Variant(
        "with_suspended", Total("dropout", "dropouts", plus=("suspended",)), _START,
        f"（期内辍学学生数 + 期内休学）÷ 学年初在校生数{_NOT_COUNTED_ZH}",
        f"(Dropouts + suspended, of the period) / pupils at the start of the school year {_NOT_COUNTED_EN}",
    ),
)  # fmt: skip

INDICATORS = (
    Indicator(
        name="dropout_rate", zh="辍学率", en="Dropout rate", theme="dropout",
        numerator=_RATES[0].numerator, denominator=_START, variant_by="dropout_formula", variants=_RATES,
        unit=Unit.PERCENT, direction=Direction.LOWER, levels=(Level.TOWNSHIP, Level.DISTRICT), period_kinds=RETURNS, decimals=2,
        formula_zh=_RATES[0].formula_zh, formula_en=_RATES[0].formula_en,
        source="学年内辍学学生总数 ÷ 学年初在校学生总数；学年中合并、分设的学校各按自己的学年初计，变动以后只宜看全县", why_zh="义务教育的底线", why_en="The floor of compulsory education",
        meets_on="school year of the return",
        references=(
            Reference(0.006, _RED_LINE, "primary", setting="dropout_line_primary"),
            Reference(0.018, _RED_LINE, "junior", setting="dropout_line_junior"),
        ),
        smallest_base=56, smallest_base_by=(("primary", "dropout_base_primary"), ("junior", "dropout_base_junior")),
    ),
    Indicator(
        name="dropout_open", zh="未劝返复学", en="Dropouts not returned", theme="dropout",
        numerator=Total("dropout", "dropouts", minus=("returned",)), denominator=None, function="open",
        unit=Unit.PERSONS, direction=Direction.LOWER, levels=_SCHOOL_AND_AREAS, period_kinds=RETURNS, decimals=0,
        formula_zh="本学年起至期末累计辍学 − 累计劝返复学；有学校未报的只是已报部分，为0也不等于没有", formula_en="Dropouts less returned, accumulated from the start of the school year to the period's end; with schools silent it is what was reported, and 0 is not nobody",
        source="控辍保学动态清零", why_zh="还有几个孩子没有回来", why_en="How many children are still out",
        references=(Reference(0, "动态清零"),),
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="return_rate", zh="复学率", en="Return rate", theme="dropout",
        numerator=Total("dropout", "returned"), denominator=Total("dropout", "dropouts"),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=(Level.TOWNSHIP, Level.DISTRICT), period_kinds=RETURNS,
        formula_zh="期内劝返复学人数 ÷ 期内辍学人数", formula_en="Returned / dropouts of the period",
        source="劝返复学工作台账", why_zh="劝返是否见效", why_en="Whether persuasion works",
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="again_rate", zh="再辍学率", en="Dropped out again", theme="dropout",
        numerator=Total("dropout", "again"), denominator=Total("dropout", "returned"),
        unit=Unit.PERCENT, direction=Direction.LOWER, levels=(Level.TOWNSHIP, Level.DISTRICT), period_kinds=RETURNS,
        formula_zh="期内再辍学人数 ÷ 期内劝返复学人数（报表填了再辍学的才有值）", formula_en="Dropped out again / returned, of the period, where the return states it",
        source="劝返复学工作台账；系统不按学生跟踪，只采用报表所填的数", why_zh="劝返之后留不留得住", why_en="Whether those who returned stay",
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="days_out_mean", zh="平均在册天数", en="Mean days out", theme="dropout",
        numerator=Total("dropout", "days_out"), denominator=Total("dropout", "still_out"),
        unit=Unit.DAYS, direction=Direction.LOWER, levels=(Level.TOWNSHIP, Level.DISTRICT), period_kinds=(PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.TERM),
        formula_zh="期末在册未复学学生的在册天数合计 ÷ 期末在册未复学人数", formula_en="Days of those still out / those still out, at the period's end",
        source="劝返复学工作台账", why_zh="有没有孩子长期不归", why_en="Whether any child has been out for long",
    ),
    Indicator(
        name="dropout_cases", zh="辍学原因", en="Dropouts by reason", theme="dropout",
        numerator=Total("dropout_reason", "cases"), denominator=None, function="total", breakdown=("reason",),
        unit=Unit.PERSONS, direction=Direction.LOWER, levels=(Level.TOWNSHIP, Level.DISTRICT), period_kinds=RETURNS, decimals=0,
        formula_zh="各原因辍学学生数之和，分原因列出", formula_en="Sum of dropouts, for each reason",
        source="教育部等十部门2020年：学习困难、外出打工、早婚早育、信教四类为重点；其余类别为本系统归类", why_zh="对症才能劝返", why_en="The remedy follows the reason",
    ),
    Indicator(
        name="report_rate", zh="报告率", en="Report rate", theme="dropout",
        numerator=Total("dropout", "reported"), denominator=Total("dropout", "reported"), function="reported",
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=AREAS, period_kinds=RETURNS,
        formula_zh="已报告（含零报告）学校数 ÷ 应报告学校数（按学校名录）", formula_en="Schools that reported (nil returns included) / schools due by the register",
        source="教基厅函〔2024〕15号：学校一月一报告", why_zh="不报告不等于没有辍学", why_en="No report is not no dropout",
    ),
    Indicator(
        name="review_rate", zh="季度复核率", en="Quarterly review rate", theme="dropout",
        numerator=Total("dropout_review", "reviewed"), denominator=Total("dropout_review", "review_due"),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=(Level.TOWNSHIP, Level.DISTRICT), period_kinds=(PeriodKind.QUARTER,),
        formula_zh="本季度已复核学校数 ÷ 应复核学校数（县级复核登记表所填；没有填的季度为未知，不跨季度相加）",
        formula_en="Schools reviewed / schools to be reviewed in the quarter, as the county states them; a quarter nobody stated is unknown, and quarters are not added up",
        source="教基厅函〔2024〕15号：县级一季度一复核", why_zh="月报有没有人复核", why_en="Whether anybody checks the monthly returns",
        references=(Reference(1.0, "一季度一复核"),),
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="homes_visited", zh="入户走访户数", en="Homes visited", theme="dropout",
        numerator=Total("dropout_review", "homes_visited"), denominator=None, function="total",
        unit=Unit.HOMES, direction=Direction.NONE, levels=(Level.TOWNSHIP, Level.DISTRICT), period_kinds=(PeriodKind.QUARTER,), decimals=0,
        formula_zh="本季度入户走访户数之和（县级复核登记表所填）", formula_en="Sum of homes visited in the quarter, as the county states them",
        source="教基厅函〔2024〕15号：县级春、秋季走访", why_zh="有没有进村入户", why_en="Whether anybody went from door to door",
    ),
)  # fmt: skip
