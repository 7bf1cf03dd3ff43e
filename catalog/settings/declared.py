"""Every setting, by group. To add one: one line here; the page, the command line, the log and the definitions follow."""

from __future__ import annotations

from catalog.settings.alerts import ALERT_SETTINGS
from catalog.settings.model import BadSetting, Evidence, Setting, SettingKind
from catalog.settings.reconcile import RECONCILE_SETTINGS
from catalog.settings.standards import STANDARD_SETTINGS

GROUPS = {
    "enrolment": ("入学与规模", "Enrolment and size"),
    "dropout": ("控辍保学", "Dropout control"),
    "exam": ("教学质量", "Teaching quality"),
    "balance": ("均衡", "Balance"),
    "alerts": ("预警", "Alerts"),
    "reconcile": ("对账", "Reconciliation"),
    "population": ("适龄入学", "Children of school age"),
    "staff": ("教师队伍", "Teachers"),
    "funding": ("教育经费", "Funding"),
    "health": ("体质与视力", "Fitness and eyesight"),
    "disclosure": ("对外显示", "Who sees how much"),
    "checks": ("导入核对", "Checks on import"),
}

_PUBLISHED, _PRACTICE, _PROPOSAL = Evidence.PUBLISHED, Evidence.PRACTICE, Evidence.PROPOSAL
_BALANCED = "《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号），数值据省市实施文件转述"
_RED_LINE = "《关于全面改善贫困地区义务教育薄弱学校基本办学条件的意见》（2013年12月31日；文号教基一〔2013〕10号未核实）"
_RED_NOTE = "原文为“努力控制在0.6%、1.8%以下”，是贫困农村地区的目标，不是法定红线"
_SMALL_SCHOOL = "按红线推算：一人辍学即超线的规模以下，只看人数，不判比率"


def _share(
    name: str,
    group: str,
    zh: str,
    en: str,
    default: float,
    source: str,
    evidence: Evidence,
    *,
    note: str = "",
    limits: tuple[float, float] = (0, 1),
    uses: str = "",
) -> Setting:
    return Setting(
        name, zh, en, group, SettingKind.SHARE, default, source, evidence, note, "", limits[0], limits[1], uses=uses
    )


def _number(
    name: str,
    group: str,
    zh: str,
    en: str,
    default: float,
    source: str,
    evidence: Evidence,
    *,
    unit: str = "",
    limits: tuple[float, float],
    note: str = "",
    uses: str = "",
    whole: bool = True,
) -> Setting:
    kind = SettingKind.COUNT if whole else SettingKind.NUMBER
    return Setting(name, zh, en, group, kind, default, source, evidence, note, unit, limits[0], limits[1], uses=uses)


