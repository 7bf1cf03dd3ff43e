"""The pickers of the pairs page: measure, subject, core school, school years."""

from __future__ import annotations

from dataclasses import dataclass

from catalog import INDICATORS, stages
from catalog.model import Indicator, Level
from catalog.stages import grade_label_zh
from metrics.ledger import Paper
from ui.context import Context, Where
from ui.filters import Choice, pick_one, pick_span
from ui.pairing import TOTAL_SUBJECT, exam_kind, exam_where, pair_periods, z_indicator
from ui.selection import ALL, pick_stage, short_label
from ui.text import language, name_of, say


@dataclass(frozen=True)
class Pairing:
    """What the pairs page is about. `core` is a school id, or `all`."""

    indicator: Indicator
    periods: tuple[str, ...]
    where: Where
    core: str
    subtitle: str


def pick_pairing(context: Context) -> Pairing:
    """Draw the pickers and return what they say."""
    measures = pair_indicators(context)
    choice = Choice({each.name: name_of(each) for each in measures})
    chosen = pick_one("indicator", say("pairs.measure"), choice, choice.codes[0])
    indicator = next(each for each in measures if each.name == chosen)
    where, subtitle = _where(context, indicator)
    cores = {pair.core_id: pair.core for pair in context.pairs()}
    core = pick_one("pair", say("pairs.core"), Choice({ALL: say("pairs.all")} | cores), ALL)
    years = pick_span(say("filters.years"), Choice({code: short_label(code) for code in context.school_years()}))
    return Pairing(
        indicator,
        pair_periods(context, indicator, years),
        where,
        core,
        " · ".join(each for each in (subtitle, cores.get(core)) if each),
    )


def pair_indicators(context: Context) -> list[Indicator]:
    """What pairs may be compared by over the years: of exams only the Z, since papers differ; first the Z."""
    usable = [
        each
        for each in INDICATORS
        if Level.PAIR in each.levels and not each.one_paper and context.periods(each.numerator.dataset)
    ]
    exam = [z_indicator()] if context.papers() else []
    return exam + [each for each in usable if each.theme != "exam"]


def _where(context: Context, indicator: Indicator) -> tuple[Where, str]:
    if indicator.name != "exam_z":
        stage = pick_stage(context, indicator)
        return ({}, "") if stage == ALL else ({"stage": stage}, say(f"stage.{stage}"))
    paper = pick_exam(context)
    return exam_where(context, paper.stage, paper.grade, exam_kind(paper.exam), paper.subject), exam_title(paper)


def pick_exam(context: Context) -> Paper:
    """A kind of exam and a subject; the junior leaving exam's total first."""
    papers = context.papers()
    kinds = {exam_code(paper): exam_name(paper) for paper in reversed(papers)}
    first = next((exam_code(paper) for paper in reversed(papers) if paper.stage == "junior"), next(iter(kinds)))
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


def exam_code(paper: Paper) -> str:
    """A kind of exam in an address: stage, grade and the name without its year."""
    return f"{paper.stage}-{paper.grade or ''}-{exam_kind(paper.exam)}"


def exam_name(paper: Paper) -> str:
    """A kind of exam as it is read."""
    stage = name_of(stages.stage(paper.stage))
    grade = "" if paper.grade is None else f"Grade {paper.grade}" if language() == "en" else grade_label_zh(paper.grade)
    kind = exam_kind(paper.exam)
    return (
        kind
        if stage in kind or (grade and grade in kind)
        else f"{grade or stage}{' ' if language() == 'en' else ''}{kind}"
    )


def exam_title(paper: Paper) -> str:
    """A kind of exam with its subject."""
    return f"{exam_name(paper)} {paper.subject}"
