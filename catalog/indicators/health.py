"""Pupils' health: fitness and eyesight, as shares of those who were tested."""

from catalog.evidence import Evidence
from catalog.indicators.levels import EVERYWHERE, YEARS
from catalog.model import Direction, Indicator, Total, Unit


def _share(
    name: str, zh: str, en: str, column: str, below: str, formula: tuple[str, str], direction: Direction
) -> Indicator:
    return Indicator(
        name=name, zh=zh, en=en, theme="health", numerator=Total("health", column), denominator=Total("health", below),
        unit=Unit.PERCENT, direction=direction, levels=EVERYWHERE, period_kinds=YEARS, smallest_base=30,
        smallest_base_by=((None, "health_smallest_base"),), formula_zh=formula[0], formula_en=formula[1],
        source="国家学生体质健康标准与学校视力检查统计；以参加测试、检查的学生为分母", why_zh="须与参测、受检人数同看", why_en="Read beside how many were tested", evidence=Evidence.PRACTICE,
    )  # fmt: skip


INDICATORS = (
    _share("fitness_good_rate", "体质优良率", "Good fitness", "fitness_good", "fitness_tested",
           ("体质测试优秀和良好人数 ÷ 测试人数", "Excellent and good / tested"), Direction.HIGHER),
    _share("fitness_pass_rate", "体质合格率", "Fitness pass rate", "fitness_pass", "fitness_tested",
           ("体质测试合格及以上人数 ÷ 测试人数", "Passed / tested"), Direction.HIGHER),
    _share("myopia_rate", "近视率", "Share of the short-sighted", "myopic", "vision_checked",
           ("近视人数 ÷ 视力检查人数", "Short-sighted / eyesight checked"), Direction.LOWER),
)  # fmt: skip
