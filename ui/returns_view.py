"""The returns on the screen: the matrix, the open list with its reminder, and what the office notes."""

from __future__ import annotations

from functools import partial
from html import escape

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access import may
from catalog.periods import PeriodKind, is_period, label_zh, parse_period
from etl.forms import forms_zip
from store.returns import ReturnsDesk
from ui.context import Context
from ui.data_style import show_notice
from ui.making_button import show_making_button
from ui.panel import panel
from ui.returns import Matrix, Standing, day_of, reminder
from ui.selection import period_name, short_label
from ui.style import show_subtitle
from ui.text import name_of, say

# How the zips of forms are named, which leave the house.
_BY = {"township": "按乡镇", "school": "按学校"}
_NO_DAY = "deadline_no_day"
_SENT = (Standing.SENT, Standing.NIL)
# More schools than these are listed folded.
_MOST_OPEN = 12


def matrix_title(matrix: Matrix, period: str) -> str:
    """How many schools owe the return of a period, and how many of them still do."""
    due = sum(each.what.period == period for each in matrix.units)
    left = len(matrix.still_open(period))
    said = {"period": period_name(period), "name": name_of(matrix.dataset), "due": due, "open": left}
    if left and matrix.waits(period):
        day = matrix.due[period]
        return say("returns.title_waiting", **said, day=f"{day.month}-{day.day:02d}")
    return say("returns.title_open" if left else "returns.title_all", **said)


def show_matrix(matrix: Matrix) -> None:
    """Townships down, periods across; every cell says sent / due in figures, its colour only repeats it."""
    with panel("returns", say("returns.matrix"), say("returns.matrix_sub")):
        st.html(f'<div style="overflow-x:auto" tabindex="0" role="region" aria-label="{escape(say("returns.matrix"))}">'
                f"{matrix_html(matrix)}</div>")  # fmt: skip


