"""Where a bar of the distribution comes from: the pupils of each school in the band of scores, and the file of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access import Role
from metrics import Source
from metrics.ledger import Paper
from metrics.score_band import Band, score_band
from ui.context import Context, Where
from ui.lineage_cells import without_files
from ui.lineage_formula import plain_number
from ui.lineage_link import BACK, SCORE_BAND, Asked, Asker
from ui.lineage_parts import listed
from ui.lineage_view import show_way_down
from ui.number_table import Number, Row, numbers_html
from ui.panel import panel, version_text
from ui.selection import period_name
from ui.style import plain, show_subtitle
from ui.text import say


def band_asker(paper: Paper, townships: Sequence[str] = (), school: str = "") -> Asker:
    """For the bars of a distribution, which carry the lower and the upper end of their band."""
    where: Where = {
        "stage": paper.stage,
        "grade": "" if paper.grade is None else str(paper.grade),
        "exam": paper.exam,
        "subject": paper.subject,
        "township": list(townships),
    }

    def ask(lower: str = "", upper: str = "") -> Asked | None:
        if not lower:
            return None
        return Asked(SCORE_BAND, school or "all", paper.period, {**where, "lower": lower, "upper": upper})

    return ask


def show_band(context: Context, asked: Asked, head: DeltaGenerator) -> None:
    """The band: how many pupils in all, in which schools, from which cells."""
    paper = next((each for each in context.papers() if _is_of(each, asked)), None)
    lower = _number(asked.where.get("lower"))
    if paper is None or lower is None:
        head.info(say("lineage.not_understood"))
        return
    if context.visitor.role < Role.CLERK or (asked.area_id != "all" and not context.may_see(asked.area_id)):
        head.info(say("exam.schools_gate"))
        return
    band = _seen(
        context,
        score_band(
            context.reader, paper, lower, _townships(context, asked), None if asked.area_id == "all" else asked.area_id
        ),
    )
    upper = asked.where.get("upper") or "…"
    total = sum(each.value for each in band.cells)
    with head:
        words = {"period": period_name(paper.period), "subject": paper.subject, "lower": f"{lower:g}", "upper": upper}
        st.title(plain(say("lineage.band_title", **words, n=f"{total:,}")))
        show_subtitle(f"{say('source.title')} · {paper.exam} · {version_text(context)}")
    with panel("lineage_how", say("lineage.how"), say("lineage.band_how")):
        show_subtitle(say("lineage.counted", n=len(band.cells)))
        if band.without:
            show_subtitle(
                say("lineage.band_without", n=len(band.without), names=listed([name for _, name in band.without]))
            )
    _show_schools(band, asked)
    show_way_down(context, band.cells)


def _is_of(paper: Paper, asked: Asked) -> bool:
    grade = "" if paper.grade is None else str(paper.grade)
    own = (paper.stage, grade, paper.exam, paper.subject, paper.period)
    return own == (*(asked.where.get(name, "") for name in ("stage", "grade", "exam", "subject")), asked.period)


def _number(text: object) -> float | None:
    return float(text) if isinstance(text, str) and text.replace(".", "", 1).lstrip("-").isdigit() else None


def _townships(context: Context, asked: Asked) -> tuple[str, ...] | None:
    """The townships asked about, within those the visitor may see; None for all."""
    wanted = asked.where.get("township") or []
    chosen = {wanted} if isinstance(wanted, str) else set(wanted)
    if context.scope is None:
        return tuple(sorted(chosen)) or None
    return tuple(sorted(set(context.scope) & (chosen or set(context.scope))))


def _seen(context: Context, band: Band) -> Band:
    """The band as this screen shows it: without names, then without files."""
    if not context.unnamed:
        return band
    cells = [replace(each, area=context.called(each.area_id, each.area)) for each in without_files(band.cells)]
    return Band(cells, [(each, context.called(each, name)) for each, name in band.without])


def _show_schools(band: Band, asked: Asked) -> None:
    rows = sorted(band.cells, key=lambda each: (not each.value, each.area_id))
    if len(rows) < 2:
        return
    title = say("lineage.parts", n=len(rows))
    with panel("lineage_parts", title, say("lineage.parts_sub")):
        heads = [say("source.school"), say("lineage.band_pupils")]
        told = [Row(each.area, [Number(plain_number(each.value), _of_school(asked, each))]) for each in rows]
        st.html(numbers_html(heads, told, title, st.query_params.get(BACK, "")))


def _of_school(asked: Asked, cell: Source) -> Asked:
    return replace(asked, area_id=cell.area_id)
