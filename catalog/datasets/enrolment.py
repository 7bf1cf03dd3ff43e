"""Enrolment: pupils, classes, teachers, intake and graduates of each school."""

from catalog.datasets import places
from catalog.model import BareYear, Column, Dataset, Kind, Role, RowRule
from catalog.periods import PeriodKind


def _count(
    name: str, zh: str, en: str, *synonyms: str, role: Role = Role.STOCK, unit: str = "人", note: str = ""
) -> Column:
    return Column(name, zh, en, Kind.COUNT, role, unit, minimum=0, synonyms=(*synonyms, name), note=note)


ENROLMENT = Dataset(
    name="enrolment",
    zh="在校生",
    en="Enrolment",
    grain="一所学校一个学段（或其中一个年级）一个学期一行",
    key=("stage", "grade", "period"),
    period_kinds=(PeriodKind.TERM, PeriodKind.SCHOOL_YEAR),
    bare_year=BareYear.AUTUMN_TERM,
    breakdown="grade",
    areas_may_report=True,
    stages_due=("kindergarten", "primary", "junior", "senior", "vocational", "special"),
    title_words=("在校生", "在校学生", "学生数", "入学", "招生", "学籍", "班额", "事业统计", "在园幼儿", "学生情况", "办学规模"),
    columns=(
        places.DISTRICT,
        places.TOWNSHIP,
        places.SCHOOL_CODE,
        places.SCHOOL,
        places.STAGE,
        places.GRADE,
        _count("classes", "班数", "Classes", "班级数", "教学班数", "班级个数", "教学班", "班级总数", "班", unit="个"),
        _count(
            "pupils", "在校生数", "Pupils", "在校学生数", "在校生", "学生数", "学生人数", "在校人数", "学生总数", "人数", "在籍人数",
            "在园幼儿数", "在园人数", "在校生总数", "在校学生总数", "enrolled", "enrolment", "students",
        ),
        _count("girls", "女生数", "Girls", "女", "其中女", "#女", "女生", "女学生数", "其中:女", "其中女生", "女生人数", "female"),
        _count("boarders", "寄宿生数", "Boarders", "寄宿生", "寄宿学生", "寄宿学生数", "住校生", "住宿生", "内宿生", "寄宿生人数"),
        _count(
            "left_behind", "留守儿童数", "Left-behind children", "留守儿童", "农村留守儿童", "留守学生", "农村留守儿童数", "留守儿童人数",
        ),
        _count(
            "migrant", "随迁子女数", "Children of migrant workers", "随迁子女", "进城务工人员随迁子女", "外来务工子女", "农民工子女",
            "随迁子女人数",
        ),
        _count("disabled", "残疾学生数", "Disabled pupils", "残疾学生", "残疾儿童", "随班就读", "三残", "残疾学生人数"),
        _count("teachers_fulltime", "专任教师数", "Full-time teachers", "专任教师", "专职教师", "专任教师人数"),
        _count(
            "intake", "招生数", "Intake", "招生人数", "招生", "新生数", "一年级新生", "入学人数", "起始年级人数", "招收新生数", role=Role.FLOW,
        ),
        _count(
            "graduates", "毕业生数", "Graduates", "毕业人数", "毕业生人数", "毕业学生人数", "毕业生", "毕业学生数", role=Role.FLOW,
            note="记入毕业的那一学年；表头为“上学年毕业生”时记入上一学年",
        ),
        _count(
            "transfer_in", "转入", "Transferred in", "转进", "转入人数", "转入数", "转入学生数", "调入", role=Role.FLOW,
            note="毕业年级同一届学生在学期间转入",
        ),
        _count(
            "transfer_out", "转出", "Transferred out", "转出人数", "转出数", "转出学生数", "调出", role=Role.FLOW,
            note="毕业年级同一届学生在学期间转出",
        ),
        _count("to_senior", "升入高中阶段人数", "Graduates to upper secondary", "升入高中阶段", "升学人数", "升入高中阶段学校人数", role=Role.FLOW,
               note="本学年毕业生中升入普通高中和中等职业学校的，含到区外就读"),
        _count("to_general", "升入普通高中人数", "Graduates to general upper secondary", "升入普通高中", "升入普高人数", role=Role.FLOW),
        _count("deaths", "死亡", "Died", "死亡人数", "死亡学生数", "死亡数", role=Role.FLOW, note="毕业年级同一届学生在学期间死亡；巩固率算法 B 用"),
        _count("classes_56_65", "56—65人班数", "Classes of 56 to 65", "56-65人", "56-65人班", "大班额班数", "56至65人班数", unit="个"),
        _count(
            "classes_66p", "66人及以上班数", "Classes of 66 and more", "66人以上", "66人及以上", "超大班额班数", "66人以上班数", "超大班额",
            unit="个",
        ),
        _count("classes_over_limit", "超过标准班额班数", "Classes above the standard size", "超标准班额班数", "超过规定班额的班数", unit="个",
               note="小学46人及以上、初中51人及以上的班，含大班额；由学校按班填报，不能由平均班额推算"),
    ),
    rules=(
        RowRule("girls_within_pupils", "girls", ("pupils",)),
        RowRule("boarders_within_pupils", "boarders", ("pupils",)),
        RowRule("left_behind_within_pupils", "left_behind", ("pupils",)),
        RowRule("migrant_within_pupils", "migrant", ("pupils",)),
        RowRule("disabled_within_pupils", "disabled", ("pupils",)),
        RowRule("to_senior_within_graduates", "to_senior", ("graduates",), level="warning"),
        RowRule("to_general_within_to_senior", "to_general", ("to_senior",)),
        RowRule("large_classes_within_classes", "classes_56_65", ("classes",)),
        RowRule("classes_over_limit_within_classes", "classes_over_limit", ("classes",)),
        RowRule("largest_classes_within_classes", "classes_66p", ("classes",)),
    ),
)  # fmt: skip
