"""What the number format of a cell says of its number: 0.853 shown as 85.3% is a fraction, 85.3 with a typed sign is not."""

from __future__ import annotations

import re
import zipfile

from etl.extract.text import column_index

_BUILT_IN = {9, 10}  # 0% and 0.00%
_MOST_STYLES = 1 << 20
PERCENT = "percent"
DIVIDED = "/"
_LITERAL = re.compile(r'"[^"]*"|[\\!].')
_MONEY = re.compile(r"(?:百万|[百千万亿])?元|[万亿](?![人册名\w])")
# 0!.0000 and 0.0, divide what they show: the stored number stays in yuan.
_SCALED = re.compile(r"""[0#](?:[!\\]\.|"\.")0|[0#?],+(?![0#?])""")
_COMMAS = re.compile(r"[0#?](,+)(?![0#?])")
_DRAWN_POINT = re.compile(r"""[0#](?:[!\\]\.|"\.")([0#]+)""")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_ID = re.compile(rb"\bnumFmtId=[\"'](\d+)[\"']")
_CODE = re.compile(rb"\bformatCode=(?:\"([^\"]*)\"|'([^']*)')")
_WHERE = re.compile(rb"\br=[\"']([A-Za-z]{1,3})(\d{1,7})[\"']")


def unit_of_format(code: str) -> str | None:
    """What the stored number is in by its number format: PERCENT where 0.0% multiplies by a hundred itself, % where the
    sign is only written (0"%"), a unit of money where that is written (0.00"万元"); None when the format says nothing.

    /10000 (what the number is divided by) where the format shows less than is stored and writes no unit: 0!.0, and 0.0,,
    """
    first = code.split(";")[0]
    bare = _LITERAL.sub("", first)
    if "%" in bare:
        return PERCENT
    spoken = "".join(_LITERAL.findall(first)) + "".join(re.findall(r"[^\x00-\x7f]", bare))
    if "%" in spoken or "％" in spoken:
        return "%"
    if "‰" in spoken:
        return "‰"
    money = _MONEY.search(re.sub(r'["\\!]', "", spoken))
    if money is None:
        return f"{DIVIDED}{_divisor(first)}" if _SCALED.search(first) else None
    return "元" if _SCALED.search(first) else money[0].removesuffix("元") + "元"


def _divisor(code: str) -> int:
    """What a scaling number format divides by: 1000 a comma at its end, 10 a digit behind a point that is only drawn."""
    commas = _COMMAS.search(code)
    drawn = _DRAWN_POINT.search(code)
    return 1000 ** (len(commas[1]) if commas else 0) * 10 ** (len(re.findall("[0#]", drawn[1])) if drawn else 0)


def styles_with_units(archive: zipfile.ZipFile, styles: str | None) -> dict[str, list[int]]:
    """The numbers of the cell styles by what their format says (see `unit_of_format`); `styles` is the part's name."""
    if styles is None or archive.getinfo(styles).file_size > _MOST_STYLES:
        return {}
    text = archive.read(styles)
    formats = dict.fromkeys(_BUILT_IN, PERCENT)
    for attributes in _FORMAT.findall(text):
        number, code = _ID.search(attributes), _CODE.search(attributes)
        shown = (code.group(1) or code.group(2) or b"").decode("utf-8", "replace") if code else ""
        unit = unit_of_format(shown.replace("&quot;", '"')) if number else None
        if number and unit:
            formats[int(number.group(1))] = unit
    cells = _STYLES.search(text)
    found: dict[str, list[int]] = {}
    for position, attributes in enumerate(_STYLE.findall(cells.group()) if cells else ()):
        number = _ID.search(attributes)
        if number and int(number.group(1)) in formats:
            found.setdefault(formats[int(number.group(1))], []).append(position)
    return found


def style_pattern(styles: list[int]) -> re.Pattern[bytes]:
    """What finds the cells of these styles."""
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
