"""The alerts on the screen: the list by township, and one of them opened."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from catalog.alerts import AGAINST_WORDS, SEVERITY_WORDS, Severity
from catalog.evidence import EVIDENCE_EN, EVIDENCE_ZH
from catalog.settings import InForce
from metrics.alerts import AlertRow
from ui.alert_form import show_handling
from ui.alert_origin import show_origin
from ui.alert_trend import show_trend_of, sparks
from ui.alerts import Case, grouped, today
from ui.context import Context
from ui.filters import state
from ui.menu import show_page_link
from ui.panel import panel
from ui.style import plain, show_foot
from ui.text import language, name_of, say

MOST_LINES = 40
_COLORS = {Severity.ACT: "orange", Severity.WATCH: "yellow", Severity.NOTE: "gray"}


def severity_text(severity: Severity) -> str:
    """A severity in words, as a badge inside a label: the colour only repeats it."""
    return f":{_COLORS[severity]}-badge[{SEVERITY_WORDS[severity][language() == 'en']}]"


def show_list(context: Context, cases: Sequence[Case], years: Sequence[str], first: int) -> None:
    """The alerts by township, so many at a time; each is a link that opens it beside the list."""
    ordered = [(name, case) for name, mine in grouped(cases) for case in mine]
    counts = {name: sum(each == name for each, _ in ordered) for name, _ in ordered}
    shown = ordered[first : first + MOST_LINES]
    trends = sparks(context, [case for _, case in shown], years)
    with panel("alerts", say("alerts.list_title", n=len(cases)), say("alerts.list_sub")):
        above = ""
        with st.container(key="lines"):
            for name, case in shown:
                if name != above:
                    st.html(f'<h4 class="zh-place">{escape(say("alerts.group", name=name, n=counts[name]))}</h4>')
                    above = name
                show_page_link(context, "alerts", line_text(case, trends.get(case.code, "")), **here(alert=case.code))
        _show_pages(context, len(ordered), first)


def line_text(case: Case, trend: str) -> str:
    """One line: severity, sentence, trend, and how it is handled unless nobody has touched it."""
    step = case.step
    words = [severity_text(case.row.severity), plain(case.sentence)]
    if trend:
        words.append(f" :gray[{trend}]")
    if step is not None:
        said = [
            say(f"alerts.{case.state.value}"),
            say(f"alerts.{case.again}", state=say(f"alerts.{step.state.value}")) if case.again else "",
            step.unit,
        ]
        if step.due and case.overdue(today()):
            said.append(say("alerts.overdue"))
        elif step.due and not case.again:
            said.append(say("alerts.due", day=f"{step.due:%m-%d}"))
        if case.moved and not case.again:
            said.append(say("alerts.moved"))
        words.append(f" :gray-badge[{plain(' · '.join(filter(None, said)))}]")
    return f"**{' '.join(words)}**" if st.query_params.get("alert") == case.code else " ".join(words)


def here(**changes: str | None) -> dict[str, str | None]:
    """The choices of this page with some set anew: links take only the shared conditions along by themselves."""
    names = ("year", "severity", "state", "kind", "first")
    return {name: st.query_params.get(name) for name in names} | changes


def _show_pages(context: Context, size: int, first: int) -> None:
    with st.container(horizontal=True):
        if first:
            show_page_link(context, "alerts", say("alerts.back", n=min(first, MOST_LINES)), **here(first=str(max(first - MOST_LINES, 0)), alert=None))  # fmt: skip
        if size > first + MOST_LINES:
            left = min(size - first - MOST_LINES, MOST_LINES)
            show_page_link(
                context, "alerts", say("alerts.more", n=left), **here(first=str(first + MOST_LINES), alert=None)
            )


def show_opened(context: Context, case: Case | None, years: Sequence[str]) -> None:
    """The alert that was opened: what it says, on what grounds, how it moved, who handles it, where the number comes from."""
    if case is None:
        with panel("alert_none", say("alerts.gone")):
            return
    row = case.row
    with panel(
        "alert", case.sentence, f"{name_of(row.alert)} · {row.alert.why_en if language() == 'en' else row.alert.why_zh}"
    ):
        st.markdown(
            severity_text(row.severity)
            + f" {plain(say('alerts.against', what=AGAINST_WORDS[row.alert.against][language() == 'en']))}"
        )
        show_trend_of(context, row, years)
        show_foot(" · ".join(grounds(context, row)))
        _show_ways_on(context, row)
    show_origin(context, row)
    with panel("alert_handling", say("alerts.handling")):
        show_handling(context, case)


def grounds(context: Context, row: AlertRow) -> list[str]:
    """Limit, smallest base and source, each with its evidence."""
    alert, evidence = row.alert, EVIDENCE_EN if language() == "en" else EVIDENCE_ZH
    named = (("limits", alert.limit_name(row.stage)), ("base", alert.base_name(row.stage)))
    said = [say(f"alerts.{key}", words=_setting(context.settings.of(name))) for key, name in named if name]
    return [*said, say("alerts.source", source=alert.source, evidence=evidence[alert.evidence])]


def _setting(each: InForce) -> str:
    who = say("alerts.changed_by", person=each.person) if each.changed else say("alerts.by_default")
    return f"{name_of(each.setting)} {each.text}（{who}）"


def _show_ways_on(context: Context, row: AlertRow) -> None:
    """A link to the page where the indicator stands, with the place and the stage chosen."""
    indicator = row.trail.indicator if row.trail else None
    chosen: dict[str, str | None] = {"indicator": indicator, "stage": row.stage, "grain": None, "period": None}
    if row.level == "school":
        chosen |= {"townships": row.township_id, "township": row.township_id, "school": row.area_id}
    elif row.level == "township":
        chosen |= {"townships": row.area_id, "township": row.area_id, "school": None}
    show_page_link(context, row.alert.page, say("alerts.look"), icon=":material/arrow_forward:", **chosen)


def forget_opened() -> None:
    """Close what was opened: other alerts are chosen."""
    state("alert", None)
    state("first", None)
