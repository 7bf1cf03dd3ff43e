"""Teachers: schooling, licence, training, exchange."""

from catalog.indicators.levels import AREAS, EVERYWHERE, YEARS
from catalog.model import Direction, Indicator, Level, Reference, Total, Unit

_BALANCED = "《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号），据省市实施文件转述"


def _share(
    name: str,
    zh: str,
    en: str,
    column: str,
    why_zh: str,
    why_en: str,
    *,
    below: str = "teachers",
    levels: tuple[Level, ...] = EVERYWHERE,
    source: str = _BALANCED,
    references: tuple[Reference, ...] = (),
) -> Indicator:
    base_zh, base_en = (
        ("专任教师数", "full-time teachers") if below == "teachers" else ("符合交流条件教师数", "teachers eligible")
    )
    return Indicator(
        name=name, zh=zh, en=en, theme="staff", numerator=Total("staff", column), denominator=Total("staff", below),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=levels, period_kinds=YEARS,
        formula_zh=f"{zh.removesuffix('比例').removesuffix('率')}人数 ÷ {base_zh}", formula_en=f"{en} / {base_en}",
        source=source, why_zh=why_zh, why_en=why_en, references=references,
    )  # fmt: skip


_ALL = Reference(1.0, _BALANCED)

INDICATORS = (
    _share("teacher_qualified_share", "教师学历合格率", "Qualified teachers", "qualified", "是否有人没有达到规定学历", "Whether anyone lacks the required degree",
           source="教师法规定学历；各校填报"),
    _share("teacher_licensed_share", "教师持证率", "Licensed teachers", "licensed", "上岗须持教师资格证", "A licence is required",
           references=(_ALL,)),
    _share("teacher_trained_share", "教师培训学时完成率", "Teachers who completed their training", "trained", "五年360学时是否人人完成", "Whether everyone was trained",
           references=(_ALL,)),
    _share("teacher_exchange_share", "教师交流轮岗比例", "Teachers exchanged", "exchanged", "城乡之间有没有流动起来", "Whether teachers move between schools",
           below="exchange_eligible", levels=AREAS, references=(Reference(0.10, _BALANCED, setting="exchange_line"),)),
)  # fmt: skip
