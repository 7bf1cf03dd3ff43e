"""Alerts on enrolment: cohorts that leak, classes too large, size that shrinks, staffing beyond its limits."""

from catalog.alerts.model import Against, Alert, Rule, Severity
from catalog.model import Level, Unit
from catalog.settings import Evidence

_SCHOOL = (Level.SCHOOL,)
_RETENTION = (("primary", "alert_retention_primary"), ("junior", "retention_line_junior"))
_BANDS = "大班额56人及以上（含66人及以上）、超大班额66人及以上（教育部统计口径）"
_SIZES = "优质均衡：小学每班不超过45人、初中不超过50人（教督〔2017〕6号）"
_NO_SIDE = "没有单一的好坏方向，只作提示"

ALERTS = (
    Alert(
        name="retention_low", zh="巩固率低于下限", en="Retention below its floor", theme="enrolment", page="enrolment", reads=("retention_rate",),
        rule=Rule.BELOW, against=Against.LIMIT, severity=Severity.WATCH, levels=(Level.SCHOOL, Level.TOWNSHIP), limits=_RETENTION, base=((None, "alert_retention_base"),), unit=Unit.PERCENT,
        sentence_zh="{place}{stage}巩固率 {value}（{n}/{d}人），低于 {limit}", sentence_en="{place}: {stage} retention {value} ({n} of {d}), below {limit}",
        small_zh="{place}{stage}这一届应毕业 {d} 人、毕业 {n} 人", small_en="{place}: {n} of a {stage} cohort of {d} graduated",
        source="初中三年巩固率不低于95%（教督〔2017〕6号）；小学98%为县级常用表", evidence=Evidence.PUBLISHED, why_zh="一届学生没有都留到毕业", why_en="A cohort did not stay to the end",
    ),
    Alert(
        name="retention_falling", zh="巩固率下降", en="Retention falling", theme="enrolment", page="enrolment", reads=("retention_rate",),
        rule=Rule.FALL, against=Against.LAST_YEAR, severity=Severity.WATCH, levels=(Level.TOWNSHIP,), limits=((None, "alert_retention_fall"),), base=((None, "alert_retention_base"),), unit=Unit.PERCENT,
        beyond_chance=True,
        sentence_zh="{place}{stage}巩固率由上年 {before} 降到 {value}（{n}/{d}人），下降 {change}", sentence_en="{place}: {stage} retention fell from {before} to {value} ({n} of {d}), by {change}",
        source="巩固率年度比较", evidence=Evidence.PROPOSAL, why_zh="还在线上，但在变坏", why_en="Above the line still, but getting worse",
    ),
    Alert(
        name="retention_below_district", zh="巩固率明显低于全县", en="Retention well below the district", theme="enrolment", page="enrolment", reads=("retention_rate",),
        rule=Rule.FALL, against=Against.DISTRICT, severity=Severity.WATCH, levels=(Level.TOWNSHIP,), limits=((None, "alert_retention_behind"),), base=((None, "alert_retention_base"),), unit=Unit.PERCENT,
        beyond_chance=True,
        sentence_zh="{place}{stage}巩固率 {value}（{n}/{d}人），比全县 {before} 低 {change}", sentence_en="{place}: {stage} retention {value} ({n} of {d}), {change} below the district's {before}",
        source="乡镇与全县比较", evidence=Evidence.PROPOSAL, why_zh="同一年、同一算法，差在本地", why_en="The same year, the same formula: the difference lies here",
    ),
    Alert(
        name="retention_over", zh="巩固率超过100%", en="Retention above 100 %", theme="enrolment", page="enrolment", reads=("retention_rate",),
        rule=Rule.ABOVE, against=Against.LIMIT, severity=Severity.NOTE, levels=_SCHOOL, limits=((None, "alert_retention_over"),), unit=Unit.PERCENT,
        sentence_zh="{place}{stage}巩固率 {value}（{n}/{d}人），超过100%，转入转出可能没有填全", sentence_en="{place}: {stage} retention {value} ({n} of {d}); transfers may be incomplete",
        source="算法A约定不超过100%；超过的多为未剔除转入", evidence=Evidence.PUBLISHED, why_zh="数据要核对，不是成绩", why_en="A number to check, not an achievement",
    ),
    Alert(
        name="largest_classes", zh="有66人及以上的班", en="Classes of 66 and more", theme="enrolment", page="enrolment", reads=("enrolment.classes_66p",),
        rule=Rule.REACHES, against=Against.LIMIT, severity=Severity.ACT, levels=_SCHOOL, limits=((None, "alert_largest_classes"),), unit=Unit.CLASSES, decimals=0,
        sentence_zh="{place}{stage}有超大班额（66人及以上）{value}", sentence_en="{place}: {stage} classes of 66 and more: {value}",
        source=_BANDS, evidence=Evidence.PUBLISHED, why_zh="超大班额应已消除", why_en="They should be gone by now",
    ),
    Alert(
        name="large_classes", zh="有56人及以上的班", en="Classes of 56 and more", theme="enrolment", page="enrolment", reads=("large_class_share",),
        rule=Rule.REACHES, against=Against.LIMIT, severity=Severity.WATCH, levels=_SCHOOL, limits=((None, "alert_large_classes"),), unit=Unit.CLASSES, decimals=0, counts=True,
        sentence_zh="{place}{stage}有大班额（56人及以上）{value}，共 {d} 个班", sentence_en="{place}: {value} of 56 and more of {d} {stage} classes",
        source=_BANDS, evidence=Evidence.PUBLISHED, why_zh="大班额影响教学和安全", why_en="Large classes harm teaching and safety",
    ),
    Alert(
        name="large_class_share_high", zh="大班额比例超过上限", en="Share of large classes above its limit", theme="enrolment", page="enrolment", reads=("large_class_share",),
        rule=Rule.ABOVE, against=Against.LIMIT, severity=Severity.WATCH, levels=(Level.TOWNSHIP, Level.DISTRICT), limits=((None, "large_class_limit"),), unit=Unit.PERCENT,
        sentence_zh="{place}{stage}大班额比例 {value}（{n}/{d}个班），超过 {limit}", sentence_en="{place}: {value} of {stage} classes are large ({n} of {d}), above {limit}",
        source="2020年底前大班额比例控制在5%以内", evidence=Evidence.PUBLISHED, why_zh="要靠扩班和分流解决", why_en="Solved by more classes and by sharing intake",
    ),
    Alert(
        name="class_size_high", zh="平均班额超过上限", en="Mean class size above its limit", theme="enrolment", page="enrolment", reads=("mean_class_size",),
        rule=Rule.ABOVE, against=Against.LIMIT, severity=Severity.WATCH, levels=_SCHOOL, limits=(("primary", "class_limit_primary"), ("junior", "class_limit_junior")), unit=Unit.PER_CLASS,
        sentence_zh="{place}{stage}平均班额 {value}（{n}人/{d}个班），超过 {limit}", sentence_en="{place}: {stage} mean class size {value} ({n} in {d}), above {limit}",
        source=_SIZES, evidence=Evidence.PUBLISHED, why_zh="平均已超，必有更大的班", why_en="Some class is larger still",
    ),
    Alert(
        name="school_too_large", zh="学校规模超过上限", en="School above its size limit", theme="enrolment", page="balance", reads=("pupils",),
        rule=Rule.FACT, against=Against.LIMIT, severity=Severity.WATCH, levels=_SCHOOL,
        limits=(("primary", "school_limit_primary"), ("junior", "school_limit_junior"), (None, "school_limit_nine_year")), unit=Unit.PERSONS, decimals=0,
        sentence_zh="{place}{detail}在校生 {value}，超过规模上限 {limit}", sentence_en="{place}: {value} pupils, above the size limit of {limit}",
        source="优质均衡：小学、初中不超过2000人，九年一贯制学校不超过2500人（教督〔2017〕6号，据省市实施文件转述）", evidence=Evidence.PUBLISHED,
        why_zh="规模过大，管理和安全都吃紧", why_en="Too large to run well and safely",
    ),
    Alert(
        name="intake_falling", zh="招生明显减少", en="Intake falling", theme="enrolment", page="enrolment", reads=("intake",),
        rule=Rule.SHRINK, against=Against.LAST_YEAR, severity=Severity.NOTE, levels=_SCHOOL, limits=((None, "alert_intake_fall"),), base=((None, "alert_size_base"),), unit=Unit.PERSONS, decimals=0,
        sentence_zh="{place}{stage}招生由上年 {before} 减到 {value}，减少 {change}", sentence_en="{place}: {stage} intake fell from {before} to {value}, by {change}",
        source=f"招生数年度比较；{_NO_SIDE}", evidence=Evidence.PROPOSAL, why_zh="几年后就是在校生减少", why_en="A smaller roll some years on",
    ),
    Alert(
        name="pupils_falling", zh="在校生明显减少", en="Pupils falling", theme="enrolment", page="enrolment", reads=("pupils",),
        rule=Rule.SHRINK, against=Against.LAST_YEAR, severity=Severity.NOTE, levels=_SCHOOL, limits=((None, "alert_pupils_fall"),), base=((None, "alert_size_base"),), unit=Unit.PERSONS, decimals=0,
        sentence_zh="{place}{stage}在校生由上年 {before} 减到 {value}，减少 {change}", sentence_en="{place}: {stage} pupils fell from {before} to {value}, by {change}",
        source=f"在校生年度比较；{_NO_SIDE}", evidence=Evidence.PROPOSAL, why_zh="布局、编制和经费要跟着变", why_en="Schools, posts and money must follow",
    ),
    Alert(
        name="teachers_short", zh="生师比超过上限", en="Pupil-teacher ratio above its limit", theme="enrolment", page="enrolment", reads=("pupil_teacher_ratio",),
        rule=Rule.ABOVE, against=Against.LIMIT, severity=Severity.NOTE, levels=_SCHOOL, limits=(("primary", "alert_teachers_primary"), ("junior", "alert_teachers_junior")), unit=Unit.PER_TEACHER,
        sentence_zh="{place}{stage}生师比 {value}（{n}人/{d}名专任教师），超过 {limit}", sentence_en="{place}: {stage} pupil-teacher ratio {value} ({n} to {d}), above {limit}",
        source="城乡统一的教职工编制标准换算；文号未核实", evidence=Evidence.PRACTICE, why_zh="教师可能不够", why_en="There may be too few teachers",
    ),
    Alert(
        name="teachers_unlike_similar", zh="生师比远高于同类学校", en="Pupil-teacher ratio far above similar schools", theme="enrolment", page="enrolment", reads=("pupil_teacher_ratio",),
        rule=Rule.TIMES, against=Against.SIMILAR, severity=Severity.NOTE, levels=_SCHOOL, limits=((None, "alert_teachers_similar"),), unit=Unit.PER_TEACHER,
        sentence_zh="{place}{stage}生师比 {value}，同类（{detail}）学校中位数 {before}", sentence_en="{place}: {stage} pupil-teacher ratio {value}; median of similar ({detail}) schools {before}",
        source=f"同学段、同城乡类型学校比较；{_NO_SIDE}", evidence=Evidence.PROPOSAL, why_zh="同类之间的差别要有理由", why_en="A difference among equals needs a reason",
    ),
    Alert(
        name="boarders_jump", zh="寄宿率变动大", en="Share of boarders moved", theme="enrolment", page="enrolment", reads=("boarder_share",),
        rule=Rule.MOVE, against=Against.LAST_YEAR, severity=Severity.NOTE, levels=_SCHOOL, limits=((None, "alert_boarders_jump"),), base=((None, "alert_size_base"),), unit=Unit.PERCENT,
        sentence_zh="{place}{stage}寄宿率由上年 {before} 变为 {value}（{n}/{d}人）", sentence_en="{place}: {stage} share of boarders went from {before} to {value} ({n} of {d})",
        source=f"寄宿率年度比较；{_NO_SIDE}", evidence=Evidence.PROPOSAL, why_zh="宿舍和生活教师够不够，或填报口径变了", why_en="Dormitories and staff, or a changed definition",
    ),
    Alert(
        name="left_behind_jump", zh="留守儿童比例变动大", en="Share of left-behind children moved", theme="enrolment", page="enrolment", reads=("left_behind_share",),
        rule=Rule.MOVE, against=Against.LAST_YEAR, severity=Severity.NOTE, levels=_SCHOOL, limits=((None, "alert_left_behind_jump"),), base=((None, "alert_size_base"),), unit=Unit.PERCENT,
        sentence_zh="{place}{stage}留守儿童比例由上年 {before} 变为 {value}（{n}/{d}人）", sentence_en="{place}: {stage} share of left-behind children went from {before} to {value} ({n} of {d})",
        source=f"留守儿童比例年度比较（教育统计口径）；{_NO_SIDE}", evidence=Evidence.PROPOSAL, why_zh="多为口径变动，先核对", why_en="Mostly a changed definition: check first",
    ),
)  # fmt: skip
