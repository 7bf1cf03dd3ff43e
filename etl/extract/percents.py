"""Which cells of an xlsx file the spreadsheet program shows as a percentage: 0.853 shown as 85.3% is a fraction."""

from __future__ import annotations

import re
import zipfile

from etl.extract.text import column_index

_BUILT_IN = {9, 10}  # 0% and 0.00%
_MOST_STYLES = 1 << 20
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_ID = re.compile(rb"\bnumFmtId=[\"'](\d+)[\"']")
_CODE = re.compile(rb"\bformatCode=(?:\"([^\"]*)\"|'([^']*)')")
_WHERE = re.compile(rb"\br=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")


def shows_percent(code: str) -> bool:
    """Whether a number format shows a percentage: 0.0% does; 0"%" only writes the sign and multiplies nothing."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


def percent_styles(archive: zipfile.ZipFile, styles: str | None) -> list[int]:
    """The numbers of the cell styles that show percentages; `styles` is the part's name."""
    if styles is None or archive.getinfo(styles).file_size > _MOST_STYLES:
        return []
    text = archive.read(styles)
    formats = set(_BUILT_IN)
    for attributes in _FORMAT.findall(text):
        number, code = _ID.search(attributes), _CODE.search(attributes)
        shown = (code.group(1) or code.group(2) or b"").decode("utf-8", "replace") if code else ""
        if number and shows_percent(shown.replace("&quot;", '"')):
            formats.add(int(number.group(1)))
    cells = _STYLES.search(text)
    found = []
    for position, attributes in enumerate(_STYLE.findall(cells.group()) if cells else ()):
        number = _ID.search(attributes)
        if number and int(number.group(1)) in formats:
            found.append(position)
    return found


def percent_pattern(styles: list[int]) -> re.Pattern[bytes] | None:
    """What finds the cells of these styles; None when there are none."""
    if not styles:
        return None
    numbers = b"|".join(str(each).encode() for each in styles)
    return re.compile(rb"<(?:\w+:)?c\b([^>]*?\bs=[\"'](?:" + numbers + rb")[\"'][^>]*)>")


def cells_found(pattern: re.Pattern[bytes], window: bytes) -> set[tuple[int, int]]:
    """(row, column), zero-based, of the cells in a piece of a sheet's XML."""
    found = set()
    for attributes in pattern.findall(window):
        where = _WHERE.search(attributes)
        if where:
            found.add((int(where.group(2)) - 1, column_index(where.group(1).decode().upper())))
    return found
