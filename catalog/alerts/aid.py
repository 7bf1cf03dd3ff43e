"""Alerts on student subsidy: amounts off their standard, more recipients than pupils, pupils left out."""

from catalog.alerts.model import Against, Alert, Rule, Severity
from catalog.model import Level, Unit
from catalog.settings import Evidence

_SCHOOL = (Level.SCHOOL,)

ALERTS = (
    Alert(
        name="aid_unlike_others", zh="人均金额与其他学校不同", en="Amount per head unlike other schools", theme="aid", page="aid", reads=("aid_per_head",),
        rule=Rule.FACT, against=Against.SIMILAR, severity=Severity.ACT, levels=_SCHOOL, limits=((None, "alert_aid_off"),), unit=Unit.YUAN_PER_HEAD, decimals=2,
        sentence_zh="{place}{stage}{period}{detail}人均 {value}（{d}人），其他学校都是 {before}", sentence_en="{place}: {detail} in {period} {value} ({d} recipients) where others pay {before}",
        source="资助标准按项目、学段、学期确定；同一学期同一项目各校应一致", evidence=Evidence.PRACTICE, why_zh="多发、少发或填错，都要查", why_en="Too much, too little or mistyped: check",
    ),
    Alert(
        name="aid_off_standard", zh="人均金额偏离标准", en="Amount per head off the standard", theme="aid", page="aid", reads=("aid_per_head",),
        rule=Rule.FACT, against=Against.LIMIT, severity=Severity.WATCH, levels=_SCHOOL, limits=((None, "alert_aid_off"),), unit=Unit.YUAN_PER_HEAD, decimals=2,
        sentence_zh="{place}{stage}{period}{detail}人均 {value}（{d}人），标准为 {before}", sentence_en="{place}: {detail} in {period} {value} ({d} recipients), the standard is {before}",
        source="资助标准表，按学期生效（见“设置”）；省里可以高于国家标准", evidence=Evidence.PRACTICE, why_zh="低于标准是少发，高于标准要有依据", why_en="Below it somebody got too little; above it needs a ground",
    ),
    Alert(
        name="aid_above_enrolment", zh="受助人数超过在校生", en="More recipients than pupils", theme="aid", page="aid", reads=("subsidy.recipients",),
        rule=Rule.FACT, against=Against.ELSEWHERE, severity=Severity.WATCH, levels=_SCHOOL, limits=(), unit=Unit.PERSONS, decimals=0,
        sentence_zh="{place}{stage}{period}{detail}受助 {value}，多于在校生 {before}", sentence_en="{place}: {value} received {detail} in {period}, more than {before} {stage} pupils",
        source="资助人数不超过在校生数（同一项目、同一学期）", evidence=Evidence.PRACTICE, why_zh="可能重复或虚报", why_en="Counted twice or not there",
    ),
    Alert(
        name="aid_left_out", zh="应助未助", en="Eligible pupils left out", theme="aid", page="aid", reads=("aid_full_rate",),
        rule=Rule.FACT, against=Against.LIMIT, severity=Severity.WATCH, levels=_SCHOOL, limits=((None, "alert_aid_full_rate"),), unit=Unit.PERCENT,
        sentence_zh="{place}{stage}{period}应助 {d} 人次、实助 {n} 人次，应助尽助率 {value}", sentence_en="{place}: {n} of {d} eligible {stage} pupils received aid in {period}, {value}",
        source="应助尽助", evidence=Evidence.PRACTICE, why_zh="有学生没有拿到该拿的钱", why_en="Somebody did not get his due",
    ),
    Alert(
        name="aid_above_eligible", zh="受助人数超过应助人数", en="More recipients than eligible", theme="aid", page="aid", reads=("aid_full_rate",),
        rule=Rule.FACT, against=Against.ELSEWHERE, severity=Severity.WATCH, levels=_SCHOOL, limits=(), unit=Unit.PERCENT,
        sentence_zh="{place}{stage}{period}应助 {d} 人次、实助 {n} 人次，多于应助", sentence_en="{place}: {n} {stage} pupils received aid in {period}, {d} were eligible",
        source="应助名单与发放名单核对", evidence=Evidence.PRACTICE, why_zh="不在名单上的人拿到了钱，或名单没有更新", why_en="Paid but not on the list, or the list is old",
    ),
)  # fmt: skip