_MARKS = "从下一次导入逐人成绩表起按新界限统计；已入库的人数是按当时的界限数出来的，不会重算。学校直接填报的及格、优秀、低分人数以填报为准。"
_MARKS_USE = "逐人成绩表的汇总、成绩分布图上的界线"

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "retention_formula", "巩固率算法", "Retention formula", "enrolment", SettingKind.CHOICE, "A",
        "A：县级常用表；B：优质均衡实施文件；C：全国九年义务教育巩固率的算法（分子措辞未核实）", _PUBLISHED,
        "三种算法结果不同，换算法后各年一起按新算法重算；与外县比较前先确认对方用哪一种。",
        choices={
            "A": ("A 毕业生÷（招生+转入−转出）", "A graduates / (intake + in - out)"),
            "B": ("B （毕业生−转入+转出）÷（招生−死亡）", "B (graduates - in + out) / (intake - deaths)"),
            "C": ("C 毕业生÷招生", "C graduates / intake"),
        },
    ),
    _share("retention_line_junior", "enrolment", "初中三年巩固率下限", "Floor of junior retention", 0.95, _BALANCED, _PUBLISHED),
    _share("nine_year_line", "enrolment", "九年巩固率下限", "Floor of nine-year retention", 0.95, "国办发〔2017〕72号：2020年95%（据转述）", _PUBLISHED),
    _number("class_limit_primary", "enrolment", "小学班额上限", "Class size limit, primary", 45, _BALANCED, _PUBLISHED, unit="人", limits=(20, 80)),
    _number("class_limit_junior", "enrolment", "初中班额上限", "Class size limit, junior", 50, _BALANCED, _PUBLISHED, unit="人", limits=(20, 80)),
    *(
        _number(f"school_limit_{kind}", "enrolment", f"{zh}规模上限", f"Size limit, {en}", limit, _BALANCED, _PUBLISHED, unit="人", limits=(100, 20_000),
                note=note, uses="“均衡”页：学校规模；预警")
        for kind, zh, en, limit, note in (
            ("primary", "小学", "primary school", 2000, ""), ("junior", "初中", "junior school", 2000, ""),
            ("nine_year", "九年一贯制学校", "nine-year school", 2500, "小学、初中两个学段合起来看。"),
        )
    ),
    _share("large_class_limit", "enrolment", "大班额比例上限", "Limit of the share of large classes", 0.05,
           "2020年底前大班额比例控制在5%以内（据公开报道）", _PUBLISHED),
    Setting(
        "dropout_formula", "辍学率分子", "Numerator of the dropout rate", "dropout", SettingKind.CHOICE, "dropouts",
        "学年内辍学学生总数÷学年初在校学生总数（教育统计词条）；词条把休学计入分子，义务教育法第十一条的休学不应算辍学", _PUBLISHED,
        "三种分子结果不同；“含休学”要求报表填了休学人数，没填的为未知。",
        choices={
            "dropouts": ("期内确认辍学", "dropouts of the period"),
            "net": ("期内确认辍学−期内复学", "dropouts less returned"),
            "with_suspended": ("期内确认辍学+休学", "dropouts and suspended"),
        },
    ),
    _share("dropout_line_primary", "dropout", "小学辍学率控制线", "Dropout line, primary", 0.006, _RED_LINE, _PUBLISHED, note=_RED_NOTE),
    _share("dropout_line_junior", "dropout", "初中辍学率控制线", "Dropout line, junior", 0.018, _RED_LINE, _PUBLISHED, note=_RED_NOTE),
    _number("dropout_base_primary", "dropout", "小学辍学率最小基数", "Smallest base, primary", 167, _SMALL_SCHOOL, _PROPOSAL, unit="人", limits=(1, 10_000)),
    _number("dropout_base_junior", "dropout", "初中辍学率最小基数", "Smallest base, junior", 56, _SMALL_SCHOOL, _PROPOSAL, unit="人", limits=(1, 10_000)),
    _share("exam_pass_at", "exam", "及格线（占满分）", "Pass mark (share of full mark)", 0.60, "一分三率，各地均用60%", _PRACTICE,
           note=_MARKS, limits=(0.01, 1), uses=_MARKS_USE),
    _share("exam_excellent_at", "exam", "优秀线（占满分）", "Excellent mark (share of full mark)", 0.85, "一分三率，多用85%，也见80%、90%", _PRACTICE,
           note=_MARKS, limits=(0.01, 1), uses=_MARKS_USE),
    _share("exam_low_below", "exam", "低分线（占满分，不含）", "Low mark (share of full mark, below it)", 0.30, "多见30%；40%也有使用，未查到文件", _PRACTICE,
           note=_MARKS, limits=(0.01, 1), uses=_MARKS_USE),
    _number("exam_smallest_base", "exam", "成绩最小人数", "Smallest number of pupils", 10, "少于10人时均分的误差可达10分以上", _PROPOSAL,
            unit="人", limits=(1, 1000), note="少于此数不算标准分，其余成绩指标提示人数少。"),
    Setting(
        "exam_base", "成绩分母", "Base of exam results", "exam", SettingKind.CHOICE, "sat",
        "一分三率多以实考人数为分母；有的县用应考或学籍人数，以防劝退弱生（公开的县级方案）", _PUBLISHED,
        "换分母后各期一起重算；按应考、在籍人数算的，缺考学生计入分母、不计分数，报表没有填的为未知。",
        choices={"sat": ("实考人数", "sat"), "eligible": ("应考人数", "eligible"), "registered": ("在籍人数", "registered")},
    ),
    Setting(
        "exam_ranks", "学校成绩排名", "Schools ranked by exams", "exam", SettingKind.CHOICE, "off",
        "《未成年人学校保护规定》（教育部令第50号）：成绩、名次不得公开；未查到禁止内部排名的明文，按从严处理", _PROPOSAL,
        "只供管理员内部使用（python -m metrics 指标 --ranks），不得公开、不得下达。",
        choices={"off": ("关闭", "off"), "on": ("开启（仅内部）", "on, internal only")}, uses="python -m metrics 指标 --ranks",
    ),
    _number("cv_limit_primary", "balance", "小学差异系数上限", "Limit of variation, primary", 0.50, _BALANCED, _PUBLISHED, limits=(0, 5), whole=False),
    _number("cv_limit_junior", "balance", "初中差异系数上限", "Limit of variation, junior", 0.45, _BALANCED, _PUBLISHED, limits=(0, 5), whole=False),
    _share("exchange_line", "staff", "教师交流轮岗比例下限", "Floor of teachers exchanged", 0.10, _BALANCED, _PUBLISHED),
    _number("public_funds_primary", "funding", "小学生均公用经费标准", "Running costs per pupil, primary", 720, "2023年起基准定额720元（业内说法，未查到原件）",
            _PRACTICE, unit="元", limits=(0, 100_000), note="各省可以提高；按当地文件改。"),
    _number("public_funds_junior", "funding", "初中生均公用经费标准", "Running costs per pupil, junior", 940, "2023年起基准定额940元（业内说法，未查到原件）",
            _PRACTICE, unit="元", limits=(0, 100_000), note="各省可以提高；按当地文件改。"),
    _share("training_funds_line", "funding", "培训经费占公用经费下限", "Floor of training in running costs", 0.05, _BALANCED, _PUBLISHED),
    _number("health_smallest_base", "health", "体质视力最小人数", "Smallest number tested", 30, "本系统建议值", _PROPOSAL, unit="人", limits=(1, 10_000)),
    _share("disabled_line", "population", "残疾儿童入学率下限", "Floor of disabled children enrolled", 0.97,
           "国办发〔2021〕60号：2025年97%（据市级文件转述）；优质均衡为95%", _PUBLISHED),
    _share("migrant_public_line", "population", "随迁子女公办就读比例下限", "Floor of migrant children in public places", 0.85, _BALANCED, _PUBLISHED),
    _number("smallest_shown", "disclosure", "对外不显示的人数线", "Counts of people below this are hidden", 10,
            "国内没有数字标准；国外教育与卫生统计多用5、10、11", _PROPOSAL, unit="人", limits=(2, 100),
            note="对外、打印、投影时，不足此数的人数，以及能由加减推出它的数，一律不显示；零照常显示。办事人员看到的不变。", uses="对外显示"),
    _share("change_share", "checks", "与上期相比的变动提醒线", "Change on the year before worth a look", 0.30, "本系统建议值", _PROPOSAL,
           limits=(0.01, 10), uses="导入时“与上期相差较大”的提醒"),
    _number("change_base", "checks", "变动提醒的最小基数", "Smallest base of that reminder", 20, "本系统建议值", _PROPOSAL, unit="人", limits=(1, 10_000),
            uses="导入时“与上期相差较大”的提醒"),
    _number("per_head_share", "checks", "人均金额的倍数提醒线", "Times above or below its like", 100, "元与万元相差一万倍，取其中间", _PROPOSAL, unit="倍",
            limits=(2, 10_000), uses="导入时“金额可能写错单位”的提醒"),
    _number("per_head_usual", "checks", "人均资助额的参照", "Usual aid per head", 500, "小学寄宿生生活补助每学期500元（2011年秋起）", _PUBLISHED, unit="元",
            limits=(1, 100_000), uses="同表没有可比对象时，“金额可能写错单位”的提醒"),
    _number("name_likeness", "checks", "校名相似度提醒线", "Likeness of names", 60, "本系统建议值", _PROPOSAL, limits=(0, 100),
            uses="标识码对上而校名相差很大时的提醒"),
    *STANDARD_SETTINGS,
    *ALERT_SETTINGS,
    *RECONCILE_SETTINGS,
)  # fmt: skip

_BY_NAME = {each.name: each for each in SETTINGS}


def setting(name: str) -> Setting:
    """The setting of this name; BadSetting if there is none."""
    if name not in _BY_NAME:
        raise BadSetting(f"没有名为“{name}”的设置")
    return _BY_NAME[name]
