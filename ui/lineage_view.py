"""The panels that say where a number comes from: formula, schools, cells, the row as it stood, the batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import product

import streamlit as st

from catalog.model import Indicator
from metrics import Source, Trace
from ui.context import Context
from ui.lineage import settings_of_number, trace_of, value_of, where_words
from ui.lineage_cells import opened_cell, show_cell_table
from ui.lineage_formula import Term, formula_lines, formula_note, scale_for, side_name
from ui.lineage_link import BACK, Asked, show_number_link
from ui.lineage_parts import PartRow, agreement, coverage_lines, part_rows, settings_lines
from ui.lineage_rows import batch_of, show_batch_link, show_original
from ui.number_table import Number, Row, numbers_html
from ui.panel import panel
from ui.sat import SAT_RATE, sides_text
from ui.school_exams import is_exam
from ui.selection import period_name
from ui.settings_link import show_setting_link
from ui.style import plain, show_foot, show_subtitle
from ui.text import name_of, say

_MOST_PARTS, _MOST_CELLS, _MOST_BATCHES = 150, 200, 12


def show_how(context: Context, indicator: Indicator, asked: Asked, trace: Trace) -> None:
    """The formula with the numbers in it, whether the cells give it again, who counts, which settings hold."""
    with panel(
        "lineage_how",
        say("lineage.how"),
        indicator.formula_zh if name_of(indicator) == indicator.zh else indicator.formula_en,
    ):
        lines = formula_lines(indicator, trace)
        st.html("".join(_formula_html(name, terms) for name, terms in lines[:40]))
        note = formula_note(indicator, trace)
        if note:
            show_subtitle(note)
        _show_gap(context, indicator, asked)
        _show_agreement(indicator, trace)
        show_subtitle("；".join(coverage_lines(trace)))
        _show_sat(context, indicator, asked)
        conditions = where_words(context, indicator, asked.where, asked.period)
        if conditions:
            show_subtitle(say("lineage.where", words=conditions))
        settings = settings_of_number(context, indicator, asked.where)
        if settings:
            show_foot(say("lineage.settings", words="；".join(settings_lines(settings))))
            with st.container(horizontal=True):
                for each in settings:
                    words = say("lineage.to_setting", name=name_of(each.setting))
                    show_setting_link(context, each, words, indicator.name)
        _show_references(context, asked, trace)


def _formula_html(name: str, terms: Sequence[Term]) -> str:
    inside = "".join(
        f'<span class="zh-term{" result" if number == len(terms) - 1 else ""}"><b>{escape(term.text)}</b><small>{escape(term.what)}</small></span>'
        if term.what
        else f'<span class="zh-sign">{escape(term.text)}</span>'
        for number, term in enumerate(terms)
    )
    head = f'<span class="zh-of">{escape(name)}</span>' if name else ""
    return f'<div class="zh-formula">{head}{inside}</div>'


def _show_agreement(indicator: Indicator, trace: Trace) -> None:
    tone, said = agreement(indicator, trace)
    sign = {"better": "✓ ", "caution": "! "}.get(tone, "")
    st.html(f'<div class="zh-sub zh-{tone or "plain"}">{sign}{escape(said)}</div>')


def _show_gap(context: Context, indicator: Indicator, asked: Asked) -> None:
    """How far a member of a pair is from its core, when that was clicked."""
    if not asked.to or not context.may_see(asked.to):
        return
    gaps = []
    for period in filter(None, (asked.also, asked.period)):
        mine, core = (
            trace_of(context, replace(asked, area_id=each, period=period)) for each in (asked.area_id, asked.to)
        )
        value, other = value_of(mine), value_of(core)
        if value is None or other is None:
            return
        gaps.append(other - value)
        shown = {
            "other": _end(indicator, other),
            "value": _end(indicator, value),
            "gap": _end(indicator, other - value),
        }
        st.markdown(plain(say("lineage.gap", core=core.area, period=period_name(period), **shown)))
    if len(gaps) > 1:
        st.markdown(plain(say("lineage.gap_mean", gap=_end(indicator, sum(gaps) / len(gaps)))))
    core_number = replace(asked, area_id=asked.to, to="", also="")
    show_number_link(context, core_number, say("lineage.to_core", core=core.area))


def _end(indicator: Indicator, value: float) -> str:
    """One decimal more than elsewhere, so that the subtraction can be followed; a negative number in brackets."""
    scale = scale_for(indicator, value)
    text = f"{replace(scale, decimals=scale.decimals + 1).text(value)}{say(scale.unit_key)}"
    return f"（{text}）" if value < 0 else text


def _show_sat(context: Context, indicator: Indicator, asked: Asked) -> None:
    """Of a number of an exam: how many sat there, which leads on to where that comes from."""
    if not is_exam(indicator) or indicator.name == SAT_RATE:
        return
    for sat in sat_of(asked):
        trace = trace_of(context, sat)
        sides = trace.numbers[0] if len(trace.numbers) == 1 else {}
        text = sides_text(*(sides.get(name) for name in ("numerator", "denominator", "value")))
        year = f"{period_name(sat.period)} " if asked.also else ""
        show_number_link(context, sat, f"{year}{trace.area} {text}")


def sat_of(asked: Asked) -> list[Asked]:
    """The sat rates of the numbers that one of an exam is made of: of a gap at both ends, of the mean of two years in both."""
    places, periods = filter(None, (asked.area_id, asked.to)), filter(None, (asked.also, asked.period))
    return [Asked(SAT_RATE, place, period, asked.where) for period, place in product(periods, places)]


def _show_references(context: Context, asked: Asked, trace: Trace) -> None:
    """Of a score: the district's mean and spread lead to where they come from."""
    if trace.reference is None:
        return
    where = {name: value for name, value in asked.where.items() if name not in ("school", "township", "zone")}
    with st.container(horizontal=True):
        for name, key in (("exam_mean", "lineage.to_mean"), ("exam_sd", "lineage.to_sd")):
            show_number_link(context, Asked(name, trace.reference["area_id"], asked.period, where), say(key))


