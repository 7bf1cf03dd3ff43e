"""What a theme page looks at: a selection with its lines, the line of the whole, what stands out and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog.model import Level
from catalog.periods import PeriodKind
from charts import palette
from charts.coverage import judged, last_covered, partial
from charts.facts import Fact, comparison_fact
from charts.goals import Goal
from charts.numbers import Scale, scale_of
from charts.seasons import is_thinned, same_season, seasonal_fact
from charts.series import Line, combined, cut, known_span, lines_of, picked
from metrics.targets import Progress
from ui.context import Context
from ui.coverage import few_reported
from ui.goals import drawn_goals, of_selection
from ui.narrate import fact_sentence, unit_word
from ui.place_notes import merger_ends, no_more
from ui.selection import ALL, Selection
from ui.silent_areas import whole_to_judge
from ui.text import language, name_of, say


@dataclass(frozen=True)
class View:
    """A selection with its answers: the lines compared, the line of the whole, how numbers are written, what stands out."""

    selection: Selection
    lines: list[Line]
    whole: Line | None
    scale: Scale
    fact: Fact
    colors: dict[str, str]
    # Places merged away: one without a last number is no place that did not report.
    gone: frozenset[str] = frozenset()
    # Numbers of the periods too few schools have reported for, and of the last one that is read for a finding.
    partial: frozenset[int] = frozenset()
    end: int = -1
    # The annual targets of the places, within the periods.
    goals: tuple[Progress, ...] = ()

    @property
    def drawn_whole(self) -> Line | None:
        """The whole as a line beside its parts: only where it is on their scale, not where it is their sum."""
        return self.whole if self.selection.indicator.denominator is not None else None

    @property
    def whole_id(self) -> str:
        """The district whose line is drawn; empty where none is."""
        district = self.selection.district
        return district.area_id if district and self.drawn_whole and self.selection.level != "district" else ""

    @property
    def drawn_goals(self) -> list[Goal]:
        """The annual targets to draw: of the whole and of the coloured places."""
        return drawn_goals(self.goals, self.selection.periods, self.whole_id, self.colors)

    @property
    def unit(self) -> str:
        """The unit's word."""
        return unit_word(self.scale)

    @property
    def covered(self) -> View:
        """The view up to the last period enough schools have reported for: what is compared ends there."""
        if self.end in (-1, len(self.selection.periods) - 1):
            return self
        span, chosen = slice(0, self.end + 1), self.selection
        shorter = replace(chosen, periods=chosen.periods[span], labels=chosen.labels[span])
        lines, whole = [cut(line, span) for line in self.lines], cut(self.whole, span) if self.whole else None
        return replace(self, selection=shorter, lines=lines, whole=whole)

    @property
    def compared(self) -> View:
        """The covered view over the periods of the last one's season alone: a quarter stands beside that of a year before."""
        view = self.covered
        numbers, chosen = same_season(view.selection.periods), view.selection
        thinned = replace(
            chosen, periods=tuple(chosen.periods[n] for n in numbers), labels=tuple(chosen.labels[n] for n in numbers)
        )
        lines = [picked(line, numbers) for line in view.lines]
        return replace(view, selection=thinned, lines=lines, whole=picked(view.whole, numbers) if view.whole else None)

    @property
    def labels(self) -> list[str]:
        """The periods as they stand on an axis, with a word below those not all have reported."""
        mark = say("coverage.mark")
        return [f"{each}<br>{mark}" if n in self.partial else each for n, each in enumerate(self.selection.labels)]


def view_of(context: Context, selection: Selection) -> View:
    """Ask for the lines of a selection and see what stands out."""
    indicator = context.indicator(selection.indicator.name, _one_stage(selection))
    selection = replace(selection, indicator=indicator)
    lines = lines_of(
        context.values(indicator.name, selection.level, selection.periods, selection.where), selection.periods
    )
    # Asked for the same periods as its parts: one question answers both.
    whole = _whole_line(context, selection, lines)
    span = known_span(lines)
    selection = replace(selection, periods=selection.periods[span], labels=selection.labels[span])
    lines = [cut(line, span) for line in lines] if selection.periods else []
    whole = cut(whole, span) if whole and selection.periods else None
    scale = scale_of(indicator, [line.last for line in lines] + ([whole.last] if whole else []))
    basis = [whole] if whole else lines
    end = last_covered(basis, indicator)
    ended = merger_ends(context, {line.area_id for line in lines}, selection.periods)
    read = [judged(line, indicator, end) for line in lines if line.area_id not in ended]
    told = judged(whole, indicator, end) if whole else None
    told = whole_to_judge(told, indicator, read, no_more(context))
    fact = seasonal_fact(read, told, indicator, selection.periods[: end + 1])
    colors = colors_of(selection.highlighted or fact.area_ids, fact)
    goals = tuple(of_selection(context, selection))
    return View(selection, lines, whole, scale, fact, colors, no_more(context), partial(basis, indicator), end, goals)


