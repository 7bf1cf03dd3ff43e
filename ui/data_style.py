"""What the data pages look like beyond the frame's stylesheet: the painted grid, steps, findings, and the words of the
built-in file box, which Streamlit knows in English only."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts import palette
from ui.text import say

_SHEET = f"""
.zh-grid {{border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; min-width: 100%;
  background: {palette.SURFACE};}}
.zh-grid th, .zh-grid td {{border: 1px solid {palette.LINE}; padding: .28rem .55rem; white-space: nowrap;
  text-align: left; font-weight: 400;}}
.zh-grid th, .zh-grid .letters th {{background: #EEF2F5; color: {palette.MUTED}; text-align: center;
  min-width: 2rem;}}
.zh-grid .meanings td {{background: #DCEAF1; text-align: center;}}
.zh-grid .meanings td, .zh-grid .header td, .zh-grid .header_again td {{white-space: normal; min-width: 4.2rem;
  max-width: 9rem; line-height: 1.35;}}
.zh-grid .meanings .zh-chip {{width: max-content; max-width: 5rem;}}
/* As in a spreadsheet: a long line above or below the table runs over its neighbours instead of widening its column. */
.zh-grid .title td:not(.across), .zh-grid .note td:not(.across), .zh-grid .footer td:not(.across) {{max-width: 1px;
  overflow: visible;}}
.zh-grid .header td, .zh-grid .header_again td {{background: #DCEAF1; font-weight: 600; text-align: center;}}
.zh-grid .title td, .zh-grid .note td, .zh-grid .index td {{background: #EEF1F4; color: {palette.MUTED};
  text-align: left;}}
.zh-grid .footer td {{background: #EEF1F4; color: {palette.MUTED};}}
.zh-grid .subtotal td, .zh-grid .total td {{background: #F7F3E6; color: #6F5714;}}
.zh-grid td.number {{text-align: right;}}
.zh-grid td.error {{background: #FBE5D8; box-shadow: inset 0 0 0 2px {palette.WORSE};}}
.zh-grid td.warning {{background: #FFF3CF;}}
.zh-chip {{display: inline-block; border: 1px solid {palette.PRIMARY}; color: {palette.PRIMARY};
  background: {palette.SURFACE};
  border-radius: .7rem; padding: 0 .5rem; font-weight: 600;}}
.zh-chip.unused {{border-color: {palette.CONTEXT}; color: {palette.MUTED}; font-weight: 400;}}
.zh-legend {{display: flex; flex-wrap: wrap; gap: .3rem 1rem; color: {palette.MUTED}; font-size: .8rem;
  padding-top: .6rem;}}
.zh-legend i {{display: inline-block; width: .8rem; height: .8rem; border: 1px solid {palette.LINE};
  border-radius: 3px; margin-right: .35rem;
  vertical-align: -1px;}}
.zh-legend .header {{background: #DCEAF1;}} .zh-legend .data {{background: {palette.SURFACE};}}
.zh-legend .total {{background: #F7F3E6;}}
.zh-legend .skipped {{background: #EEF1F4;}} .zh-legend .error {{background: #FBE5D8; border-color: {palette.WORSE};}}
.zh-legend .warning {{background: #FFF3CF;}}
.zh-steps {{display: flex; flex-wrap: wrap; gap: .5rem; margin: .2rem 0 .4rem;}}
.zh-steps span {{border: 1px solid {palette.LINE}; border-radius: 999px; padding: .3rem 1rem;
  background: {palette.SURFACE};
  color: {palette.MUTED}; font-size: .95rem;}}
.zh-steps .done {{border-color: {palette.PRIMARY}; color: {palette.PRIMARY};}}
.zh-steps .here {{background: {palette.PRIMARY}; border-color: {palette.PRIMARY}; color: #fff; font-weight: 600;}}
.zh-finding {{border-bottom: 1px solid {palette.LINE}; padding: .5rem 0; line-height: 1.55; font-size: .92rem;}}
.zh-finding:last-child {{border-bottom: 0;}}
.zh-finding b {{margin-right: .5rem;}}
.zh-finding .advice {{color: {palette.MUTED}; font-size: .87rem;}}
.zh-notice {{border-radius: 8px; padding: .6rem .9rem; font-size: .95rem; line-height: 1.55;
  background: #E7EEF4; color: {palette.INK};
  border-left: 4px solid {palette.BETTER};}}
.zh-notice.worse {{background: #FBE5D8; border-left-color: {palette.WORSE};}}
/* Its own words for a failed download are English; ours stand below the buttons. */
[data-testid="stDownloadButtonError"] {{display: none;}}
.zh-tiles {{display: grid; grid-template-columns: repeat(auto-fit, minmax(70px, 1fr)); gap: .5rem;}}
.zh-tiles div {{border: 1px solid {palette.LINE}; border-radius: 8px; padding: .5rem .6rem;
  color: {palette.MUTED}; font-size: .82rem;}}
.zh-tiles b {{display: block; font-size: 1.35rem; color: {palette.INK}; font-variant-numeric: tabular-nums;
  line-height: 1.3;}}
.zh-headlines {{border-collapse: collapse; width: 100%; font-size: .92rem;}}
.zh-headlines td {{border: 0; border-bottom: 1px solid {palette.LINE}; padding: .38rem .2rem;}}
.zh-headlines td.number {{text-align: right; font-variant-numeric: tabular-nums;}}
.zh-headlines td.number span {{white-space: nowrap;}}
.zh-headlines small {{color: {palette.MUTED};}}
.zh-settings th {{border: 0; border-bottom: 1px solid {palette.LINE}; padding: .5rem .2rem; text-align: left; font-weight: 500;
  line-height: 1.5;}}
.zh-settings small {{font-weight: 400;}}
.zh-settings td.number {{vertical-align: top; padding-left: .8rem; white-space: normal; min-width: 5rem; max-width: 12rem;}}
"""


def apply_data_style() -> None:
    """Put the styles of the data pages on the page, after the frame's."""
    st.html(f"<style>{_SHEET}{_file_box()}</style>")


def show_notice(text: str, tone: str = "") -> None:
    """A sentence that must be seen: what was done, or (tone worse) what was not and why."""
    st.html(f'<div class="zh-notice {escape(tone)}" role="status">{escape(text)}</div>')


def _file_box() -> str:
    """The file box speaks the visitor's language: its own words are hidden and ours put in their place."""
    drop, browse = _css_text(say("upload.box_drop")), _css_text(say("upload.box_browse"))
    box = '[data-testid="stFileUploaderDropzone"]'
    return f"""
{box} {{padding: 1.6rem 1.2rem; background: {palette.SURFACE}; border: 1.5px dashed #B9C6D1;}}
{box} [data-testid="stFileUploaderDropzoneInstructions"] > div > span,
  {box} [data-testid="stFileUploaderDropzoneInstructions"] > span {{font-size: 0;}}
{box} [data-testid="stFileUploaderDropzoneInstructions"]::after {{content: {drop};
  color: {palette.MUTED}; font-size: .95rem;}}
{box} button {{font-size: 0;}}
{box} button > * {{display: none;}}
{box} button::after {{content: {browse}; font-size: .95rem;}}
"""


def _css_text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ") + '"'
