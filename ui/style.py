"""The one stylesheet, and the few pieces of HTML a page may hold: a card, a tag, a list line. All text in them is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from charts import palette

_SHEET = f"""
<style>
#MainMenu, footer, [data-testid="stToolbarActions"], [data-testid="stAppDeployButton"], [data-testid="stDecoration"],
[data-testid="stStatusWidget"], [data-testid="stMainMenu"] {{display: none !important;}}
[data-testid="stHeader"] {{background: transparent; height: 2.5rem;}}
.stMainBlockContainer {{max-width: 1600px; padding: 2.4rem 3rem 4rem;}}
[data-testid="stSidebarUserContent"] {{padding-top: 0;}}
[data-testid="stSidebarHeader"] {{height: 2.6rem;}}
section[data-testid="stSidebar"] {{min-width: 232px; max-width: 232px;}}
h1 {{letter-spacing: 0; padding: 0 0 .1rem; line-height: 1.35;}}
h3 {{padding: 0; line-height: 1.4;}}
[data-testid="stHeadingWithActionElements"] a, [data-testid="StyledLinkIconContainer"] a {{display: none;}}
.zh-sub {{color: {palette.MUTED}; font-size: .9rem; margin: 0 0 .3rem;}}
.zh-foot {{color: {palette.MUTED}; font-size: .8rem; line-height: 1.5; border-top: 1px solid {palette.LINE}; padding-top: .45rem;}}
.zh-brand {{font-weight: 600; font-size: 1.15rem; color: {palette.INK}; line-height: 1.3;}}
.zh-brand small {{display: block; font-weight: 400; font-size: .8rem; color: {palette.MUTED};}}
.zh-section {{color: {palette.MUTED}; font-size: .78rem; margin: .5rem 0 -.4rem;}}
[class*="st-key-panel"] {{background: {palette.SURFACE}; border: 1px solid {palette.LINE}; border-radius: 9px; padding: 1rem 1.15rem;}}
[class*="st-key-panel"] h3 {{font-size: 17px;}}
[class*="st-key-menu"] {{gap: .1rem;}}
[class*="st-key-menu_here"] a {{background: {palette.CANVAS}; font-weight: 600; box-shadow: inset 4px 0 0 {palette.INK}; border-radius: 0 6px 6px 0;}}
[class*="st-key-bar"] {{background: {palette.SURFACE}; border: 1px solid {palette.LINE}; border-radius: 9px; padding: .7rem 1.15rem .8rem;}}
.zh-cards {{display: grid; grid-template-columns: repeat(auto-fit, minmax(172px, 1fr)); gap: .9rem;}}
.zh-card {{background: {palette.SURFACE}; border: 1px solid {palette.LINE}; border-radius: 9px; padding: .85rem 1.1rem .8rem; display: block;
  color: {palette.INK} !important; text-decoration: none !important; min-height: 116px;}}
a.zh-card:hover {{border-color: {palette.PRIMARY};}}
.zh-card .name {{color: {palette.MUTED}; font-size: .9rem;}}
.zh-card .big {{font-size: 31px; font-weight: 600; line-height: 1.25; font-variant-numeric: tabular-nums;}}
.zh-card .big small {{font-size: .9rem; font-weight: 400; color: {palette.MUTED}; margin-left: .2rem;}}
.zh-card .note {{font-size: .85rem; color: {palette.MUTED};}}
.zh-better {{color: {palette.BETTER};}} .zh-worse {{color: {palette.WORSE};}} .zh-caution {{color: {palette.CAUTION};}}
.zh-tag {{display: inline-block; font-size: .78rem; border-radius: 999px; padding: .05rem .55rem; margin-right: .55rem; white-space: nowrap;
  background: #E7EEF4; color: #41505E;}}
.zh-tag.worse {{background: #FBE5D8; color: #A64606;}} .zh-tag.caution {{background: #F4ECD3; color: #6F5714;}}
.zh-list {{list-style: none; margin: 0; padding: 0;}}
.zh-list li {{border-bottom: 1px solid {palette.LINE}; padding: .5rem 0; margin: 0; font-size: .95rem; line-height: 1.5; display: flex; align-items: baseline;}}
.zh-list li:last-child {{border-bottom: 0;}}
.zh-list a {{color: {palette.INK} !important; text-decoration: none !important;}}
.zh-list a:hover {{text-decoration: underline !important;}}
.zh-scroll {{overflow-x: auto;}}
@media (max-width: 640px) {{
  .stMainBlockContainer {{padding: 2.6rem .8rem 3rem;}}
  h1 {{font-size: 22px !important;}}
  .zh-cards {{grid-template-columns: 1fr 1fr; gap: .6rem;}}
  .zh-card {{padding: .6rem .75rem;}}
  .zh-card .big {{font-size: 24px;}}
  [class*="st-key-panel"] {{padding: .8rem .75rem;}}
}}
</style>
"""


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
    """Put the stylesheet on the page."""
    st.html(_SHEET)


def show_subtitle(text: str) -> None:
    """The line under a title."""
    st.html(f'<div class="zh-sub">{escape(text)}</div>')


def show_foot(text: str) -> None:
    """The line under a panel: definition, source, coverage, version."""
    st.html(f'<div class="zh-foot">{escape(text)}</div>')


def show_cards(cards: Sequence[Card]) -> None:
    """Headline numbers side by side."""
    st.html(f'<div class="zh-cards">{"".join(card_html(card) for card in cards)}</div>')


def card_html(card: Card) -> str:
    """One card as HTML."""
    change = f'<span class="{_tone(card.tone)}">{escape(card.change)}</span>' if card.change else ""
    between = " · " if card.change and card.note else ""
    inside = (
        f'<div class="name">{escape(card.name)}</div>'
        f'<div class="big">{escape(card.value)}<small>{escape(card.unit)}</small></div>'
        f'<div class="note">{change}{between}{escape(card.note)}</div>'
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
