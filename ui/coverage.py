"""Which period a page begins with, and what it says of one that too few schools have reported yet."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import Indicator, Level
from charts.coverage import last_covered, reported
from charts.series import Line, lines_of
from ui.context import Context, Where
from ui.text import say


def covered_year(context: Context, indicator: Indicator, where: Where) -> str | None:
    """The last school year enough schools have reported for; None where the indicator has nothing for the district."""
    if Level.DISTRICT not in indicator.levels:
        return None
    years = context.school_years()
    lines = lines_of(context.values(indicator.name, "district", years, where), years)
    if not any(line.is_known for line in lines):
        return None
    return years[last_covered(lines, indicator)]


def last_told(context: Context) -> str | None:
    """The last school year enough schools have reported for, of pupils, dropout or aid: the year a page begins with. The
    first few returns of a new year are no reason to look away from the old one."""
    years = (covered_year(context, context.indicator(name), {}) for name in ("pupils", "dropout_open", "aid_amount"))
    return max((year for year in years if year), default=None)


def few_reported(lines: Sequence[Line], number: int) -> str:
    """仅 8/119 所已报: how few the numbers of a period rest on."""
    counted, due = reported(lines, number)
    return say("coverage.few", n=counted, due=due)
