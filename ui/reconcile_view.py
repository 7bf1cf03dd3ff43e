"""The cross-checks on the screen: the list, the counts of each check, and one of them opened with the cells behind it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO
from urllib.parse import urlencode

import streamlit as st

from catalog.evidence import EVIDENCE_EN, EVIDENCE_ZH
from catalog.reconciliations import OUTCOME_WORDS, RECONCILIATIONS, RELATION_WORDS, Outcome
from metrics.reconcile import Reconciled
from metrics.reconcile.row import number_written
from reports import write_workbook
from reports.moments import this_moment
from reports.reconcile import reconcile_download
from ui.context import Context
from ui.menu import conditions, show_page_link
from ui.panel import panel
from ui.reconcile import Tally
from ui.reconcile_sides import show_cells, show_side
from ui.style import plain, show_foot
from ui.text import language, name_of, say

MOST_LINES = 40
PARAMETERS = ("year", "outcome", "kind", "dataset", "township", "when", "first")


def here(**changes: str | None) -> dict[str, str | None]:
    """The choices of this page with some set anew."""
    said = st.query_params.to_dict()
    return {name: said.get(name) for name in PARAMETERS} | changes


def badge_of(row: Reconciled) -> str:
    """What became of it, in words; the colour only repeats it."""
    if row.outcome is Outcome.FAILED:
        return f":{'orange' if row.check.strict else 'yellow'}-badge[{say('reconcile.strict' if row.check.strict else 'reconcile.soft')}]"
    return f":{'gray' if row.outcome is Outcome.UNCHECKED else 'blue'}-badge[{say(f'reconcile.{row.outcome.value}')}]"


def show_list(context: Context, rows: Sequence[Reconciled], outcome: str, first: int) -> None:
    """The rows by check, so many at a time; each is a link that opens it beside the list."""
    name = say(f"reconcile.{outcome}") if outcome else say("reconcile.all")
    with panel("reconcile", say("reconcile.list_title", outcome=name, n=len(rows)), say("reconcile.list_sub")):
        above = ""
        with st.container(key="lines"):
            for row in rows[first : first + MOST_LINES]:
                title = name_of(row.check)
                if title != above:
                    st.html(f'<h4 class="zh-place">{escape(title)}</h4>')
                    above = title
                text = f"{badge_of(row)} {plain(row.sentence(language()))}"
                opened = st.query_params.get("row") == row.code
                show_page_link(context, "reconcile", f"**{text}**" if opened else text, **here(row=row.code))
        _show_pages(context, len(rows), first)


def _show_pages(context: Context, size: int, first: int) -> None:
    with st.container(horizontal=True):
        if first:
            back = str(max(first - MOST_LINES, 0))
            show_page_link(context, "reconcile", say("alerts.back", n=min(first, MOST_LINES)), **here(first=back, row=None))  # fmt: skip
        left = min(size - first - MOST_LINES, MOST_LINES)
        if left > 0:
            more = str(first + MOST_LINES)
            show_page_link(context, "reconcile", say("alerts.more", n=left), **here(first=more, row=None))


def show_summary(found: Sequence[Tally]) -> None:
    """How often each check agreed, failed or could not be made; its name leads to it alone."""
    with panel("reconcile_summary", say("reconcile.summary", n=len(found)), say("reconcile.summary_sub")):
        heads = [say("reconcile.kind"), *(say(f"reconcile.{each}") for each in ("failed", "unchecked", "passed"))]
        head = "".join(f"<th{'' if number == 0 else _NUMBER}>{escape(each)}</th>" for number, each in enumerate(heads))
        st.html(
            f'<div class="zh-plain zh-tall"><table class="wrap"><tr>{head}</tr>{"".join(map(_line, found))}</table></div>'
        )
        named = {each.check.name for each in found}
        idle = [name_of(each) for each in RECONCILIATIONS if each.name not in named]
        if idle:
            show_foot(say("reconcile.idle", names=say("join.and").join(idle)))


_NUMBER = ' class="number"'


def _line(each: Tally) -> str:
    tone = "zh-worse" if each.check.strict else "zh-caution"
    failed = f'<b class="{tone}">{each.failed}</b>' if each.failed else "0"
    outcome = None if each.failed else Outcome.UNCHECKED.value if each.unchecked else Outcome.PASSED.value
    target = urlencode(conditions(**here(kind=each.check.name, outcome=outcome, first=None)))
    name = f'<a href="?{escape(target)}" target="_self">{escape(name_of(each.check))}</a>'
    return f"<tr><td>{name}</td><td{_NUMBER}>{failed}</td><td{_NUMBER}>{each.unchecked}</td><td{_NUMBER}>{each.passed}</td></tr>"


def show_opened(context: Context, row: Reconciled) -> None:
    """One cross-check: both numbers, how they should stand to each other, and the cells behind either."""
    check, english = row.check, language() == "en"
    relation = RELATION_WORDS[check.relation][english]
    with panel("reconciled", row.sentence(language()), f"{name_of(check)} · {relation}"):
        st.markdown(f"{badge_of(row)} {plain(OUTCOME_WORDS[row.outcome][english])}")
        if row.low is None and row.high is None and row.difference is not None:
            said = {"difference": number_written(abs(row.difference), 2), "tolerance": number_written(row.tolerance, 2)}
            st.markdown(plain(say("reconcile.apart", **said)))
        show_side(context, "left", check.left.en if english else check.left.zh, row.left, row.left_from, check.decimals)
        if row.low is not None or row.high is not None:
            low, high = (number_written(each, 2) for each in (row.low, row.high))
            st.markdown(plain(say("reconcile.range", low=low, high=high)))
            if row.right_from:
                show_cells(context, "right", row.right_from)
        else:
            show_side(
                context,
                "right",
                check.right.en if english else check.right.zh,
                row.right,
                row.right_from,
                check.decimals,
            )
        show_foot(" · ".join(_grounds(context, row)))


def _grounds(context: Context, row: Reconciled) -> list[str]:
    """The tolerance with who set it, and the source with its evidence."""
    evidence = (EVIDENCE_EN if language() == "en" else EVIDENCE_ZH)[row.check.evidence]
    said = [say("alerts.source", source=row.check.source, evidence=evidence)]
    if row.check.tolerance:
        each = context.settings.of(row.check.tolerance)
        who = say("alerts.changed_by", person=each.person) if each.changed else say("alerts.by_default")
        said.insert(0, f"{name_of(each.setting)} {each.text}（{who}）")
    return said


def reconcile_file(context: Context, rows: Sequence[Reconciled], filters: Sequence[tuple[str, str]]) -> bytes:
    """The rows chosen as a workbook, with definitions and the filters in words."""
    occasion = [
        *filters,
        ("数据版本", str(context.version or "")),
        ("下载", f"{context.visitor.name}，{this_moment()}"),
    ]
    target = BytesIO()
    write_workbook(target, reconcile_download(rows, context.settings, occasion))
    return target.getvalue()
