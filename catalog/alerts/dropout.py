"""Alerts on dropout control: who is out, whether it is getting worse, who is silent about it."""

from catalog.alerts.model import Against, Alert, Rule, Severity
from catalog.model import Level, Unit
from catalog.settings import Evidence

_AREAS = (Level.TOWNSHIP, Level.DISTRICT)
_LINES = (("primary", "dropout_line_primary"), ("junior", "dropout_line_junior"))
_BASES = (("primary", "dropout_base_primary"), ("junior", "dropout_base_junior"))
_RED_LINE = "小学0.6%、初中1.8%控制线（2013年改薄意见，为贫困农村地区目标）"
_REPORTS = "教基厅函〔2024〕15号：学校一月一报告"

ALERTS = (
    Alert(
        name="open_dropouts", zh="有辍学学生未复学", en="Dropouts not returned", theme="dropout", page="dropout", reads=("dropout_open",),
        rule=Rule.REACHES, against=Against.LIMIT, severity=Severity.ACT, levels=(Level.SCHOOL,), limits=((None, "alert_open_dropouts"),),
        unit=Unit.PERSONS, decimals=0, by_stage=False,
        sentence_zh="{place}有 {value}辍学未复学（截至{detail}）", sentence_en="{place}: {value} who dropped out have not returned, by the returns so far",
        source="控辍保学动态清零", evidence=Evidence.PUBLISHED, why_zh="一个孩子在外就要有人去找", why_en="One child out is one too many",
    ),
    Alert(
        name="dropout_rate_high", zh="辍学率超过控制线", en="Dropout rate above the line", theme="dropout", page="dropout", reads=("dropout_rate",),
        rule=Rule.ABOVE, against=Against.LIMIT, severity=Severity.ACT, levels=_AREAS, limits=_LINES, base=_BASES, unit=Unit.PERCENT, decimals=2,
        sentence_zh="{place}{stage}辍学率 {value}（{n}/{d}人），超过控制线 {limit}", sentence_en="{place}: {stage} dropout rate {value} ({n} of {d}), above the line of {limit}",
        small_zh="{place}{stage}辍学 {n} 人（在校 {d} 人）", small_en="{place}: {n} of {d} {stage} pupils dropped out",
        source=_RED_LINE, evidence=Evidence.PUBLISHED, why_zh="义务教育的底线", why_en="The floor of compulsory education",
    ),
    Alert(
        name="dropout_rate_rising", zh="辍学率上升", en="Dropout rate rising", theme="dropout", page="dropout", reads=("dropout_rate",),
        rule=Rule.RISE, against=Against.LAST_YEAR, severity=Severity.WATCH, levels=_AREAS, limits=((None, "alert_dropout_rise"),), base=_BASES,
        unit=Unit.PERCENT, decimals=2, beyond_chance=True,
        sentence_zh="{place}{stage}辍学率由上年 {before} 升到 {value}（{n}/{d}人）", sentence_en="{place}: {stage} dropout rate rose from {before} to {value} ({n} of {d})",
        source="控辍保学年度比较", evidence=Evidence.PROPOSAL, why_zh="还没有超线，但在变坏", why_en="Not above the line yet, but getting worse",
    ),
    Alert(
        name="dropouts_up_on_month", zh="当月辍学多于上年同月", en="More dropouts than in the same month of last year", theme="dropout", page="dropout", reads=("dropout_rate",),
        rule=Rule.FACT, against=Against.SAME_MONTH, severity=Severity.WATCH, levels=(Level.TOWNSHIP,), limits=((None, "alert_month_more"),),
        unit=Unit.PERSONS, decimals=0, by_stage=False,
        sentence_zh="{place}{period}辍学 {value}，比上年同月多 {change}", sentence_en="{place}: {value} dropped out in {period}, {change} more than in the same month of last year",
        source="控辍保学月报", evidence=Evidence.PROPOSAL, why_zh="同月相比，不受季节影响", why_en="The same month, whatever the season",
    ),
    Alert(
        name="return_rate_low", zh="复学率低", en="Return rate low", theme="dropout", page="dropout", reads=("return_rate",),
        rule=Rule.BELOW, against=Against.LIMIT, severity=Severity.WATCH, levels=_AREAS, limits=((None, "alert_return_rate"),), base=((None, "alert_return_base"),),
        unit=Unit.PERCENT, by_stage=False,
        sentence_zh="{place}复学率 {value}（辍学 {d} 人、复学 {n} 人），低于 {limit}", sentence_en="{place}: return rate {value} ({n} of {d}), below {limit}",
        small_zh="{place}辍学 {d} 人、复学 {n} 人", small_en="{place}: {n} of {d} who dropped out returned",
        source="劝返复学工作台账", evidence=Evidence.PROPOSAL, why_zh="劝返是否见效", why_en="Whether persuasion works",
    ),
    Alert(
        name="months_not_reported", zh="控辍月报缺报", en="Monthly returns missing", theme="returns", page="returns", reads=("dropout.reported",),
        rule=Rule.FACT, against=Against.DUE, severity=Severity.WATCH, levels=(Level.SCHOOL,), limits=((None, "alert_months_missing"),),
        unit=Unit.NONE, decimals=0, by_stage=False,
        sentence_zh="{place}应报控辍月报 {d} 个月，{n} 个月未报：{detail}", sentence_en="{place}: {n} of {d} monthly dropout returns missing: {detail}",
        source=_REPORTS, evidence=Evidence.PUBLISHED, why_zh="没有报告不等于没有辍学", why_en="No report is not no dropout",
    ),
    Alert(
        name="report_rate_low", zh="当月报告率低", en="Report rate of the month low", theme="returns", page="dropout", reads=("report_rate",),
        rule=Rule.FACT, against=Against.LIMIT, severity=Severity.WATCH, levels=(Level.TOWNSHIP,), limits=((None, "alert_report_rate"),),
        unit=Unit.PERCENT, decimals=0, by_stage=False,
        sentence_zh="{place}{period}控辍月报 {d} 所应报、{n} 所已报，报告率 {value}", sentence_en="{place}: {n} of {d} schools sent the dropout return of {period}, {value}",
        source=_REPORTS, evidence=Evidence.PUBLISHED, why_zh="乡镇要催齐", why_en="The township must collect the rest",
    ),
    Alert(
        name="leaving_unreported", zh="巩固率低而控辍台账无人", en="Retention low while nobody is reported out", theme="dropout", page="enrolment", reads=("retention_rate", "dropout_open"),
        rule=Rule.FACT, against=Against.ELSEWHERE, severity=Severity.WATCH, levels=(Level.SCHOOL,),
        limits=(("primary", "alert_retention_primary"), ("junior", "retention_line_junior")), base=((None, "alert_retention_base"),), unit=Unit.PERCENT,
        sentence_zh="{place}{stage}巩固率 {value}（{n}/{d}人）低于 {limit}，而控辍月报未复学为 0：可能有学生流失未报",
        sentence_en="{place}: {stage} retention {value} ({n} of {d}) is below {limit} while its returns say nobody is out: pupils may be lost unreported",
        source="在校生与控辍两张报表互相核对", evidence=Evidence.PROPOSAL, why_zh="两张报表说的不是一回事，先核对", why_en="Two returns disagree: check first",
    ),
)  # fmt: skip
