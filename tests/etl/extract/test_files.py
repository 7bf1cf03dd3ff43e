"""Files that are no good: each ends in one clear finding, soon, and harms nobody."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from etl.extract import LIMITS, Limits, extract
from etl.extract.container import look_at
from tests.etl.extract.books import enrolment, write_book

GOOD = enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110))


def only_code(path: Path, limits: Limits = LIMITS) -> str:
    """The code of the one finding, after checking that it came soon and nothing was read."""
    started = time.monotonic()
    extracted = extract(path, limits=limits)
    assert time.monotonic() - started < 20  # 10 s on a machine of its own
    assert extracted.sheets == [] or all(each.table is None for each in extracted.sheets)
    (found,) = [each for each in extracted.findings if each.stops]
    assert found.message
    assert found.code == extracted.findings[-1].code
    return found.code


def saved(path: Path, data: bytes) -> Path:
    """Write bytes."""
    path.write_bytes(data)
    return path


def sheet_xml(path: Path, rows: str, dimension: str = "A1") -> Path:
    """An .xlsx whose only sheet has this XML as its rows."""
    buffer = io.BytesIO()
    book = Workbook()
    book.save(buffer)
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    )
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, xml if name.endswith("sheet1.xml") else source.read(name))
    return path


def inline(reference: str, text: str) -> str:
    """A cell with a text in it."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_good_file_goes_through_the_child(tmp_path: Path) -> None:
    extracted = extract(write_book(tmp_path / "表.xlsx", {"在校生": GOOD}))
    assert extracted.findings == []
    assert extracted.sheets[0].dataset == "enrolment"
    assert extracted.sheets[0].table is not None
    assert extracted.sheets[0].table.column("pupils").to_pylist() == [240]
    assert len(extracted.file_hash) == 64
    assert not extracted.pupil_level
    grid = extracted.sheets[0].grid
    assert (grid.roles, grid.meanings[4]) == (["title", "header", "data"], "在校生数")


def test_the_name_of_the_upload_counts_not_the_name_on_disk(tmp_path: Path) -> None:
    rows = enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110), title=("在校生统计表",))
    path = write_book(tmp_path / "upload-17.xlsx", {"在校生": rows})
    assert extract(path, file_name="2023年秋季.xlsx").sheets[0].period == "2023-2024-1"


