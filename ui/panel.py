"""A panel: one story in a white frame with its finding as title, what is shown below it, and a foot with the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from catalog.model import Indicator
from charts.layout import CONFIG, Figure
from metrics.cautions import cautions as known_cautions
from ui.context import Context, FrozenWhere, Where, frozen_where
from ui.figures import checked
from ui.lineage_link import Asker, on_point
from ui.style import plain, show_foot, show_subtitle, show_swipe_hint
from ui.text import language, say

_MOST_HEIGHT = 520
# Panels whose figure keeps its width on a phone and is moved sideways (sheet.css).
_WIDE = ("heat", "gaps", "reports", "structure")


@contextmanager
def panel(key: str, title: str, subtitle: str = "") -> Iterator[None]:
    """The frame of a panel; draw its content inside the block."""
    with st.container(key=f"panel_{key}"):
        st.subheader(plain(title))
        if subtitle:
            show_subtitle(subtitle)
        if key.startswith(_WIDE):
            show_swipe_hint()
        yield


def show_figure(figure: Figure, key: str, alt: str, ask: Asker | None = None) -> None:
    """A figure without a tool bar, or a sentence when there is nothing to draw. `alt` says in words what it shows.

    `ask` makes of what a point carries the number it shows: a click then leads to where that comes from.
    """
    if not figure["data"]:
        # plotly 6 fails on a figure without traces, and an empty pair of axes says nothing.
        show_subtitle(say("panel.nothing_to_draw"))
        return
    drawn, name = checked(figure), f"figure_{key}"
    if ask is None:
        st.plotly_chart(drawn, key=name, theme=None, config=CONFIG, width="stretch", alt=alt)
    else:
        st.plotly_chart(
            drawn,
            key=name,
            theme=None,
            config=CONFIG,
            width="stretch",
            alt=alt,
            on_select=on_point(name, ask),
            selection_mode="points",
        )


def show_rows(
    table: pd.DataFrame,
    key: str,
    formats: Mapping[str, str] | None = None,
    *,
    pinned: str | None = None,
    alt: str = "",
) -> None:
    """A table without an index; unknown cells are blank. `formats` are printf patterns by column heading.

    `alt` is its name for whoever does not see it; without one it is called by its columns.
    """
    config = {name: st.column_config.NumberColumn(name, format=text) for name, text in (formats or {}).items()}
    if pinned:
        config[pinned] = st.column_config.TextColumn(pinned, pinned=True)
    height = min(_MOST_HEIGHT, 37 + 35 * len(table))
    st.dataframe(
        table,
        key=f"table_{key}",
        hide_index=True,
        width="stretch",
        height=height,
        column_config=config,
        placeholder="",
        alt=alt or say("join.and").join(map(str, table.columns)),
    )


def show_source_foot(context: Context, indicator: Indicator, *cautions: str, where: Where | None = None) -> None:
    """Definition, source, cautions and the version. `where`: the conditions of the numbers above; what is said of an exam is then
    said of that paper, not of all papers together."""
    indicator = context.indicator(indicator.name)
    formula = indicator.formula_en if language() == "en" else indicator.formula_zh
    known = [] if context.is_empty else context.kept("cautions", _cautions, indicator.name, frozen_where(where))
    parts = [
        formula,
        say("foot.source", source=indicator.source),
        *(each for each in (*cautions, *known) if each),
        version_text(context),
    ]
    show_foot(" · ".join(part for part in parts if part))


def _cautions(context: Context, name: str, where: FrozenWhere) -> list[str]:
    """What in an indicator's values may not be compared."""
    return known_cautions(context.reader, name, where=dict(where))


def version_text(context: Context) -> str:
    """Which version the numbers are of."""
    return say("frame.preview") if context.candidate else say("frame.version", version=context.version)
