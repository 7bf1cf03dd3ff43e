"""Exam results within one paper: mean, rates, sat rate, distance to the district. Thresholds are settings."""

from catalog.evidence import Evidence
from catalog.indicators.levels import EVERYWHERE, TERMS
from catalog.model import Direction, Indicator, Level, Total, Unit, Variant


def _of(column: str, times: str | None = None) -> Total:
    return Total("exam", column, times=times)


_BASES = {
    "sat": ("实考人数", "pupils who sat"),
    "eligible": ("应考人数", "pupils eligible"),
    "registered": ("在籍人数", "pupils registered"),
}


def _by_base(top: Total, formula_zh: str, formula_en: str, times: str | None = None) -> tuple[Variant, ...]:
    """The same numerator over each base that a county may choose; `{base}` in the formulas is its name."""
    return tuple(
        Variant(code, top, _of(code, times=times), formula_zh.format(base=zh), formula_en.format(base=en))
        for code, (zh, en) in _BASES.items()
    )


_CAUTION = "只在同一试卷内比较；不公布学校成绩和排名"
_SMALL = ((None, "exam_smallest_base"),)
_SCHOOLS_AND_TOWNSHIPS = tuple(level for level in EVERYWHERE if level is not Level.DISTRICT)


def _rate(
    name: str, zh: str, en: str, column: str, rule_zh: str, rule_en: str, direction: Direction, setting: str
) -> Indicator:
    variants = _by_base(_of(column), f"{rule_zh}人数 ÷ {{base}}", f"Pupils {rule_en} / {{base}}")
    return Indicator(
        name=name, zh=zh, en=en, theme="exam", numerator=_of(column), denominator=_of("sat"), variant_by="exam_base", variants=variants,
        unit=Unit.PERCENT, direction=direction, levels=EVERYWHERE, period_kinds=TERMS, one_paper=True, smallest_base=10, smallest_base_by=_SMALL,
        settings=(setting,), formula_zh=variants[0].formula_zh, formula_en=variants[0].formula_en,
        source=f"一分三率；界限为满分的比例（设置）。{_CAUTION}", why_zh="须与参考率同看", why_en="Read beside the sat rate",
    )  # fmt: skip


_MEANS = _by_base(_of("sum_score"), "成绩总和 ÷ {base}（按人数加权）", "Sum of scores / {base}")
_SCORE_RATES = _by_base(
    _of("sum_score"), "成绩总和 ÷（{base} × 满分）", "Sum of scores / ({base} x full mark)", times="full_mark"
)

