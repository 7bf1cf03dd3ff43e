"""Every indicator as the command line and scripts list it."""

from __future__ import annotations

from typing import Any

from catalog import INDICATORS
from catalog.model import Indicator
from catalog.settings import DEFAULTS, InForce, Settings


def listed(settings: Settings = DEFAULTS) -> list[dict[str, Any]]:
    """One dict per indicator: id, titles, theme, unit, direction, levels, periods, formulas, source, datasets, columns, and
    the settings in force that it depends on."""
    return [_listed(settings.applied(each), settings) for each in INDICATORS]


def _listed(each: Indicator, settings: Settings) -> dict[str, Any]:
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
        "settings": [_setting(found) for found in settings.used_by(each)],
    }


def _setting(found: InForce) -> dict[str, Any]:
    return {
        "name": found.setting.name,
        "title_zh": found.setting.zh,
        "value": found.value,
        "changed": found.changed,
        "evidence": found.setting.evidence.value,
    }


def listed_text(settings: Settings = DEFAULTS) -> str:
    """The list for a terminal: id, title, levels and formula, a line each, and the settings in force."""
    lines = []
    for each in map(settings.applied, INDICATORS):
        levels = ",".join(level.value for level in each.levels)
        lines.append(f"{each.name:<22}{each.zh}（{each.en}）  [{levels}]\n{'':<22}{each.formula_zh}")
        if used := settings.used_by(each):
            told = "；".join(f"{found.setting.zh} {found.text}{'' if found.changed else '（默认）'}" for found in used)
            lines.append(f"{'':<22}设置：{told}")
    return "\n".join(lines)
