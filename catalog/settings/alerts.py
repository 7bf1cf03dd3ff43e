"""The thresholds of the alerts: when something is worth a word, and below which base nothing is judged."""

from __future__ import annotations

from catalog.settings.model import Evidence, Setting, SettingKind

GROUP = "alerts"
_OURS = "本系统建议值"
_USE = "预警"


def _setting(
    name: str, zh: str, en: str, kind: SettingKind, default: float, limits: tuple[float, float], *,
    source: str = _OURS, evidence: Evidence = Evidence.PROPOSAL, unit: str = "", note: str = "",
) -> Setting:  # fmt: skip
    return Setting(name, zh, en, GROUP, kind, default, source, evidence, note, unit, *limits, uses=_USE)


# The difference of two rates is no per cent.
_POINTS = "个百分点"
_SHARE, _COUNT, _NUMBER = SettingKind.SHARE, SettingKind.COUNT, SettingKind.NUMBER
_REPORTS = "教基厅函〔2024〕15号：学校一月一报告，零报告也是报告"
_STAFF = "城乡统一的中小学教职工编制标准（小学19∶1、初中13.5∶1）；文号未核实"
_STAFF_NOTE = "编制标准按教职工计，这里按专任教师计，专任教师少于教职工；只作提示，不评好坏。"
_BANDS = "大班额56—65人、超大班额66人及以上（教育部统计口径，据公开报道）"

