"""A row of an uploaded file as it stands there, read by a process that may be killed."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from etl.excerpt import excerpt_of


def workbook(path: Path) -> Path:
    """Two sheets; the second has a heading above a row."""
    book = Workbook()
    page = book.create_sheet("在校生")
    for row in (["青山县在校生"], ["学校", "在校生数"], ["一小", 120.0], ["二小", None]):
        page.append(row)
    book.save(path)
    return path


def test_the_rows_asked_for_come_back_as_text(tmp_path):
    found = excerpt_of(workbook(tmp_path / "a.xlsx"), "在校生", [3, 2])
    assert found is not None
    assert found.rows == {2: ["学校", "在校生数"], 3: ["一小", "120"]}


def test_a_file_that_is_gone_or_broken_has_no_rows(tmp_path):
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(b"PK\x03\x04 and nothing more")
    assert excerpt_of(broken, "在校生", [1]) is None
    assert excerpt_of(tmp_path / "gone.xlsx", "在校生", [1]) is None


def test_no_other_sheet_and_no_row_beyond_the_last_is_shown(tmp_path):
    path = workbook(tmp_path / "c.xlsx")
    assert excerpt_of(path, "报表", [2]) is None
    assert excerpt_of(path, "在校生", [5]) is None
