"""Where a figure that another area published stands: document, number, page and date, then file, sheet, cell, batch and its undo."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.published import Published, published, published_cells
from ui.context import Context
from ui.lineage_cells import without_files
from ui.lineage_link import PUBLISHED, Asked
from ui.lineage_view import show_way_down
from ui.panel import panel, version_text
from ui.selection import period_name
from ui.style import plain, show_subtitle
from ui.text import say


def asked_of(each: Published) -> Asked:
    """What a published figure asks about."""
    where = {"figure": each.figure, "document": each.document, "stage": each.stage or ""}
    return Asked(PUBLISHED, each.area, each.period, {name: value for name, value in where.items() if value})


def show_published(context: Context, asked: Asked, head: DeltaGenerator) -> None:
    """The figure with the document it stands in, and its cell."""
    found = next((each for each in published(context.reader) if asked_of(each) == asked), None)
    if found is None:
        head.info(say("lineage.not_understood"))
        return
    value = f"{found.value * 100:,.6g}%" if found.is_rate else f"{found.value:,.10g}{found.unit}"
    with head:
        place = {"place": found.area, "period": period_name(found.period), "what": found.figure}
        st.title(plain(say("lineage.title", **place, value=value)))
        show_subtitle(f"{say('source.title')} · {version_text(context)}")
    with panel("lineage_how", say("lineage.published")):
        st.markdown(plain(say("lineage.published_in", source=found.source)))
        show_subtitle(say("lineage.published_note"))
    cells = published_cells(context.reader, found)
    show_way_down(context, without_files(cells) if context.unnamed else cells)
