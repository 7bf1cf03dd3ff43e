"""How a number is written: unit, factor and decimals come from the indicator, never from the chart."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.model import Indicator, Unit

UNKNOWN = "—"
_TEN_THOUSAND = 10_000
# From here on yuan are read in units of ten thousand, as offices write them.
_LARGE_YUAN = 100_000


@dataclass(frozen=True)
class Scale:
    """Shown = stored x factor, with `decimals`; `unit_key` names the unit's words."""

    factor: float
    decimals: int
    unit_key: str

    def number(self, value: float | None) -> float | None:
        """The number to plot; None stays unknown."""
        return None if is_unknown(value) else value * self.factor  # type: ignore[operator]

    def text(self, value: float | None, *, signed: bool = False) -> str:
        """The number as read: 41,286, 97.2, +0.54; a dash when unknown."""
        number = self.number(value)
        if number is None:
            return UNKNOWN
        rounded = round(number, self.decimals) + 0.0
        return f"{rounded:{'+' if signed else ''},.{self.decimals}f}".replace("-", "−")


def is_unknown(value: float | None) -> bool:
    """Whether a value is not known (None, or the NaN a frame keeps for it)."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def scale_of(indicator: Indicator, values: Iterable[float | None] = ()) -> Scale:
    """How this indicator's values are shown; large sums of money in ten thousand yuan."""
    if indicator.unit is Unit.PERCENT:
        return Scale(100, indicator.decimals, "unit.percent")
    if (
        indicator.unit is Unit.YUAN
        and max((abs(each) for each in values if each is not None and not is_unknown(each)), default=0) >= _LARGE_YUAN
    ):
        return Scale(1 / _TEN_THOUSAND, 2, "unit.yuan_10k")
    return Scale(1, indicator.decimals, f"unit.{indicator.unit.value}")


def change_scale(scale: Scale) -> Scale:
    """How a difference of two values is shown: of two percentages, in percentage points."""
    if scale.unit_key != "unit.percent":
        return scale
    return Scale(scale.factor, scale.decimals, "unit.points_of_percent")
