"""The clerk's own workbook with each finding on its cell: what was there stays, and it goes in again."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import PIL.Image
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Font

from etl.extract.limits import LIMITS
from etl.extract.run import extract
from etl.marked import NotMarked, list_file, mark_file
from etl.marked.draw import MOST_DRAWN, MOST_LISTED
from etl.problems import finding
from tests.etl.build import Bureau, enrolment, write_book, write_csv

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


def test_so_many_findings_stay_bounded_and_the_worst_are_drawn(files):
    path = write_book(files / "a.xlsx", {"在校生": [[number] * 3 for number in range(3000)]})
    mild = [finding("blank_keeps_value", level="info", sheet="在校生", cell=f"A{row}:C{row}", value=1, area="", period="",
                    stage="", column="", unit="", beside="", beside_en="") for row in range(1, 20_001)]  # fmt: skip
    bad = finding("not_a_number", sheet="在校生", cell="B2999", value="x", header="y")
    book = reopened(mark_file(path, "a.xlsx", [*mild, bad]))
    assert book["在校生"]["B2999"].fill.fgColor.rgb.endswith("FBE5D8")
    assert sum(cell.comment is not None for row in book["在校生"].iter_rows() for cell in row) == MOST_DRAWN
    listed = book["核对清单"]
    assert listed.max_row == MOST_LISTED + 1
    assert listed["B2"].value == "要改"
    assert listed["G2"].value == "共 20001 条；表中只标出前 2000 条（先标“要改”的）。"


def test_what_no_workbook_can_hold_is_replaced(files):
    said = replace(finding("no_cells"), cell="B2", sheet="一季度", message="a\x0b\ud800b", advice="\x00")
    path = write_csv(files / "一季度.csv", [["乡镇", "学校"], ["石桥\x01镇", "=1+1"]])
    book = reopened(mark_file(path, "一季度.csv", [said]))
    assert (book["一季度"]["A2"].value, book["一季度"]["B2"].quotePrefix) == ("石桥\ufffd镇", True)
    for listed in (book["核对清单"], reopened(list_file([said]))["核对清单"]):
        assert listed["E2"].value == "a\ufffd\ufffdb"


def test_formats_beyond_the_cells_stay_and_what_is_lost_is_said(files):
    book = openpyxl.load_workbook(dressed(files / "a.xlsx"))
    sheet = book.active
    sheet.conditional_formatting.add(
        "E3:E4", ColorScaleRule(start_type="min", start_color="FF0000", end_type="max", end_color="00FF00")
    )
    sheet["E4"].number_format, sheet.freeze_panes, sheet.row_dimensions[2].height = "0.00%", "C3", 40
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=3, max_row=4))
    sheet.add_chart(chart, "H3")
    PIL.Image.new("RGB", (4, 4)).save(seal := io.BytesIO(), "png")
    sheet.add_image(Image(seal), "H20")
    book.save(files / "b.xlsx")
    with zipfile.ZipFile(files / "b.xlsx", "a") as archive:
        archive.writestr("xl/drawings/drawing9.xml", "<xdr:wsDr><xdr:sp macro=''/></xdr:wsDr>")
        archive.writestr("xl/vbaProject.bin", "")
    marked = reopened(mark_file(files / "b.xlsx", "b.xlsx", extract(files / "b.xlsx").findings))
    sheet = marked["在校生"]
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["E3:E4"]
    assert (sheet["E4"].number_format, sheet.freeze_panes, sheet.row_dimensions[2].height) == ("0.00%", "C3", 40)
    assert (len(sheet._charts), len(sheet._images)) == (1, 1)
    assert "没有保留原文件中的宏、文本框和图形" in marked["核对清单"]["G2"].value


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
