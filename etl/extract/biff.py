"""A second look at an .xls file's records for what the reader drops: error cells, formulas without a result, percentages."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import olefile

from etl.extract.cells import NO_CACHED_VALUE
from etl.extract.percents import PERCENT, unit_of_format
from etl.extract.rawxml import SheetScan

_MOST_BYTES = 64 << 20
_BUILT_IN = {9, 10}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BEGIN, _END, _SHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_FORMULA, _NUMBER, _RK, _MANY_RK, _BOOL_OR_ERROR = 0x0006, 0x0203, 0x027E, 0x00BD, 0x0205
_ROW, _COLUMNS, _FILTER = 0x0208, 0x007D, 0x009B
_HIDDEN_ROW, _HIDDEN_COLUMN, _MOST_COLUMNS = 0x20, 0x01, 256
_WANTED = frozenset(
    (_BEGIN, _END, _SHEET, _FORMAT, _XF, _FORMULA, _NUMBER, _RK, _MANY_RK, _BOOL_OR_ERROR, _ROW, _COLUMNS, _FILTER)
)
_TEXT_TOKEN = 0x17

Record = tuple[int, bytes]


def scan_xls(path: Path) -> dict[int, SheetScan]:
    """Scan by the sheet's position, from zero. Raises OSError, struct.error for what is no such file."""
    with olefile.OleFileIO(str(path)) as archive:
        name = next((each for each in ("Workbook", "Book") if archive.exists(each)), None)
        if name is None or archive.get_size(name) > _MOST_BYTES:
            return {}
        stream = archive.openstream(name).read()
    sheets, units = _globals(stream)
    return {position: _scan(stream, start, units) for position, start in enumerate(sheets) if start < len(stream)}


def _records(stream: bytes, start: int) -> Iterator[Record]:
    """(kind, content) of the records we want, from `start` to the end of that part of the stream."""
    at, depth, size = start, 0, len(stream)
    while at + 4 <= size:
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind in _WANTED:
            if kind == _BEGIN:
                depth += 1
            elif kind == _END:
                depth -= 1
                if depth <= 0:
                    return
            elif depth == 1:  # what is deeper belongs to a chart
                yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _globals(stream: bytes) -> tuple[list[int], dict[int, str]]:
    """(where each sheet starts, what the number formats of cell styles say; see `unit_of_format`)."""
    starts, formats, styles = [], dict.fromkeys(_BUILT_IN, PERCENT), []
    for kind, content in _records(stream, 0):
        if kind == _SHEET:
            starts.append(struct.unpack_from("<I", content)[0])
        elif kind == _FORMAT and len(content) > 5:
            text = content[5:].decode("utf-16-le" if content[4] & 1 else "latin-1", "replace")
            unit = unit_of_format(text)
            if unit:
                formats[struct.unpack_from("<H", content)[0]] = unit
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", content, 2)[0])
    return starts, {at: formats[number] for at, number in enumerate(styles) if number in formats}


def _scan(stream: bytes, start: int, units: dict[int, str]) -> SheetScan:
    scan = SheetScan()
    for kind, content in _records(stream, start):
        if kind in (_ROW, _COLUMNS, _FILTER):
            _note_hidden(scan, kind, content)
            continue
        if len(content) < 6:
            continue
        row, column, style = struct.unpack_from("<HHH", content)
        if kind == _MANY_RK:
            for offset, at in enumerate(range(4, len(content) - 2, 6)):
                _note_unit(scan, (row, column + offset), units.get(struct.unpack_from("<H", content, at)[0]))
            continue
        if kind not in (_FORMULA, _NUMBER, _RK, _BOOL_OR_ERROR):
            continue
        _note_unit(scan, (row, column), units.get(style))
        fault = _fault(kind, content)
        if fault is not None:
            scan.faults[row, column] = fault
    return scan


def _note_hidden(scan: SheetScan, kind: int, content: bytes) -> None:
    if kind == _FILTER:
        scan.filtered = True
    elif kind == _ROW and len(content) >= 14 and content[12] & _HIDDEN_ROW:
        scan.hidden_rows.add(struct.unpack_from("<H", content)[0])
    elif kind == _COLUMNS and len(content) >= 9 and content[8] & _HIDDEN_COLUMN:
        first, last = struct.unpack_from("<HH", content)
        scan.hidden_columns.update(range(first, min(last + 1, _MOST_COLUMNS)))


def _note_unit(scan: SheetScan, where: tuple[int, int], unit: str | None) -> None:
    if unit == PERCENT:
        scan.percents.add(where)
    elif unit:
        scan.units[where] = unit


def _fault(kind: int, content: bytes) -> str | None:
    if kind == _BOOL_OR_ERROR and len(content) >= 8 and content[7]:
        return _ERRORS.get(content[6], "#ERROR!")
    if kind != _FORMULA or len(content) < 14 or content[12:14] != b"\xff\xff":
        return None
    if content[6] == 2:
        return _ERRORS.get(content[8], "#ERROR!")
    # An empty text is the result of a formula that holds a text, or of one that was never computed.
    return NO_CACHED_VALUE if content[6] == 3 and _TEXT_TOKEN not in content[22:] else None
