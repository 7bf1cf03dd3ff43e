"""A small writer of binary workbooks (.xlsb): texts, numbers, percentages, errors, hidden rows and columns."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tests.corpus.page import Page
from tests.corpus.table import ErrorCell, Percent

_ERRORS = {"#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#N/A": 42}
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PERCENT_STYLE = 1


def write_xlsb(pages: Sequence[Page], path: Path) -> None:
    """The sheets as an .xlsb file."""
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.bin"/>'
        for at in range(1, len(pages) + 1)
    )
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
    bundles = b"".join(
        _record(156, struct.pack("<II", 0, at) + _text(f"rId{at}") + _text(page.name))
        for at, page in enumerate(pages, start=1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("xl/_rels/workbook.bin.rels", relations)
        archive.writestr("xl/workbook.bin", _record(131) + _record(143) + bundles + _record(144) + _record(132))
        archive.writestr("xl/styles.bin", _styles())
        for at, page in enumerate(pages, start=1):
            archive.writestr(f"xl/worksheets/sheet{at}.bin", _sheet(page))


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(content)
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + length + content


def _text(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data


def _styles() -> bytes:
    styles = b"".join(_record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in (0, 10))
    return _record(278) + _record(617, struct.pack("<I", 2)) + styles + _record(618) + _record(279)


def _sheet(page: Page) -> bytes:
    size = struct.pack("<IIII", 0, max(len(page.grid) - 1, 0), 0, max(page.width - 1, 0))
    columns = b"".join(_record(60, struct.pack("<IIIIH", at, at, 2000, 0, 1)) for at in sorted(page.hidden_columns))
    body = b"".join(_row(at, line, hidden=at in page.hidden_rows) for at, line in enumerate(page.grid))
    columns = _record(390) + columns + _record(391) if columns else b""
    return _record(129) + _record(148, size) + columns + _record(145) + body + _record(146) + _record(130)


def _row(at: int, line: Sequence[object], *, hidden: bool) -> bytes:
    head = struct.pack("<IIHBB", at, 0, 300, 0, 0x10 if hidden else 0) + bytes(5)
    return _record(0, head) + b"".join(_cell(column, value) for column, value in enumerate(line))


def _cell(column: int, value: object) -> bytes:
    style = _PERCENT_STYLE if isinstance(value, Percent) else 0
    head = struct.pack("<I", column) + style.to_bytes(3, "little") + b"\0"
    match value:
        case None | "":
            return b""
        case ErrorCell(text):
            return _record(3, head + bytes([_ERRORS[text]]))
        case Percent(number):
            return _record(5, head + struct.pack("<d", number))
        case int() | float():
            return _record(5, head + struct.pack("<d", float(value)))
        case _:
            return _record(6, head + _text(str(value)))