def matrix_html(matrix: Matrix) -> str:
    """The matrix as an HTML table."""
    heads = "".join(f'<th scope="col">{_head_html(matrix, period)}</th>' for period in matrix.periods)
    rows = [
        f'<tr><th scope="row" style="text-align:left">{escape(name or "—")}</th>'
        + "".join(_cell_html(matrix, number, period) for period in matrix.periods)
        + "</tr>"
        for number, name in matrix.townships
    ]
    return (
        f'<table class="zh-grid"><thead><tr><th scope="col">{escape(say("returns.township"))}</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _head_html(matrix: Matrix, period: str) -> str:
    day = matrix.due.get(period)
    below = ""
    if day:
        late = f" {say('returns.overdue')}" if not matrix.waits(period) and matrix.still_open(period) else ""
        below = f"<br><small>{escape(say('returns.due_by', day=f'{day.month}-{day.day:02d}') + late)}</small>"
    return f'<span title="{escape(period_name(period))}">{escape(_head_label(period))}</span>{below}'


def _head_label(period: str) -> str:
    """Within one school year the month alone tells, and twelve of them fit on a projector."""
    parsed = parse_period(period)
    return say("returns.month", n=parsed.start.month) if parsed.kind is PeriodKind.MONTH else short_label(period)


def _cell_html(matrix: Matrix, township_id: str, period: str) -> str:
    counts = matrix.cell(township_id, period)
    if not counts:
        return "<td></td>"
    sent = sum(counts[each] for each in _SENT)
    late = counts[Standing.MISSING] or (counts[Standing.PARTIAL] and not matrix.waits(period))
    look = "error" if late else "warning" if counts[Standing.SENT_BACK] else ""
    told = "，".join(say("returns.count", n=n, standing=say(f"returns.{each}")) for each, n in sorted(counts.items()))
    return f'<td class="number {look}" title="{escape(told)}">{sent}/{counts.total()}</td>'


def show_open(matrix: Matrix, period: str) -> None:
    """Who has not sent it, and the text to remind them with."""
    left = matrix.still_open(period)
    with panel("returns_open", say("returns.open_title", n=len(left))):
        if not left:
            show_subtitle(say("returns.all_sent"))
            return
        # A long list is folded: deadlines and forms below it are to stay within reach.
        with _folded(say("returns.open_list"), len(left)):
            st.html(open_html(_open_rows(matrix, period)))
        with _folded(say("returns.reminder"), len(left)):
            text = reminder(matrix, period, name_of(matrix.dataset), period_name(period), matrix.today)
            st.code(text, language=None, wrap_lines=True)


def _folded(label: str, names: int) -> DeltaGenerator:
    if names > _MOST_OPEN:
        return st.expander(label)
    show_subtitle(label)
    return st.container()


def open_html(rows: pd.DataFrame) -> str:
    """The open list as an HTML table: a long reason goes on below instead of being cut."""
    heads = "".join(f'<th scope="col">{escape(str(each))}</th>' for each in rows.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in rows.itertuples(index=False)
    )
    name = escape(say("returns.open_list"))
    return (
        f'<div class="zh-plain zh-tall" tabindex="0" role="region" aria-label="{name}"><table class="wrap">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _open_rows(matrix: Matrix, period: str) -> pd.DataFrame:
    left = matrix.still_open(period)
    columns = {
        say("returns.township"): [each.what.township or "" for each in left],
        say("returns.school"): [each.what.school for each in left],
        say("returns.standing"): [say(f"returns.{each.standing}") for each in left],
    }
    if any(each.reason for each in left):
        columns[say("returns.reason")] = [each.reason for each in left]
    return pd.DataFrame(columns)


def show_tools(context: Context, matrix: Matrix, period: str | None) -> None:
    """Set a deadline, send a return back, hand out forms. Nothing for a visitor who may not."""
    if not may(context.visitor, "remind"):
        return
    with panel("returns_tools", say("returns.tools")):
        _show_deadline(context, matrix, period)
        if period is not None:
            _show_sending_back(context, matrix, period)
            _show_forms(context, matrix, period)


def _show_deadline(context: Context, matrix: Matrix, period: str | None) -> None:
    name = matrix.dataset.name
    new = st.text_input(say("returns.deadline_period"), key=f"deadline_period_{name}").strip()
    if new and not is_period(new):
        show_notice(say("returns.deadline_bad"), "worse")
        return
    about = new or period
    if about is None:
        return
    # Streamlit's own calendar speaks English only.
    known = matrix.due.get(about)
    key = f"deadline_{name}_{about}"
    st.text_input(say("returns.deadline", period=period_name(about)), value=f"{known:%Y-%m-%d}" if known else "",
                  placeholder=say("returns.deadline_hint"), key=key)  # fmt: skip
    if st.session_state.pop(_NO_DAY, False):
        show_notice(say("returns.deadline_no_day"), "worse")
    # Never greyed out: a date typed by hand reaches the server only when its box is left.
    st.button(say("returns.deadline_keep"), key="deadline_keep", on_click=_keep_deadline, args=(context, name, about, key))  # fmt: skip


def _keep_deadline(context: Context, dataset: str, period: str, key: str) -> None:
    text = st.session_state[key].strip()
    day = day_of(text, parse_period(period).start)
    if text and day is None:
        st.session_state[_NO_DAY] = True
        return
    _desk(context).set_deadline(dataset, period, day, context.visitor.name)
    st.session_state[f"deadline_period_{dataset}"] = ""


def _show_sending_back(context: Context, matrix: Matrix, period: str) -> None:
    units = {f"{each.what.township or ''} {each.what.school}".strip(): each for each in matrix.units
             if each.what.period == period and each.standing not in (Standing.MISSING, Standing.NOT_DUE)}  # fmt: skip
    if not units:
        return
    chosen = st.selectbox(say("returns.back_school"), list(units), index=None, placeholder=say("returns.school"),
                          key=f"back_{matrix.dataset.name}_{period}")  # fmt: skip
    if chosen is None:
        return
    unit = units[chosen]
    asked = (context, matrix.dataset.name, period, unit.what.school_id)
    if unit.standing is Standing.SENT_BACK:
        st.button(say("returns.back_undo"), on_click=_take_back, args=asked)
        return
    reason = st.text_input(say("returns.back_reason"), key="back_reason", max_chars=100)
    st.caption(say("returns.back_hint"))
    st.button(say("returns.back"), on_click=_send_back, args=(*asked, reason), disabled=not reason.strip())


def _send_back(context: Context, dataset: str, period: str, school_id: str, reason: str) -> None:
    _desk(context).send_back(dataset, period, school_id, reason.strip(), context.visitor.name)


def _take_back(context: Context, dataset: str, period: str, school_id: str) -> None:
    _desk(context).take_back(dataset, period, school_id, context.visitor.name)


def _desk(context: Context) -> ReturnsDesk:
    """The desk, for somebody who may write there: a hidden button keeps nobody out."""
    if not may(context.visitor, "remind"):
        raise PermissionError(f"{context.visitor.role.name} may not remind")
    return ReturnsDesk(context.store.folder.root)


def _show_forms(context: Context, matrix: Matrix, period: str) -> None:
    show_subtitle(say("returns.forms"))
    with st.container(horizontal=True):
        for by in ("township", "school"):
            show_making_button(
                say(f"returns.forms_{by}"),
                partial(forms_zip, context.store, matrix.dataset.name, period, by, context.scope),
                f"{matrix.dataset.zh}_{label_zh(period)}_{_BY[by]}.zip", key=f"forms_{by}", icon=":material/folder_zip:",
                mime="application/zip",
            )  # fmt: skip
