"""Where a number of activities comes from: what a core did with its members in a year, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from catalog import dataset
from metrics.support_cells import support_cells
from ui.context import Context
from ui.lineage_cells import without_files
from ui.lineage_formula import plain_number
from ui.lineage_link import SUPPORT, Asked
from ui.lineage_view import show_way_down
from ui.panel import panel, version_text
from ui.selection import period_name
from ui.style import plain, show_subtitle
from ui.text import name_of, say

COLUMNS = ("count", "persons", "lessons_taught")


def support_asked(core_id: str, members: Sequence[str], year: str, activity: str, column: str) -> Asked:
    """What a number of the table of activities asks about."""
    return Asked(SUPPORT, core_id, year, {"members": list(members), "activity": activity, "column": column})


def show_support(context: Context, asked: Asked, head: DeltaGenerator) -> None:
    """The sum with its parts, of pairs with a school that the visitor may see."""
    members, column, activity = (asked.where.get(name, "") for name in ("members", "column", "activity"))
    own = {pair.member_id for pair in context.pairs() if pair.core_id == asked.area_id}
    if column not in COLUMNS or not isinstance(activity, str) or not own:
        head.info(say("lineage.outside"))
        return
    wanted = own & ({members} if isinstance(members, str) else set(members))
    cells = support_cells(context.reader, asked.area_id, sorted(wanted), asked.period, activity, str(column))
    if context.unnamed:
        cells = [replace(each, area=context.called(each.area_id, each.area)) for each in without_files(cells)]
    declared = dataset("support").column(str(column))
    core = next(pair.core for pair in context.pairs() if pair.core_id == asked.area_id)
    total = plain_number(sum(each.value for each in cells)) if cells else "—"
    what = f"{activity} · {name_of(declared)}"
    with head:
        words = {
            "place": core,
            "period": period_name(asked.period),
            "what": what,
            "value": f"{total}{declared.unit or ''}",
        }
        st.title(plain(say("lineage.title", **words)))
        show_subtitle(f"{say('source.title')} · {version_text(context)}")
    with panel("lineage_how", say("lineage.how"), say("lineage.support_how")):
        shown = " + ".join(plain_number(each.value) for each in cells[:40]) + (" + …" if len(cells) > 40 else "")
        show_subtitle(f"{shown} = {total}" if cells else say("reconcile.no_cells"))
    show_way_down(context, cells)
