"""Money spent for pupils by calendar year: running costs (公用经费), training out of them, everything."""

from catalog.datasets import places
from catalog.model import BareYear, Column, Dataset, Kind, Role, RowRule
from catalog.periods import PeriodKind


def _money(name: str, zh: str, en: str, *synonyms: str, note: str = "") -> Column:
    return Column(name, zh, en, Kind.MONEY, Role.FLOW, "元", minimum=0, synonyms=(*synonyms, name), note=note)


FUNDING = Dataset(
    name="funding",
    zh="教育经费",
    en="Funding",
    grain="一所学校（或一个区域）一个学段一个年度一行",
    key=("stage", "period"),
    period_kinds=(PeriodKind.FISCAL_YEAR, PeriodKind.SCHOOL_YEAR),
    bare_year=BareYear.FISCAL_YEAR,
    areas_may_report=True,
    stages_due=("primary", "junior"),
    title_words=("公用经费", "教育经费", "生均经费", "经费支出"),
    columns=(
        places.DISTRICT,
        places.TOWNSHIP,
        places.SCHOOL_CODE,
        places.SCHOOL,
        places.STAGE,
        Column("funded_pupils", "经费核定学生数", "Pupils funded", Kind.COUNT, Role.FLOW, "人", minimum=0,
               synonyms=("核定学生数", "拨款学生数", "经费学生数", "funded_pupils"), note="不足100人的学校按100人核定的，填核定数；只在本年度有意义，不跨年相加"),
        _money("public_funds", "公用经费支出", "Running costs", "公用经费", "公用经费支出额", "公用经费金额"),
        _money("training_funds", "教师培训经费支出", "Training costs", "教师培训经费", "培训经费"),
        _money("total_funds", "教育经费支出合计", "All spending", "教育经费支出", "经费支出合计", "教育事业费支出"),
    ),
    rules=(
        RowRule("training_within_public", "training_funds", ("public_funds",)),
        RowRule("public_within_total", "public_funds", ("total_funds",)),
    ),
)  # fmt: skip
