"""Every indicator as the command line and scripts list it."""

from __future__ import annotations

from typing import Any

from catalog import INDICATORS
from catalog.model import Indicator


def listed() -> list[dict[str, Any]]:
    """One dict per indicator: id, titles, theme, unit, direction, levels, periods, formulas, source, datasets, columns."""
    return [_listed(each) for each in INDICATORS]


def _listed(each: Indicator) -> dict[str, Any]:
    return {
        "id": each.name,
        "title_zh": each.zh,
        "title_en": each.en,
        "theme": each.theme,
        "unit": each.unit.value,
        "levels": [level.value for level in each.levels],
        "direction": each.direction.value,
        "period_kinds": [kind.value for kind in each.period_kinds],
        "formula_zh": each.formula_zh,
        "formula_en": each.formula_en,
        "source": each.source,
        "function": each.function,
        "meets_on": each.meets_on,
        "datasets": list(each.datasets),
        "breakdown": list(each.breakdown),
        "one_paper": each.one_paper,
    }


def listed_text() -> str:
    """The list for a terminal: id, title, levels and formula, a line each."""
    lines = []
    for each in INDICATORS:
        levels = ",".join(level.value for level in each.levels)
        lines.append(f"{each.name:<22}{each.zh}（{each.en}）  [{levels}]\n{'':<22}{each.formula_zh}")
    return "\n".join(lines)
