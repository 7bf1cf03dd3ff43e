"""A second look at an xlsx file's XML for what the reader drops: error cells, formulas without a result.

Only byte patterns are searched, in streams of bounded size; nothing is parsed as XML, so entities expand to nothing.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from etl.extract.cells import NO_CACHED_VALUE, Merge
from etl.extract.percents import PERCENT, cells_found, style_pattern, styles_with_units
from etl.extract.text import column_index

_CHUNK = 1 << 20
_SMALL = 1 << 20  # sheets up to this size are searched for their farthest cell in full
_MAX_SEARCHED = 200 << 20
_MAX_FAULTS = 20000
# Plain searches: one regular expression for all of them takes as long as reading the sheet.
_SUSPECTS = (b"<f>", b"<f ", b't="e"')
_PREFIXED_SUSPECTS = (*_SUSPECTS, b":f>", b":f ", b"<f/", b"t='e'")
_REFERENCE = re.compile(rb"<(?:\w+:)?c [^>]*?\br=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)</(?:\w+:)?v>")
_WHERE = re.compile(rb"\br=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")
_HIDDEN = re.compile(rb"<(?:\w+:)?(row|col)\b([^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*)>")
_ROW_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_COLUMN_SPAN = tuple(re.compile(rb"\b" + name + rb"=[\"'](\d{1,5})[\"']") for name in (b"min", b"max"))
_FARTHEST_COLUMN = 1 << 14
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")


@dataclass
class SheetScan:
    """What was found in one sheet's XML; rows and columns zero-based."""

    far_row: int = 0
    far_column: int = 0
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    units: dict[tuple[int, int], str] = field(default_factory=dict)  # as RawSheet has them
    merges: list[Merge] = field(default_factory=list)  # where the reader does not tell them
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False  # a filter stands on the sheet and leaves something out

    @property
    def area(self) -> int:
        """Cells of the rectangle from A1 to the farthest cell."""
        return (self.far_row + 1) * (self.far_column + 1)


def scan_workbook(path: Path) -> dict[str, SheetScan]:
    """Scan by sheet name; a sheet without a part is left out. Raises zipfile.BadZipFile, zlib.error, OSError."""
    scans = {}
    with zipfile.ZipFile(path) as archive:
        names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
        styles = styles_with_units(archive, names.get("xl/styles.xml"))
        patterns = {unit: style_pattern(each) for unit, each in styles.items()}
        for name, part in _parts_by_sheet(archive).items():
            scans[name] = _scan_part(archive, part, patterns)
    return scans


def _parts_by_sheet(archive: zipfile.ZipFile) -> dict[str, str]:
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
    workbook, relations = names.get("xl/workbook.xml"), names.get("xl/_rels/workbook.xml.rels")
    if not workbook or not relations:
        return {}
    targets = {}
    for tag in _RELATION.findall(_head(archive, relations)):
        targets[_attribute(tag, b"Id")] = _attribute(tag, b"Target").lstrip("/").removeprefix("xl/")
    found = {}
    for tag in _SHEET.findall(_head(archive, workbook)):
        target = targets.get(_attribute(tag, b"id"), "")
        part = names.get(f"xl/{target}".lower())
        if part:
            found[_attribute(tag, b"name")] = part
    return found


def _head(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as stream:
        return stream.read(8 << 20)


def _attribute(tag: bytes, name: bytes) -> str:
    match = re.search(rb"(?:^|[\s:])" + name + rb"=(?:\"([^\"]*)\"|'([^']*)')", tag)
    text = (match.group(1) or match.group(2) or b"").decode("utf-8", "replace") if match else ""
    for entity, plain in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, plain)
    return text


def _scan_part(archive: zipfile.ZipFile, part: str, patterns: dict[str, re.Pattern[bytes]]) -> SheetScan:
    scan = SheetScan()
    size = archive.getinfo(part).file_size
    suspect, tail, read = False, b"", 0
    marks: tuple[bytes, ...] = _SUSPECTS
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            window = tail + chunk
            if read == len(chunk) and (b":worksheet" in window or b"='" in window):
                marks = _PREFIXED_SUSPECTS
            suspect = suspect or _any_mark(window, marks)
            # The farthest row stands at the end; a small sheet is searched in full.
            if read <= _SMALL:
                _widen(scan, window)
            if patterns and read <= _MAX_SEARCHED and len(scan.percents) + len(scan.units) < _MAX_FAULTS * 10:
                for unit, pattern in patterns.items():
                    _note_units(scan, unit, cells_found(pattern, window))
            if b"hidden=" in window and len(scan.hidden_rows) < _MAX_FAULTS * 10:
                _note_hidden(scan, window)
            scan.filtered = scan.filtered or b"filterColumn" in window
            tail = chunk[-4096:]
    _widen(scan, tail)
    if suspect and size <= _MAX_SEARCHED:
        _find_faults(archive, part, scan)
    return scan


def _note_units(scan: SheetScan, unit: str, cells: set[tuple[int, int]]) -> None:
    if unit == PERCENT:
        scan.percents |= cells
    else:
        scan.units.update(dict.fromkeys(cells, unit))


def _note_hidden(scan: SheetScan, window: bytes) -> None:
    for kind, attributes in _HIDDEN.findall(window):
        if kind == b"row":
            number = _ROW_NUMBER.search(attributes)
            scan.hidden_rows.update({int(number.group(1)) - 1} if number else ())
            continue
        first, last = (each.search(attributes) for each in _COLUMN_SPAN)
        if first and last:
            scan.hidden_columns.update(range(int(first.group(1)) - 1, min(int(last.group(1)), _FARTHEST_COLUMN)))


def _any_mark(window: bytes, marks: tuple[bytes, ...]) -> bool:
    """Whether a mark stands in the window. One letter is found ten times as fast as a mark, and sheets without formulas
    hold no f at all, so most marks are never looked for."""
    formulas = b"f" in window
    return any(mark in window for mark in marks if formulas or b"f" not in mark)


def _widen(scan: SheetScan, window: bytes) -> None:
    for letters, row in _REFERENCE.findall(window):
        scan.far_row = max(scan.far_row, int(row) - 1)
        scan.far_column = max(scan.far_column, column_index(letters.decode().upper()))


def _find_faults(archive: zipfile.ZipFile, part: str, scan: SheetScan) -> None:
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            window = rest + chunk
            end = window.rfind(b"<row") if len(window) < 8 * _CHUNK else len(window)
            _collect(window[:end] if end > 0 else b"", scan)
            rest = window[end:] if end > 0 else window
            if len(scan.faults) >= _MAX_FAULTS:
                return
    _collect(rest, scan)


def _collect(window: bytes, scan: SheetScan) -> None:
    for attributes, content in _CELL.findall(window):
        is_error = b't="e"' in attributes or b"t='e'" in attributes
        if not is_error and b"<f" not in content and b":f" not in content:
            continue
        where = _WHERE.search(attributes)
        value = _VALUE.search(content)
        if not where or not (is_error or value is None):
            continue
        if not is_error and b"<v></v>" in content and b't="str"' in attributes:
            continue  # a formula whose result is an empty text: blank on purpose
        place = (int(where.group(2)) - 1, column_index(where.group(1).decode().upper()))
        scan.faults[place] = value.group(1).decode("utf-8", "replace") if is_error and value else _fault(is_error)


def _fault(is_error: bool) -> str:
    return "#ERROR!" if is_error else NO_CACHED_VALUE
