"""Alerts on teaching quality and pairs: positions that slide, pupils who do not sit. Never a rank, never points across papers."""

from catalog.alerts.model import Against, Alert, Rule, Severity
from catalog.model import Level, Unit
from catalog.settings import Evidence

_SCHOOL = (Level.SCHOOL,)
_BASE = ((None, "alert_exam_base"),)

ALERTS = (
    Alert(
        name="z_falling", zh="标准分连续两年下降", en="Z fell two years running", theme="exam", page="exam", reads=("exam_z",),
        rule=Rule.SLIDE, against=Against.LAST_YEAR, severity=Severity.WATCH, levels=_SCHOOL, limits=((None, "alert_z_fall"),), base=_BASE, unit=Unit.SD, decimals=2,
        sentence_zh="{place}{detail}标准分连续两年下降，由 {before} 到 {value}（{sat}）", sentence_en="{place}: Z of {detail} fell two years running, from {before} to {value} ({sat})",
        source="不同年份的试卷只比标准分", evidence=Evidence.PROPOSAL, why_zh="相对位置在后退", why_en="Falling behind the district",
    ),
    Alert(
        name="sat_rate_low", zh="参考率低", en="Sat rate low", theme="exam", page="exam", reads=("exam_sat_rate",),
        rule=Rule.BELOW, against=Against.LIMIT, severity=Severity.WATCH, levels=_SCHOOL, limits=((None, "alert_sat_rate"),), base=_BASE, unit=Unit.PERCENT,
        sentence_zh="{place}{detail}参考率 {value}（{n}/{d}人），低于 {limit}", sentence_en="{place}: {value} sat {detail} ({n} of {d}), below {limit}",
        small_zh="{place}{detail}应考 {d} 人、实考 {n} 人", small_en="{place}: {n} of {d} sat {detail}",
        source="缺考不等于零分；参考率须与均分同看", evidence=Evidence.PROPOSAL, why_zh="缺考会抬高平均分，也可能是流失", why_en="Absence lifts the mean, or pupils have left",
    ),
    Alert(
        name="sat_rate_falling", zh="参考率下降", en="Sat rate falling", theme="exam", page="exam", reads=("exam_sat_rate",),
        rule=Rule.FALL, against=Against.LAST_YEAR, severity=Severity.NOTE, levels=_SCHOOL, limits=((None, "alert_sat_fall"),), base=_BASE, unit=Unit.PERCENT, beyond_chance=True,
        sentence_zh="{place}{detail}参考率由上年 {before} 降到 {value}（{n}/{d}人）", sentence_en="{place}: the sat rate of {detail} fell from {before} to {value} ({n} of {d})",
        source="参考率年度比较", evidence=Evidence.PROPOSAL, why_zh="谁没有来考，要问一问", why_en="Ask who stayed away",
    ),
    Alert(
        name="pair_gap_wider", zh="结对差距扩大", en="A pair's gap widened", theme="pairs", page="pairs", reads=("exam_z",),
        rule=Rule.FACT, against=Against.LAST_YEAR, severity=Severity.WATCH, levels=_SCHOOL, limits=((None, "alert_gap_wider"),), base=_BASE, unit=Unit.SD, decimals=2,
        sentence_zh="{place}与核心校{detail}的标准分差距由 {before} 扩大到 {value}（本校{sat}）", sentence_en="{place}: the gap of Z to its core {detail} widened from {before} to {value} (here {sat})",
        source="结对帮扶：差距应缩小；百人左右学校标准分的误差约0.15", evidence=Evidence.PROPOSAL, why_zh="帮扶没有带来靠拢，原因要看两头", why_en="Not converging; look at both ends",
    ),
    Alert(
        name="variation_high", zh="差异系数超过上限", en="Variation above its limit", theme="balance", page="definitions", reads=("balance_cv",),
        rule=Rule.ABOVE, against=Against.LIMIT, severity=Severity.WATCH, levels=(Level.DISTRICT,), limits=(("primary", "cv_limit_primary"), ("junior", "cv_limit_junior")), unit=Unit.NONE, decimals=3,
        sentence_zh="{place}{stage}{detail}差异系数 {value}，超过 {limit}", sentence_en="{place}: variation of {detail} among {stage} schools {value}, above {limit}",
        source="优质均衡：小学不超过0.50、初中不超过0.45（教督〔2017〕6号）", evidence=Evidence.PUBLISHED, why_zh="校与校之间差得太多", why_en="Schools are too far apart",
    ),
)  # fmt: skip
