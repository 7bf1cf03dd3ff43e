"""Student subsidy: recipients, money, per head, coverage on both bases."""

from catalog.evidence import Evidence
from catalog.indicators.levels import EVERYWHERE, MONEY
from catalog.model import Direction, Indicator, Total, Unit
from catalog.periods import PeriodKind

_RETURN = "学生资助发放统计（各学段资助项目按财政、教育部门文件发放；标准见资助标准表）"
_RECIPIENTS = Total("subsidy", "recipients")

INDICATORS = (
    Indicator(
        name="aid_recipients", zh="资助人数", en="Recipients", theme="aid",
        numerator=_RECIPIENTS, denominator=None, function="total",
        unit=Unit.PERSON_TIMES, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=MONEY, decimals=0,
        formula_zh="各资助项目受助人数之和；同一学生享受多个项目或跨学期相加时为人次",
        formula_en="Sum of recipients over programmes: person-times wherever a pupil has several programmes or terms",
        source=_RETURN, why_zh="帮助到了多少人次", why_en="How many were helped",
    ),
    Indicator(
        name="aid_amount", zh="资助金额", en="Amount of aid", theme="aid",
        numerator=Total("subsidy", "amount"), denominator=None, function="total",
        unit=Unit.YUAN, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=MONEY, decimals=2,
        formula_zh="资助金额之和（元）", formula_en="Sum of amounts, in yuan",
        source=_RETURN, why_zh="钱发到了哪里", why_en="Where the money went",
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="aid_per_head", zh="人均资助额", en="Aid per head", theme="aid",
        numerator=Total("subsidy", "amount"), denominator=_RECIPIENTS,
        unit=Unit.YUAN_PER_HEAD, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=MONEY, decimals=2,
        formula_zh="资助金额 ÷ 资助人数（人次）", formula_en="Amount / recipients",
        source=_RETURN, why_zh="与当期标准对照，偏离须核对", why_en="Off the standard means: check",
        judged_by_standards=True,
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="aid_coverage", zh="资助面", en="Aid coverage", theme="aid",
        numerator=_RECIPIENTS, denominator=Total("enrolment", "pupils"),
        unit=Unit.PERCENT, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=(PeriodKind.TERM,),
        formula_zh="资助人次 ÷ 在校生数（春季学期无在校生数时用同学年秋季）；以应助人数为分母的是“应助尽助率”",
        formula_en="Recipients / pupils; a spring term without its own snapshot meets the autumn one of its school year; over the eligible it is the full-aid rate",
        source=_RETURN, why_zh="多少在校生得到资助", why_en="What share of pupils is helped",
        meets_on="term, else the autumn snapshot of its school year",
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="aid_full_rate", zh="应助尽助率", en="Full-aid rate", theme="aid",
        numerator=_RECIPIENTS, denominator=Total("subsidy", "eligible"),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=EVERYWHERE, period_kinds=MONEY,
        formula_zh="资助人数 ÷ 应助人数（同一项目、同一对象）", formula_en="Recipients / eligible, of the same programme and category",
        source=_RETURN, why_zh="有没有漏助", why_en="Whether anyone was left out",
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="aid_persons", zh="资助去重人数", en="Distinct recipients", theme="aid",
        numerator=Total("subsidy", "persons"), denominator=None, function="total",
        unit=Unit.PERSONS, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=MONEY, decimals=0,
        formula_zh="报表所填去重人数之和；系统不按学生去重，跨项目、跨学校相加仍会重复",
        formula_en="Sum of the distinct persons that returns state; adding over programmes or schools counts some twice",
        source=_RETURN, why_zh="与人次对照，看一人多项", why_en="Beside person-times: pupils with several programmes",
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="aid_letter_rate", zh="区外就读回函率", en="Letters answered", theme="aid",
        numerator=Total("subsidy", "letters_returned"), denominator=Total("subsidy", "letters_sent"),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=EVERYWHERE, period_kinds=MONEY,
        formula_zh="区外就读回函数 ÷ 发函数", formula_en="Letters answered / letters sent",
        source="区外就读学生资助核实；本县学生在外就读的，凭回函确认", why_zh="在外就读的学生有没有漏助", why_en="Whether pupils elsewhere are left out",
    ),
)  # fmt: skip
