"""A draft on one page: the clerk's own sheet painted, what to check, what would change, and the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from catalog import dataset
from catalog.periods import label_zh
from etl.drafts import Draft
from ui.context import Context
from ui.corrections import SeenSheet
from ui.findings_view import counts_text, show_findings
from ui.grid import PaintedSheet, column_label, grid_html
from ui.headlines import Headline, headlines
from ui.spoken import spoken
from ui.style import plain, show_subtitle
from ui.text import TEXT, name_of, say
from ui.upload_correct import has_money, show_corrections
from ui.uploads import painted_sheets, seen_sheets

STEPS = ("files", "read", "changes", "publish")


def show_steps(here: str) -> None:
    """The four steps with those behind ticked; an unknown `here` means all are done."""
    at = STEPS.index(here) if here in STEPS else len(STEPS)
    marks = "①②③④"
    parts = []
    for number, step in enumerate(STEPS):
        look = "done" if number < at else "here" if number == at else ""
        parts.append(
            f'<span class="{look}">{"✓" if number < at else marks[number]} {escape(say(f"upload.step_{step}"))}</span>'
        )
    st.html(f'<div class="zh-steps">{"".join(parts)}</div>')


def show_draft_title(draft: Draft) -> None:
    """What was read and how much there is to check, the file and who brought it."""
    sheets: Sequence[Mapping[str, Any]] = draft.report["sheets"]
    rows = sum(each["rows_accepted"] for each in sheets if each["dataset"])
    key = "upload.title_refused" if draft.refused else "upload.title_ready"
    st.title(say(key, rows=f"{rows:,}", findings=counts_text(draft.report["findings"])))
    taken = [name_of(dataset(each["dataset"])) for each in sheets if each["dataset"]]
    show_subtitle(" · ".join([draft.file_name, *dict.fromkeys(taken), draft.person]))


def show_sheets(context: Context, draft: Draft) -> None:
    """Every sheet: what may be corrected, the grid of what was taken, a line for what was not."""
    st.subheader(say("upload.grid_title"))
    sheets = draft.report["sheets"]
    shown = list(zip(sheets, painted_sheets(draft), seen_sheets(draft), strict=True))
    if not shown:
        st.info(say("upload.no_grid"))
        return
    if len(shown) == 1:
        _show_sheet(context, draft, *shown[0])
        return
    names = [seen.name if seen else sheet["sheet"] for sheet, _, seen in shown]
    for tab, each in zip(st.tabs([plain(name) or "—" for name in names]), shown, strict=True):
        with tab:
            _show_sheet(context, draft, *each)


def _show_sheet(
    context: Context, draft: Draft, sheet: Mapping[str, Any], painted: PaintedSheet | None, seen: SeenSheet | None
) -> None:
    unit = [say("upload.amounts_in", unit=seen.unit)] if seen is not None and seen.unit and has_money(seen) else []
    # What the columns mean stands on the painted sheet itself.
    lines = sheet_lines(sheet)
    show_subtitle("；".join([*(lines[:1] if painted is not None else lines), *unit]))
    if seen is not None:
        show_corrections(context, draft, seen)
    if painted is not None:
        own = [each for each in draft.report["findings"] if each["sheet"] in (sheet["sheet"], "")]
        st.html(grid_html(painted, own))
    elif sheet["dataset"]:
        st.caption(say("upload.pupil_level"))


def sheet_lines(sheet: Mapping[str, Any]) -> list[str]:
    """What was understood of a sheet, in words."""
    if not sheet["dataset"]:
        return [say("upload.sheet_not_taken", reason=spoken(sheet.get("reason")) or "—")]
    name = name_of(dataset(sheet["dataset"]))
    period = "、".join(label_zh(each) for each in sheet["periods"][:3]) + ("…" if len(sheet["periods"]) > 3 else "")
    counted = say(
        "upload.sheet_line",
        dataset=name,
        period=period or "—",
        read=sheet["rows_read"],
        accepted=sheet["rows_accepted"],
    )
    skipped = "，".join(f"{skip_label(reason)} {n}" for reason, n in sheet["skipped_because"].items())
    headers = "、".join(str(row) for row in sheet["header_rows"])
    columns = "、".join(
        f"{column_label(sheet['dataset'], column)} {_letters(at)}" for column, at in sheet["columns"].items()
    )
    first = [
        counted,
        say("upload.sheet_skipped", reasons=skipped) if skipped else "",
        say("upload.header_rows", rows=headers) if headers else "",
    ]
    return [" · ".join(part for part in first if part), say("upload.columns", columns=columns)]


def skip_label(reason: str) -> str:
    """Why rows were left out, in words; the reason itself when it has none."""
    key = f"skipped.{reason}"
    return say(key) if key in TEXT else reason


def _letters(at: str | Sequence[str]) -> str:
    return at if isinstance(at, str) else "+".join(at[:4]) + ("…" if len(at) > 4 else "")


def show_draft_findings(draft: Draft) -> None:
    """What to check, worst first."""
    st.subheader(say("upload.findings_title"))
    show_subtitle(counts_text(draft.report["findings"]))
    show_findings(draft.report["findings"], with_sheet=len(draft.report["sheets"]) > 1)


def draft_headlines(context: Context, draft: Draft) -> list[Headline]:
    """The district's headline numbers now and with this draft in use."""
    periods = sorted({period for each in draft.report["sheets"] if each["dataset"] for period in each["periods"]})
    current = context.store.current()
    with (
        Context(context.store, context.visitor, current) as before,
        Context(context.store, context.visitor, current, draft.candidate) as after,
    ):
        return headlines(before, after, list(draft.changes), periods)
