"""Compose one file from a seed: an arrangement of a dataset, traits at random, the format it is written in."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.corpus import enrolment, exams, more, returns, stages
from tests.corpus.county import County, invent_county
from tests.corpus.damage import damage, dash
from tests.corpus.disguise import disguise, other_sheets
from tests.corpus.page import Book
from tests.corpus.sheets import Plan, pages_of
from tests.corpus.table import Table
from tests.corpus.traits import choose_style, choose_traits

ARRANGEMENTS: dict[str, Callable[[Random, County], Table]] = {
    "enrolment_flat": enrolment.flat,
    "enrolment_grade_columns": enrolment.by_grade,
    "enrolment_grade_rows": enrolment.grade_rows,
    "enrolment_year_columns": enrolment.by_year,
    "schools_as_columns": enrolment.schools_across,
    "dropout_flat": returns.dropout_flat,
    "dropout_month_columns": returns.dropout_months,
    "dropout_month_rows": returns.dropout_month_rows,
    "aid_flat": returns.aid_flat,
    "aid_programme_columns": returns.aid_groups,
    "aid_rows": returns.aid_rows,
    "aid_townships": returns.aid_areas,
    "exam_subject_columns": exams.subjects_across,
    "exam_subject_rows": exams.subject_rows,
    "exam_one_subject": exams.one_subject,
    "register": exams.register,
    "pairs": exams.pairs,
    "support": exams.support,
    "resources": exams.resources,
    "enrolment_stage_columns": stages.stages_across,
    "enrolment_three_levels": stages.three_levels,
    "aid_term_columns": stages.terms_across,
    "exam_rates_alone": stages.rates_alone,
    "townships_as_columns": more.townships_across,
    "units_per_column": more.units_per_column,
}
_KINDS = (
    *ARRANGEMENTS,
    "enrolment_flat",
    "enrolment_flat",
    "enrolment_grade_columns",
    "dropout_flat",
    "aid_flat",
    "exam_subject_columns",
)
_FORMS = ("xlsx", "xlsx", "xlsx", "xlsx", "xlsm", "xls", "xls", "ods", "text")
_TEXTS = (
    "csv:utf-8:,",
    "csv:utf-8-sig:,",
    "csv:gb18030:,",
    "csv:gb18030:;",
    "csv:utf-16:\t",
    "tsv:utf-8:\t",
    "csv:gb18030:|",
)


def compose(seed: int) -> Book:
    """The file of this seed."""
    chance = Random(seed)
    county = invent_county(chance)
    kind, form = chance.choice(_KINDS), chance.choice(_FORMS)
    form = chance.choice(_TEXTS) if form == "text" else form
    traits = choose_traits(chance, kind, form)
    style, told = choose_style(chance, kind, form)
    traits |= told & {"unit_row"}
    plan = Plan(chance, county, kind, traits, style, ARRANGEMENTS)
    pages, stem = pages_of(plan)
    shown = set(traits) | told | {f"kind_{kind}", f"form_{form.partition(':')[0]}"}
    if chance.random() < 0.2:
        shown |= damage(chance, pages, form)
    for page in pages:
        if "dash" in traits:
            dash(chance, page)
        disguise(chance, page, traits)
    pages += other_sheets(chance, pages, traits)
    return Book(stem, form, pages, frozenset(shown), seed)
