"""The first rows of a sheet as a header's cells: merged cells filled, candidates for where the header stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from etl.extract.cells import RawSheet
from etl.extract.numbers import parse_number
from etl.extract.text import as_text, key_of
from etl.extract.units import normal_unit, split_trailing_unit, take_apart
from etl.extract.vocabulary import is_promising, place_words, word_counts
from etl.extract.words import PROGRAMME_END

SEARCHED_ROWS = 30
DEEPEST = 4
# A header or a title says what it says at its beginning; patterns looking for it would take minutes over pages of text.
LONGEST_TEXT = 300
_NUMBER = re.compile(r"[-+]?[\d,.]+%?")
_STARTS_LIKE_ONE = re.compile(r"[-+]?[\d０-９.]")


@dataclass
class HeaderCells:
    """The texts of a sheet's first rows with merged cells filled."""

    texts: list[list[str]]
    crossing: list[set[int]] = field(default_factory=list)  # rows a vertical merge joins to the row above
    has_across: list[bool] = field(default_factory=list)
    starts: list[set[int]] = field(default_factory=list)  # columns of a row that hold a text of their own
    above: int = 0  # rows that belong to another table
    inherited: tuple[str, ...] = ()  # what the title over another table says for this one

    @classmethod
    def of(cls, sheet: RawSheet) -> HeaderCells:
        """The first rows of `sheet`."""
        height = min(len(sheet.rows), sheet.above + SEARCHED_ROWS + DEEPEST)
        texts = [[as_text(value)[:LONGEST_TEXT] for value in row] for row in sheet.rows[:height]]
        cells = cls(
            texts,
            [set() for _ in texts],
            [False] * height,
            [{c for c, text in enumerate(row) if text} for row in texts],
            sheet.above,
            sheet.inherited,
        )
        for merge in sheet.merges:
            if merge.top >= height:
                continue
            text = texts[merge.top][merge.left] if merge.left < sheet.width else ""
            for row in range(merge.top, min(merge.bottom + 1, height)):
                if row > merge.top:
                    cells.crossing[row].update(range(merge.left, merge.right + 1))
                for column in range(merge.left, min(merge.right + 1, sheet.width)):
                    texts[row][column] = text
                    cells.starts[row].add(column)
                cells.has_across[row] |= merge.right > merge.left
        return cells

    def titles(self, top: int) -> tuple[str, ...]:
        """The different texts above row `top`, and those of another table's title that hold here too.

        A row that names a school and something counted is a header: no title of the rows of data under it.
        """
        above = (self.texts[row] for row in range(top) if not self._names_columns(row))
        return tuple(dict.fromkeys((*(text for row in above for text in row if text), *self.inherited)))

    def _names_columns(self, row: int) -> bool:
        """学校名称, 学段, 在校生数: words each of which is a whole column's name, a place's among them."""
        flat = {key_of(text) for text in self.texts[row] if text}
        return bool(flat & place_words("school")) and sum(1 for word in flat if word_counts()[word]) >= 2

    def looks_like_header(self, row: int) -> bool:
        """Mostly words, at least two of them different."""
        found = [text for text in self.texts[row] if text]
        words = [text for text in found if not is_number(text)]
        return len(set(words)) >= 2 and len(words) * 3 >= len(found) * 2

    def repeats_a_measure(self, row: int) -> bool:
        """One known word again and again, each time under a group: 在校生数 below 2021年, 2022年, 2023年."""
        filled = [column for column, text in enumerate(self.texts[row]) if text]
        words = {self.texts[row][column] for column in filled}
        return (
            len(filled) >= 2
            and len(words) == 1
            and word_counts()[key_of(next(iter(words)))] > 0
            and all(self.texts[row - 1][column] for column in filled)
        )

    def is_lone_group(self, row: int) -> bool:
        """One known word by itself over a row of groups, not merged over them: 在校生数 above 一年级, 二年级."""
        if row + 1 >= len(self.texts):
            return False
        filled = [column for column, text in enumerate(self.texts[row]) if text]
        below = [column for column, text in enumerate(self.texts[row + 1]) if text]
        return (
            len(filled) == 1
            and word_counts()[key_of(self.texts[row][filled[0]])] > 0
            and self.looks_like_header(row + 1)
            and sum(1 for column in below if column >= filled[0]) >= 2
            and any(column < filled[0] for column in (*below, *self.starts[min(row + 2, len(self.texts) - 1)]))
        )

    def is_unit_row(self, row: int) -> bool:
        """A row of nothing but units under a header, each under a word of its own."""
        if not 0 < row < len(self.texts):
            return False
        filled = [column for column, text in enumerate(self.texts[row]) if text]
        above = [self.texts[row - 1][column] for column in filled]
        known = all(normal_unit(self.texts[row][column].strip("()（）")) for column in filled)
        return bool(filled) and known and all(above) and all(one != two for one, two in pairwise(above))

    def promising(self, row: int) -> int:
        """How many different cells of a row hold a word some dataset knows."""
        return sum(1 for text in set(self.texts[row]) if is_promising(text) or _names_aid(text))

    def paths(self, top: int, bottom: int) -> list[tuple[str, ...]]:
        """Per column its header texts from the top down, each once."""
        rows = [self._spread(row, bottom) if row < bottom else self.texts[row] for row in range(top, bottom + 1)]
        if bottom > top and self.is_unit_row(bottom):  # as units stand in other headers: 金额（万元）
            rows[-1] = [f"({text.strip('()（）')})" if text else "" for text in rows[-1]]
        paths = []
        for column in range(len(self.texts[top])):
            path: list[str] = []
            for texts in rows:
                if texts[column] and (not path or path[-1] != texts[column]):
                    path.append(texts[column])
            paths.append(tuple(path))
        return paths

    def _spread(self, row: int, bottom: int) -> list[str]:
        """Without merged cells a group header stands over its first column only: it holds until the next one."""
        if self.has_across[row]:
            return self.texts[row]
        spread, last = list(self.texts[row]), ""
        for column, text in enumerate(spread):
            below = any(self.texts[under][column] for under in range(row + 1, bottom + 1))
            if text:
                last = text
            elif below:
                spread[column] = last
            else:
                last = ""
        return spread


