"""The painted sheet: what is marked, and that nothing of somebody's file runs in the browser."""

from __future__ import annotations

import re

import pytest

from ui.findings_view import findings_html
from ui.grid import PaintedSheet, column_letters, grid_html, marked_cells

SHEET = PaintedSheet(
    rows=[
        ["在校生统计表", ""],
        ["学校", "人数"],
        ["云台小学", "120"],
        ["<img src=x onerror=alert(1)>", "abc"],
        ["小计", "120"],
    ],
    roles=["title", "header", "data", "data", "subtotal"],
    meanings=["学校", "在校生数"],
    dataset="enrolment",
)


def finding(level: str, cell: str, **more: str) -> dict[str, str]:
    """One finding as a report holds it."""
    return {"level": level, "code": "x", "sheet": "", "cell": cell, "message": "m", "advice": "a", **more}


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_excel_gives_them(number: int, letters: str) -> None:
    assert column_letters(number) == letters


def test_cells_of_findings_are_marked_by_the_worst_level() -> None:
    marks = marked_cells([finding("error", "B4"), finding("info", "B4"), finding("warning", "A3:A4")])
    assert marks == {(3, 1): "error", (2, 0): "warning", (3, 0): "warning"}


def test_a_range_over_the_whole_sheet_does_not_mark_a_million_cells() -> None:
    assert len(marked_cells([finding("warning", "A1:XFD1048576")])) <= 201 * 61


def test_a_cell_that_is_no_address_marks_nothing() -> None:
    assert marked_cells([finding("error", ""), finding("error", "第3行")]) == {}


def test_the_sheet_is_painted_row_by_row() -> None:
    html = grid_html(SHEET, [finding("error", "B4")])
    assert html.count("<tr") == 2 + len(SHEET.rows)
    assert '<td class="across" colspan="2">在校生统计表</td>' in html
    assert '<td class="number">120</td>' in html
    assert '<td class="error">abc</td>' in html
    assert re.search(r'<tr class="subtotal"><th>5</th>', html)
    assert "zh-chip" in html


def test_nothing_of_the_file_becomes_markup() -> None:
    evil = "<script>alert(1)</script>"
    html = grid_html(PaintedSheet([[evil]], [evil], [evil]), [finding("error", "A1")])
    html += findings_html([finding("error", evil, message=evil, advice=evil, sheet=evil)], with_sheet=True)
    assert "<script" not in html
    assert "<img" not in grid_html(SHEET, [])


def test_long_text_is_cut_but_can_be_read() -> None:
    html = grid_html(PaintedSheet([["长" * 60]], ["data"], [""]), [])
    assert f'title="{"长" * 60}"' in html
    assert "长" * 41 not in html.replace(f'title="{"长" * 60}"', "")
