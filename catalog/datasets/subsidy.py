"""Student subsidy: who received how much of which programme. Money is kept in yuan."""

from catalog.datasets import places
from catalog.model import AbsentRow, BareYear, Column, Dataset, Kind, Role, RowRule
from catalog.periods import PeriodKind

SUBSIDY = Dataset(
    name="subsidy",
    zh="学生资助",
    en="Student subsidy",
    grain="一所学校（或一个区域）一个学段一个学期一个资助项目一类对象一行",
    key=("stage", "period", "programme", "category"),
    period_kinds=(PeriodKind.TERM, PeriodKind.SCHOOL_YEAR, PeriodKind.FISCAL_YEAR, PeriodKind.MONTH, PeriodKind.HALF_YEAR),
    bare_year=BareYear.FISCAL_YEAR,
    absent_row=AbsentRow.NONE,
    areas_may_report=True,
    own_rhythms="programme",
    stages_due=("kindergarten", "primary", "junior", "senior", "vocational", "special"),
    title_words=("资助", "补助", "助学", "助学金", "营养改善", "营养餐", "一补", "生活补助", "免学费", "免学杂费", "雨露计划"),
    columns=(
        places.DISTRICT,
        places.TOWNSHIP,
        places.SCHOOL_CODE,
        places.SCHOOL,
        places.STAGE,
        Column("programme", "资助项目", "Programme", Kind.TEXT, Role.KEY,
               synonyms=("项目名称", "资助类型", "项目", "资助名称", "补助项目", "programme")),
        Column("category", "资助对象类别", "Category", Kind.TEXT, Role.KEY,
               synonyms=("困难类别", "困难类型", "家庭类型", "贫困类型", "资助对象", "对象类别", "学生类别", "category")),
        Column("recipients", "资助人数", "Recipients", Kind.COUNT, Role.FLOW, "人", minimum=0, synonyms=(
            "受助人数", "享受人数", "补助人数", "发放人数", "受助学生数", "资助学生数", "人数", "资助学生人数", "资助人次", "人次", "受助人次", "recipients",
            "实助人数", "实发人数", "就餐人数", "受益人数"),
            note="一个学期内为人数；跨学期相加为人次"),
        Column("amount", "资助金额", "Amount", Kind.MONEY, Role.FLOW, "元", minimum=0, synonyms=(
            "补助金额", "发放金额", "金额", "资金", "资助资金", "补助资金", "发放资金", "资助总额", "amount", "实发金额", "实发资金")),
        Column("eligible", "应助人数", "Eligible", Kind.COUNT, Role.FLOW, "人", minimum=0, synonyms=(
            "应享受人数", "应资助人数", "应补助人数", "符合条件人数", "应受助人数", "eligible")),
        Column("persons", "去重人数", "Distinct persons", Kind.COUNT, Role.FLOW, "人", minimum=0, synonyms=("资助学生去重人数", "实际受助学生数", "persons"),
               note="同一学生只计一次，由报表说明；系统不按学生去重，跨项目、跨学校相加仍会重复"),
        Column("letters_sent", "区外就读发函数", "Letters on pupils elsewhere", Kind.COUNT, Role.FLOW, "封", minimum=0,
               synonyms=("区外就读咨询函", "发函数", "咨询函发出数", "letters_sent")),
        Column("letters_returned", "区外就读回函数", "Letters answered", Kind.COUNT, Role.FLOW, "封", minimum=0,
               synonyms=("回函数", "咨询函回收数", "收回回执数", "letters_returned")),
    ),
    rules=(
        RowRule("letters_returned_within_sent", "letters_returned", ("letters_sent",)),
        RowRule("recipients_within_eligible", "recipients", ("eligible",), level="warning"),
    ),
)  # fmt: skip
