"""Annual targets (年度目标): a value an area is to reach in a year, with the document that says so."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from catalog.indicators import INDICATORS
from catalog.model import Direction, Indicator, Unit
from catalog.periods import PeriodError, parse_period
from catalog.stages import STAGES


class BadTarget(ValueError):
    """A target that cannot be; the text is for the screen."""


@dataclass(frozen=True)
class Target:
    """`year`: a school year or (for money) a calendar year. `stage` None: all stages together. Rates are fractions."""

    indicator: str
    area_id: str
    year: str
    value: float
    document: str
    stage: str | None = None

    @property
    def key(self) -> str:
        """What makes it one target: another value for the same is a change of it."""
        return json.dumps([self.indicator, self.area_id, self.year, self.stage])


def checked(target: Target) -> Target:
    """The target, if it can be; BadTarget with the reason."""
    indicator = next((each for each in INDICATORS if each.name == target.indicator), None)
    if indicator is None:
        raise BadTarget(f"没有叫“{target.indicator}”的指标")
    if indicator.one_paper or indicator.breakdown:
        raise BadTarget(f"“{indicator.zh}”不能定目标：成绩不下指标，分项的指标没有一个总数")
    if indicator.direction is Direction.NONE:
        raise BadTarget(f"“{indicator.zh}”没有好坏方向，不能定目标")
    if target.stage is not None and target.stage not in {each.code for each in STAGES}:
        raise BadTarget(f"没有“{target.stage}”这个学段")
    _check_year(target.year, indicator)
    _check_value(target.value, indicator)
    if not target.document.strip():
        raise BadTarget("请写明定目标的文件（文号或名称）")
    return target


def _check_year(year: str, indicator: Indicator) -> None:
    try:
        kind = parse_period(year).kind
    except PeriodError as error:
        raise BadTarget(f"“{year}”不是年度：学年写 2025-2026，日历年写 2026") from error
    if kind not in indicator.period_kinds or kind.value not in ("school_year", "fiscal_year"):
        kinds = [each.value for each in indicator.period_kinds]
        wanted = "学年（2025-2026）" if "school_year" in kinds else "日历年（2026）"
        raise BadTarget(f"“{indicator.zh}”按{wanted}定目标")


def _check_value(value: float, indicator: Indicator) -> None:
    if not math.isfinite(value) or value < 0:
        raise BadTarget("目标值要填不小于 0 的数")
    if indicator.unit is Unit.PERCENT and value > 1:
        raise BadTarget("比率的目标写成百分数（95%）或小数（0.95），不能大于 100%")
