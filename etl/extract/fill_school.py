"""A school written once over the rows of its grades or stages: filled down where they go on in order, else asked about."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.stages import STAGES, stage_of_grade
from etl.extract.collect import Findings
from etl.extract.layout import Layout
from etl.extract.places import grade_in_stage, read_grade, read_stage, stage_of_school
from etl.extract.rows import Body, words_of
from etl.extract.text import as_text, cell_name, key_of

Step = tuple[int, str | None]  # where a row stands in the order of grades or stages, and its stage

_ORDER = {each.code: place for place, each in enumerate(STAGES)}


def fill_schools(body: Body, layout: Layout, findings: Findings) -> None:
    """Write the school into the rows under it, all of them or none; a finding says which."""
    school = layout.named("school")
    if school is None or school.index not in body.texts or layout.dataset.places != ("",):
        return
    texts, steps, coded = body.texts[school.index], _steps(body, layout), _texts_of(body, layout, "school_code")
    blank = [row for row in body.rows_of("data") if not texts[row] and not coded[row] and steps[row] is not None]
    blank = [row for row in blank if any(as_text(body.columns[each.index][row]) for each in layout.of_role("fact"))]
    if not blank:
        return
    names = _names(body, texts, steps, set(blank), _texts_of(body, layout, "township"))
    first, last = (cell_name(body.first + row, school.index) for row in (blank[0], blank[-1]))
    where = first if first == last else f"{first}:{last}"
    if all(row in names for row in blank):
        for row, name in names.items():
            texts[row] = name
        findings.add("school_filled_down", cell=where, count=len(blank))
    elif len(blank) > 1:
        for row in blank:
            body.kinds[row] = "without_school"
        findings.add("school_left_blank", cell=where, count=len(blank))


def _texts_of(body: Body, layout: Layout, column: str) -> Sequence[str]:
    meaning = layout.named(column)
    return (
        [""] * body.height
        if meaning is None
        else body.texts.get(meaning.index) or words_of(body.columns[meaning.index])
    )


def _steps(body: Body, layout: Layout) -> list[Step | None]:
    grades, stages = _texts_of(body, layout, "grade"), _texts_of(body, layout, "stage")
    by_grade = layout.named("grade") is not None
    return [_step(grade, stage, by_grade=by_grade) for grade, stage in zip(grades, stages, strict=True)]


def _step(grade: str, stage: str, *, by_grade: bool) -> Step | None:
    known = read_stage(stage) if stage else None
    if not by_grade:
        return (_ORDER[known], known) if known else None
    number = grade_in_stage(read_grade(grade), known) if grade else None
    return None if number is None else (number, known or stage_of_grade(number))


def _names(
    body: Body, schools: Sequence[str], steps: Sequence[Step | None], blank: set[int], townships: Sequence[str]
) -> dict[int, str]:
    """The school of each blank row that goes on from the row above it."""
    names: dict[int, str] = {}
    above: tuple[str, Step, str] | None = None
    for row, kind in enumerate(body.kinds):
        if kind == "blank":
            continue
        step = steps[row]
        if kind != "data" or step is None:
            above = None
        elif row not in blank:
            above = (schools[row], step, townships[row]) if schools[row] else None
        elif above and step[0] > above[1][0] and _fits(above[0], step[1]) and townships[row] in ("", above[2]):
            names[row] = above[0]
            above = (above[0], step, above[2])
        else:
            above = None
    return names


def _fits(school: str, stage: str | None) -> bool:
    """Whether a school of this name may have rows of a stage: a primary school has no junior ones."""
    named = stage_of_school(key_of(school))
    return named is None or stage in (named, "kindergarten")
