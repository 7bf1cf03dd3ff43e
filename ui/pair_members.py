"""The pairs in numbers and words, and where the numbers of either end come from."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from catalog import dataset as declared_dataset
from charts.numbers import UNKNOWN, Scale, change_scale, scale_of
from metrics.ledger import PairRow
from ui.context import Context
from ui.lineage_link import Asked, gap_asker
from ui.narrate import gap_reason
from ui.number_table import Number, Row, show_numbers
from ui.pair_groups import Group, Grouped, Measure, group_scale
from ui.pairing import PairView
from ui.panel import panel
from ui.school_exams import may_see_schools
from ui.source import Number as Offered
from ui.source import show_source
from ui.text import language, say


def show_members(context: Context, grouped: Grouped, left_out: str = "") -> None:
    """The pairs in numbers and words, each by its own measure; those left out with the reason. What an exam says of single
    schools stands in a table that cannot be sorted by it, and only for who may see it."""
    rows = [
        _member_row(view.pair, view, group.measure, group_scale(group))
        if may_see_schools(context, group.measure.indicator)
        else _member_row(view.pair, None, None, None)
        | {say("pairs.why"): say("exam.schools_hidden" if context.visitor.as_outside else "exam.schools_gate")}
        for group in grouped.groups
        for view in group.views
    ]
    rows += [_member_row(pair, None, None, None) for pair in grouped.left_out if not left_out]
    if not rows:
        if left_out:
            st.info(left_out)
        return
    with panel("members", say("pairs.members_title"), left_out):
        table = _without_blanks(pd.DataFrame(rows), say("pairs.end"), say("pairs.measure"))
        show_numbers(list(table.columns), _rows(table, _numbers_of(grouped)), say("pairs.members_title"))


def _numbers_of(grouped: Grouped) -> list[tuple[Asked | None, Asked | None]]:
    """What the gap then and the gap now of each row ask about."""
    found: list[tuple[Asked | None, Asked | None]] = []
    for group in grouped.groups:
        ask, periods = gap_asker(group.measure.indicator.name, group.measure.where), group.measure.periods
        for view in group.views:
            ends = (view.pair.member_id, view.pair.core_id)
            move = view.move
            found.append(
                (ask(*ends, *(periods[n] for n in move.before)), ask(*ends, periods[move.last]))
                if move
                else (None, None)
            )
    return found


def _rows(table: pd.DataFrame, asked: Sequence[tuple[Asked | None, Asked | None]]) -> list[Row]:
    """The table with its gaps as numbers that lead on."""
    names = list(table.columns)
    at = names.index(say("pairs.then"))
    found = []
    for place, cells in enumerate(table.itertuples(index=False)):
        texts = [str(each) for each in cells]
        then, now = asked[place] if place < len(asked) else (None, None)
        numbers = [
            Number(text, None if text == UNKNOWN else asks)
            for text, asks in zip(texts[at : at + 3], (then, now, now), strict=True)
        ]
        found.append(Row(texts[0], numbers, texts[1:at], texts[at + 3 :]))
    return found


def _without_blanks(table: pd.DataFrame, end: str, measure: str) -> pd.DataFrame:
    """Without the end dates where no pair has one, and without the measure where all pairs have the same."""
    dull = [end] if (table[end] == "").all() else []
    return table.drop(columns=[*dull, *([measure] if table[measure].nunique() < 2 else [])])


def _member_row(
    pair: PairRow, view: PairView | None, measure: Measure | None, scale: Scale | None
) -> dict[str, object]:
    move = view.move if view else None
    then, now, change = (
        (scale.text(move.then), scale.text(move.now), scale.text(-move.narrowed_by, signed=True))
        if move and scale
        else (UNKNOWN, UNKNOWN, UNKNOWN)
    )
    return {
        say("pairs.core"): pair.core,
        say("pairs.member"): pair.member,
        say("pairs.type"): pair_type_name(pair.pair_type),
        say("pairs.group"): pair.group or "",
        say("pairs.start"): str(pair.start or UNKNOWN),
        say("pairs.end"): str(pair.end or ""),
        say("pairs.then"): then,
        say("pairs.now"): now,
        say("pairs.change"): change,
        say("pairs.why"): say("join.clause").join(part for part in (_reading(view), view.sat if view else "") if part),
        say("pairs.measure"): _measure_text(measure),
    }


def _measure_text(measure: Measure | None) -> str:
    if measure is None:
        return ""
    unit = say(change_scale(scale_of(measure.indicator)).unit_key)
    # 12.3∶1 is how a ratio is written, not a unit to stand by itself.
    return measure.words if not unit or unit.startswith(("∶", ":")) else f"{measure.words}（{unit}）"


def _reading(view: PairView | None) -> str:
    """What may be said of a pair's gap."""
    if view is None:
        return say("pairs.no_common_stage")
    if view.move is None:
        return say("pairs.incomparable")
    return gap_reason(view.fact, view.move) if view.fact else ""


def show_pair_source(context: Context, grouped: Grouped) -> None:
    """Where the numbers of either end come from, for the schools that the visitor may see."""
    show_source(context, [_number(group) for group in grouped.groups])


def _number(group: Group) -> Offered:
    measure = group.measure
    ends = [(view.core, view.pair.core, view.pair.group) for view in group.views]
    ends += [(view.member, view.pair.member, view.pair.group) for view in group.views]
    places = tuple((line.area_id, name, parent or "") for line, name, parent in ends if line is not None)
    code = f"{measure.indicator.name}-{measure.stage}" if measure.stage else ""
    return Offered(measure.indicator, measure.words, places, measure.periods, measure.where, code=code)


def pair_type_name(code: str | None) -> str:
    """The kind of pairing in the visitor's language."""
    if code is None:
        return ""
    if language() == "en":
        return code.replace("_", " ")
    return declared_dataset("pair").column("pair_type").choices[code][0]