def show_parts(indicator: Indicator, asked: Asked, trace: Trace) -> None:
    """What every school adds; nothing where it is one school's number."""
    rows = part_rows(indicator, trace, asked)
    if len(rows) < 2:
        return
    with panel(
        "lineage_parts",
        say("lineage.parts", n=len(rows)),
        say("lineage.parts_sub") if any(row.asked for row in rows) else "",
    ):
        st.html(_parts_html(indicator, rows[:_MOST_PARTS], say("lineage.parts", n=len(rows))))
        if len(rows) > _MOST_PARTS:
            show_foot(say("lineage.parts_left", n=len(rows), shown=_MOST_PARTS))


def _parts_html(indicator: Indicator, rows: Sequence[PartRow], title: str) -> str:
    keyed, valued = any(row.key for row in rows), any(row.value for row in rows)
    below = indicator.denominator
    heads = [say("source.school"), *([say("source.detail")] if keyed else []), side_name(indicator.numerator)]
    heads += [
        *([side_name(below)] if below is not None else []),
        *([say("lineage.value")] if valued else []),
        say("lineage.state"),
    ]
    return numbers_html(
        heads,
        [_part_line(row, keyed=keyed, below=below is not None, valued=valued) for row in rows],
        title,
        st.query_params.get(BACK, ""),
    )


def _part_line(row: PartRow, *, keyed: bool, below: bool, valued: bool) -> Row:
    numbers = [row.numerator, *([row.denominator] if below else []), *([row.value] if valued else [])]
    shown = [Number(text, row.asked if place in (0, len(numbers) - 1) else None) for place, text in enumerate(numbers)]
    return Row(row.name, shown, [row.key] if keyed else [], [row.state])


def ordered_cells(trace: Trace, side: str = "") -> list[Source]:
    """The cells (of one side, where that alone was asked about), those that make the number first."""
    cells = [cell for cell in trace.cells if side in ("", cell.side)]
    return sorted(cells, key=lambda cell: not cell.used)


def show_way_down(context: Context, cells: Sequence[Source]) -> None:
    """From the cells to the row of the one that is opened, and to the batches they rest on."""
    opened = _show_cells(context, cells)
    if opened is not None:
        show_original(context, opened)
    _show_batches(context, cells, opened)


def _show_cells(context: Context, cells: Sequence[Source]) -> Source | None:
    """Every cell with file, sheet, address, batch, person, time; returns the one that was opened."""
    if not cells:
        return None
    shown = cells[:_MOST_CELLS]
    title = say("lineage.cells", n=len(cells))
    with panel("lineage_cells", title, say("lineage.unnamed") if context.unnamed else say("lineage.cells_sub")):
        show_cell_table(shown, "cell", title)
        if len(cells) > len(shown):
            st.caption(say("lineage.cells_left", n=len(cells), shown=len(shown)))
        return None if context.unnamed else opened_cell(shown, "cell")


def _show_batches(context: Context, cells: Sequence[Source], opened: Source | None) -> None:
    """A link to each batch the number rests on, that of the opened cell first: there it is taken back."""
    ids = list(dict.fromkeys([*([opened.batch_id] if opened else []), *(cell.batch_id for cell in cells)]))
    found = [batch for each in ids if (batch := batch_of(context, each)) is not None]
    if not found:
        return
    with panel("lineage_batches", say("lineage.batches", n=len(found)), say("lineage.batches_sub")):
        for batch in found[:_MOST_BATCHES]:
            show_batch_link(context, batch)
