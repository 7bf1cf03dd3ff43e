"""Sheets with a row per person: score sheets are rolled up, every other list of persons is refused."""

from __future__ import annotations

from collections.abc import Sequence

from etl.extract.cells import RawSheet
from etl.extract.collect import Findings
from etl.extract.context import read_context
from etl.extract.facts import Block
from etl.extract.layout import Layout
from etl.extract.papers import drop_full_mark_row, read_papers
from etl.extract.places import fill_places, read_places
from etl.extract.redact import is_personal_number
from etl.extract.row_keys import read_row_keys, report_stages, stages_of
from etl.extract.row_periods import read_row_periods
from etl.extract.rows import Body, read_body
from etl.extract.scores import grades_of, is_score_sheet, marks_told, one_row_per_pupil, paper_letters, roll_up
from etl.extract.sheet import name_exam, read_sheet, require_periods
from etl.extract.sheet_report import column_places, describe
from etl.extract.text import as_text, cell_name, key_of
from etl.extract.words import PERSON_WORDS
from etl.model import ExtractedSheet


def names_persons(layout: Layout) -> bool:
    """Whether the header has a column of names or personal numbers."""
    return bool(layout.of_role("person"))


def lists_pupils(sheet: RawSheet, layout: Layout) -> bool:
    """Whether each row is a person: by its header, or because scores of one school fill many rows."""
    return names_persons(layout) or (
        is_score_sheet(layout) and one_row_per_pupil(sheet, read_body(sheet, layout), layout)
    )


def mentions_persons(sheet: RawSheet) -> bool:
    """Whether an unrecognised sheet may name persons: a header does, or cells hold nothing but personal numbers."""
    for row in sheet.rows[:200]:
        for cell in row:
            if cell.__class__ is str and (key_of(as_text(cell)) in PERSON_WORDS or is_personal_number(as_text(cell))):
                return True
    return False


def read_by(
    sheet: RawSheet, layout: Layout, file_stem: str, forced_period: str | None, findings: Findings
) -> ExtractedSheet:
    """The sheet read by its layout: rolled up when its rows are persons."""
    if lists_pupils(sheet, layout):
        findings.secret = True
        return read_pupils(sheet, layout, file_stem, forced_period, findings)
    return read_sheet(sheet, layout, file_stem, forced_period, findings)


def refuse_persons(sheet: RawSheet, layout: Layout, findings: Findings) -> ExtractedSheet:
    """A list of persons that is no score sheet."""
    first = next(iter(layout.of_role("person")), None)
    findings.add("persons_not_taken", cell=cell_name(layout.bottom, first.index) if first else "")
    return ExtractedSheet(sheet.name, sheet.number, reason="逐人名册，不保存个人信息", pupil_level=True)


def read_pupils(
    sheet: RawSheet, layout: Layout, file_stem: str, forced_period: str | None, findings: Findings
) -> ExtractedSheet:
    """The sheet rolled up to schools. Nothing of a person is in what it returns, nor in the findings."""
    if not is_score_sheet(layout):
        return refuse_persons(sheet, layout, findings)
    context = read_context(layout, sheet.name, file_stem, forced_period)
    body = read_body(sheet, layout)
    marks = drop_full_mark_row(body, layout)
    fill_places(body, layout)
    data = _pupil_rows(body, layout)
    places = read_places(body, layout, context, data)
    _report_homeless(body, data, places.levels, findings)
    data = [row for row, level in zip(data, places.levels, strict=True) if level]
    places = read_places(body, layout, context, data)
    papers = read_papers(body, layout, context, data, marks, findings)
    periods = read_row_periods(body, layout, context, data, forced_period is not None, findings)
    keys = read_row_keys(body, layout, context, data, places, periods, findings)
    grades_of(body, layout, context, data, keys)
    name_exam(layout, keys, context, findings)
    table = roll_up(layout, keys, papers)
    stages, _, _ = stages_of(keys, Block(), [])
    report_stages(keys, [row for row, stage in enumerate(stages) if stage is None], findings)
    findings.add("persons_rolled_up", count=len(data))
    if any(paper.full_mark for paper in papers):
        findings.add("score_marks", **marks_told())
    extracted = describe(sheet, layout, keys.periods, body, [], table)
    extracted.columns = column_places(layout, []) | {
        "sum_score": [letters["sum_score"] for letters in paper_letters(papers).values()]
    }
    extracted.blocks, extracted.rows_accepted, extracted.pupil_level = paper_letters(papers), len(data), True
    require_periods(layout.dataset, extracted, findings, context.unclear)
    return extracted


def _pupil_rows(body: Body, layout: Layout) -> list[int]:
    """Data rows with a person or a score on them. Sums of a class (平均, 合计) are none."""
    probes = [body.columns[each.index] for each in (*layout.of_role("score"), *layout.of_role("person"))]
    return [row for row in body.rows_of("data") if any(column[row] not in ("", None) for column in probes)]


def _report_homeless(body: Body, data: Sequence[int], levels: Sequence[str], findings: Findings) -> None:
    for position in [position for position, level in enumerate(levels) if not level]:
        findings.add("row_without_school", cell=cell_name(body.first + data[position], 0))
