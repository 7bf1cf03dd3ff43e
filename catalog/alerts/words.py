"""Numbers of alerts as they are read, in both languages."""

from __future__ import annotations

from catalog.model import Unit
from catalog.stages import STAGES

_UNITS = {
    Unit.PERSONS: ("{} 人", "{}"),
    Unit.PERSON_TIMES: ("{} 人次", "{}"),
    Unit.CLASSES: ("{} 个班", "{} classes"),
    Unit.SCHOOLS: ("{} 所", "{} schools"),
    Unit.HOMES: ("{} 户", "{} homes"),
    Unit.PERCENT: ("{}%", "{}%"),
    Unit.YUAN: ("{} 元", "{} yuan"),
    Unit.YUAN_PER_HEAD: ("{} 元", "{} yuan"),
    Unit.PER_TEACHER: ("{}∶1", "{}:1"),
    Unit.PER_CLASS: ("{} 人", "{}"),
}
_STAGES = {each.code: (each.zh, each.en.lower()) for each in STAGES}


def written(value: float, unit: Unit, decimals: int, language: str = "zh") -> str:
    """A value with its unit: 0.0184 in per cent -> 1.84%."""
    number = f"{value * 100 if unit is Unit.PERCENT else value:,.{decimals}f}"
    return _UNITS.get(unit, ("{}", "{}"))[language == "en"].format(number)


def limit_written(value: float, unit: Unit, language: str = "zh") -> str:
    """A threshold as it was set, no digit more than it has; its thousands as those of the value beside it."""
    number = f"{round(value * 100, 10) if unit is Unit.PERCENT else value:,g}"
    return _UNITS.get(unit, ("{}", "{}"))[language == "en"].format(number)


def points_written(change: float, unit: Unit, decimals: int, language: str = "zh") -> str:
    """A difference of two values; of two rates in percentage points."""
    if unit is not Unit.PERCENT:
        return written(change, unit, decimals, language)
    return f"{change * 100:.{decimals}f}" + (" points" if language == "en" else " 个百分点")


def share_written(share: float) -> str:
    """A part of a whole: 24%."""
    return f"{share * 100:.0f}%"


def stage_written(stage: str | None, language: str = "zh") -> str:
    """A stage's name; nothing where there is none."""
    return _STAGES[stage][language == "en"] if stage in _STAGES else ""


def stage_beside(stage: str | None, level: str, language: str = "zh") -> str:
    """A stage's name behind that of a place; of a school in brackets: 前湾小学（小学） is not 前湾小学小学."""
    said = stage_written(stage, language)
    return f"（{said}）" if said and language == "zh" and level == "school" else said


def count_written(value: float | None) -> str:
    """A count; a dash where it is unknown."""
    return "—" if value is None else f"{value:,.0f}"
