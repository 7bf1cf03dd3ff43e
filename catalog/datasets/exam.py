"""Exam results as totals per school and paper. Pupils' rows are rolled up on import; no name or number is kept.

A mean, a rate or a standard deviation given instead of a sum is turned into one on import and marked as derived.
"""

from catalog.datasets import places
from catalog.model import BareYear, Column, Dataset, Kind, Role, RowRule
from catalog.periods import PeriodKind


def _count(name: str, zh: str, en: str, *synonyms: str, note: str = "") -> Column:
    return Column(name, zh, en, Kind.COUNT, Role.FLOW, "人", minimum=0, synonyms=(*synonyms, name), note=note)


def _rate(name: str, zh: str, en: str, *synonyms: str) -> Column:
    return Column(name, zh, en, Kind.RATE, Role.GIVEN, "%", minimum=0, maximum=1, synonyms=(*synonyms, name))


EXAM = Dataset(
    name="exam",
    zh="考试成绩",
    en="Exam results",
    grain="一所学校一个年级一次考试一个学科一行",
    key=("stage", "grade", "period", "exam", "subject"),
    period_kinds=(PeriodKind.TERM, PeriodKind.SCHOOL_YEAR, PeriodKind.MONTH),
    bare_year=BareYear.SUMMER_TERM,
    areas_may_report=True,
    stages_due=("primary", "junior", "senior"),
    due_where_seen=True,
    slice_columns=("exam",),
    title_words=("中考", "考试", "成绩", "质量监测", "质量检测", "学业水平", "期末", "期中", "抽测", "抽考", "毕业考", "模拟考"),
    columns=(
        places.DISTRICT,
        places.TOWNSHIP,
        places.SCHOOL_CODE,
        places.SCHOOL,
        places.STAGE,
        places.GRADE,
        Column("exam", "考试名称", "Exam", Kind.TEXT, Role.KEY, synonyms=("检测名称", "监测项目", "考试", "exam")),
        Column("subject", "学科", "Subject", Kind.TEXT, Role.KEY, synonyms=("科目", "课程", "学科名称", "subject"),
               note="总分是单独的一科，不与各科相加"),
        Column("full_mark", "满分", "Full mark", Kind.NUMBER, Role.ATTRIBUTE, "分", minimum=1, synonyms=("总分值", "卷面分", "满分值", "full_mark")),
        _count("registered", "在籍人数", "Registered", "学籍人数", "在籍数", "学籍数", "在籍学生数"),
        _count("eligible", "应考人数", "Eligible", "应考", "报名人数", "应考数", "应参考人数"),
        _count("sat", "实考人数", "Sat", "实考", "参考人数", "考试人数", "参考", "实考数", "实参考人数", "参考数"),
        Column("sum_score", "总成绩", "Sum of scores", Kind.NUMBER, Role.FLOW, "分", minimum=0, synonyms=("成绩总和", "分数合计", "总成绩和", "sum_score")),
        Column("sum_squares", "成绩平方和", "Sum of squares", Kind.NUMBER, Role.FLOW, "分²", minimum=0, synonyms=("平方和", "sum_squares")),
        _count("n_pass", "及格人数", "Passed", "合格人数", "及格数", note="≥ 及格线（设置，默认满分的 60%）"),
        _count("n_excellent", "优秀人数", "Excellent", "优秀数", "优生人数", "优生数", note="≥ 优秀线（设置，默认满分的 85%）"),
        _count("n_low", "低分人数", "Low", "低分数", "后进人数", note="< 低分线（设置，默认满分的 30%）"),
        Column("bins", "分数段", "Score bins", Kind.BINS, Role.ATTRIBUTE, synonyms=("分数段分布", "bins")),
        Column("mean", "平均分", "Mean", Kind.NUMBER, Role.GIVEN, "分", minimum=0, synonyms=("均分", "人平分", "人均分", "平均成绩", "平均", "mean")),
        Column("sd", "标准差", "Standard deviation", Kind.NUMBER, Role.GIVEN, "分", minimum=0, synonyms=("离散度", "总体标准差", "sd"),
               note="总体标准差（除以人数）；除以人数减一的填“样本标准差”"),
        Column("sd_sample", "样本标准差", "Sample standard deviation", Kind.NUMBER, Role.GIVEN, "分", minimum=0,
               synonyms=("标准差（样本）", "标准差（n-1）", "sd_sample"), note="先换算为总体标准差：s²(n−1)/n"),
        _rate("pass_rate", "及格率", "Pass rate", "合格率"),
        _rate("excellent_rate", "优秀率", "Excellent rate", "优生率", "优分率", "优率"),
        _rate("low_rate", "低分率", "Low-score rate", "差生率", "后进率"),
    ),
    rules=(
        RowRule("sat_within_eligible", "sat", ("eligible",)),
        RowRule("passed_within_sat", "n_pass", ("sat",)),
        RowRule("excellent_within_passed", "n_excellent", ("n_pass",)),
        RowRule("low_within_sat", "n_low", ("sat",)),
    ),
)  # fmt: skip
