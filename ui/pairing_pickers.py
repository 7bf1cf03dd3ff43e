"""The pickers of the pairs page: measure, subject, core school, school years."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from catalog import INDICATORS
from catalog.exam_names import exam_kind
from catalog.model import Indicator, Level
from metrics.ledger import Paper
from ui.context import Context, Where
from ui.filters import Choice, pick_one, pick_span, state
from ui.pair_groups import Measure
from ui.pairing import TOTAL_SUBJECT, exam_code, exam_name, exam_title, exam_where, pair_periods, z_indicator
from ui.selection import ALL, pick_stage, short_label
from ui.text import name_of, say

BY_STAGE = "by_stage"


@dataclass(frozen=True)
class Pairing:
    """What the pairs page is about. `measure` None: each stage by what its pairs can be read by. `core`: a school id, or `all`."""

    measure: Measure | None
    years: tuple[str, ...]
    core: str
    subtitle: str


def pick_pairing(context: Context) -> Pairing:
    """Draw the pickers and return what they say."""
    if st.query_params.get("indicator") == BY_STAGE:
        state("indicator", None)  # it says nothing that other pages understand, and here it is what stands without it
    measures = pair_indicators(context)
    choice = Choice({BY_STAGE: say("pairs.by_stage")} | {each.name: name_of(each) for each in measures})
    # A link that names an exam means that exam.
    usual = z_indicator().name if "exam" in st.query_params and context.papers() else BY_STAGE
    chosen = pick_one("indicator", say("pairs.measure"), choice, usual, clears=("exam", "subject", "stage"))
    picked = None if chosen == BY_STAGE else _pick_what(context, next(each for each in measures if each.name == chosen))
    cores = {pair.core_id: pair.core for pair in context.pairs()}
    core = pick_one("pair", say("pairs.core"), Choice({ALL: say("pairs.all")} | cores), ALL)
    years = pick_span(say("filters.years"), Choice({code: short_label(code) for code in context.school_years()}))
    measure = None
    if picked is not None:
        indicator, where, stage, words = picked
        measure = Measure(indicator, where, pair_periods(context, indicator, years), stage, words)
    words = measure.words if measure else say("pairs.by_stage")
    return Pairing(measure, years, core, " · ".join(each for each in (words, cores.get(core)) if each))


def _pick_what(context: Context, indicator: Indicator) -> tuple[Indicator, Where, str, str]:
    """The exam, or the stage, of a measure that was chosen: indicator, conditions, stage, words."""
    if indicator.name == z_indicator().name:
        paper = pick_exam(context)
        where = exam_where(context, paper.stage, paper.grade, exam_kind(paper.exam), paper.subject)
        return indicator, where, paper.stage, f"{name_of(indicator)} · {exam_title(paper)}"
    stage = pick_stage(context, indicator)
    if stage == ALL:
        return indicator, {}, "", name_of(indicator)
    return indicator, {"stage": stage}, stage, f"{name_of(indicator)} · {say(f'stage.{stage}')}"


def pair_indicators(context: Context) -> list[Indicator]:
    """What pairs may be compared by over the years: of exams only the Z, since papers differ; first the Z."""
    usable = [
        each
        for each in INDICATORS
        if Level.PAIR in each.levels and not each.one_paper and context.periods(each.numerator.dataset)
    ]
    exam = [z_indicator()] if context.papers() else []
    return exam + [each for each in usable if each.theme != "exam"]


def pick_exam(context: Context) -> Paper:
    """A kind of exam and a subject; first the junior exam sat in most years, by its total. A single exam of a few schools
    takes nobody's place."""
    papers = context.papers()
    kinds = {exam_code(paper): exam_name(paper) for paper in reversed(papers)}
    sat = {code: len({paper.period for paper in papers if exam_code(paper) == code}) for code in kinds}
    junior = {exam_code(paper) for paper in papers if paper.stage == "junior"}
    first = max(kinds, key=lambda code: (code in junior, sat[code]))
    kind = pick_one(
        "exam",
        say("exam.exam"),
        Choice(dict(sorted(kinds.items(), key=lambda pair: pair[0] != first))),
        first,
        clears=("subject",),
    )
    of_kind = [paper for paper in papers if exam_code(paper) == kind]
    subjects = list(dict.fromkeys(paper.subject for paper in of_kind))
    default = TOTAL_SUBJECT if TOTAL_SUBJECT in subjects else subjects[0]
    subject = pick_one(
        "subject",
        say("exam.subject"),
        Choice({name: name for name in sorted(subjects, key=lambda name: name != TOTAL_SUBJECT)}),
        default,
    )
    return [paper for paper in of_kind if paper.subject == subject][-1]
