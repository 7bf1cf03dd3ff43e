"""School resources by item, from which balance (差异系数) is computed."""

from catalog.datasets import places
from catalog.model import BareYear, Column, Dataset, Kind, Role
from catalog.periods import PeriodKind

RESOURCE = Dataset(
    name="resource",
    zh="办学条件",
    en="School resources",
    grain="一所学校一个学段一个学年一种资源一行",
    key=("stage", "period", "item"),
    period_kinds=(PeriodKind.SCHOOL_YEAR, PeriodKind.TERM),
    bare_year=BareYear.SCHOOL_YEAR,
    stages_due=("primary", "junior"),
    slice_columns=("item",),
    title_words=("办学条件", "资源配置", "均衡", "校舍", "装备", "图书", "仪器设备"),
    columns=(
        places.DISTRICT,
        places.TOWNSHIP,
        places.SCHOOL_CODE,
        places.SCHOOL,
        places.STAGE,
        Column("item", "资源项目", "Item", Kind.CHOICE, Role.KEY, required=True, synonyms=("项目", "指标", "资源名称", "item"), choices={
            "above_degree_teachers": ("高于规定学历教师数", "高于规定学历教师"),
            "backbone_teachers": ("骨干教师数", "县级以上骨干教师数", "骨干教师", "县级及以上骨干教师数"),
            "pe_arts_teachers": ("体育艺术专任教师", "体育艺术专任教师数", "体育、艺术专任教师数", "体艺专任教师数"),
            "teaching_area_m2": ("教学及辅助用房面积", "教学及辅助用房", "教学及教学辅助用房面积"),
            "sports_area_m2": ("体育运动场馆面积", "运动场馆面积", "运动场地面积"),
            "equipment_yuan": ("教学仪器设备值", "教学仪器设备资产值", "仪器设备值"),
            "multimedia_rooms": ("网络多媒体教室数", "网络多媒体教室", "多媒体教室数"),
            "computers": ("计算机台数", "学生用计算机", "计算机数", "计算机"),
            "books": ("图书册数", "图书", "图书数", "藏书"),
            "mid_title_teachers": ("中级及以上专业技术职务教师数", "中级及以上职称教师数", "中级职称教师数"),
            "teachers": ("教师数", "教职工数"),
        }),
        Column("quantity", "数量", "Quantity", Kind.NUMBER, Role.STOCK, minimum=0, required=True, synonyms=("数值", "总量", "拥有量", "quantity"),
               note="单位随项目：人、平方米、元、间、台、册；表头写“万元”时折算为元"),
        Column("pupils", "在校生数", "Pupils", Kind.COUNT, Role.STOCK, "人", minimum=0, synonyms=("学生数", "学生人数", "在校学生数", "在校生", "pupils")),
    ),
)  # fmt: skip
