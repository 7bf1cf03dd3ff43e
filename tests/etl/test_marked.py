"""The clerk's own workbook with each finding on its cell: what was there stays, and it goes in again."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from etl.extract.limits import LIMITS
from etl.extract.run import extract
from etl.marked import NotMarked, list_file, mark_file
from etl.problems import finding
from tests.etl.build import Bureau, enrolment, write_csv

ROWS = [
    ("石桥镇", "石桥镇中心小学", "小学", 12, "四百八十人左右", 230),
    ("石桥镇", "石桥初级中学", "初中", 9, 400, 190),
]


def dressed(path: Path) -> Path:
    """The return with a width, a font, a formula and a merged title of the clerk's own."""
    book = openpyxl.load_workbook(enrolment(path, ROWS))
    sheet = book.active
    sheet.column_dimensions["B"].width = 33
    sheet["B3"].font = Font(name="楷体", bold=True)
    sheet["G3"] = "=D3*2"
    sheet.merge_cells("A1:F1")
    book.save(path)
    return path


def reopened(marked: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(marked))


def test_a_finding_is_a_coloured_cell_with_a_comment_and_a_line_in_the_list(files):
    path = dressed(files / "a.xlsx")
    found = extract(path).findings
    bad = next(each for each in found if each.cell == "E3")
    book = reopened(mark_file(path, "a.xlsx", found))
    assert book.sheetnames == ["核对清单", "在校生"]
    cell = book["在校生"]["E3"]
    assert cell.value == "四百八十人左右"
    assert cell.fill.fgColor.rgb.endswith("FBE5D8")
    assert bad.message in cell.comment.text
    assert bad.advice in cell.comment.text
    lines = [row for row in book["核对清单"].iter_rows(min_row=2) if row[3].value == "E3"]
    assert [line[4].value for line in lines] == [each.message for each in found if each.cell == "E3"]
    assert lines[0][3].hyperlink.location == "'在校生'!E3"


def test_what_the_clerk_had_formatted_stays(files):
    path = dressed(files / "a.xlsx")
    sheet = reopened(mark_file(path, "a.xlsx", extract(path).findings))["在校生"]
    assert sheet.column_dimensions["B"].width == 33
    assert (sheet["B3"].font.name, sheet["B3"].font.bold) == ("楷体", True)
    assert sheet["G3"].value == "=D3*2"
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:F1"]
    assert sheet["E4"].fill.fill_type is None


def test_a_finding_within_a_merged_range_marks_its_first_cell(files):
    path = dressed(files / "a.xlsx")
    sheet = reopened(
        mark_file(path, "a.xlsx", [finding("not_a_number", sheet="在校生", cell="C1", value="x", header="y")])
    )["在校生"]
    assert "x" in sheet["A1"].comment.text


def test_quoted_formulas_stay_text(files):
    path = enrolment(files / "a.xlsx", ROWS)
    said = replace(finding("no_cells"), cell="E3", sheet="在校生", message="=HYPERLINK(1)", advice="@x")
    listed = reopened(mark_file(path, "a.xlsx", [said]))["核对清单"]
    assert [(cell.value, cell.data_type) for cell in listed[2][4:6]] == [("=HYPERLINK(1)", "s"), ("@x", "s")]


def test_a_csv_comes_back_as_a_workbook_of_its_values(files):
    path = write_csv(files / "一季度.csv", [["乡镇", "学校"], ["石桥镇", "=1+1"]])
    book = reopened(mark_file(path, "一季度.csv", [replace(finding("no_cells"), cell="B2")]))
    assert book.sheetnames == ["核对清单", "一季度"]
    assert (book["一季度"]["B2"].value, book["一季度"]["B2"].data_type) == ("=1+1", "s")
    assert book["一季度"]["B2"].comment is not None


def test_what_we_hand_back_goes_in_once_it_is_corrected(bureau: Bureau, files):
    path = dressed(files / "a.xlsx")
    refused = bureau.take(path)
    assert refused.status == 1
    back = files / "改好.xlsx"
    book = reopened(mark_file(path, "a.xlsx", extract(path).findings))
    book["在校生"]["E3"] = 480
    book.save(back)
    bureau.must_take(back)
    assert bureau.pupils() == {"石桥镇中心小学": 480, "石桥初级中学": 400}


def test_a_file_too_large_to_draw_on_is_said_so(files):
    path = enrolment(files / "a.xlsx", ROWS)
    with pytest.raises(NotMarked):
        mark_file(path, "a.xlsx", [], replace(LIMITS, memory_mb=40))
    (files / "b.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(NotMarked):
        mark_file(files / "b.xlsx", "b.xlsx", [])


def test_the_list_alone_needs_no_file():
    book = reopened(list_file([finding("no_cells"), replace(finding("no_cells"), level="info", cell="B2")]))
    assert book.sheetnames == ["核对清单"]
    assert [row[1].value for row in book["核对清单"].iter_rows(min_row=2)] == ["要改", "参考"]
