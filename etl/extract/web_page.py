"""Tables of a web page as one sheet: what many systems export and name .xls. Text around the tables stands as rows."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from etl.extract.cells import RawSheet
from etl.extract.sparse import SparseSheet

_SILENT = {"script", "style", "title", "xml", "noscript", "template"}
_BLOCKS = {"p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "table", "hr", "form", "center"}
_MOST_ACROSS, _MOST_DOWN = 1000, 65534
_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile(r"display\s*:\s*none")
_FROZEN_HEADER = 4  # rows of a table that is only the header of the next one


class _Table:
    """One table while it is read: the rows so far, as (cells, hidden); a cell is (text, number, down, across)."""

    def __init__(self) -> None:
        self.rows: list[tuple[list[tuple[str, float | None, int, int]], bool]] = []
        self.hidden_columns: set[int] = set()
        self.text: list[str] | None = None  # of the open cell
        self.cell: tuple[float | None, int, int] = (None, 1, 1)
        self.columns = 0


class WebPage(HTMLParser):
    """Feed it a page, close it, ask for its sheets. Raises TooWideApart."""

    def __init__(self, most_cells: int) -> None:
        super().__init__(convert_charrefs=True)
        self._sheet = SparseSheet("Sheet1", 1, most_cells)
        self._open: list[_Table] = []
        self._loose: list[str] = []
        self._silent = ""
        self._cells = 0
        self._before = (0, 0)  # rows and columns of the table just above

    def sheets(self) -> list[RawSheet]:
        """The one sheet; none when the page has no table."""
        while self._open:
            self._end_table()
        self._write_loose()
        return [self._sheet.laid_out()] if self._cells > 1 else []

    def opens(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens; those of tables count, closed or not."""
        said = {name: value or "" for name, value in attrs}
        if self._silent or tag in _SILENT:
            self._silent = self._silent or tag
        elif tag == "table":
            self._begin_table()
        elif not self._open:
            if tag in _BLOCKS:
                self._write_loose()
        elif tag == "tr":
            self._end_cell()
            self._open[-1].rows.append(([], _is_hidden(said)))
        elif tag in ("td", "th"):
            self._begin_cell(said)
        elif tag == "col":
            self._column(said)
        elif tag == "br" and self._open[-1].text is not None:
            self._open[-1].text.append("\n")

    def closes(self, tag: str) -> None:
        """A tag closes."""
        if tag == self._silent:
            self._silent = ""
        elif self._open and tag in ("td", "th", "tr"):
            self._end_cell()
        elif self._open and tag == "table":
            self._end_table()
        elif not self._open and tag in _BLOCKS:
            self._write_loose()

    def says(self, data: str) -> None:
        """Text between tags."""
        if self._silent:
            return
        if not self._open:
            self._loose.append(data)
        elif self._open[-1].text is not None:
            self._open[-1].text.append(
                _SPACES.sub(" ", data)
            )  # line breaks of the source are spaces, those of <br> stay
        elif data.strip():
            self._open[-1].rows.append(([(_flat(data), None, 1, 1)], False))  # a caption, or text in no cell

    # What HTMLParser calls them.
    handle_starttag, handle_endtag, handle_data = opens, closes, says

    def _begin_table(self) -> None:
        if self._open:  # a table that only lays out the page: what it said so far stands above the inner one
            self._end_cell()
            self._write_table(self._open[-1])
            self._open[-1].rows = [([], False)]
        else:
            self._write_loose()
        self._open.append(_Table())

    def _end_table(self) -> None:
        self._end_cell()
        self._write_table(self._open.pop())

    def _begin_cell(self, said: dict[str, str]) -> None:
        self._end_cell()
        table = self._open[-1]
        if not table.rows:
            table.rows.append(([], False))
        down, across = _span(said.get("rowspan"), _MOST_DOWN), _span(said.get("colspan"), _MOST_ACROSS)
        table.text, table.cell = [], (_number(said.get("x:num")), down, across)

    def _end_cell(self) -> None:
        table = self._open[-1]
        if table.text is None:
            return
        number, down, across = table.cell
        table.rows[-1][0].append((_flat("".join(table.text)), number, down, across))
        table.text = None
        self._cells += 1

    def _column(self, said: dict[str, str]) -> None:
        table = self._open[-1]
        width = _span(said.get("span"), _MOST_ACROSS)
        if _is_hidden(said):
            table.hidden_columns.update(range(table.columns, table.columns + width))
        table.columns += width

    def _write_loose(self) -> None:
        text, self._loose = _flat("".join(self._loose)), []
        if text:
            self._sheet.put(self._sheet.height, 0, text)

    def _write_table(self, table: _Table) -> None:
        rows = [each for each in table.rows if any(text or number is not None for text, number, *_ in each[0])]
        if not rows:
            return
        width = max(sum(across for *_, across in cells) for cells, _ in rows)
        height, above = self._before
        top = self._sheet.height
        if top and not (height <= _FROZEN_HEADER and above == width):
            top += 1
        self._before = (len(rows), width)
        hanging: dict[int, int] = {}  # columns that a cell from above still covers -> the last row it does
        for row, (cells, hidden) in enumerate(rows, start=top):
            if hidden:
                self._sheet.sheet.hidden_rows.add(row)
            self._write_row(row, cells, hanging)
        self._sheet.sheet.hidden_columns |= {each for each in table.hidden_columns if each < self._sheet.width}
        table.rows = []

    def _write_row(self, row: int, cells: list[tuple[str, float | None, int, int]], hanging: dict[int, int]) -> None:
        column = 0
        for text, number, down, across in cells:
            while hanging.get(column, -1) >= row:
                column += 1
            self._sheet.put(row, column, text if number is None else number)
            if number is not None and text.endswith(("%", "％")):
                self._sheet.sheet.percents.add((row, column))
            self._sheet.merge(row, column, down - 1, across - 1)
            if down > 1:
                hanging.update(dict.fromkeys(range(column, column + across), row + down - 1))
            column += across


def _flat(text: str) -> str:
    """Without needless spaces and blank lines."""
    return "\n".join(line for each in text.split("\n") if (line := " ".join(each.split())))


def _span(text: str | None, most: int) -> int:
    digits = re.match(r"\s*(\d{1,9})", text or "")
    return max(1, min(int(digits.group(1)), most)) if digits else 1


def _number(text: str | None) -> float | None:
    """The number behind what is shown, which may be rounded; Excel writes it as x:num."""
    try:
        return float(text) if text and re.fullmatch(r"\s*[-+]?[\d.]+(?:[eE][-+]?\d{1,3})?\s*", text) else None
    except ValueError:
        return None


def _is_hidden(said: dict[str, str]) -> bool:
    return "hidden" in said or bool(_INVISIBLE.search(said.get("style", "").lower()))
