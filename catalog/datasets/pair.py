"""Which schools are paired, in what form, from when to when."""

from catalog.datasets import places
from catalog.model import AbsentRow, BareYear, Column, Dataset, Kind, Role
from catalog.periods import PeriodKind

PAIR = Dataset(
    name="pair",
    zh="结对关系",
    en="School pairs",
    grain="一所核心校与一所成员校的一段结对一行",
    key=("pair_type", "start"),
    period_kinds=(PeriodKind.SCHOOL_YEAR, PeriodKind.TERM),
    bare_year=BareYear.SCHOOL_YEAR,
    absent_row=AbsentRow.NONE,
    places=("core_", "member_"),
    title_words=("结对", "帮扶关系", "教共体", "集团校", "共同体", "联盟", "结对名单"),
    columns=(
        *places.member("core_", "核心校", "Core school", ("支援学校", "支援校", "牵头校", "龙头校", "总校", "城区校", "帮扶学校", "优质校", "核心学校", "core_school"), required=True),
        *places.member("member_", "成员校", "Member school", ("受援学校", "受援校", "薄弱学校", "分校", "被帮扶学校", "成员学校", "member_school"), required=True),
        Column("pair_type", "结对类型", "Pair type", Kind.CHOICE, Role.KEY, synonyms=("教共体类型", "模式", "类型", "帮扶类型", "pair_type"),
               choices={"merged": ("融合型", "融合"), "co_built": ("共建型", "共建"), "collaborative": ("协作型", "协作"), "other": ("其他",)}),
        Column("group", "教共体名称", "Group", Kind.TEXT, Role.ATTRIBUTE, synonyms=("共同体名称", "集团名称", "教共体", "集团", "组别", "group")),
        Column("start", "结对时间", "Start", Kind.DATE, Role.KEY, synonyms=("签约时间", "开始时间", "起始时间", "结对日期", "开始日期", "起始日期", "start")),
        Column("end", "结束时间", "End", Kind.DATE, Role.ATTRIBUTE, synonyms=("终止时间", "结束日期", "截止时间", "终止日期", "到期时间", "end")),
    ),
)  # fmt: skip
