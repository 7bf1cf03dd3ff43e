"""The cells behind a question's number: which periods and columns of which returns, of which places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from catalog import dataset as declared
from catalog.model import Role, Total
from metrics import times
from metrics.apart import sides_apart
from metrics.engine import answer
from metrics.meeting import COHORTS, SAME_YEAR
from metrics.question import Question
from metrics.recount import Sides
from metrics.sides import table
from metrics.source import Source
from metrics.townships import made_of
from store.lineage import Cell, cells_of


def number_cells(question: Question, names: Mapping[str, str]) -> list[Source]:
    """The cells of both sides of these places (id -> name), school by school."""
    found: list[Source] = []
    for side, total, steps in sides_of(question):
        for column in total.columns:
            found += _cells(question, side, total, column, steps, dict(names))
    return sorted(found, key=lambda each: (each.area_id, each.side != "numerator", each.column, each.period))


def summed_by(question: Question) -> Sides:
    """What the two sides are sums of."""
    indicator = question.indicator
    if indicator.function == "reported":
        return Sides((), ())
    below = (*question.below, ENROLLED) if indicator.function == "cv" else question.below
    return Sides((indicator.numerator,), below)


def own_totals(
    question: Question, place: Mapping[str, Any], areas: Collection[str] | None
) -> tuple[dict[str, str], dict[str, str]]:
    """The place, and the townships of a district (of those a visitor may see), whose own stated totals stand in the number:
    names by id (of then), and what each is part of (now)."""
    if place["level"] not in ("township", "district"):
        return {}, {}
    levels = ["township", "district"] if place["level"] == "district" else ["township"]
    frame = answer(question, levels)
    mine = frame[(frame["area_id"] == place["area_id"]) | (frame["parent_id"] == place["area_id"])]
    used = mine[mine["own_total"].astype(bool)]
    names = dict(zip(used["area_id"], used["area"], strict=True))
    if place["level"] == "district" and place["area_id"] in names:
        # One side of a district's own total may be the sum of its townships', though none of them stands for both sides.
        names |= _townships(question, place["area_id"])
    if areas is not None:
        names = {area_id: name for area_id, name in names.items() if area_id in {place["area_id"], *areas}}
    made = made_of(question.reader, set(names))
    return {then: names[now] for then, now in made.items()}, made


def _townships(question: Question, district_id: str) -> dict[str, str]:
    """The townships of a district: id -> name."""
    rows = question.reader.rows(
        "SELECT area_id, name FROM area WHERE level = 'township' AND district_id = $id", {"id": district_id}
    )
    return {row["area_id"]: row["name"] for row in rows}


def sides_of(question: Question) -> Iterable[tuple[str, Total, tuple[times.Step, ...]]]:
    """Each total with the periods of the data that answer for it."""
    top, below = question.indicator.numerator, question.indicator.denominator
    if question.indicator.function == "apart":
        yield from _sides_apart(question)
        return
    if question.indicator.function == "cohort":
        yield from _sides_cohort(question)
        return
    yield "numerator", top, question.steps
    if question.indicator.function in ("z", "t"):
        yield "numerator", Total(top.dataset, "sum_squares"), question.steps
    elif question.indicator.function == "spread":
        yield "numerator", Total(top.dataset, "sum_score"), question.steps
    if below is None or question.indicator.function == "reported":
        return
    if question.indicator.meets_on != "same period":
        yield "denominator", below, _stock_steps(question, below)
    else:
        yield "denominator", below, question.steps
    if question.indicator.function == "cv":
        # Where the return names no pupils, those of the autumn stand in for them.
        terms = tuple(f"{year}-1" for code in question.answers if (year := times.school_year_code(code)))
        yield "denominator", ENROLLED, times.flow_steps(terms, terms)


ENROLLED = Total("enrolment", "pupils")


def _sides_cohort(question: Question) -> Iterable[tuple[str, Total, tuple[times.Step, ...]]]:
    """Those who left, those who entered when they did, and (if the formula asks) who came and went in the last year."""
    yield "numerator", question.indicator.numerator, times.cohort_steps(question.answers, question.stated, SAME_YEAR)
    for total, years in zip(question.below, (COHORTS, SAME_YEAR), strict=False):
        natives = question.natives(total, other_side=True)
        yield "denominator", total, times.cohort_steps(question.answers, natives, years)


def _sides_apart(question: Question) -> Iterable[tuple[str, Total, tuple[times.Step, ...]]]:
    """Each side with its own periods and stages."""
    for name, side in zip(("numerator", "denominator"), sides_apart(question), strict=True):
        stages = side.filters.stages or (None,)
        steps = tuple(replace(step, stage=stage) for step in side.steps for stage in stages)
        yield name, side.indicator.numerator, steps


def _stock_steps(question: Question, below: Total) -> tuple[times.Step, ...]:
    stated = question.natives(below, other_side=True)
    own = tuple(code for code in stated if code in question.answers)
    within = tuple(
        code
        for code in stated
        if times.school_year_code(code) in {times.school_year_code(each) for each in question.answers}
    )
    return times.flow_steps(own, own) + times.flow_steps(within, within)


def _cells(
    question: Question, side: str, total: Total, column: str, steps: tuple[times.Step, ...], names: dict[str, str]
) -> list[Source]:
    dataset = declared(total.dataset)
    # Choosing by a trait or a place of the school is done already: by who is in `names`.
    where = table(total, question.filters, question.split)
    key = [each for each in dataset.key if where == total.dataset or each != dataset.breakdown]
    if dataset.column(column).role is Role.ATTRIBUTE and where != total.dataset:
        return []
    natives = sorted({step.native for step in steps})
    answered: list[Source] = []
    for identity, cells in cells_of(question.reader, where, column, list(names), natives).items():
        keyed = dict(zip(key, identity[1:], strict=True))
        if not _selected(question, total, keyed, steps):
            continue
        for cell in cells:
            if cell.counts:
                answered.append(_source(cell, identity[0], names[identity[0]], side, total.dataset, column, keyed))
    return answered


def _selected(question: Question, total: Total, keyed: dict[str, Any], steps: tuple[times.Step, ...]) -> bool:
    filters = question.filters
    if filters.stages and keyed["stage"] not in filters.stages:
        return False
    same = total.dataset == question.indicator.numerator.dataset
    if same and any(keyed[name] not in values for name, values in filters.facts.items() if name in keyed):
        return False
    return any(step.native == keyed["period"] and step.stage in (None, keyed["stage"]) for step in steps)


def _source(cell: Cell, area_id: str, area: str, side: str, dataset: str, column: str, keyed: dict[str, Any]) -> Source:
    rest = {name: value for name, value in keyed.items() if name not in ("period", "stage") and value is not None}
    source = Source(
        area_id=area_id, area=area, side=side, dataset=dataset, column=column, period=keyed["period"], stage=keyed["stage"],
        key=rest, value=cell.value, file=cell.file, sheet=cell.sheet, cell=cell.cell, row=cell.row, batch_id=cell.batch_id,
        person=cell.person, at=cell.at, rolled_up=cell.rolled_up, derived=cell.derived,
    )  # fmt: skip
    return source if cell.part is None else replace(source, key={**rest, "grade": cell.part}, of_sum=True)
