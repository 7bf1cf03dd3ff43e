"""Returns: who has sent what and who has not, the list to remind them with, deadlines, and the forms to hand out."""

from __future__ import annotations

import streamlit as st

from access import Role
from catalog.periods import lies_in
from ui.context import Context
from ui.data_style import apply_data_style
from ui.empty import show_empty_store
from ui.filters import Choice, pick_one
from ui.page import Page
from ui.returns import deadlines_of, last_owed, matrix_of, periods_of_return, returns_offered, years_of_returns
from ui.returns_view import matrix_title, show_matrix, show_open, show_tools
from ui.selection import period_name, short_label
from ui.style import show_subtitle
from ui.text import name_of, say


def render(context: Context) -> None:
    """Choose a return and a year, see the matrix, then one period."""
    if context.is_empty:
        return show_empty_store(context)
    apply_data_style()
    head = st.container()
    with st.container(key="bar_filters", horizontal=True):
        name = pick_one("dataset", say("returns.dataset"), Choice({each.name: name_of(each) for each in returns_offered()}),
                        "dropout", clears=("due",))  # fmt: skip
        deadlines = deadlines_of(context, name)
        years = years_of_returns(context, deadlines)
        owed = periods_of_return(context, name, deadlines)
        year = pick_one("year", say("returns.year"), Choice({each: short_label(each) for each in years}),
                        last_owed(years, owed), clears=("due",))  # fmt: skip
        periods = [code for code in owed if lies_in(code, year)]
        matrix = matrix_of(context, name, periods)
        period = (
            pick_one("due", say("returns.period"), Choice({each: period_name(each) for each in periods}), periods[-1])
            if periods
            else None
        )
    with head:
        st.title(matrix_title(matrix, period) if period else say("page.returns"))
        show_subtitle(f"{say('page.returns')} · {say('returns.subtitle')}")
    left, right = st.columns([7, 4], gap="medium")
    with left:
        if period is None:
            st.info(say("returns.none_due"))
        else:
            show_matrix(matrix)
    with right:
        if period is not None:
            show_open(matrix, period)
        show_tools(context, matrix, period)
    return None


PAGE = Page(title_key="page.returns", url="returns", role=Role.CLERK, needs_names=True, render=render, section="menu.data",
            icon=":material/assignment_turned_in:")  # fmt: skip
