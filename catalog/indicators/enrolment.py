"""Enrolment and size: pupils, classes, class size, boarders, left-behind children, teachers, retention."""

from catalog.indicators.levels import DISTRICT, EVERYWHERE, TERMS, YEARS
from catalog.model import Direction, Indicator, Reference, Total, Unit, Variant


def _of(column: str) -> Total:
    return Total("enrolment", column)


_STATISTICS = "《全国教育事业统计调查制度》基础教育学校（机构）统计报表；《中国教育监测与评价统计指标体系（2020年版）》"


def _share(
    name: str, zh: str, en: str, column: str, top_zh: str, top_en: str, source: str, why: tuple[str, str]
) -> Indicator:
    return Indicator(
        name=name, zh=zh, en=en, theme="enrolment", numerator=_of(column), denominator=_of("pupils"),
        unit=Unit.PERCENT, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=TERMS,
        formula_zh=f"{top_zh} ÷ 在校生数", formula_en=f"{top_en} / pupils", source=source, why_zh=why[0], why_en=why[1],
    )  # fmt: skip


def _progression(name: str, zh: str, en: str, column: str, top_zh: str, top_en: str, direction: Direction) -> Indicator:
    return Indicator(
        name=name, zh=zh, en=en, theme="enrolment", numerator=_of(column), denominator=_of("graduates"),
        unit=Unit.PERCENT, direction=direction, levels=DISTRICT, period_kinds=YEARS, decimals=2,
        formula_zh=f"{top_zh} ÷ 毕业生数（各校填报，含到区外就读）", formula_en=f"{top_en} / graduates, as schools state it, places elsewhere included",
        source="初升高比例；只看全县，不给学校下达升学指标、不公布（《义务教育质量评价指南》2021年）",
        why_zh="初中毕业后有没有继续读", why_en="Whether graduates go on",
    )  # fmt: skip


_COHORT_ZH = "，小学为六年前、初中为三年前入学的一届"
_COHORT_EN = "; the cohort entered six (primary) or three (junior) years before"
# Pairs of components: each formula takes graduates, intake, transfers and deaths of one cohort its own way.
_RETENTION = (
    Variant(
        "A", _of("graduates"), Total("enrolment", "intake", plus=("transfer_in",), minus=("transfer_out",)),
        f"毕业生数 ÷（该届入学时招生数 + 转入 − 转出）{_COHORT_ZH}（算法A）",
        f"Graduates / (intake of that cohort + transfers in - transfers out){_COHORT_EN} (formula A)",
    ),
    Variant(
        "B", Total("enrolment", "graduates", plus=("transfer_out",), minus=("transfer_in",)), Total("enrolment", "intake", minus=("deaths",)),
        f"（毕业生数 − 转入 + 转出）÷（该届入学时招生数 − 死亡）{_COHORT_ZH}（算法B）",
        f"(Graduates - transfers in + transfers out) / (intake of that cohort - deaths){_COHORT_EN} (formula B)",
    ),
    Variant(
        "C", _of("graduates"), _of("intake"),
        f"毕业生数 ÷ 该届入学时招生数{_COHORT_ZH}，不剔除转入转出（算法C）",
        f"Graduates / intake of that cohort{_COHORT_EN}, transfers left in (formula C)",
    ),
)  # fmt: skip

