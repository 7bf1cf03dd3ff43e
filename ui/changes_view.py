"""变更预览: what putting a file in use would do, in counts, in examples and in the headline numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from catalog import dataset
from catalog.model import Column, Kind
from catalog.periods import is_period, label_zh
from catalog.stages import grade_label_zh
from ui.grid import column_label
from ui.headlines import Headline, yuan_text
from ui.style import plain
from ui.text import name_of, say

Changes = Mapping[str, Any]
_COUNTS = ("new", "changed", "unchanged", "absent", "removed")
EXAMPLES = 100
MOST_HEADLINES = 8


def show_changes(changes: Sequence[Changes]) -> None:
    """For each dataset the counts of rows, then the cells that would lose a value."""
    for each in changes:
        if len(changes) > 1:
            st.markdown(f"**{name_of(dataset(each['dataset']))}**")
        st.html(counts_html(each))
        _show_cells(each)


def rows_sentence(sheets: Sequence[Mapping[str, Any]], changes: Sequence[Changes]) -> str:
    """Why the entries counted here are not as many as the rows of the file; nothing where they are."""
    taken = [each for each in sheets if each["dataset"]]
    rows = sum(each["rows_accepted"] for each in taken)
    totals = sum(each.get("totals_kept", 0) for each in taken)
    stated = sum(each["new"] + each["changed"] + each["unchanged"] for each in changes)
    if stated == rows:
        return ""
    said = [say("changes.rows_and_totals", rows=f"{rows:,}", n=totals)] if totals else []
    if stated != rows + totals:
        said.append(say("changes.rows_and_entries", rows=f"{rows:,}"))
    return "".join(said)


def counts_html(changes: Changes) -> str:
    """How many rows are new, changed, …; `removed` only when there are some."""
    shown = [name for name in _COUNTS if name in changes and (name != "removed" or changes["removed"])]
    tiles = "".join(f"<div><b>{changes[name]:,}</b>{escape(say(f'changes.{name}'))}</div>" for name in shown)
    return f'<div class="zh-tiles">{tiles}</div>'


def _show_cells(changes: Changes) -> None:
    cells = list(changes.get("cells", ()))
    if not cells:
        return
    lost = changes.get("overwritten", 0) + changes.get("emptied", 0)
    with st.expander(say("changes.cells", n=f"{lost:,}")):
        st.dataframe(cell_rows(changes["dataset"], cells[:EXAMPLES]), hide_index=True, height="auto")


def cell_rows(dataset_name: str, cells: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """The cells as columns for a table: where, which column, the old value, the new one."""
    keys = [name for name in cells[0] if name not in ("column", "old", "new") and not name.endswith("_id")]
    shown: dict[str, list[Any]] = {
        _key_label(dataset_name, key): [_key_text(key, each[key]) for each in cells] for key in keys
    }
    shown[say("changes.column")] = [column_label(dataset_name, each["column"]) for each in cells]
    for side, title in (("old", "changes.old"), ("new", "changes.new_value")):
        shown[say(title)] = [_value_text(dataset_name, each["column"], each[side]) for each in cells]
    return shown


def _key_label(dataset_name: str, key: str) -> str:
    labels = {
        "area": "changes.place",
        "period": "changes.period",
        "core_school": "changes.core",
        "member_school": "changes.member",
    }
    return say(labels[key]) if key in labels else column_label(dataset_name, key)


def _key_text(key: str, value: Any) -> str:
    if value is None:
        return ""
    if key == "period" and is_period(str(value)):
        return label_zh(str(value))
    if key == "grade":
        return grade_label_zh(int(value))
    return _choice_text(key, str(value))


def _choice_text(key: str, value: str) -> str:
    for each in dataset("enrolment").columns:
        if each.name == key and value in each.choices:
            return each.choices[value][0]
    return value


def _value_text(dataset_name: str, column: str, value: Any) -> str:
    if value is None:
        return say("changes.blank")
    declared = next((each for each in dataset(dataset_name).columns if each.name == column), None)
    return _plain_number(declared, str(value))


def _plain_number(column: Column | None, text: str) -> str:
    if column is None or column.kind not in (Kind.COUNT, Kind.NUMBER, Kind.MONEY):
        return text
    number = float(text)
    if column.kind is Kind.MONEY:
        return yuan_text(number)
    return f"{number:,.0f}" if number.is_integer() else f"{number:,.2f}"


def show_headlines(headlines: Sequence[Headline]) -> None:
    """The headline numbers that move, before and after; those that stay are listed below."""
    moving = [each for each in headlines if each.moves]
    if moving:
        st.html(headlines_html(moving[:MOST_HEADLINES]))
    if len(moving) > MOST_HEADLINES:
        with st.expander(say("changes.more_headlines", n=len(moving) - MOST_HEADLINES)):
            st.html(headlines_html(moving[MOST_HEADLINES:]))
    same = [each for each in headlines if not each.moves]
    if same:
        several = len({each.period for each in same}) > 1
        told = [" ".join(filter(None, (each.name, each.period if several else "", each.after, each.coverage)))
                for each in same[:MOST_HEADLINES]]  # fmt: skip
        names = say("join.and").join(told) + ("…" if len(same) > MOST_HEADLINES else "")
        st.caption(plain(say("changes.others_same" if moving else "changes.all_same", n=len(same), names=names)))


def headlines_html(headlines: Sequence[Headline]) -> str:
    """The headline numbers as an HTML table."""
    rows = "".join(
        f"<tr><td>{escape(each.name)} <small>{escape(each.period)}</small></td>"
        f'<td class="number"><span>{escape(each.before)} → <b>{escape(each.after)}</b></span>'
        f" <small>{escape(' · '.join(filter(None, (each.change, each.sides, each.coverage))))}</small></td></tr>"
        for each in headlines
    )
    return f'<table class="zh-headlines">{rows}</table>'
