"""Annual targets beside the numbers they were set for: what a figure draws, and the gap and progress in words.

A target belongs to its own place, stage and year. Of a number narrowed further (one programme), or of a month, nobody set one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from catalog import indicator
from catalog.model import Direction, Indicator, Unit
from charts import palette
from charts.goals import Goal
from charts.numbers import Scale, change_scale, scale_of
from metrics.disclosure import PUBLIC
from metrics.targets import Progress
from ui.context import Context
from ui.lineage_link import show_number_link
from ui.narrate import unit_word
from ui.selection import ALL, Selection, short_label
from ui.style import plain
from ui.targets import number_of, standing, targets_of
from ui.text import say

_MOST_DOCUMENT = 10
_MOST_TOLD = 4
_OWN_CONDITIONS = {"stage", "district", "township"}


def goals_of(context: Context, name: str, stage: str, where: Iterable[str] = ()) -> list[Progress]:
    """The targets set for an indicator of a stage (or all together); none where the numbers are narrowed by more than that."""
    if set(where) - _OWN_CONDITIONS:
        return []
    wanted = None if stage == ALL else stage
    return [each for each in targets_of(context) if (each.target.indicator, each.target.stage) == (name, wanted)]


def of_selection(context: Context, selection: Selection) -> list[Progress]:
    """The targets of what a page shows, within its periods."""
    found = goals_of(context, selection.indicator.name, selection.stage, selection.where)
    return [each for each in found if each.target.year in selection.periods]


def drawn_goals(found: Sequence[Progress], periods: Sequence[str], whole: str, colors: Mapping[str, str]) -> list[Goal]:
    """The dotted lines of a trend: of the whole (its id, empty where its line is not drawn) and of each coloured place."""
    wanted = {whole: palette.INK} if whole else {}
    wanted |= {area_id: color for area_id, color in colors.items() if area_id != whole}
    goals = []
    for area_id, color in wanted.items():
        mine = {each.target.year: each for each in found if each.target.area_id == area_id}
        if mine:
            last = mine[max(mine)]
            values = tuple(mine[period].target.value if period in mine else None for period in periods)
            label = say("goal.label", whose="" if area_id == whole else last.area, value=target_text(last))
            goals.append(Goal(values, label, _cut(last.target.document), color, area_id))
    return goals


def _cut(document: str) -> str:
    """The document as it fits beside a figure; the sentence below has all of it."""
    return say(
        "goal.document",
        document=document if len(document) <= _MOST_DOCUMENT else f"{document[: _MOST_DOCUMENT - 1]}…",
    )


def own_goals(found: Sequence[Progress], period: str) -> dict[str, Progress]:
    """Each place's own target of a period, by id."""
    return {each.target.area_id: each for each in found if each.target.year == period}


def missed_words(found: Sequence[Progress], period: str) -> dict[str, str]:
    """未达标, behind the number of each place that is known to have missed its own target."""
    return {area_id: say("targets.not_met") for area_id, each in own_goals(found, period).items() if each.met is False}


def target_text(each: Progress) -> str:
    """The target with its unit, no more digits than it was set with: 97%, 2人."""
    return _exact(scale_of_target(each), each.target.value)


def scale_of_target(each: Progress) -> Scale:
    """How a target and its value are written."""
    return scale_of(_measured(each), [each.target.value, each.actual])


def _exact(scale: Scale, value: float) -> str:
    return f"{round(value * scale.factor, 6):,.10g}{say(scale.unit_key)}"


def _measured(each: Progress) -> Indicator:
    return indicator(each.target.indicator)


def gap_words(each: Progress) -> str:
    """How far the value lies from the target, and on which side: 还差0.8个百分点, 高出1.2个百分点; empty when unknown."""
    if each.gap is None:
        return ""
    scale = change_scale(scale_of_target(each))
    digits = scale.decimals + (1 if _measured(each).unit is Unit.PERCENT else 0)
    size = f"{abs(each.gap) * scale.factor:,.{digits}f}"
    if float(size.replace(",", "")) == 0:
        return say("goal.equal")
    higher = _measured(each).direction is Direction.HIGHER
    side = ("ahead" if each.gap > 0 else "short_of") if higher else ("beyond" if each.gap > 0 else "below")
    return say(f"goal.{side}", gap=f"{size}{unit_word(scale)}")


def progress_words(each: Progress) -> str:
    """序时进度: the share of the target done beside the share of the year gone; empty for what does not add up."""
    if each.done is None or each.elapsed is None:
        return ""
    return say("goal.pace", done=f"{each.done:.0%}", elapsed=f"{each.elapsed:.0%}")


def goal_note(each: Progress) -> str:
    """A card's line: 目标 98.5%，未达标，还差0.5个百分点."""
    parts = [say("goal.short", value=target_text(each)), standing(each), gap_words(each), progress_words(each)]
    return say("join.clause").join(part for part in parts if part)


def goal_sentence(each: Progress) -> str:
    """A target with its year, document, standing, gap and progress in one sentence."""
    parts = [standing(each), gap_words(each), progress_words(each)]
    return say(
        "goal.sentence",
        place=each.area,
        year=short_label(each.target.year),
        value=target_text(each),
        document=each.target.document,
        standing=say("join.clause").join(part for part in parts if part),
    )


def show_goal_words(
    context: Context, found: Sequence[Progress], period: str, whole: str, chosen: Iterable[str]
) -> None:
    """Below a figure: the latest targets of the whole and of the places chosen, each with the way to its entry; how many more
    places have their own."""
    own = own_goals(found, period)
    first = [area_id for area_id in dict.fromkeys([whole, *chosen]) if area_id in own]
    shown = first or list(own)
    told = [goal_sentence(own[area_id]) for area_id in shown[:_MOST_TOLD]]
    asked = [(number_of(own[area_id]), own[area_id].area) for area_id in shown[:_MOST_TOLD]]
    left = len(own) - len(told)
    if told:
        st.caption(plain(say("goal.join").join(told) + (say("goal.more", n=left) if left > 0 else "")))
        if context.audience != PUBLIC:
            with st.container(horizontal=True):
                for number, area in asked:
                    show_number_link(context, number, say("goal.source"), aloud=area)