INDICATORS = (
    Indicator(
        name="pupils", zh="在校生", en="Pupils", theme="enrolment",
        numerator=_of("pupils"), denominator=None, function="total",
        unit=Unit.PERSONS, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=TERMS, decimals=0,
        formula_zh="在校生数之和（学年取秋季学期）", formula_en="Sum of pupils; a school year answers with its autumn snapshot",
        source=_STATISTICS, why_zh="规模决定班数、教师和经费", why_en="Size drives classes, teachers and money",
    ),
    Indicator(
        name="classes", zh="班数", en="Classes", theme="enrolment",
        numerator=_of("classes"), denominator=None, function="total",
        unit=Unit.CLASSES, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=TERMS, decimals=0,
        formula_zh="教学班数之和（学年取秋季学期）", formula_en="Sum of classes; a school year answers with its autumn snapshot",
        source=_STATISTICS, why_zh="班数变化先于教师和校舍的变化", why_en="Classes change before staff and rooms do",
    ),
    Indicator(
        name="intake", zh="招生数", en="Intake", theme="enrolment",
        numerator=_of("intake"), denominator=None, function="total",
        unit=Unit.PERSONS, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=TERMS, decimals=0,
        formula_zh="本学年招收的起始年级新生数之和；春季另招的与秋季相加，同一批新生只在一个学期填（两学期所填相同的，导入时提醒）", formula_en="Sum of new entrants of the school year; those of spring are added to those of autumn, so a child is stated in one term only (the same numbers in both are warned of)",
        source=_STATISTICS, why_zh="招生减少，几年后就是在校生减少", why_en="A falling intake is a falling roll some years on",
    ),
    Indicator(
        name="mean_class_size", zh="平均班额", en="Mean class size", theme="enrolment",
        numerator=_of("pupils"), denominator=_of("classes"),
        unit=Unit.PER_CLASS, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=TERMS,
        formula_zh="在校生数 ÷ 班数", formula_en="Pupils / classes",
        source=_STATISTICS, why_zh="平均值掩盖大班额，须与大班额班数同看", why_en="Hides large classes: read beside their number",
        references=(
            Reference(45, "优质均衡：小学每班不超过45人（教督〔2017〕6号）", "primary", setting="class_limit_primary"),
            Reference(50, "优质均衡：初中每班不超过50人（教督〔2017〕6号）", "junior", setting="class_limit_junior"),
        ),
    ),
    Indicator(
        name="large_class_share", zh="大班额比例", en="Share of large classes", theme="enrolment",
        numerator=Total("enrolment", "classes_56_65", plus=("classes_66p",)), denominator=_of("classes"),
        unit=Unit.PERCENT, direction=Direction.LOWER, levels=EVERYWHERE, period_kinds=TERMS,
        formula_zh="（56—65人班数 + 66人及以上班数）÷ 班数", formula_en="(Classes of 56 to 65 + classes of 66 and more) / classes",
        source="大班额：56人及以上，含66人及以上（教育部统计口径）", why_zh="大班额影响教学和安全", why_en="Large classes harm teaching and safety",
        references=(Reference(0.05, "2020年底前大班额比例控制在5%以内", setting="large_class_limit"),),
    ),
    Indicator(
        name="boarder_share", zh="寄宿率", en="Share of boarders", theme="enrolment",
        numerator=_of("boarders"), denominator=_of("pupils"),
        unit=Unit.PERCENT, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=TERMS,
        formula_zh="寄宿生数 ÷ 在校生数", formula_en="Boarders / pupils",
        source=_STATISTICS, why_zh="寄宿生多的学校需要宿舍、食堂和生活教师", why_en="Boarders need dormitories, canteens and staff",
    ),
    Indicator(
        name="left_behind_share", zh="留守儿童比例", en="Share of left-behind children", theme="enrolment",
        numerator=_of("left_behind"), denominator=_of("pupils"),
        unit=Unit.PERCENT, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=TERMS,
        formula_zh="留守儿童数 ÷ 在校生数（教育统计口径）", formula_en="Left-behind children / pupils, by the education statistics' definition",
        source="教育统计口径：父母一方或双方外出务工连续三个月以上；与民政口径不可比", why_zh="关爱对象的规模", why_en="How many need care",
    ),
    _share("migrant_share", "随迁子女比例", "Share of migrant children", "migrant", "随迁子女数", "Children of migrant workers",
           "进城务工人员随迁子女：户籍在外省或本省外县的农村，随父母进入城区、镇区（教育统计口径）；同县农村进城的不算", ("学位需求从哪里来", "Where the demand for places comes from")),
    _share("disabled_share", "残疾学生比例", "Share of disabled pupils", "disabled", "残疾学生数", "Disabled pupils", _STATISTICS,
           ("随班就读和资源教室的需求", "Need of inclusive classes and resource rooms")),
    _share("girl_share", "女生比例", "Share of girls", "girls", "女生数", "Girls", _STATISTICS, ("宿舍和厕所的需求", "Need of dormitories and toilets")),
    Indicator(
        name="large_classes", zh="大班额班数", en="Large classes", theme="enrolment",
        numerator=Total("enrolment", "classes_56_65", plus=("classes_66p",)), denominator=None, function="total",
        unit=Unit.CLASSES, direction=Direction.LOWER, levels=EVERYWHERE, period_kinds=TERMS, decimals=0,
        formula_zh="56—65人班数 + 66人及以上班数", formula_en="Classes of 56 to 65 + classes of 66 and more",
        source="大班额：56人及以上，含66人及以上（教育部统计口径）", why_zh="还有几个班要化解", why_en="How many classes are still to be split",
    ),
    Indicator(
        name="super_large_classes", zh="超大班额班数", en="Super-large classes", theme="enrolment",
        numerator=_of("classes_66p"), denominator=None, function="total",
        unit=Unit.CLASSES, direction=Direction.LOWER, levels=EVERYWHERE, period_kinds=TERMS, decimals=0,
        formula_zh="66人及以上班数之和", formula_en="Sum of classes of 66 and more",
        source="超大班额：66人及以上；2020年起全部消除（据公开报道）", why_zh="一个也不应有", why_en="There should be none",
        references=(Reference(0, "2020年全部消除超大班额"),),
    ),
    Indicator(
        name="class_size_met_share", zh="班额达标班级比例", en="Classes within the standard size", theme="enrolment",
        numerator=Total("enrolment", "classes", minus=("classes_over_limit",)), denominator=_of("classes"),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=EVERYWHERE, period_kinds=TERMS,
        formula_zh="（班数 − 超过标准班额班数）÷ 班数；小学45人、初中50人以内为达标，学校为100%的才是全部达标",
        formula_en="(Classes - classes above the standard size) / classes; up to 45 (primary) and 50 (junior); a school complies at 100%",
        source="《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号），据省市实施文件转述；报表没有填超标班数的为未知，不由平均班额推算",
        why_zh="平均班额看不出哪个班超了", why_en="A mean class size hides the classes above it",
        references=(Reference(1.0, "优质均衡：每个班都在45人、50人以内"),),
    ),
    _progression("senior_progression", "初中毕业生升学率", "Progression to upper secondary", "to_senior", "升入高中阶段（普通高中与中职）人数", "Graduates to upper secondary",
                 Direction.HIGHER),
    _progression("general_progression", "普通高中升学率", "Progression to general upper secondary", "to_general", "升入普通高中人数", "Graduates to general upper secondary",
                 Direction.NONE),
    Indicator(
        name="pupil_teacher_ratio", zh="生师比", en="Pupil-teacher ratio", theme="enrolment",
        numerator=_of("pupils"), denominator=_of("teachers_fulltime"),
        unit=Unit.PER_TEACHER, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=TERMS,
        formula_zh="在校生数 ÷ 专任教师数", formula_en="Pupils / full-time teachers",
        source=_STATISTICS, why_zh="反映教师配置，没有单一的好坏方向", why_en="Staffing; no single better direction",
    ),
    Indicator(
        name="retention_rate", zh="巩固率", en="Retention rate", theme="enrolment",
        numerator=_RETENTION[0].numerator, denominator=_RETENTION[0].denominator, variant_by="retention_formula", variants=_RETENTION,
        function="cohort", unit=Unit.PERCENT, direction=Direction.HIGHER, levels=EVERYWHERE, period_kinds=YEARS,
        formula_zh=_RETENTION[0].formula_zh, formula_en=_RETENTION[0].formula_en,
        source="算法有三种（设置“巩固率算法”）：A 县级常用表，B 优质均衡实施文件，C 全国九年义务教育巩固率", why_zh="一届学生有没有留到毕业", why_en="Whether a cohort stayed to the end",
        meets_on="school year of graduation",
        references=(Reference(0.95, "初中三年巩固率不低于95%（教督〔2017〕6号）", "junior", setting="retention_line_junior"),),
    ),
)  # fmt: skip
