"""A second look at an .xlsb file's records for what the reader drops: error cells, number formats, hidden rows and columns."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from etl.extract.percents import PERCENT, unit_of_format
from etl.extract.rawxml import SheetScan

_MOST_BYTES = 64 << 20
_MOST_CELLS = 200_000
_BUILT_IN = {9, 10}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_ROW, _RK, _ERROR, _REAL, _FORMULA_NUMBER, _FORMULA_ERROR = 0, 2, 3, 5, 9, 11
_FORMAT, _XF, _COLUMNS, _SHEET, _FILTERED, _BEGIN_STYLES, _END_STYLES = 44, 47, 60, 156, 163, 617, 618
_HIDDEN_ROW, _HIDDEN_COLUMN, _MOST_COLUMNS = 0x10, 0x01, 1 << 14
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


def scan_xlsb(path: Path) -> dict[int, SheetScan]:
    """Scan by the sheet's position, from zero. Raises zipfile.BadZipFile, zlib.error, OSError, struct.error, KeyError
    (also where the file is no .xlsb)."""
    with zipfile.ZipFile(path) as archive:
        names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        units = _styles(archive.read(names["xl/styles.bin"])) if "xl/styles.bin" in names else {}
        targets = _targets(archive.read(names["xl/_rels/workbook.bin.rels"]))
        scans = {}
        for position, relation in enumerate(_sheets(archive.read(names["xl/workbook.bin"]))):
            part = names.get(f"xl/{targets.get(relation, '').lstrip('/').removeprefix('xl/')}".lower())
            if part is not None and archive.getinfo(part).file_size <= _MOST_BYTES:
                scans[position] = _scan(archive.read(part), units)
    return scans


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at, size = 0, len(stream)
    while at + 2 <= size:
        kind = stream[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (stream[at] & 0x7F) << 7
            at += 1
        length = 0
        for shift in range(0, 28, 7):
            if at >= size:
                return
            byte = stream[at]
            at += 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, stream[at : at + length]
        at += length


def _targets(text: bytes) -> dict[str, str]:
    found = {}
    for tag in _RELATION.findall(text):
        name, target = (re.search(rb"\b" + each + rb"=[\"']([^\"']*)[\"']", tag) for each in (b"Id", b"Target"))
        if name and target:
            found[name[1].decode("utf-8", "replace")] = target[1].decode("utf-8", "replace")
    return found


def _sheets(stream: bytes) -> list[str]:
    """The relation of each sheet, in order."""
    return [_text(content, 8) for kind, content in _records(stream) if kind == _SHEET]


def _text(content: bytes, at: int) -> str:
    (length,) = struct.unpack_from("<I", content, at)
    return content[at + 4 : at + 4 + 2 * min(length, len(content))].decode("utf-16-le", "replace")


def _styles(stream: bytes) -> dict[int, str]:
    """What the number formats of cell styles say; see `unit_of_format`."""
    formats, found, inside, style = dict.fromkeys(_BUILT_IN, PERCENT), {}, False, 0
    for kind, content in _records(stream):
        if kind == _FORMAT:
            unit = unit_of_format(_text(content, 2))
            if unit:
                formats[struct.unpack_from("<H", content)[0]] = unit
        elif kind in (_BEGIN_STYLES, _END_STYLES):
            inside = kind == _BEGIN_STYLES
        elif kind == _XF and inside:
            number = struct.unpack_from("<H", content, 2)[0]
            if number in formats:
                found[style] = formats[number]
            style += 1
    return found


def _scan(stream: bytes, units: dict[int, str]) -> SheetScan:
    scan, row = SheetScan(), 0
    for kind, content in _records(stream):
        if kind == _ROW and len(content) >= 12:
            (row,) = struct.unpack_from("<I", content)
            if content[11] & _HIDDEN_ROW:
                scan.hidden_rows.add(row)
        elif kind == _COLUMNS and len(content) >= 18 and content[16] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<II", content)
            scan.hidden_columns.update(range(first, min(last + 1, _MOST_COLUMNS)))
        elif kind == _FILTERED:
            scan.filtered = True
        elif kind in (_RK, _REAL, _FORMULA_NUMBER, _ERROR, _FORMULA_ERROR) and len(content) >= 9:
            (column,) = struct.unpack_from("<I", content)
            if column < _MOST_COLUMNS and len(scan.percents) + len(scan.units) + len(scan.faults) < _MOST_CELLS:
                _note_cell(scan, kind, content, (row, column), units)
    return scan


def _note_cell(scan: SheetScan, kind: int, content: bytes, where: tuple[int, int], units: dict[int, str]) -> None:
    if kind in (_ERROR, _FORMULA_ERROR):
        scan.faults[where] = _ERRORS.get(content[8], "#ERROR!")
        return
    unit = units.get(int.from_bytes(content[4:7], "little"))
    if unit == PERCENT:
        scan.percents.add(where)
    elif unit:
        scan.units[where] = unit
