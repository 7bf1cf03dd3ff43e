"""A second look at an .ods file's XML for what the reader drops: errors, formulas without a value, percentages, merged cells.

As in `rawxml` only byte patterns are searched; nothing is parsed as XML.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from etl.extract.cells import NO_CACHED_VALUE, Merge
from etl.extract.rawxml import SheetScan

_MOST_BYTES = 64 << 20
_MOST_REPEATED = 1 << 20
_TOKEN = re.compile(
    rb"<table:(?P<tag>table|table-column|table-row|table-cell|covered-table-cell)(?:\s(?P<said>[^>]*?))?(?P<empty>/?)>"
)
_UNSEEN = re.compile(rb"table:visibility=[\"'](collapse|filter)[\"']")
_MOST_HIDDEN = 1 << 16  # of rows said to repeat
_SHOWN = re.compile(rb"<text:p[^>]*>[-+\d.,\s]+(%|\xe2\x80\xb0|(?:[^<\x00-\x7f]{3,6})?\xe5\x85\x83)\s*<")
_ERROR_TEXT = re.compile(rb"<text:p[^>]*>\s*(#[A-Z0-9/]+[!?]?|Err:\d+)\s*<")


def scan_ods(path: Path) -> dict[int, SheetScan]:
    """Scan by the sheet's position, from zero. Raises zipfile.BadZipFile, zlib.error, KeyError, OSError."""
    with zipfile.ZipFile(path) as archive:
        if archive.getinfo("content.xml").file_size > _MOST_BYTES:
            return {}
        content = archive.read("content.xml")
    scans: dict[int, SheetScan] = {}
    row = column = repeated = 0
    for token in _TOKEN.finditer(content):
        tag, said = token["tag"], token["said"] or b""
        if tag == b"table":
            scans[len(scans)] = SheetScan()
            row = column = repeated = 0
            continue
        if not scans:
            continue
        scan = scans[len(scans) - 1]
        if tag == b"table-row":
            row += repeated
            column, repeated = 0, _number(said, b"number-rows-repeated")
            _note_unseen(scan, scan.hidden_rows, said, (row, repeated))
        elif tag == b"table-column":
            width = _number(said, b"number-columns-repeated")
            _note_unseen(scan, scan.hidden_columns, said, (column, width))
            column += width
        else:
            if tag == b"table-cell":
                _note(scan, content, token, said, (row, column))
            column += _number(said, b"number-columns-repeated")
    return scans


def _note_unseen(scan: SheetScan, hidden: set[int], said: bytes, where: tuple[int, int]) -> None:
    """Rows or columns that are not shown; `where` is the first and how many."""
    unseen = _UNSEEN.search(said)
    if unseen is not None:
        hidden.update(range(where[0], where[0] + min(where[1], _MOST_HIDDEN)))
        scan.filtered = scan.filtered or unseen[1] == b"filter"


def _number(attributes: bytes, name: bytes) -> int:
    match = re.search(name + rb'="(\d{1,7})"', attributes)
    return min(int(match.group(1)), _MOST_REPEATED) if match else 1


def _note(scan: SheetScan, content: bytes, token: re.Match[bytes], attributes: bytes, where: tuple[int, int]) -> None:
    height, width = _number(attributes, b"number-rows-spanned"), _number(attributes, b"number-columns-spanned")
    if height > 1 or width > 1:
        scan.merges.append(Merge(*where, where[0] + height - 1, where[1] + width - 1))
    if b'value-type="percentage"' in attributes:
        scan.percents.add(where)
    elif b'value-type="float"' in attributes and not token["empty"] and (shown := _SHOWN.match(content, token.end())):
        scan.units[where] = shown.group(1).decode("utf-8", "replace")
    if b"table:formula=" not in attributes:
        return
    error = _ERROR_TEXT.match(content, token.end()) if not token["empty"] else None
    if error is not None or b'value-type="error"' in attributes:
        scan.faults[where] = error.group(1).decode("ascii") if error is not None else "#ERROR!"
    elif b"office:value-type=" not in attributes:
        scan.faults[where] = NO_CACHED_VALUE
