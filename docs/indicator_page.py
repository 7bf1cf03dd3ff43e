"""Every indicator's definition."""

from collections.abc import Sequence

from catalog.evidence import EVIDENCE_EN, EVIDENCE_ZH
from catalog.indicators import THEMES
from catalog.model import Indicator, Total
from catalog.settings.in_force import settings_of
from catalog.stages import stage
from docs.markdown import LEVELS, PERIODS, page, words

DIRECTIONS = {"higher": "越高越好 higher is better", "lower": "越低越好 lower is better", "none": "无方向 no direction"}
RULE_OF_SUMS = (
    "总量为合计，比率为合计之比，从不对比率求平均；未报告不等于 0。  \n"
    "Totals are sums and ratios are ratios of sums, never means of ratios; not reported is not zero."
)


def indicators_page(indicators: Sequence[Indicator]) -> str:
    """Every definition, by theme."""
    parts = [RULE_OF_SUMS]
    for theme, (zh, en) in THEMES.items():
        parts.append(f"## {zh} · {en}")
        parts += [indicator_part(each) for each in indicators if each.theme == theme]
    return page("指标口径 · Indicators", "`catalog/indicators/`", parts)


def indicator_part(indicator: Indicator) -> str:
    """One indicator's section: what it is, over what, where it means something, since when it is trusted."""
    facts = [
        ("公式 formula", f"{indicator.formula_zh}  \n  {indicator.formula_en}"),
        (
            "由 made of",
            f"`{side(indicator.numerator)}`" + (f" ÷ `{side(indicator.denominator)}`" if indicator.denominator else ""),
        ),
        ("算法 function", f"`{indicator.function}`"),
        ("单位 unit", indicator.unit.value),
        ("方向 direction", DIRECTIONS[indicator.direction.value]),
        ("层级 levels", words(LEVELS, indicator.levels)),
        ("期间 periods", words(PERIODS, indicator.period_kinds)),
        ("分子分母相遇于 meets on", indicator.meets_on),
        ("最小分母 smallest base", str(indicator.smallest_base or "—")),
        ("参考线 reference", "；".join(reference_words(indicator)) or "—"),
        ("设置 settings", "、".join(f"[`{name}`](settings.md#{name})" for name in settings_of(indicator)) or "—"),
        ("出处 source", indicator.source),
        ("依据 evidence", f"{EVIDENCE_ZH[indicator.evidence]} · {EVIDENCE_EN[indicator.evidence]}"),
        ("为什么看 why", f"{indicator.why_zh} · {indicator.why_en}"),
    ]
    shown = "\n".join(f"- {label}: {text}" for label, text in facts)
    return f"### {indicator.name}\n\n**{indicator.zh}** · {indicator.en}\n\n{shown}"


def side(total: Total) -> str:
    """One side of an indicator as its columns: `dropout.dropouts - returned`."""
    words_plus = "".join(f" + {name}" for name in total.plus) + "".join(f" - {name}" for name in total.minus)
    return f"{total.dataset}.{total.column}{f' × {total.times}' if total.times else ''}{words_plus}"


def reference_words(indicator: Indicator) -> list[str]:
    """Reference lines with stage and source; what nobody verified says so."""
    said = []
    for each in indicator.references:
        where = f"（{stage(each.stage).zh}）" if each.stage else ""
        doubt = "" if each.verified else "（未核实 unverified）"
        said.append(f"{each.value:g}{where} {each.source}{doubt}")
    return said
