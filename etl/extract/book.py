"""Read every sheet of one file: recognise each, leave out what repeats the others, collect the findings."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from etl.extract.across import read_across
from etl.extract.area_totals import settle_area_totals
from etl.extract.cells import RawSheet
from etl.extract.collect import Findings
from etl.extract.container import Container, look_at
from etl.extract.delimited import UnreadableText, read_delimited
from etl.extract.grid import plain_grid
from etl.extract.hidden import leave_out_hidden
from etl.extract.joint_totals import settle_joint_totals
from etl.extract.layout import find_layouts, holds_numbers
from etl.extract.limits import Limits
from etl.extract.people import without_staff
from etl.extract.pieces import split_tables
from etl.extract.pupils import mentions_persons, read_by
from etl.extract.redact import redacted
from etl.extract.summary import leave_out_summaries
from etl.extract.text import key_of
from etl.extract.told import read_as_told, told_of
from etl.extract.unseen import tell_hidden, without_shadows
from etl.extract.workbook import read_workbook
from etl.layouts import NOTHING_SAID, Said, table_key
from etl.model import ExtractedSheet, Finding
from etl.problems import finding

_NOTES = re.compile(r"说明|填表|目录|封面|字典|代码表|下拉|选项|辅助|模板|注意事项|readme|instructions|lists?$")

# The sheets beside the form in the workbooks we hand out: every column, every choice, every finding, but no data.
_OF_OUR_FORMS = ("填写说明", "选项", "上年数（参考）", "核对清单")


def read_file(
    path: Path, stem: str, dataset: str | None, period: str | None, limits: Limits, said: Said = NOTHING_SAID
) -> tuple[list[ExtractedSheet], list[Finding]]:
    """The sheets and findings of the file at `path`; `stem` is its name as uploaded, without the extension.

    `said` are corrections of its sheets, and layouts remembered for sheets of their kind.
    """
    container, refused = look_at(path, limits)
    if refused is not None or container is None:
        return [], [refused or finding("not_a_spreadsheet", kind="未知")]
    sheets, problems = _raw_sheets(path, stem, container, limits)
    if problems:
        return [], problems
    read, found = read_sheets(sheets, stem, dataset, period, limits, said)
    return read, ([finding("web_page_read")] if container is Container.PAGE else []) + found


def read_sheets(
    sheets: list[RawSheet],
    stem: str,
    dataset: str | None,
    period: str | None,
    limits: Limits,
    said: Said = NOTHING_SAID,
) -> tuple[list[ExtractedSheet], list[Finding]]:
    """The sheets of one file recognised and read, and the findings: what `read_file` does once the cells are there."""
    if all(sheet.is_blank() for sheet in sheets):
        return [], [finding("no_cells")]
    findings = Findings(limits.findings_per_code)
    tables = _tables([sheet for sheet in sheets if not sheet.is_blank()], stem, dataset)
    read = [
        replace(_read_one(table, stem, dataset, period, said, findings), table_no=table.table_no) for table in tables
    ]
    _unknown_sheets(said, read, findings)
    settle_joint_totals(read, findings)
    tell_hidden(tables, read, findings)
    read = leave_out_hidden(tables, read, findings)
    read = leave_out_summaries(read, findings)
    settle_area_totals(read)
    if not any(each.dataset for each in read) and not any(each.stops for each in findings.found):
        findings.sheet = ""
        findings.add("nothing_recognised")
    return read, findings.closed()


def _raw_sheets(path: Path, stem: str, container: Container, limits: Limits) -> tuple[list[RawSheet], list[Finding]]:
    if container is Container.PAGE:
        sheets, problems = read_workbook(path, container, limits)
        return [replace(each, name=stem) for each in sheets], problems
    if container is not Container.TEXT:
        return read_workbook(path, container, limits)
    try:
        sheets = read_delimited(path)
    except UnreadableText:
        return [], [finding("text_not_readable")]
    sheets[0].name = stem
    return sheets, []


def _tables(sheets: list[RawSheet], stem: str, dataset: str | None) -> list[RawSheet]:
    """The sheets, several tables on one of them taken apart; each is corrected for itself."""
    tables, number = [], max((each.number for each in sheets), default=0)
    for sheet in sheets:
        pieces = [sheet] if sheet.name in _OF_OUR_FORMS else split_tables(sheet, stem, dataset)
        tables.append(pieces[0])
        for table, piece in enumerate(pieces[1:], start=1):
            number += 1
            tables.append(replace(piece, number=number, table_no=table))
    return tables


def _read_one(
    sheet: RawSheet, stem: str, dataset: str | None, period: str | None, said: Said, findings: Findings
) -> ExtractedSheet:
    findings.sheet, findings.secret = sheet.name, False
    told = told_of(sheet, stem, dataset, said)
    if told is not None:
        return read_as_told(sheet, told, stem, dataset, period, findings)
    if sheet.name in _OF_OUR_FORMS:
        return ExtractedSheet(sheet.name, sheet.number, reason="随模板附带的说明和选项", rows_read=len(sheet.rows))
    layouts = [each for each in find_layouts(sheet, stem, dataset) if dataset or holds_numbers(sheet, each)]
    if not layouts and (across := read_across(sheet, stem, dataset, period, findings)) is not None:
        return across
    layouts = layouts if dataset else without_staff(layouts, sheet.name, stem, findings)
    if not layouts or (_NOTES.search(key_of(sheet.name)) and layouts[0].score < 8 and dataset is None):
        return _not_recognised(sheet, findings)
    return read_by(sheet, without_shadows(layouts[0], sheet, findings), stem, period, findings)


def _not_recognised(sheet: RawSheet, findings: Findings) -> ExtractedSheet:
    reason = "是说明或辅助表" if _NOTES.search(key_of(sheet.name)) else "没有找到认识的表头"
    persons = mentions_persons(sheet)
    findings.add("sheet_not_recognised", reason=reason)
    extracted = ExtractedSheet(
        redacted(sheet.name), sheet.number, reason=reason, rows_read=len(sheet.rows), pupil_level=persons
    )
    if not persons:
        extracted.grid = plain_grid(sheet)
    return extracted


def _unknown_sheets(said: Said, read: list[ExtractedSheet], findings: Findings) -> None:
    names = {table_key(each.sheet, each.table_no) for each in read}
    for name in said.sheets:
        if name not in names:
            findings.sheet = ""
            findings.add("correction_unusable", value=name, what=f"没有工作表“{name}”")
