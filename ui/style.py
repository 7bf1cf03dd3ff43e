"""The one stylesheet, and the few pieces of HTML a page may hold: a card, a tag, a list line. All text in them is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

from charts import palette
from ui.text import language, say


def _sheet() -> str:
    """The stylesheet with the palette as its variables, so that a colour is said once."""
    colors = "".join(
        f"--{name.lower().replace('_', '-')}: {value};"
        for name, value in vars(palette).items()
        if name.isupper() and isinstance(value, str)
    )
    rules = (Path(__file__).parent / "sheet.css").read_text(encoding="utf-8")
    return f"<style>:root {{{colors}}}\n{rules}</style>"


_SHEET = _sheet()


@dataclass(frozen=True)
class Card:
    """A headline number. `tone` is better, worse, caution or empty and colours the change; `link` leads further."""

    name: str
    value: str
    unit: str = ""
    change: str = ""
    note: str = ""
    tone: str = ""
    link: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a list: a tag in words, a sentence, where it leads."""

    tag: str
    text: str
    tone: str = ""
    link: str = ""


def apply_style() -> None:
    """Put the stylesheet on the page, and tell readers aloud which language it speaks: Streamlit's own page says English."""
    st.html(_SHEET)
    spoken = "en" if language() == "en" else "zh-CN"
    with st.container(key="spoken_language"):
        st.html(f"<script>document.documentElement.lang = '{spoken}'</script>", unsafe_allow_javascript=True)


def show_subtitle(text: str) -> None:
    """The line under a title."""
    st.html(f'<div class="zh-sub">{escape(text)}</div>')


def show_swipe_hint() -> None:
    """A line that only a phone shows: the figure below goes on to the right."""
    st.html(f'<div class="zh-sub zh-swipe">{escape(say("panel.swipe"))}</div>')


def show_foot(text: str) -> None:
    """The line under a panel: definition, source, coverage, version."""
    st.html(f'<div class="zh-foot">{escape(text)}</div>')


def show_cards(cards: Sequence[Card]) -> None:
    """Headline numbers side by side."""
    st.html(f'<div class="zh-cards">{"".join(card_html(card) for card in cards)}</div>')


def card_html(card: Card) -> str:
    """One card as HTML."""
    change = f'<span class="{_tone(card.tone)}">{escape(card.change)}</span>' if card.change else ""
    note = f"<span>{escape(card.note)}</span>" if card.note else ""
    inside = (
        f'<div class="name">{escape(card.name)}</div>'
        f'<div class="big">{escape(card.value)}<small>{escape(card.unit)}</small></div>'
        f'<div class="note">{change}{note}</div>'
    )
    if not card.link:
        return f'<div class="zh-card">{inside}</div>'
    return f'<a class="zh-card" href="{escape(card.link)}" target="_self">{inside}</a>'


def show_lines(lines: Sequence[Line]) -> None:
    """A list of sentences, each leading to what lies behind it."""
    st.html(f'<ul class="zh-list">{"".join(line_html(line) for line in lines)}</ul>')


def line_html(line: Line) -> str:
    """One line as HTML."""
    tag = f'<span class="zh-tag {escape(line.tone)}">{escape(line.tag)}</span>' if line.tag else ""
    text = escape(line.text)
    return f"<li>{tag}" + (f'<a href="{escape(line.link)}" target="_self">{text}</a>' if line.link else text) + "</li>"


def _tone(tone: str) -> str:
    return f"zh-{tone}" if tone in ("better", "worse", "caution") else ""


# What means something inside one line of Streamlit's markdown: marks, links, directives (:red[…]), formulas.
_MARKDOWN_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]()#<>~:$"})


def plain(text: str) -> str:
    """Text from files inside a title or a label: none of its signs means anything."""
    return text.translate(_MARKDOWN_SIGNS)
