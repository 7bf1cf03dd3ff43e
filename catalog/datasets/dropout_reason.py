"""Why children dropped out: counts by reason as the return states them."""

from catalog.datasets import places
from catalog.model import AbsentRow, BareYear, Column, Dataset, Kind, Role
from catalog.periods import PeriodKind

DROPOUT_REASON = Dataset(
    name="dropout_reason",
    zh="辍学原因",
    en="Reasons of dropout",
    grain="一所学校（或一个区域）一个学段一个时期一种原因一行",
    key=("stage", "period", "reason"),
    period_kinds=(PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.TERM, PeriodKind.SCHOOL_YEAR),
    bare_year=BareYear.SCHOOL_YEAR,
    absent_row=AbsentRow.NONE,
    areas_may_report=True,
    stages_due=("primary", "junior"),
    title_words=("辍学原因", "辍学学生原因"),
    columns=(
        places.DISTRICT,
        places.TOWNSHIP,
        places.SCHOOL_CODE,
        places.SCHOOL,
        places.STAGE,
        Column("reason", "辍学原因", "Reason", Kind.CHOICE, Role.KEY, required=True, synonyms=("原因", "未入学原因", "reason"), choices={
            "learning": ("学习困难", "厌学", "学习困难（厌学）", "学习困难/厌学"),
            "work": ("外出务工", "外出打工", "打工"),
            "marriage": ("早婚早育", "早婚"),
            "religion": ("信教",),
            "illness": ("因病残疾", "因病", "疾病", "残疾", "因病/残疾"),
            "poverty": ("家庭经济", "家庭困难", "贫困"),
            "missing": ("失踪失联", "失联", "失踪"),
            "abroad": ("出国（境）", "出国", "出境"),
            "register_only": ("空挂学籍", "人籍分离"),
            "other": ("其他", "其它"),
        }),
        Column("cases", "辍学学生数", "Cases", Kind.COUNT, Role.FLOW, "人", minimum=0, required=True, synonyms=("辍学人数", "人数", "cases"),
               note="人数，不含姓名"),
    ),
)  # fmt: skip