def test_missing_and_empty_files_are_told(tmp_path: Path) -> None:
    assert only_code(tmp_path / "没有.xlsx") == "file_missing"
    assert only_code(saved(tmp_path / "空.xlsx", b"")) == "file_empty"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 ...", "not_a_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n0000", "not_a_spreadsheet"),
        (b"\x00\x01\x02\x03" * 100, "not_a_spreadsheet"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html_as_spreadsheet"),
        (b"PK\x03\x04 and then nothing", "file_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "file_broken"),
        (b"just a line of words", "nothing_recognised"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_by_its_first_bytes(tmp_path: Path, data: bytes, code: str) -> None:
    assert only_code(saved(tmp_path / "表.xls", data)) == code


def test_a_truncated_workbook_is_broken(tmp_path: Path) -> None:
    whole = write_book(tmp_path / "全.xlsx", {"在校生": GOOD}).read_bytes()
    assert only_code(saved(tmp_path / "半.xlsx", whole[: len(whole) // 2])) == "file_broken"


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "炸弹.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(100):
                part.write(b"\0" * (1 << 20))
    container, found = look_at(path, LIMITS)
    assert container is None
    assert found is not None
    assert found.code == "file_expands_too_much"
    assert only_code(path) == "file_expands_too_much"


def test_two_cells_at_opposite_corners_are_named(tmp_path: Path) -> None:
    rows = f'<row r="1">{inline("A1", "甲")}</row><row r="1048576">{inline("XFD1048576", "乙")}</row>'
    (found,) = extract(sheet_xml(tmp_path / "角.xlsx", rows)).findings
    assert (found.code, found.cell, found.level) == ("sheet_too_wide_apart", "XFD1048576", "error")


def test_a_sheet_that_claims_a_million_rows_and_holds_few_is_read(tmp_path: Path) -> None:
    texts = ["学校名称", "学段", "在校生数"]
    head = "".join(inline(f"{letter}2", text) for letter, text in zip("ABC", texts, strict=True))
    body = f'{inline("A3", "石桥小学")}{inline("B3", "小学")}<c r="C3"><v>240</v></c>'
    title = inline("A1", "2023年秋季在校生统计表")
    rows = f'<row r="1">{title}</row><row r="2">{head}</row><row r="3">{body}</row>'
    for number, dimension in enumerate(("A1:XFD1048576", "A1")):  # a lie either way
        extracted = extract(sheet_xml(tmp_path / f"大{number}.xlsx", rows, dimension))
        assert extracted.findings == []
        assert extracted.sheets[0].rows_accepted == 1


def test_error_cells_and_formulas_without_result_are_found_where_the_reader_sees_blanks(tmp_path: Path) -> None:
    head = "".join(
        inline(f"{letter}2", text)
        for letter, text in zip("ABCD", ("学校名称", "学段", "班数", "在校生数"), strict=True)
    )
    body = f'{inline("A3", "石桥小学")}{inline("B3", "小学")}<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D3"><f>SUM(E3:F3)</f></c>'
    rows = f'<row r="1">{inline("A1", "2023年秋季在校生统计表")}</row><row r="2">{head}</row><row r="3">{body}</row>'
    found = {each.code: (each.cell, each.value) for each in extract(sheet_xml(tmp_path / "错.xlsx", rows)).findings}
    assert found == {"error_cell": ("C3", "#DIV/0!"), "formula_without_value": ("D3", "")}


def test_a_reader_that_grows_or_lasts_too_long_is_ended(tmp_path: Path) -> None:
    path = write_book(tmp_path / "表.xlsx", {"在校生": GOOD})
    # Short of memory the library itself may panic, which looks like a broken file: refused all the same.
    assert only_code(path, Limits(memory_mb=40)) in ("reader_stopped", "reader_failed", "file_broken")
    assert only_code(path, Limits(seconds=0)) == "reader_too_slow"


def test_unknown_options_are_told(tmp_path: Path) -> None:
    path = write_book(tmp_path / "表.xlsx", {"在校生": GOOD})
    assert [each.code for each in extract(path, dataset="schools").findings] == ["unknown_dataset"]
    assert [each.code for each in extract(path, period="2023-2025").findings] == ["bad_period_option"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [
        ("学校标识码", "学校名称", "学段", "在校生数"),
        ("0113010001", "石桥小学", "小学", "1240"),
        ("0113010002", "双河小学", "小学", "90"),
    ]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    extracted = extract(saved(tmp_path / "2023年秋季在校生.csv", text.encode(encoding)))
    assert extracted.findings == []
    assert extracted.sheets[0].table is not None
    assert extracted.sheets[0].table.select(["school_code", "pupils"]).to_pylist()[0] == {
        "school_code": "0113010001",
        "pupils": 1240,
    }


def test_passwords_are_told_from_damage(hostile_dir: Path) -> None:
    protected = sorted((hostile_dir / "exceldatareader").glob("*pwd_password.*"))
    assert protected
    assert {extract(path).findings[-1].code for path in protected} == {"file_encrypted"}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_every_file_that_broke_another_reader_ends_in_findings_within_its_time(hostile_dir: Path) -> None:
    files = [path for path in hostile_dir.rglob("*") if path.is_file()]
    assert len(files) > 100
    for path in files:
        started = time.monotonic()
        extracted = extract(path)
        assert time.monotonic() - started < LIMITS.time_for(path.stat().st_size) + 2, path.name
        assert extracted.refused, path.name
        assert "reader_failed" not in [each.code for each in extracted.findings], path.name
