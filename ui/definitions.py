"""指标口径 on the screen: the list to find an indicator in, and the one that is opened with everything it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from catalog import INDICATORS
from catalog import dataset as declared
from catalog.indicators import THEMES
from catalog.model import Indicator, Total
from catalog.settings import Settings
from ui.context import Context
from ui.declared import (
    evidence_of,
    level_name,
    reference_text,
    setting_text,
    symbols,
    unit_name,
)
from ui.menu import conditions, show_page_link
from ui.panel import panel
from ui.standards import standards_html
from ui.style import show_foot, show_subtitle
from ui.text import language, name_of, say

FIND = "find"


def found_indicators(context: Context, find: str) -> list[Indicator]:
    """The indicators whose name, id, formula or source holds every word that was typed; all of them for none."""
    words = find.lower().split()
    every = (context.indicator(each.name) for each in INDICATORS)
    return [each for each in every if all(word in _searched(each) for word in words)]


def _searched(indicator: Indicator) -> str:
    parts = (indicator.name, indicator.zh, indicator.en, indicator.formula_zh, indicator.formula_en, indicator.source)
    return " ".join(parts).lower()


def show_list(context: Context, found: Sequence[Indicator], opened: str, find: str) -> None:
    """The indicators by theme, each a link that opens it; its address can be passed on."""
    with panel("definitions_list", say("definitions.found", n=len(found))):
        if not found:
            show_subtitle(say("definitions.none"))
        names = tuple(each.name for each in found)
        st.html(context.kept("definitions", _list_html, names, opened, find, language()))


def _list_html(context: Context, found: Sequence[str], opened: str, find: str, shown_in: str) -> str:
    """Kept whole in each language: it is the same for everybody, and sixty lines of words are no trifle to put together."""
    parts = []
    for theme, names in THEMES.items():
        mine = [each for each in map(context.indicator, found) if each.theme == theme]
        if mine:
            lines = "".join(_line_html(each, find, here=each.name == opened) for each in mine)
            parts.append(f'<tr><th colspan="2"><b>{escape(names[shown_in == "en"])}</b></th></tr>{lines}')
    return f'<div class="zh-plain"><table class="wrap">{"".join(parts)}</table></div>'


def _line_html(indicator: Indicator, find: str, *, here: bool) -> str:
    asked = urlencode(conditions(indicator=indicator.name) | ({FIND: find} if find else {}))
    name = escape(name_of(indicator))
    shown = f"<b>{name}</b>" if here else name
    link = f'<a href="?{escape(asked)}" target="_self"{" aria-current=true" if here else ""}>{shown}</a>'
    return f'<tr><td class="short">{link}</td><td>{escape(_formula(indicator))}</td></tr>'


def show_opened(context: Context, indicator: Indicator) -> None:
    """One indicator with everything it rests on."""
    english = language() == "en"
    with (
        st.container(key="opened"),
        panel("definition", name_of(indicator), indicator.why_en if english else indicator.why_zh),
    ):
        st.html(rows_html(definition_rows(indicator, context.settings)))
        if indicator.judged_by_standards:
            st.html(f"<b>{escape(say('standards.tab'))}</b>{standards_html(context.settings.aid.listed())}")
        show_page_link(context, indicator.theme, say("definitions.to_page", name=name_of(indicator)), icon=":material/arrow_forward:", indicator=indicator.name)  # fmt: skip
        show_foot(say("definitions.address", address=f"definitions?indicator={indicator.name}"))


def rows_html(rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """What is stated and the statement, line by line."""
    lines = (
        f'<tr><th scope="row" class="short">{escape(label)}</th><td>{"<br>".join(map(escape, said))}</td></tr>'
        for label, said in rows
    )
    return f'<div class="zh-plain"><table class="wrap zh-standards">{"".join(lines)}</table></div>'


def definition_rows(indicator: Indicator, settings: Settings) -> list[tuple[str, list[str]]]:
    """What an inspector asks of an indicator, in order: formula, components, where it holds, on whose word, what was set."""
    lowest = [say("definitions.smallest_is", n=indicator.smallest_base)] if indicator.smallest_base else []
    used = [f"{name_of(each.setting)} {setting_text(each)}" for each in settings.used_by(indicator)]
    rows: list[tuple[str, list[str]]] = [
        ("definitions.formula", [_formula(indicator)]),
        ("definitions.symbols", [symbols(indicator)]),
        ("definitions.numerator", components(indicator.numerator)),
        ("definitions.denominator", components(indicator.denominator) if indicator.denominator else []),
        ("definitions.direction", [say(f"direction.{indicator.direction.value}")]),
        ("definitions.unit", [unit_name(indicator.unit)]),
        ("definitions.levels", [say("join.and").join(map(level_name, indicator.levels))]),
        ("definitions.periods", [say("join.and").join(say(f"grain.{kind.value}") for kind in indicator.period_kinds)]),
        ("definitions.source", [indicator.source, evidence_of(indicator.evidence)]),
        ("definitions.settings", used),
        ("definitions.references", [reference_text(indicator, each) for each in indicator.references]),
        ("definitions.smallest", lowest),
        ("definitions.id", [indicator.name]),
    ]
    return [(say(label), [each for each in said if each] or ["—"]) for label, said in rows]


def components(total: Total) -> list[str]:
    """Every column a side is made of: its name, the return it stands in, its code, and what is done with it."""
    dataset = declared(total.dataset)
    signs = dict.fromkeys(total.plus, "+ ") | dict.fromkeys(total.minus, "− ")
    if total.times:
        signs[total.times] = "× "
    return [
        f"{signs.get(name, '')}{name_of(dataset.column(name))}（{name_of(dataset)}；{total.dataset}.{name}）"
        for name in total.columns
    ]


def _formula(indicator: Indicator) -> str:
    return indicator.formula_en if language() == "en" else indicator.formula_zh
