"""What the pairs did: lessons, visits, joint research, materials."""

from catalog.datasets import places
from catalog.model import AbsentRow, BareYear, Column, Dataset, Kind, Role
from catalog.periods import PeriodKind


def _count(name: str, zh: str, en: str, unit: str, *synonyms: str, kind: Kind = Kind.COUNT) -> Column:
    return Column(name, zh, en, kind, Role.FLOW, unit, minimum=0, synonyms=(*synonyms, name))


SUPPORT = Dataset(
    name="support",
    zh="帮扶活动",
    en="Support activities",
    grain="一所核心校对一所成员校（或区外单位）一个时期一种活动一行",
    key=("period", "activity", "direction", "partner"),
    period_kinds=(PeriodKind.TERM, PeriodKind.SCHOOL_YEAR, PeriodKind.MONTH, PeriodKind.HALF_YEAR),
    bare_year=BareYear.SCHOOL_YEAR,
    absent_row=AbsentRow.NONE,
    places=("core_", "member_"),
    title_words=("帮扶活动", "支教", "送教", "同步课堂", "结对活动", "交流活动", "帮扶情况", "帮扶工作", "教研活动"),
    columns=(
        *places.member("core_", "核心校", "Core school", ("支援学校", "支援校", "牵头校", "派出学校", "城区校", "帮扶学校", "core_school"), required=True),
        *places.member("member_", "成员校", "Member school", ("受援学校", "受援校", "接受学校", "被帮扶学校", "member_school"), required=False),
        Column("partner", "协作单位", "Partner", Kind.TEXT, Role.KEY, synonyms=("区外单位", "合作单位", "协作学校", "partner"), note="区外的学校或单位"),
        Column("activity", "活动类型", "Activity", Kind.TEXT, Role.KEY, synonyms=("活动名称", "活动", "帮扶形式", "活动形式", "帮扶内容", "项目", "activity")),
        Column("direction", "方向", "Direction", Kind.CHOICE, Role.KEY, synonyms=("帮扶方向", "direction"),
               choices={"core_to_member": ("核心校到成员校", "派出", "下乡", "送出", "支援"), "member_to_core": ("成员校到核心校", "跟岗", "上挂", "派入", "跟班"), "both": ("双向", "联合", "共同")}),
        _count("count", "次数", "Times", "次", "活动次数", "场次", "节次"),
        _count("persons", "参与人次", "Person-times", "人次", "参与人数", "人数", "教师人数", "参加人次"),
        _count("lessons_taught", "授课节数", "Lessons taught", "节", "上课节数", "授课课时", "同步课堂节数", "上课"),
        _count("lessons_observed", "听课节数", "Lessons observed", "节", "听课"),
        _count("lessons_explained", "说课节数", "Lessons explained", "节", "说课"),
        _count("research_halfdays", "教研半天数", "Research half-days", "半天", "教研活动(半天)", "教研活动半天数", "教研(半天)", kind=Kind.NUMBER),
        Column("amount", "投入金额", "Amount", Kind.MONEY, Role.FLOW, "元", minimum=0, synonyms=("金额", "资金", "物资折款", "经费", "amount")),
    ),
)  # fmt: skip
