"""What a number is held against: its own annual target with document, person, time and batch, and its reference line."""

from __future__ import annotations

import streamlit as st

from catalog.model import Indicator
from metrics.targets import Progress
from reports.moments import local_moment
from ui.context import Context
from ui.declared import reference_text
from ui.goals import goal_sentence, goals_of
from ui.lineage import references_of, stage_of
from ui.lineage_link import Asked
from ui.lineage_rows import batch_of, show_batch_link
from ui.menu import show_page_link
from ui.panel import panel
from ui.selection import ALL
from ui.settings_link import TAB
from ui.style import plain, show_subtitle
from ui.text import say


def target_of_number(context: Context, asked: Asked) -> Progress | None:
    """The annual target of just this number: its place, year and stage, narrowed by nothing else."""
    found = goals_of(context, asked.indicator, stage_of(asked.where) or ALL, asked.where)
    return next(
        (each for each in found if (each.target.area_id, each.target.year) == (asked.area_id, asked.period)), None
    )


def show_target(context: Context, indicator: Indicator, asked: Asked) -> None:
    """The panel; nothing where the number has neither a target nor a reference line."""
    aim, lines = target_of_number(context, asked), references_of(indicator, asked.where)
    if aim is None and not lines:
        return
    with panel("lineage_target", say("lineage.target")):
        if aim is not None:
            _show_aim(context, aim)
        for each in lines:
            st.markdown(plain(say("lineage.reference", words=reference_text(indicator, each))))
        if lines:
            show_page_link(
                context,
                "definitions",
                say("lineage.to_definition"),
                icon=":material/menu_book:",
                indicator=indicator.name,
            )


def _show_aim(context: Context, aim: Progress) -> None:
    """The target's sentence with its document, who set it when, and the batch it was set in."""
    st.markdown(plain(goal_sentence(aim)))
    if aim.at is not None:
        show_subtitle(say("lineage.target_by", person=aim.person, at=local_moment(aim.at), batch=aim.batch))
    show_page_link(context, "settings", say("lineage.to_targets"), icon=":material/tune:", **{TAB: "targets"})
    batch = batch_of(context, aim.batch)
    if batch is not None:
        show_batch_link(context, batch)
