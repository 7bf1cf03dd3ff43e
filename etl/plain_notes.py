"""A text file that lies beside workbooks: a table saved as text, or a note to whoever opens the folder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from etl.extract.delimited import UnreadableText, decode
from etl.extract.limits import MEGABYTE

# Nobody writes a note this long by hand.
_LONGEST_NOTE = MEGABYTE
_DELIMITERS = "\t,;|"


def is_note(path: Path) -> bool:
    """Whether the file is a `.txt` in which nothing is laid out in columns. In doubt (very long, in no encoding we know,
    blank) it is none: it is then read like any file, and what is wrong with it is said."""
    if path.suffix.lower() != ".txt" or path.stat().st_size > _LONGEST_NOTE:
        return False
    try:
        lines = [line for line in decode(path.read_bytes()).splitlines() if line.strip()]
    except UnreadableText:
        return False
    return bool(lines) and not any(_in_columns(lines, each) for each in _DELIMITERS)


def _in_columns(lines: list[str], delimiter: str) -> bool:
    """Two lines of three fields or more and equally many, or of two fields where one of them is a number alone."""
    rows = [line.split(delimiter) for line in lines]
    widths = Counter(len(row) for row in rows if len(row) > 2)
    pairs = [row for row in rows if len(row) == 2]
    return any(often > 1 for often in widths.values()) or (
        len(pairs) > 1 and any(field.strip().isdecimal() for row in pairs for field in row)
    )
