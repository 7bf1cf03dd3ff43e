"""Findings for the clerk: what must be changed, what to confirm, what is only good to know; each with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from ui.text import language, say

# The levels in the order of how much they ask of the clerk, with the look of their tag.
LEVELS = {"error": "worse", "warning": "caution", "info": ""}
SHOWN_AT_ONCE = 12

Finding = Mapping[str, str]


def findings_of_level(findings: Sequence[Finding], level: str) -> list[Finding]:
    """Those of one level, in order."""
    return [each for each in findings if each["level"] == level]


def counts_text(findings: Sequence[Finding]) -> str:
    """要改 2 处，确认 1 处，参考 3 处; levels without a finding are left out."""
    counted = [(level, len(findings_of_level(findings, level))) for level in LEVELS]
    return "，".join(say(f"findings.count_{level}", n=n) for level, n in counted if n) or say("findings.none")


def show_findings(findings: Sequence[Finding], *, with_sheet: bool) -> None:
    """The findings by level; past the first dozen of a level the rest is one click away."""
    for level in LEVELS:
        found = findings_of_level(findings, level)
        if not found:
            continue
        st.html(findings_html(found[:SHOWN_AT_ONCE], with_sheet=with_sheet))
        if len(found) > SHOWN_AT_ONCE:
            with st.expander(say("findings.more", n=len(found) - SHOWN_AT_ONCE)):
                st.html(findings_html(found[SHOWN_AT_ONCE:], with_sheet=with_sheet))


def findings_html(findings: Sequence[Finding], *, with_sheet: bool) -> str:
    """The findings as HTML. They quote cells of somebody's file, so every text is escaped."""
    return "".join(_finding_html(each, with_sheet) for each in findings)


def _finding_html(finding: Finding, with_sheet: bool) -> str:
    level = finding["level"]
    where = finding.get("sheet", "") if with_sheet else ""
    at = " ".join(part for part in (where, finding.get("cell", "")) if part)
    advice = _in_language(finding, "advice")
    parts = [
        f'<span class="zh-tag {LEVELS[level]}">{escape(say(f"findings.{level}"))}</span>',
        f"<b>{escape(at)}</b>" if at else "",
        escape(_in_language(finding, "message")),
        f'<div class="advice">{escape(advice)}</div>' if advice else "",
    ]
    return f'<div class="zh-finding">{"".join(parts)}</div>'


def _in_language(finding: Finding, part: str) -> str:
    return (finding.get(f"{part}_en") if language() == "en" else "") or finding.get(part, "")
