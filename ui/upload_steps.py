"""The decision on a draft: choices that change it, a preview on the pages, put in use, throw away; what comes after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from catalog import INDICATORS, dataset
from catalog.model import Indicator, Role
from catalog.periods import PeriodKind, parse_period, school_year_of
from etl.drafts import Draft, discard
from etl.options import Options
from store.desk import Job
from ui.context import Context
from ui.data_style import show_notice
from ui.filters import state
from ui.jobs import follow_job, may_start
from ui.menu import show_page_link
from ui.style import plain
from ui.text import say
from ui.upload_box import pick_reading
from ui.upload_view import show_steps
from ui.uploads import asks_for, kept_bytes, take_bytes

# Where the numbers of a dataset are seen.
PAGES_OF = {
    "school": ("", "page.overview"),
    "enrolment": ("enrolment", "page.enrolment"),
    "dropout": ("dropout", "page.dropout"),
    "subsidy": ("aid", "page.aid"),
    "exam": ("exam", "page.exam"),
    "pair": ("pairs", "page.pairs"),
    "support": ("pairs", "page.pairs"),
    "resource": ("balance", "page.balance"),
    "staff": ("staff", "page.staff"),
    "funding": ("funding", "page.funding"),
    "health": ("health", "page.health"),
    "population": ("population", "page.population"),
    "dropout_reason": ("dropout", "page.dropout"),
    "dropout_review": ("dropout", "page.dropout"),
    "published": ("", "page.overview"),
}


def show_options(context: Context, draft: Draft, *, refused: bool = False) -> None:
    """How the file is to be taken. Another choice compares again; nothing is in use yet.

    For a refused file only what could make it acceptable is asked.
    """
    shown = [] if refused else ["replace"]
    shown += ["new_schools"] if draft.options.new_schools or "new_schools" in asks_for(draft) else []
    for name in shown:
        key = f"option_{name}_{draft.id}"
        st.session_state[key] = getattr(draft.options, name)
        st.checkbox(say(f"upload.{name}"), key=key, help=say(f"upload.{name}_help"), on_change=_compare_again,
                    args=(context, draft, name, key))  # fmt: skip


def _compare_again(context: Context, draft: Draft, name: str, key: str) -> None:
    # A box that leaves the page may report itself as changed: what it showed is no new choice.
    if bool(st.session_state[key]) == getattr(draft.options, name):
        return
    options = {**draft.options.as_json(), name: bool(st.session_state[key])}
    follow_job(context, "compare", {"draft": draft.id, "options": options})


def show_reading_again(context: Context, job: Job, draft: Draft) -> None:
    """When a file that is not kept does not say its period or kind, ask, and read it again. Of one that is kept each
    sheet is corrected where it stands."""
    asked = tuple(each for each in asks_for(draft) if each != "new_schools")
    if not asked or draft.upload is not None:
        return
    with st.container(key="panel_tell"):
        st.subheader(say("upload.tell_us"))
        kept = kept_bytes(job)
        if kept is None:
            st.info(say("upload.bring_again"))
            return
        options = pick_reading("again")
        st.button(say("upload.read_again"), type="primary", disabled=options is None or options == Options(),
                  on_click=_read_again, args=(context, draft, kept, options))  # fmt: skip


def _read_again(context: Context, draft: Draft, kept: tuple[str, bytes], options: Options) -> None:
    number = take_bytes(context, *kept, options)
    discard(draft)
    state("job", number)


def show_decision(context: Context, draft: Draft) -> None:
    """Put it in use, look at the pages first, or leave it."""
    if not may_start(context, "publish"):
        st.info(say("upload.may_not"))
    with st.container(horizontal=True, vertical_alignment="center", key="decision"):
        st.button(say("upload.publish"), type="primary", disabled=not may_start(context, "publish"), key="publish",
                  on_click=follow_job, args=(context, "publish", {"draft": draft.id, "mark": draft.mark}))  # fmt: skip
        url, seen = seen_at(draft.changes, draft.report["sheets"])
        show_page_link(context, url, say("upload.preview"), icon=":material/visibility:", **seen, draft=draft.id)
    show_discard(context, draft)


def seen_at(changes: Mapping[str, Any], sheets: Sequence[Mapping[str, Any]] = ()) -> tuple[str, dict[str, str | None]]:
    """The page on which a change is seen best, and the conditions that show it: the indicator of the column, and the
    stage, of which most cells change, and the latest period of the `sheets` of the report."""
    if not changes:
        return PAGES_OF["enrolment"][0], {}
    most = max(changes.values(), key=lambda each: each["new"] + each["changed"] + each["removed"])
    url, _ = PAGES_OF[most["dataset"]]
    moved = Counter(each["column"] for each in most["cells"])
    here = [each for each in INDICATORS if each.theme == url and each.numerator.dataset == most["dataset"]]
    if not here:
        return url or "overview", {}
    shown = max(here, key=lambda each: max(moved[column] for column in each.numerator.columns))
    stages = {each.get("stage") for each in most["cells"]}
    periods = [code for each in sheets if each["dataset"] == most["dataset"] for code in each["periods"]]
    stage = stages.pop() if len(stages) == 1 else None
    return url, {"indicator": shown.name, "stage": stage, **_when_seen(shown, periods)}


def _when_seen(shown: Indicator, periods: Sequence[str]) -> dict[str, str | None]:
    """The span of years that ends with the latest of these periods, by the kind of period they are seen in: a school
    year shows the autumn's stock, so a spring is seen by terms."""
    if not periods:
        return {}
    last = max(map(parse_period, periods), key=lambda each: each.end)
    of_its_own = last.kind in (PeriodKind.TERM, PeriodKind.MONTH) and last.kind in shown.period_kinds
    stock = all(dataset(shown.numerator.dataset).column(each).role is Role.STOCK for each in shown.numerator.columns)
    in_the_year = stock and last.kind is PeriodKind.TERM and last.code.endswith("-1")
    grain = last.kind.value if of_its_own and not in_the_year else None
    return {"grain": grain, "from": None, "to": school_year_of(last.start)}


