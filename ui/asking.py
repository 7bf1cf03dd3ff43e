"""Lines of an indicator over the school years chosen, as several panels ask for them."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import Indicator
from charts.series import Line, lines_of
from ui.context import Context
from ui.pairing import pair_periods


def asked(context: Context, indicator: Indicator, level: str, years: Sequence[str], where: dict) -> list[Line]:
    """The lines of an indicator over those of the years that its data has."""
    periods = pair_periods(context, indicator, years)
    return lines_of(context.values(indicator.name, level, periods, where), periods) if periods else []