ALERT_SETTINGS: tuple[Setting, ...] = (
    _setting("alert_open_dropouts", "未劝返复学人数达到即预警", "Open dropouts that alert", _COUNT, 1, (1, 1000), unit="人",
             source="控辍保学动态清零：有一人未复学即须处理", evidence=Evidence.PUBLISHED),
    _setting("alert_dropout_rise", "辍学率比上年上升", "Rise of the dropout rate on the year before", _SHARE, 0.001, (0, 1), unit=_POINTS,
             note="还须超过偶然波动（一个标准误）才提示。"),
    _setting("alert_month_more", "当月辍学比上年同月多", "More dropouts than in the same month of last year", _COUNT, 2, (1, 1000), unit="人"),
    _setting("alert_return_rate", "复学率下限", "Floor of the return rate", _SHARE, 0.8, (0, 1)),
    _setting("alert_return_base", "复学率最小基数", "Smallest base of the return rate", _COUNT, 10, (1, 1000), unit="人"),
    _setting("alert_months_missing", "控辍月报缺报月数达到即预警", "Missing monthly returns that alert", _COUNT, 1, (1, 12), unit="个月",
             source=_REPORTS, evidence=Evidence.PUBLISHED),
    _setting("alert_report_rate", "当月报告率下限", "Floor of a month's report rate", _SHARE, 1.0, (0, 1), source=_REPORTS, evidence=Evidence.PUBLISHED),
    _setting("alert_retention_primary", "小学六年巩固率下限", "Floor of primary retention", _SHARE, 0.98, (0, 1),
             source="县级常用表：小学不低于98%（栾川县）", evidence=Evidence.PRACTICE),
    _setting("alert_retention_fall", "巩固率比上年下降", "Fall of retention on the year before", _SHARE, 0.02, (0, 1), unit=_POINTS),
    _setting("alert_retention_behind", "乡镇巩固率低于全县", "Retention of a township below the district's", _SHARE, 0.03, (0, 1), unit=_POINTS,
             note="还须超过偶然波动（一个标准误）才提示。"),
    _setting("alert_retention_base", "巩固率最小基数", "Smallest base of retention", _COUNT, 30, (1, 1000), unit="人"),
    _setting("alert_retention_over", "巩固率超过即提示核对", "Retention above this is to be checked", _SHARE, 1.0, (0.9, 2),
             source="算法A约定小于或等于100%", evidence=Evidence.PUBLISHED),
    _setting("alert_large_classes", "56人及以上班数达到即预警", "Classes of 56 and more that alert", _COUNT, 1, (1, 1000), unit="个", source=_BANDS, evidence=Evidence.PUBLISHED),
    _setting("alert_largest_classes", "66人及以上班数达到即预警", "Classes of 66 and more that alert", _COUNT, 1, (1, 1000), unit="个", source=_BANDS, evidence=Evidence.PUBLISHED),
    _setting("alert_intake_fall", "招生数比上年减少", "Fall of the intake on the year before", _SHARE, 0.20, (0.01, 1)),
    _setting("alert_pupils_fall", "在校生比上年减少", "Fall of pupils on the year before", _SHARE, 0.10, (0.01, 1)),
    _setting("alert_size_base", "人数增减的最小基数", "Smallest base of changes in size", _COUNT, 60, (1, 10_000), unit="人"),
    _setting("alert_teachers_primary", "小学生师比上限", "Most pupils to a teacher, primary", _NUMBER, 19, (1, 100), source=_STAFF, evidence=Evidence.PRACTICE, note=_STAFF_NOTE),
    _setting("alert_teachers_junior", "初中生师比上限", "Most pupils to a teacher, junior", _NUMBER, 13.5, (1, 100), source=_STAFF, evidence=Evidence.PRACTICE, note=_STAFF_NOTE),
    _setting("alert_teachers_similar", "生师比与同类学校相差倍数", "Times the pupil-teacher ratio of similar schools", _NUMBER, 1.5, (1.05, 10), unit="倍"),
    _setting("alert_similar_fewest", "同类学校最少所数", "Fewest similar schools", _COUNT, 5, (2, 100), unit="所",
             source="少于5所不作比较（样本规则建议值）"),
    _setting("alert_boarders_jump", "寄宿率比上年变动", "Change of the share of boarders", _SHARE, 0.10, (0.01, 1), unit=_POINTS),
    _setting("alert_left_behind_jump", "留守儿童比例比上年变动", "Change of the share of left-behind children", _SHARE, 0.10, (0.01, 1), unit=_POINTS),
    _setting("alert_aid_full_rate", "应助尽助率下限", "Floor of the full-aid rate", _SHARE, 1.0, (0, 1), source="应助尽助：符合条件的一个不少", evidence=Evidence.PRACTICE),
    _setting("alert_aid_off", "人均金额偏离同类标准", "Amount per head off its kind", _NUMBER, 0.5, (0.01, 10_000), unit="元",
             note="同一学期、学段、项目、对象，六成以上学校（至少5所）发放同一金额时，以该金额为准。"),
    _setting("alert_z_fall", "标准分两年累计下降", "Fall of Z over two years", _NUMBER, 0.2, (0.01, 5)),
    _setting("alert_gap_wider", "结对差距比上年扩大", "Widening of a pair's gap", _NUMBER, 0.15, (0.01, 5), source="百人左右学校均分标准分的两倍标准误约为0.15"),
    _setting("alert_sat_rate", "参考率下限", "Floor of the sat rate", _SHARE, 0.95, (0, 1)),
    _setting("alert_sat_fall", "参考率比上次下降", "Fall of the sat rate", _SHARE, 0.02, (0, 1), unit=_POINTS),
    _setting("alert_exam_base", "成绩类预警最小人数", "Smallest number of pupils for alerts on exams", _COUNT, 30, (1, 1000), unit="人",
             source="30人时均分误差仍达5分以上，少于30人不下结论"),
    _setting("alert_total_off", "自报合计与学校之和相差", "Own total off the sum of schools", _NUMBER, 0.5, (0, 10_000)),
    _setting("alert_return_begun", "报表收到多少后点名缺报学校", "Share of schools in before the missing are named", _SHARE, 0.5, (0, 1)),
    _setting("alert_register_months", "学校名录多久未更新", "Months since the register was last brought up to date", _COUNT, 12, (1, 120), unit="个月"),
)  # fmt: skip
