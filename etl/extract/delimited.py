"""Read csv and tsv files into cells: the encoding and the delimiter are found, every cell stays text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from etl.extract.cells import RawSheet

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DELIMITERS = ",\t;|"


class UnreadableText(ValueError):
    """The bytes are no text in any encoding we know."""


def read_delimited(path: Path) -> list[RawSheet]:
    """One sheet named after the file. Raises UnreadableText."""
    text = decode(path.read_bytes())
    delimiter = None
    if text[:4].lower() == "sep=":
        first, _, text = text.partition("\n")
        delimiter = first.strip()[4:5] or ","
    csv.field_size_limit(1_000_000)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or sniff_delimiter(text))
        rows: list[list[object]] = [[*row] for row in reader]
    except csv.Error as error:
        raise UnreadableText(str(error)) from error
    width = max(map(len, rows), default=0)
    return [RawSheet(name=path.stem, number=1, rows=[row + [""] * (width - len(row)) for row in rows])]


def decode(data: bytes) -> str:
    """The text of `data`: by its mark, else UTF-8, UTF-16 without a mark, GB18030. Raises UnreadableText."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\x00" in data[:4000]:
        return _decoded(data, _unmarked_wide(data[:4000]))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "gb18030")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableText(encoding) from error


def _unmarked_wide(head: bytes) -> str:
    zeros = [head[start::4].count(0) for start in range(4)]
    quarter = max(1, len(head) // 8)
    if zeros[0] > quarter and zeros[1] > quarter:
        return "utf-32-be"
    if zeros[2] > quarter and zeros[3] > quarter:
        return "utf-32-le"
    return "utf-16-be" if zeros[0] + zeros[2] > zeros[1] + zeros[3] else "utf-16-le"


def sniff_delimiter(text: str) -> str:
    """The delimiter that splits the first lines into the most, and most even, fields; comma when none does."""
    lines = [line for line in text[:20000].splitlines()[:40] if line.strip()]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = widths.count(usual) * (usual - 1)
        if score > best_score:
            best, best_score = delimiter, score
    return best
