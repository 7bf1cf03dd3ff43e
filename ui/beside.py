"""What the city and other counties published, beside the district's numbers: marks in the trend and a line each below it."""

from __future__ import annotations

from charts.beside import Beside
from metrics.published import Published, published
from ui.context import Context
from ui.selection import ALL, Selection, short_label
from ui.style import show_foot
from ui.text import say
from ui.view import View

_OWN_CONDITIONS = {"stage", "district", "township"}


def beside_of(context: Context, selection: Selection) -> list[Published]:
    """The published figures of what is looked at, within its periods; none where it is narrowed by more than a stage."""
    if set(selection.where) - _OWN_CONDITIONS or selection.indicator.one_paper or selection.indicator.breakdown:
        return []
    found = context.kept("published", _asked)
    return [each for each in found if _is_of(each, selection) and each.period in selection.periods]


def _asked(context: Context) -> list[Published]:
    return published(context.reader)


def _is_of(each: Published, selection: Selection) -> bool:
    wanted = None if selection.stage == ALL else selection.stage
    return each.stage == wanted and each.is_called(selection.indicator)


def beside_marks(view: View, found: list[Published]) -> list[Beside]:
    """The figures to draw: of a ratio only, where the district's own line stands too. The size of a city is no mark for a county."""
    if view.drawn_whole is None:
        return []
    periods = view.selection.periods
    return [Beside(periods.index(each.period), each.value, each.area, each.source) for each in found]


def show_beside(view: View, found: list[Published]) -> None:
    """Each area's latest figure in words with the document it stands in, below the figure; the others say theirs when pointed at."""
    latest = {each.area: each for each in sorted(found, key=lambda each: view.selection.periods.index(each.period))}
    if not latest:
        return
    lines = [
        say(
            "beside.line", area=area, period=short_label(each.period), source=each.source,
            value=f"{view.scale.text(each.value)}{view.unit if each.is_rate else each.unit}",
        )
        for area, each in latest.items()
    ]  # fmt: skip
    drawn = say("beside.drawn") if view.drawn_whole else ""
    show_foot(say("beside.title", drawn=drawn, listed="；".join(lines)))