def show_discard(context: Context, draft: Draft) -> None:
    """Throw the draft away, or begin with another file and leave this one for later."""
    with st.container(horizontal=True):
        st.button(say("upload.discard"), key="discard", on_click=_throw_away, args=(draft,))
        show_other_files()


def show_other_files() -> None:
    """Back to the file box."""
    st.button(say("upload.again"), key="again", on_click=state, args=("job", None), icon=":material/upload_file:")


def _throw_away(draft: Draft) -> None:
    discard(draft)
    state("job", None)
    if st.query_params.get("draft") == draft.id:
        state("draft", None)


def show_published(context: Context, report: dict[str, Any], notice: str = "") -> None:
    """It is in use: where to see it, and the way back. `notice` is what there is to say beside that."""
    st.title(plain(say("upload.done", file=report["file"])))
    show_steps("")
    with st.container(key="panel_done"):
        if notice:
            show_notice(notice, "worse")
        show_notice(say("upload.done_body", version=report["version"], batch=report["batch"]))
        places = dict.fromkeys(PAGES_OF[name] for name in report["changes"])
        best, seen = seen_at(report["changes"], report["sheets"])
        with st.container(horizontal=True, vertical_alignment="center"):
            for url, title in places or {PAGES_OF["school"]: None}:
                show_page_link(
                    context,
                    url or "overview",
                    f"{say('upload.see_it')}：{say(title)}",
                    icon=":material/arrow_forward:",
                    **(seen if url == best else {}),
                    draft=None,
                )
        with st.container(horizontal=True, vertical_alignment="center"):
            if may_start(context, "undo"):
                st.button(say("upload.undo"), key="undo", icon=":material/undo:", on_click=follow_job,
                          args=(context, "undo", {"batch": report["batch"]}))  # fmt: skip
            show_other_files()
