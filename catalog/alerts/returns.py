"""Alerts on the returns themselves: who is missing, whose total is unlike its parts, what nobody has brought up to date."""

from catalog.alerts.model import Against, Alert, Rule, Severity
from catalog.model import Level, Unit
from catalog.settings import Evidence

ALERTS = (
    Alert(
        name="missing_from_return", zh="报表里缺学校", en="Missing from a return", theme="returns", page="returns", reads=("enrolment.pupils",),
        rule=Rule.FACT, against=Against.DUE, severity=Severity.WATCH, levels=(Level.SCHOOL,), limits=((None, "alert_return_begun"),), unit=Unit.NONE, decimals=0,
        sentence_zh="{place}{stage}没有报{period}的{detail}", sentence_en="{place}: no {detail} return of {period} for {stage}",
        source="应报学校以名录为准", evidence=Evidence.PRACTICE, why_zh="缺一所，全县的数就不完整", why_en="One missing makes the whole incomplete",
    ),
    Alert(
        name="total_unlike_parts", zh="自报合计与学校之和不符", en="Own total unlike its schools", theme="returns", page="enrolment", reads=("enrolment.pupils",),
        rule=Rule.FACT, against=Against.ELSEWHERE, severity=Severity.WATCH, levels=(Level.TOWNSHIP, Level.DISTRICT), limits=((None, "alert_total_off"),), unit=Unit.PERSONS, decimals=0,
        sentence_zh="{place}{stage}{period}自报在校生 {value}，各校之和 {before}，相差 {change}", sentence_en="{place}: stated {value} {stage} pupils in {period}, its schools sum to {before}, {change} apart",
        source="合计与分项核对", evidence=Evidence.PRACTICE, why_zh="两个数只能有一个对", why_en="Only one of two numbers is right",
    ),
    Alert(
        name="register_old", zh="学校名录久未更新", en="The register is old", theme="returns", page="returns", reads=("school.status",),
        rule=Rule.FACT, against=Against.LIMIT, severity=Severity.NOTE, levels=(Level.DISTRICT,), limits=((None, "alert_register_months"),), unit=Unit.NONE, decimals=0,
        sentence_zh="{place}学校名录最近一次更新是 {detail}，已 {value} 个月；谁该报、谁没报都以它为准", sentence_en="{place}: the register was last brought up to date on {detail}, {value} months ago; who is due depends on it",
        source="应报学校以名录为准", evidence=Evidence.PROPOSAL, why_zh="名录旧了，缺报就看不出来", why_en="An old register hides who is missing",
    ),
)  # fmt: skip