def _one_stage(selection: Selection) -> str | None:
    """The stage chosen; None for all of them."""
    stage = selection.where.get("stage")
    return stage if isinstance(stage, str) else None


def _whole_line(context: Context, selection: Selection, lines: Sequence[Line]) -> Line | None:
    """The line of the district, or of all districts together; None where the indicator has none."""
    if Level.DISTRICT not in selection.indicator.levels:
        return None
    if selection.level == "district":
        return combined(lines, selection.indicator, say("word.together"))
    table = context.values(selection.indicator.name, "district", selection.periods, selection.where)
    named = whole_name(selection.district.name) if selection.district else say("word.together")
    found = combined(lines_of(table, selection.periods), selection.indicator, named)
    return None if found is None else replace(found, name=named)


def whole_name(district: str) -> str:
    """全县, 全区 or 全市 by the district's own name; its name in English."""
    if language() == "en":
        return district
    return f"全{district[-1]}" if district and district[-1] in "县区市旗" else district


def colors_of(area_ids: Sequence[str], fact: Fact) -> dict[str, str]:
    """The colour of each highlighted place: the finding's own tone first, then accents in the order chosen."""
    tones = {"worse": palette.WORSE, "better": palette.BETTER}
    accents = [color for color in palette.ACCENTS if color != tones.get(fact.tone)]
    colors: dict[str, str] = {}
    for area_id in area_ids:
        meant = fact.area_ids[:1] == (area_id,) and fact.tone in tones
        colors[area_id] = tones[fact.tone] if meant else accents[len(colors) % len(accents)]
    return colors


def page_title(view: View) -> str:
    """The finding of the page; where the last period is not reported enough, up to which one it speaks."""
    selection = view.selection
    if len(selection.periods) == 1:
        return comparison_sentence(view, comparison_fact(view.lines, view.drawn_whole, selection.indicator))
    return since_note(view) + comparison_sentence(view, view.fact) + until_note(view)


def since_note(view: View) -> str:
    """From which period a finding about the whole speaks, where the first ones shown are not reported enough; of quarters the
    two that are compared; else empty."""
    covered, first = view.covered.selection, view.fact.values.get("first", 0)
    if is_thinned(covered.periods):
        return quarter_note(view.fact, covered)
    return say("coverage.since", since=covered.labels[first]) if first else ""


def quarter_note(fact: Fact, selection: Selection) -> str:
    """Which two quarters a finding of `seasonal_fact` compares; empty where it compares none, or other periods."""
    first, labels = fact.values.get("first", 0), selection.labels
    if not is_thinned(selection.periods) or first >= len(labels) - 1 or fact.kind == "nothing":
        return ""
    return say("coverage.same_quarter", first=labels[first], last=labels[-1])


def until_note(view: View) -> str:
    """Up to which period a finding speaks, and how few reported the last one; empty where it speaks of them all."""
    labels = view.selection.labels
    if view.covered is view:
        return ""
    few = few_reported([view.whole] if view.whole else view.lines, len(labels) - 1)
    return say("coverage.until", until=labels[view.end], period=labels[-1], few=few)


def comparison_sentence(view: View, fact: Fact) -> str:
    """What the comparison at the last period says."""
    selection = view.selection
    return fact_sentence(
        fact, selection.indicator, view.scale, moves_by(selection), selection.places, what_of(selection)
    )


def moves_by(selection: Selection) -> PeriodKind:
    """What one move of a line spans: where quarters stand against those of other years, a year."""
    return PeriodKind.SCHOOL_YEAR if is_thinned(selection.periods) else selection.kind


def what_of(selection: Selection) -> str:
    """The indicator with its stage in front, as an office writes it: 初中巩固率."""
    name = name_of(selection.indicator)
    if selection.stage == ALL:
        return name
    from_stage = say(f"stage.{selection.stage}")
    return f"{from_stage} {name.lower()}" if language() == "en" else f"{from_stage}{name}"
