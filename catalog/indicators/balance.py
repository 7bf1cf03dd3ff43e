"""Balance among schools: the pupil-weighted coefficient of variation."""

from catalog.indicators.levels import DISTRICT, YEARS
from catalog.model import Direction, Indicator, Reference, Total, Unit

_SOURCE = "《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号）"

INDICATORS = (
    Indicator(
        name="balance_cv", zh="差异系数", en="Coefficient of variation", theme="balance",
        numerator=Total("resource", "quantity"), denominator=Total("resource", "pupils"), function="cv",
        unit=Unit.NONE, direction=Direction.LOWER, levels=DISTRICT, period_kinds=YEARS, breakdown=("stage", "item"), decimals=3,
        formula_zh="√[Σ(P_i/P)(x_i − x̄)²] ÷ x̄，x_i 为校生均值，x̄ = ΣX/ΣP，按学生数加权",
        formula_en="sqrt(sum(P_i/P (x_i - xbar)^2)) / xbar with x_i per pupil of a school and xbar = sum X / sum P, weighted by pupils",
        source=_SOURCE, why_zh="校与校之间差多少", why_en="How far schools are apart",
        references=(
            Reference(0.50, _SOURCE, "primary", setting="cv_limit_primary"), Reference(0.45, _SOURCE, "junior", setting="cv_limit_junior"),
        ),
    ),
)  # fmt: skip
