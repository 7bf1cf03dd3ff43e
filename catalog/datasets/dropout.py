"""Dropout control: the monthly return of each school. A nil return (零报告) is a return; a missing one is not zero."""

from catalog.datasets import places
from catalog.model import BareYear, Column, Dataset, Kind, Role, RowRule
from catalog.periods import PeriodKind


def _count(name: str, zh: str, en: str, *synonyms: str, role: Role = Role.FLOW, note: str = "") -> Column:
    return Column(name, zh, en, Kind.COUNT, role, "人", minimum=0, synonyms=(*synonyms, name), note=note)


DROPOUT = Dataset(
    name="dropout",
    zh="控辍保学",
    en="Dropout control",
    grain="一所学校一个学段一个月（或学期、学年）一行",
    key=("stage", "period"),
    period_kinds=(PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.TERM, PeriodKind.SCHOOL_YEAR, PeriodKind.WEEK),
    bare_year=BareYear.SCHOOL_YEAR,
    areas_may_report=True,
    stages_due=("primary", "junior"),
    title_words=("控辍保学", "辍学", "劝返", "复学", "失学", "流失"),
    columns=(
        places.DISTRICT,
        places.TOWNSHIP,
        places.SCHOOL_CODE,
        places.SCHOOL,
        places.STAGE,
        _count(
            "enrolled_start", "学年初在校生数", "Enrolled at the start of the year", "学年初在校生", "学年初学生数", "期初在校生数",
            "年初在校生数", "学年初在校学生数", "学年初人数", "在校生数", "在校学生数", "在籍学生数", role=Role.STOCK,
        ),
        _count("suspected", "疑似辍学", "Suspected dropouts", "疑似辍学人数", "疑似辍学学生数", "疑似", role=Role.STOCK,
               note="未核实，不计入辍学"),
        _count("dropouts", "辍学", "Dropouts", "辍学人数", "辍学学生数", "本月辍学", "本月辍学人数", "新增辍学", "新增辍学人数",
               "流失生", "失学", "确认辍学", "核实辍学", "辍学生数"),
        _count("returned", "劝返复学", "Returned", "复学", "返校", "已劝返", "复学人数", "劝返复学人数", "劝返人数", "已复学"),
        _count("suspended", "休学", "Suspended", "休学人数", "休学学生数", "新增休学", note="经批准，不计入辍学；辍学率分子选“含休学”时用"),
        _count("home_teaching", "送教上门", "Home teaching", "送教上门人数", "送教", role=Role.STOCK, note="在籍，不计入辍学"),
        _count("deferred", "延缓入学", "Deferred entry", "延缓入学人数", "缓学", "免入学", role=Role.STOCK, note="经批准，不计入辍学"),
        _count("again", "再辍学", "Dropped out again", "再辍学人数", "复学后再辍学", note="复学后又辍学的，由报表说明；系统不跟踪任何学生"),
        _count("still_out", "期末在册未复学", "Still out at the end of the period", "在册未复学人数", "期末未复学人数", role=Role.STOCK),
        Column("days_out", "在册天数合计", "Days they have been out", Kind.COUNT, Role.STOCK, "天", minimum=0, synonyms=("累计在册天数", "未复学天数合计", "days_out"),
               note="期末在册未复学学生从辍学之日到期末的天数之和"),
        Column(
            "reported", "报告情况", "Reported", Kind.FLAG, Role.ATTRIBUTE,
            synonyms=("零报告", "月报", "是否上报", "是否报告", "是否报送", "上报情况", "reported"),
            note="零报告也是报告；空白或“未报”为未报告",
        ),
    ),
    rules=(RowRule("dropouts_within_enrolled", "dropouts", ("enrolled_start",)),),
)  # fmt: skip
