"""Funding: running costs per pupil against the standard, and training out of them."""

from catalog.evidence import Evidence
from catalog.indicators.levels import EVERYWHERE
from catalog.model import Direction, Indicator, Reference, Total, Unit
from catalog.periods import PeriodKind

_STANDARD = "生均公用经费基准定额（720/940元为2023年起的标准，未查到原件，按当地文件改）"
_YEAR = (PeriodKind.FISCAL_YEAR,)

INDICATORS = (
    Indicator(
        evidence=Evidence.PRACTICE, name="public_funds_per_pupil", zh="生均公用经费", en="Running costs per pupil", theme="funding",
        numerator=Total("funding", "public_funds"), denominator=Total("funding", "funded_pupils"),
        unit=Unit.YUAN_PER_PUPIL, direction=Direction.HIGHER, levels=EVERYWHERE, period_kinds=_YEAR, decimals=2,
        formula_zh="公用经费支出 ÷ 经费核定学生数（不足100人的学校按核定的100人计）",
        formula_en="Running costs / pupils funded (a school below 100 counts as the 100 it is funded for)",
        source=_STANDARD, why_zh="钱有没有按定额到校", why_en="Whether the money reached the schools",
        references=(
            Reference(720, _STANDARD, "primary", verified=False, setting="public_funds_primary"),
            Reference(940, _STANDARD, "junior", verified=False, setting="public_funds_junior"),
        ),
    ),
    Indicator(
        name="training_funds_share", zh="培训经费占公用经费比例", en="Training as a share of running costs", theme="funding",
        numerator=Total("funding", "training_funds"), denominator=Total("funding", "public_funds"),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=EVERYWHERE, period_kinds=_YEAR,
        formula_zh="教师培训经费支出 ÷ 公用经费支出", formula_en="Training costs / running costs",
        source="优质均衡：教师培训经费不低于公用经费的5%（据市级实施文件转述）", why_zh="培训有没有钱", why_en="Whether training is paid for",
        references=(Reference(0.05, "优质均衡：不低于5%", setting="training_funds_line"),),
    ),
)  # fmt: skip
