"""Text as headers and labels are compared: one width, one script, no spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import resources


def _simplified_characters() -> dict[int, str]:
    """OpenCC's table of characters, traditional to simplified.

    Its converter looks for phrases and costs 30 µs a text, three seconds for a column of 100,000 names; for comparing
    headers and labels single characters do.
    """
    table = resources.files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {ord(traditional): simplified.split(" ")[0] for traditional, simplified in pairs if len(traditional) == 1}


_TO_SIMPLIFIED = _simplified_characters()
_SPACES = re.compile(r"[\s\u3000\u200b\ufeff]+")
_DASHES = str.maketrans({"—": "-", "–": "-", "－": "-", "−": "-", "‐": "-", "~": "-", "～": "-", "‑": "-", "―": "-"})
_BRACKETS = str.maketrans(
    {"〔": "(", "〕": ")", "【": "(", "】": ")", "[": "(", "]": ")", "〈": "(", "〉": ")", "＃": "#"}
)


def as_text(value: object) -> str:
    """A cell as a reader sees it: 2134000123.0 -> 2134000123, None -> empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip("\u3000\ufeff\u200b \t\r\n")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


@lru_cache(maxsize=65536)
def key_of(text: str) -> str:
    """Text for comparison: NFKC, simplified, lower case, no spaces or line breaks, one kind of dash and bracket."""
    flat = unicodedata.normalize("NFKC", text)
    flat = _SPACES.sub("", flat).translate(_DASHES).translate(_BRACKETS).lower()
    return flat if flat.isascii() else flat.translate(_TO_SIMPLIFIED)


def column_letters(index: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A -> 0, AA -> 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    """Address of a cell from zero-based row and column: (16, 4) -> E17."""
    return f"{column_letters(column)}{row + 1}"


def row_ranges(rows: list[int]) -> list[tuple[int, int]]:
    """Sorted zero-based rows as runs: [3, 4, 5, 9] -> [(3, 5), (9, 9)]."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def range_names(rows: list[int], column: int) -> list[str]:
    """Cell ranges of one column: rows [16, 17, 18, 22], column 4 -> ["E17:E19", "E23"]."""
    letters = column_letters(column)
    return [
        f"{letters}{first + 1}" if first == last else f"{letters}{first + 1}:{letters}{last + 1}"
        for first, last in row_ranges(rows)
    ]
