"""The register of schools: who there is, where, of what kind. Who should report comes from here."""

from catalog.datasets import places
from catalog.model import BareYear, Column, Dataset, Kind, Role
from catalog.periods import PeriodKind

SCHOOL = Dataset(
    name="school",
    zh="学校名录",
    en="School register",
    grain="一所学校一个学段一行；学段以外的属性自所填学年起生效",
    key=("stage", "period"),
    period_kinds=(PeriodKind.SCHOOL_YEAR, PeriodKind.TERM),
    bare_year=BareYear.SCHOOL_YEAR,
    title_words=("学校名录", "学校一览", "学校基本情况", "学校花名册", "学校名单", "机构名录", "学校信息"),
    columns=(
        places.SCHOOL_CODE,
        Column("school", "学校", "School", Kind.TEXT, Role.PLACE, required=True, synonyms=places.SCHOOL.synonyms),
        places.DISTRICT,
        places.TOWNSHIP,
        places.STAGE,
        Column(
            "urban_rural", "城乡类型", "Urban or rural", Kind.CHOICE, Role.ATTRIBUTE,
            synonyms=("城乡分类", "驻地城乡类型", "城区/镇区/乡村", "城乡", "城乡类别", "urban_rural"),
            choices={
                "urban": ("城区", "主城区", "城乡结合区", "111", "112"),
                "town": ("镇区", "镇中心区", "镇乡结合区", "特殊区域", "121", "122", "123"),
                "rural": ("乡村", "乡中心区", "村庄", "210", "220"),
            },
        ),
        Column(
            "parent_school", "主管学校", "Parent school", Kind.TEXT, Role.ATTRIBUTE,
            synonyms=("中心校", "所属中心校", "上级学校", "隶属学校", "主校", "parent_school"),
            note="村小、教学点所属的中心校",
        ),
        Column(
            "ownership", "办学性质", "Ownership", Kind.CHOICE, Role.ATTRIBUTE,
            synonyms=("公办/民办", "举办者", "性质", "办别", "公民办", "ownership"),
            choices={"public": ("公办", "公立", "教育部门办", "教育部门"), "private": ("民办", "私立", "普惠性民办")},
        ),
        Column(
            "status", "状态", "Status", Kind.CHOICE, Role.ATTRIBUTE,
            synonyms=("办学状态", "学校状态", "status"),
            choices={"active": ("正常", "在办", "开办"), "closed": ("停办", "撤销", "撤并", "关闭", "已撤并")},
        ),
        Column(
            "zone", "督导区", "Zone", Kind.TEXT, Role.ATTRIBUTE,
            synonyms=("片区", "学区", "督导责任区", "教育督导区", "zone"), note="不是乡镇的另一种分组",
        ),
        Column("opened", "建校日期", "Opened", Kind.DATE, Role.ATTRIBUTE, synonyms=("建校时间", "办学起始时间", "opened")),
        Column("closed", "停办日期", "Closed", Kind.DATE, Role.ATTRIBUTE, synonyms=("撤并时间", "撤销日期", "closed")),
    ),
)  # fmt: skip
