"""Figures that a city or other counties published, with the document they stand in. They are shown beside the district's own
and never added to anything: their areas are text, outside the register, and no indicator reads this dataset.

They are flows only in that each is kept under the very period it was published for.
"""

from catalog.datasets import places
from catalog.model import AbsentRow, BareYear, Column, Dataset, Kind, Role
from catalog.periods import PeriodKind

PUBLISHED = Dataset(
    name="published",
    zh="公布数据（对照）",
    en="Published figures",
    grain="一份文件中一个外部地区一个指标一个学段一个时期一行",
    key=("area_name", "figure", "stage", "period", "document"),
    period_kinds=(PeriodKind.SCHOOL_YEAR, PeriodKind.TERM, PeriodKind.FISCAL_YEAR),
    bare_year=BareYear.FISCAL_YEAR,
    absent_row=AbsentRow.NOT_REPORTED,
    title_words=("公布数据", "公布指标", "外县公布", "对照数据"),
    columns=(
        places.STAGE,
        Column("area_name", "公布地区", "Area", Kind.TEXT, Role.KEY, required=True, synonyms=("对比地区", "area_name"),
               note="市、省或别的县；只作文字，不进学校与乡镇名录，不与本县相加"),
        Column("figure", "公布指标", "Figure", Kind.TEXT, Role.KEY, required=True, synonyms=("指标名称", "figure"),
               note="与本系统指标同名（或写代号）的，在该指标的页面并列；其余只列在清单里"),
        Column("rate", "公布比率", "Rate", Kind.RATE, Role.FLOW, "%", minimum=0, synonyms=("rate",), note="比率填这一列；其余填公布数值"),
        Column("quantity", "公布数值", "Value", Kind.NUMBER, Role.FLOW, minimum=0, synonyms=("published_value",), note="单位写在“计量单位”列，金额写元"),
        Column("unit", "计量单位", "Unit", Kind.TEXT, Role.ATTRIBUTE, synonyms=("unit",)),
        Column("document", "公布文件", "Document", Kind.TEXT, Role.KEY, required=True, synonyms=("来源文件", "document"), note="公报、报告或文件的名称"),
        Column("document_number", "文号", "Number", Kind.TEXT, Role.ATTRIBUTE, synonyms=("文件号", "document_number")),
        Column("page", "页码", "Page", Kind.TEXT, Role.ATTRIBUTE, synonyms=("page",)),
        Column("published_on", "公布日期", "Published on", Kind.DATE, Role.ATTRIBUTE, synonyms=("发布日期", "published_on")),
    ),
)  # fmt: skip