INDICATORS = (
    Indicator(
        name="exam_mean", zh="平均分", en="Mean score", theme="exam", numerator=_of("sum_score"), denominator=_of("sat"),
        variant_by="exam_base", variants=_MEANS,
        unit=Unit.POINTS, direction=Direction.HIGHER, levels=EVERYWHERE, period_kinds=TERMS, one_paper=True, smallest_base=10, smallest_base_by=_SMALL, decimals=2,
        formula_zh=_MEANS[0].formula_zh, formula_en=_MEANS[0].formula_en,
        source=f"一分三率。{_CAUTION}", why_zh="同卷可比，跨年不可比", why_en="Comparable within one paper, never between years",
    ),
    Indicator(
        name="exam_score_rate", zh="得分率", en="Score rate", theme="exam", numerator=_of("sum_score"), denominator=_of("sat", times="full_mark"),
        variant_by="exam_base", variants=_SCORE_RATES,
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=EVERYWHERE, period_kinds=TERMS, one_paper=True, smallest_base=10, smallest_base_by=_SMALL,
        formula_zh=_SCORE_RATES[0].formula_zh, formula_en=_SCORE_RATES[0].formula_en,
        source=f"一分三率。{_CAUTION}", why_zh="满分不同的学科可以并看", why_en="Puts papers of different full marks side by side",
    ),
    _rate("exam_pass_rate", "及格率", "Pass rate", "n_pass", "得分不低于及格线（满分的一定比例）的", "at or above the pass mark (a share of the full mark)", Direction.HIGHER, "exam_pass_at"),
    _rate("exam_excellent_rate", "优秀率", "Excellent rate", "n_excellent", "得分不低于优秀线（满分的一定比例）的", "at or above the excellent mark (a share of the full mark)", Direction.HIGHER, "exam_excellent_at"),
    _rate("exam_low_rate", "低分率", "Low-score rate", "n_low", "得分低于低分线（满分的一定比例）的", "below the low mark (a share of the full mark)", Direction.LOWER, "exam_low_below"),
    Indicator(
        name="exam_sat_rate", zh="参考率", en="Sat rate", theme="exam", numerator=_of("sat"), denominator=_of("eligible"),
        unit=Unit.PERCENT, direction=Direction.HIGHER, levels=EVERYWHERE, period_kinds=TERMS, one_paper=True,
        formula_zh="实考人数 ÷ 应考人数", formula_en="Pupils who sat / pupils eligible",
        source="缺考不等于零分", why_zh="缺考的学生会抬高平均分", why_en="Absent pupils lift the mean",
    ),
    Indicator(
        name="exam_z", zh="标准分Z", en="Z score", theme="exam", numerator=_of("sum_score"), denominator=_of("sat"),
        function="z", unit=Unit.SD, direction=Direction.HIGHER, levels=_SCHOOLS_AND_TOWNSHIPS, period_kinds=TERMS, one_paper=True,
        smallest_base=10, smallest_base_by=_SMALL, decimals=2,
        formula_zh="（均分 − 全县均分）÷ 全县学生标准差，同一试卷；合并标准差由各校人数、总分与平方和算出；“全县”为报来这份成绩的学校的全部实考学生，有学校未报时不含它们",
        formula_en="(mean - district mean) / district standard deviation of pupils, same paper; pooled from each school's count, sum and sum of squares; the district is all who sat at the schools that reported this paper, without the silent ones",
        source="标准分；不同年份的试卷只用标准分、百分等级或与全县之差比较", why_zh="跨年可以并看的相对位置", why_en="A position that can be read across years",
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="exam_t", zh="标准分T", en="T score", theme="exam", numerator=_of("sum_score"), denominator=_of("sat"),
        function="t", unit=Unit.NONE, direction=Direction.HIGHER, levels=_SCHOOLS_AND_TOWNSHIPS, period_kinds=TERMS, one_paper=True,
        smallest_base=10, smallest_base_by=_SMALL, decimals=1,
        formula_zh="50 + 10 × 标准分Z，同一试卷", formula_en="50 + 10 x Z, same paper",
        source="标准分的另一种写法（50 + 10Z 为通行换算，未查到文件）；高考用 500 + 100Z", why_zh="没有负数，便于阅读", why_en="Without negative numbers",
    ),
    Indicator(
        name="exam_over_mean", zh="超均率", en="Over the mean", theme="exam", numerator=_of("sum_score"), denominator=_of("sat"),
        function="over_mean", unit=Unit.PERCENT, direction=Direction.HIGHER, levels=_SCHOOLS_AND_TOWNSHIPS, period_kinds=TERMS, one_paper=True,
        smallest_base=10, smallest_base_by=_SMALL,
        formula_zh="（均分 − 全县均分）÷ 全县均分，同一试卷；“全县”为报来这份成绩的学校的全部实考学生，有学校未报时不含它们", formula_en="(mean - district mean) / district mean, same paper; the district is all who sat at the schools that reported it",
        source="超均率（比均率）；有的产品把“高于均分的人数比例”也叫超均率，与此不同", why_zh="离散程度不同的学科之间不可比，可比的是标准分",
        why_en="Not comparable between papers of different spread; Z is",
    ),
    Indicator(
        evidence=Evidence.PRACTICE, name="exam_sd", zh="标准差", en="Standard deviation", theme="exam", numerator=_of("sum_squares"), denominator=_of("sat"),
        function="spread", unit=Unit.POINTS, direction=Direction.NONE, levels=EVERYWHERE, period_kinds=TERMS, one_paper=True,
        smallest_base=10, smallest_base_by=_SMALL, decimals=2,
        formula_zh="√（成绩平方和 ÷ 实考人数 − 均分²），在所看的层级上重算", formula_en="sqrt(sum of squares / pupils who sat - mean squared), recomputed at the level shown",
        source="总体标准差；从不对各校标准差求平均", why_zh="学生之间差多少", why_en="How far pupils are apart",
    ),
)  # fmt: skip
