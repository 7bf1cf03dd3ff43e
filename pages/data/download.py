"""Download: any dataset's rows or any indicator's values, filtered, as a workbook that explains itself or as csv."""

from __future__ import annotations

import streamlit as st

from access import Role
from catalog import DATASETS, INDICATORS, dataset, indicator
from catalog.model import Indicator
from catalog.periods import label_zh
from catalog.stages import STAGES
from metrics import MetricsError
from metrics.errors import NotPermitted
from reports.selection import LEVEL_LABELS, Selection
from ui.context import Context
from ui.data_style import apply_data_style
from ui.download_view import show_file_buttons, show_preview
from ui.downloads import Wanted, periods_offered, place_names, preview_of
from ui.filters import Choice, pick_many, pick_one, pick_optional, pick_segment, show_dropped
from ui.page import Page
from ui.style import plain, show_subtitle
from ui.text import name_of, say

_KINDS = ("indicator", "dataset")


def render(context: Context) -> None:
    """Choose on the left, see on the right, take it along."""
    apply_data_style()
    st.title(say("page.download"))
    show_subtitle(say("download.subtitle"))
    if context.is_empty:
        st.info(say("download.empty"))
        return
    choices, result = st.columns([3, 8], gap="medium")
    with choices, st.container(key="panel_download_choices"):
        wanted = _choose(context)
        show_dropped()
    with result, st.container(key="panel_download_result"):
        _show(context, wanted)


def _choose(context: Context) -> Wanted:
    kind = pick_segment(
        "get", say("download.what"), Choice({each: say(f"download.{each}") for each in _KINDS}), _KINDS[0]
    )
    return _choose_dataset(context) if kind == "dataset" else _choose_indicator(context)


def _choose_dataset(context: Context) -> Wanted:
    name = pick_one("dataset", say("download.dataset"), Choice({each.name: name_of(each) for each in DATASETS}),
                    "enrolment", clears=("periods",))  # fmt: skip
    declared = dataset(name)
    levels = Choice({each: LEVEL_LABELS[each] for each in ("school", "township", "district")})
    periods = _pick_periods(context.periods(name) if "period" in declared.key else ())
    level = (
        pick_optional("rows", say("download.rows"), levels, hint=say("download.all_levels"))
        if declared.areas_may_report
        else None
    )
    return Wanted(name, Selection(periods, _pick_stages(), _pick_townships(context), (level,) if level else ()))


def _choose_indicator(context: Context) -> Wanted:
    offered = Choice({each.name: name_of(each) for each in INDICATORS})
    chosen = indicator(pick_one("indicator", say("download.indicator"), offered, INDICATORS[0].name,
                                clears=("periods", "exam", "subject")))  # fmt: skip
    levels = Choice({each.value: LEVEL_LABELS[each.value] for each in chosen.levels})
    usual = "township" if "township" in levels.codes else levels.codes[0]
    level = pick_one("level", say("download.level"), levels, usual)
    periods = _pick_periods(periods_offered(context, chosen))
    selection = Selection(periods, _pick_stages(), _pick_townships(context))
    return Wanted(chosen.name, selection, level, _pick_paper(context, chosen))


def _pick_periods(codes: tuple[str, ...]) -> tuple[str, ...]:
    if not codes:
        return ()
    named = Choice({code: label_zh(code) for code in reversed(codes)})
    return tuple(sorted(pick_many("periods", say("download.periods"), named, hint=say("download.all_periods"))))


def _pick_stages() -> tuple[str, ...]:
    stages = Choice({each.code: name_of(each) for each in STAGES})
    chosen = pick_optional("stage", say("filters.stage"), stages, hint=say("filters.all_stages"))
    return (chosen,) if chosen else ()


def _pick_townships(context: Context) -> tuple[str, ...]:
    return pick_many("townships", say("filters.township"), Choice(place_names(context.areas("township"))),
                     hint=say("download.all_townships"))  # fmt: skip


def _pick_paper(context: Context, chosen: Indicator) -> tuple[tuple[str, str], ...]:
    """Two papers are never added up, so an indicator of one paper asks which."""
    if not chosen.one_paper:
        return ()
    asked = []
    for column in ("exam", "subject"):
        known = context.choices("exam", column)
        if known:
            named = Choice({each: each for each in known})
            asked.append((column, pick_one(column, say(f"download.{column}"), named, known[0])))
    return tuple(asked)


def _show(context: Context, wanted: Wanted) -> None:
    try:
        preview = preview_of(context, wanted)
    except NotPermitted as refusal:
        st.info(plain(str(refusal)))
        return
    except MetricsError as refusal:
        st.warning(say("download.refused", reason=plain(str(refusal))))
        return
    show_preview(preview, wanted)
    if preview.rows:
        show_file_buttons(context, wanted, preview.rows)


PAGE = Page(title_key="page.download", url="download", role=Role.VIEWER, render=render, section="menu.data",
            icon=":material/download:")  # fmt: skip
