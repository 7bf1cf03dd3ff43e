"""What became of the places on a chart: a line that ends in a merger is no decline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from catalog.periods import parse_period
from metrics.townships import NOW
from store.place_changes import MERGED, RENAMED
from ui.context import Context
from ui.style import plain
from ui.text import say

_MOST_TOLD = 6


def change_sentence(each: Mapping[str, Any]) -> str:
    """One declaration in a sentence."""
    kind = "founded" if each["kind"] == "merged" and each["founds"] else each["kind"]
    former = each["former"] if each["kind"] == "renamed" else each["area"]
    return say(f"places.said_{kind}", area=former, other=each["other"] or each["name"], date=str(each["on_date"]))


def no_more(context: Context) -> frozenset[str]:
    """The schools and townships that were merged away: their lines end, and nobody waits for them."""
    return frozenset(each["area_id"] for each in context.changes() if each["kind"] == MERGED)


def merger_ends(context: Context, area_ids: Iterable[str], periods: Sequence[str]) -> frozenset[str]:
    """Those of these townships and schools that were merged within the periods, and what they were merged into: by the
    townships of then neither grew nor shrank. No township where they are those of now."""
    first, last = (str(parse_period(periods[at]).start) for at in (0, -1)) if periods else ("", "")
    merged = (
        each
        for each in context.changes()
        if each["kind"] == MERGED
        and first < str(each["on_date"]) <= last
        and not (context.townships == NOW and each["level"] == "township")
    )
    shown = frozenset(area_ids)
    return shown & frozenset(area_id for each in merged for area_id in (each["area_id"], each["other_id"]) if area_id)


def show_change_notes(context: Context, area_ids: Iterable[str]) -> None:
    """A quiet line with the changes that lie in the lines of these places; nothing where there are none."""
    shown = set(area_ids)
    found = [
        each
        for each in context.changes()
        if shown & {each["area_id"], each["other_id"]}
        and each["kind"] != RENAMED
        and not (context.townships == NOW and each["level"] == "township")
    ]
    if found:
        told = [change_sentence(each) for each in found[:_MOST_TOLD]]
        more = say("places.note_more", n=len(found) - _MOST_TOLD) if len(found) > _MOST_TOLD else ""
        st.caption(plain(say("places.note", changes=say("places.note_join").join(told)) + more))