@lru_cache(maxsize=20000)
def is_number(text: str) -> bool:
    """309, 85.3%, and 309人 as well."""
    if _NUMBER.fullmatch(text):
        return True
    return bool(_STARTS_LIKE_ONE.match(text)) and parse_number(text).state in ("number", "percent", "absolute")


def _names_aid(text: str) -> bool:
    """生活补助（万元）: a programme of aid as a column's whole header."""
    return 0 < len(text) <= 24 and bool(PROGRAMME_END.search(split_trailing_unit(take_apart(text).bare)[0]))


def header_candidates(cells: HeaderCells) -> Iterator[tuple[int, int]]:
    """(first, last) rows that could be a header, from the top."""
    headerlike = [cells.looks_like_header(row) for row in range(len(cells.texts))]
    promising = [cells.promising(row) for row in range(len(cells.texts))]
    for top in range(cells.above, min(len(cells.texts), cells.above + SEARCHED_ROWS)):
        lone = not headerlike[top] and cells.is_lone_group(top)
        if not (headerlike[top] or lone) or cells.crossing[top]:
            continue
        for bottom in range(top + lone, min(top + DEEPEST, len(cells.texts))):
            if bottom > top and not any(cells.texts[bottom]):
                break
            # A header row may hold years or months as numbers only below groups; a row of numbers is data.
            if (
                bottom > top
                and not headerlike[bottom]
                and not cells.repeats_a_measure(bottom)
                and not cells.is_unit_row(bottom)
            ):
                break
            if cells.is_unit_row(bottom + 1) and bottom + 1 < top + DEEPEST:
                continue
            if bottom + 1 < len(cells.texts) and cells.crossing[bottom + 1] & _header_merges(cells, top, bottom):
                continue
            if sum(promising[top : bottom + 1]) >= 2:
                yield top, bottom


def crowded_rows_above(cells: HeaderCells, top: int, bottom: int) -> int:
    """Rows above that are as full as a header, or hold numbers: then this is a row of data, or of a second table."""
    width = len(set(filter(None, cells.texts[bottom])))
    counts = [len(set(filter(None, row))) for row in cells.texts[:top]]
    crowded = sum(1 for count in counts if count >= 5 and count * 5 >= width * 2)
    return max(crowded, numbered_rows_above(cells, top))


def numbered_rows_above(cells: HeaderCells, top: int) -> int:
    """Rows above that hold two numbers or more."""
    return sum(1 for row in cells.texts[:top] if sum(1 for text in row if is_number(text)) >= 2)


def _header_merges(cells: HeaderCells, top: int, bottom: int) -> set[int]:
    # A township merged over its rows starts in the first data row; that is no part of a header above it.
    return (
        {column for column in range(len(cells.texts[top])) if cells.texts[bottom][column]}
        if bottom == top or cells.crossing[bottom]
        else set()
    )
