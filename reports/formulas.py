"""Text that a spreadsheet would run instead of show.

A school named `=HYPERLINK(…)` is somebody's attack or somebody's slip; in a file that leaves here it is text. Excel
looks at the first character that is not blank; Chinese and Japanese versions take full-width signs for plain ones.
"""

from __future__ import annotations

import re

# Some programs skip blanks in front; for others a tab, a carriage return or a line feed in front starts a new cell.
_BLANK = r"[ \u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]"
_BEGINS = re.compile(rf"{_BLANK}*[=+\-@\t\r\n＝＋－＠]")

# Texts that Excel turns into something else on opening a csv: 0012 -> 12, 216200012345678 -> 2.162E+14, 1-2 -> a date.
_MAULED = re.compile(r"0\d+|\d{12,}|\d+[eE]\d+|\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?")


def begins_like_formula(text: str) -> bool:
    """Whether a spreadsheet may take this text for a formula (or for the end of its cell)."""
    return _BEGINS.match(text) is not None


def as_csv_text(text: str) -> str:
    """The text as it may stand in a csv: an apostrophe in front of what begins like a formula."""
    return f"'{text}" if begins_like_formula(text) else text


def as_csv_code(text: str) -> str:
    """A code as it may stand in a csv.

    Excel keeps `0012` only when something follows that is no digit. A tab behind is not seen, and readers strip it; the
    other known way, `="0012"`, would be a formula.
    """
    safe = as_csv_text(text)
    return f"{safe}\t" if _MAULED.fullmatch(safe) else safe
