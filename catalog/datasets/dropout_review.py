"""The county's own part of dropout control: each quarter it reviews what schools reported (一季度一复核) and visits homes.

The city's term and the province's year are returns of others; the county does not state them, so they stay unknown.
"""

from dataclasses import replace

from catalog.datasets import places
from catalog.model import BareYear, Column, Dataset, Kind, Role, RowRule
from catalog.periods import PeriodKind


def _count(name: str, zh: str, en: str, unit: str, *synonyms: str, note: str = "") -> Column:
    return Column(name, zh, en, Kind.COUNT, Role.FLOW, unit, minimum=0, synonyms=(*synonyms, name), note=note)


DROPOUT_REVIEW = Dataset(
    name="dropout_review",
    zh="控辍季度复核",
    en="Quarterly reviews of dropout returns",
    grain="全县（或一个乡镇）一个季度一行",
    key=("stage", "period"),
    period_kinds=(PeriodKind.QUARTER,),
    bare_year=BareYear.FISCAL_YEAR,
    areas_may_report=True,
    stages_together=True,
    title_words=("季度复核", "控辍保学复核", "一季度一复核", "控辍复核"),
    columns=(
        places.DISTRICT,
        places.TOWNSHIP,
        replace(places.STAGE, note="不分学段的留空"),
        _count("review_due", "应复核学校数", "Schools to be reviewed", "所", "应复核校数", "应复核学校"),
        _count("reviewed", "已复核学校数", "Schools reviewed", "所", "已复核校数", "复核学校数", "已复核学校",
               note="本季度逐校复核过报告情况的学校；没有做填0，不清楚留空"),
        _count("homes_visited", "入户走访户数", "Homes visited", "户", "走访户数", "家访户数", "入户走访", note="春、秋季入户走访记入走访所在季度"),
        Column("document", "复核文件", "Document", Kind.TEXT, Role.ATTRIBUTE, synonyms=("复核通报", "复核记录", "document"), note="通报或记录的名称、文号，不写学生姓名"),
        Column("reviewed_on", "复核日期", "Reviewed on", Kind.DATE, Role.ATTRIBUTE, synonyms=("复核时间", "reviewed_on")),
    ),
    rules=(RowRule("reviewed_within_due", "reviewed", ("review_due",)),),
)  # fmt: skip
