"""Who reported: no report is not no dropout."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import Direction
from catalog.periods import PeriodKind, lies_in, parse_period
from catalog.wording import filled
from charts.heat import HeatColumn, heat_figure, heat_table
from charts.numbers import Scale
from metrics.ledger import Silence
from ui.context import Context
from ui.lineage_link import Asked
from ui.panel import panel, show_figure
from ui.selection import Selection, period_name
from ui.style import show_subtitle
from ui.text import say


def show_reports(context: Context, selection: Selection) -> None:
    """Townships by month of the last period: how many schools were silent; nothing for a return that is not monthly."""
    months = report_months(context, selection.periods[-1])
    if not months:
        return
    found = [
        each
        for each in context.silences("dropout", months)
        if not selection.district or each.township_id in _inside(context, selection)
    ]
    if not found:
        with panel("reports", say("report.title_all", period=period_name(selection.periods[-1]))):
            return
    title = reports_title(found, len(months))
    with panel("reports", title, say("report.subtitle")):
        table = heat_table(
            sorted({(each.township_id, each.township) for each in found}), _columns(found, months), most=15
        )
        show_figure(heat_figure(table), "reports", title, _ask)
        never = [name for _, name, _ in context.never_reported("dropout", months)]
        if never:
            show_subtitle(
                say("report.never", names=say("join.and").join(never[:10]) + ("…" if len(never) > 10 else ""))
            )


def _ask(township_id: str = "", month: str = "") -> Asked | None:
    return Asked("report_rate", township_id, month) if township_id and month else None


def reports_title(found: Sequence[Silence], months: int) -> str:
    """Who reported least, the worst of `found` first; one month is named only where it stands out from the others."""
    worst = found[0]
    alike = [each for each in found if (each.due, each.missing) == (worst.due, worst.missing)]
    numbers = {"due": worst.due, "missing": worst.missing}
    own = [each for each in alike if each.township_id == worst.township_id]
    if len(own) == months > 1 and len(own) == len(alike):
        return say("report.title_always", name=worst.township, n=months, **numbers)
    month = filled("{place}{period}", place=worst.township, period=period_name(worst.period))
    if len(alike) > 1:
        return say("report.title_level", n=len(alike), month=month, **numbers)
    return say("report.title_missing", month=month, **numbers)


def report_months(context: Context, period: str) -> list[str]:
    """The months with returns that lie in a period."""
    natives = [code for code in context.periods("dropout") if parse_period(code).kind is PeriodKind.MONTH]
    return [code for code in natives if lies_in(code, period)]


def _inside(context: Context, selection: Selection) -> set[str]:
    return {
        each.area_id
        for each in context.areas("township")
        if selection.district and each.district_id == selection.district.area_id
    }


def _columns(found, months: list[str]) -> list[HeatColumn]:
    """A column a month; the count of silent schools is worse the more there are, and blank where all reported."""
    counts = {(each.period, each.township_id): float(each.missing) for each in found}
    scale = Scale(1, 0, "unit.schools")
    return [
        HeatColumn(month, month_heading(month, first=month == months[0]), scale, Direction.LOWER, 0.0,
                   {place: count for (period, place), count in counts.items() if period == month})
        for month in months
    ]  # fmt: skip


def month_heading(month: str, *, first: bool) -> str:
    """9月; the year stands above the first month and above January, so that twelve fit beside each other."""
    year, number = month.split("-")
    short = say("report.month", n=int(number))
    return f"{year}\n{short}" if first or number == "01" else short
