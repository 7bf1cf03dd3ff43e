"""Balance: how far schools are apart in what they have, which of them move it, and what would bring it under its limit."""

from __future__ import annotations

from functools import partial

import streamlit as st

from access import Role
from catalog import stages
from metrics.disclosure import PUBLIC
from ui.balance import (
    INDICATOR,
    STAGES,
    amounts_of,
    balance_of,
    balance_title,
    item_name,
    standings_of,
    years_of,
)
from ui.balance_file import balance_file
from ui.balance_size import show_sizes
from ui.balance_view import show_items, show_lacking, show_moved, show_seven, show_years
from ui.context import Context
from ui.data_style import apply_data_style
from ui.empty import show_empty_store, show_empty_theme
from ui.filters import Choice, pick_one, show_dropped
from ui.making_button import show_making_button
from ui.page import Page
from ui.panel import version_text
from ui.selection import period_name, pick_district, short_label
from ui.source import Number, show_source
from ui.style import plain, show_subtitle
from ui.text import name_of, say


def render(context: Context) -> None:
    """Choose, ask, show."""
    if context.is_empty:
        return show_empty_store(context)
    years, districts = years_of(context), context.areas("district")
    if not years or not districts:
        return show_empty_theme(context, say("page.balance"), "resource")
    apply_data_style()
    head = st.container()
    bar = st.container(key="bar_filters", horizontal=True)
    with bar:
        names = Choice({code: name_of(stages.stage(code)) for code in STAGES})
        stage = pick_one("stage", say("filters.stage"), names, STAGES[0])
        year = pick_one(
            "year", say("returns.year"), Choice({code: short_label(code) for code in years[::-1]}), years[-1]
        )
        district = pick_district(context) or districts[0]
    asked = balance_of(context, district, stage, year)
    if not asked.known:
        with head:
            st.title(say("page.balance"))
            st.info(say("balance.none", period=period_name(year), stage=names.names[stage]))
        return None
    with bar:
        items = Choice({each.area_id: each.name for each in asked.known})
        item = pick_one("item", say("balance.item"), items, (asked.limited or asked.known)[0].area_id)
    with head:
        st.title(plain(balance_title(asked, outside=context.audience == PUBLIC)))
        show_subtitle(f"{say('balance.subtitle', period=period_name(year), district=district.name)} · {version_text(context)}")  # fmt: skip
        show_dropped()
    left, right = st.columns(2, gap="small")
    with left:
        show_items(context, asked)
    with right:
        show_years(context, asked, item)
    if context.visitor.role < Role.CLERK:
        show_subtitle(say("balance.gate_outside" if context.visitor.as_outside else "balance.gate"))
        return None
    schools = amounts_of(context, asked, item)
    left, right = st.columns(2, gap="small")
    with left:
        show_moved(context, asked, item, schools)
    with right:
        show_lacking(context, asked, item, schools)
    show_seven(context, asked, standings_of(context, asked))
    show_sizes(context, asked)
    show_making_button(say("balance.download"), partial(balance_file, context, asked), f"均衡_{year}_{stage}.xlsx", key="balance_file",
                       icon=":material/download:")  # fmt: skip
    words = f"{names.names[stage]}{item_name(item)}"
    place = (district.area_id, district.name, "")
    show_source(context, [Number(context.indicator(INDICATOR, stage), words, (place,), (year,), {"stage": stage, "item": item})])  # fmt: skip
    return None


PAGE = Page(title_key="page.balance", url="balance", role=Role.VIEWER, render=render, icon=":material/balance:")
