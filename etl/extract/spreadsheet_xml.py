"""Excel 2003 XML (SpreadsheetML) as a target of an XML parser: sheets, cells, merges, formats, what is hidden."""

from __future__ import annotations

import datetime
import re

from etl.extract.cells import NO_CACHED_VALUE, RawSheet
from etl.extract.percents import PERCENT, unit_of_format
from etl.extract.sparse import SparseSheet

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{SPACE}}}"
_DECLARATION = re.compile(r"^[\s\ufeff]*<\?xml[^>]*\?>")
_FARTHEST = 1 << 21
_NAMED_FORMATS = {"Percent": PERCENT}


def without_declaration(text: str) -> str:
    """The text without its <?xml …?>: it is decoded already, and the parser knows few encodings."""
    return _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)


class SpreadsheetXml:
    """`start`, `data` and `end` are called by the parser; `sheets` is complete at the end. Raises TooWideApart."""

    def __init__(self, most_cells: int) -> None:
        self.sheets: list[RawSheet] = []
        self._most = most_cells
        self._formats: dict[str, str] = {}
        self._style = ""
        self._sheet: SparseSheet | None = None
        self._row = self._column = self._next_row = self._next_column = self._column_mark = 0
        self._kind, self._text, self._in_data, self._visible = "", [""], False, False
        self._stated, self._formula, self._comment = False, False, False
        self._styles: dict[str, str] = {}  # of the cell, its row and its column

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        name = tag.rpartition("}")[2]
        said = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        opening = getattr(self, f"_open_{name.lower()}", None)
        if opening is not None and (tag.startswith(_SS) or name == "Visible"):
            opening(said)

    def data(self, text: str) -> None:
        """Text between tags."""
        if self._in_data or self._visible:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """A tag closes."""
        name = tag.rpartition("}")[2]
        closing = getattr(self, f"_close_{name.lower()}", None)
        if closing is not None and (tag.startswith(_SS) or name == "Visible"):
            closing()

    def close(self) -> None:
        """The end of the file."""

    def _open_style(self, said: dict[str, str]) -> None:
        self._style = said.get("ID", "")
        if said.get("Parent") in self._formats:
            self._formats[self._style] = self._formats[said["Parent"]]

    def _open_numberformat(self, said: dict[str, str]) -> None:
        code = said.get("Format", "")
        unit = _NAMED_FORMATS.get(code) or unit_of_format(code)
        if unit and self._sheet is None:
            self._formats[self._style] = unit

    def _open_worksheet(self, said: dict[str, str]) -> None:
        self._sheet = SparseSheet(said.get("Name", ""), len(self.sheets) + 1, self._most)
        self._next_row = self._column_mark = 0
        self._styles = {}

    def _open_visible(self, said: dict[str, str]) -> None:
        self._visible, self._text = self._sheet is not None, []

    def _close_visible(self) -> None:
        if self._sheet is not None and self._visible:
            self._sheet.sheet.hidden = "hidden" in "".join(self._text).lower()
        self._visible = False

    def _open_column(self, said: dict[str, str]) -> None:
        first = _place(said.get("Index"), self._column_mark)
        last = first + _count(said.get("Span"))
        self._column_mark = last + 1
        if self._sheet is not None and said.get("Hidden") == "1":
            self._sheet.sheet.hidden_columns.update(range(first, min(last + 1, 1 << 14)))
        if "StyleID" in said:
            self._styles |= {str(column): said["StyleID"] for column in range(first, min(last + 1, 1 << 10))}

    def _open_row(self, said: dict[str, str]) -> None:
        self._row = _place(said.get("Index"), self._next_row)
        self._next_row = self._row + 1 + _count(said.get("Span"))
        self._next_column = 0
        self._styles["row"] = said.get("StyleID", "")
        if self._sheet is not None and said.get("Hidden") == "1":
            self._sheet.sheet.hidden_rows.update(range(self._row, min(self._next_row, _FARTHEST)))

    def _open_cell(self, said: dict[str, str]) -> None:
        self._column = _place(said.get("Index"), self._next_column)
        across, down = _count(said.get("MergeAcross")), _count(said.get("MergeDown"))
        self._next_column = self._column + 1 + across
        self._styles["cell"] = said.get("StyleID", "")
        self._stated, self._formula = False, "Formula" in said
        if self._sheet is not None:
            self._sheet.merge(self._row, self._column, down, across)

    def _open_comment(self, said: dict[str, str]) -> None:
        self._comment = True

    def _close_comment(self) -> None:
        self._comment = False

    def _open_data(self, said: dict[str, str]) -> None:
        if not self._comment:
            self._kind, self._text, self._in_data, self._stated = said.get("Type", "String"), [], True, True

    def _close_data(self) -> None:
        if not self._in_data or self._sheet is None:
            return
        self._in_data, text = False, "".join(self._text)
        if self._kind == "Error":
            self._sheet.fault(self._row, self._column, text or "#ERROR!")
            return
        value = _value(self._kind, text)
        self._sheet.put(self._row, self._column, value)
        if isinstance(value, float):
            self._note_unit(self._sheet)

    def _note_unit(self, sheet: SparseSheet) -> None:
        style = self._styles["cell"] or self._styles.get("row") or self._styles.get(str(self._column), "")
        unit = self._formats.get(style)
        if unit == PERCENT:
            sheet.sheet.percents.add((self._row, self._column))
        elif unit:
            sheet.sheet.units[self._row, self._column] = unit

    def _close_cell(self) -> None:
        if self._sheet is not None and self._formula and not self._stated:
            self._sheet.fault(self._row, self._column, NO_CACHED_VALUE)

    def _close_worksheet(self) -> None:
        if self._sheet is not None:
            self.sheets.append(self._sheet.laid_out())
        self._sheet = None


def _place(index: str | None, following: int) -> int:
    """Zero-based: the stated index, counted from 1, or the one that follows."""
    return min(int(index) - 1, _FARTHEST) if index and index.isdecimal() and int(index) > 0 else following


def _count(text: str | None) -> int:
    return min(int(text), _FARTHEST) if text and text.isdecimal() else 0


def _value(kind: str, text: str) -> object:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    return text.strip() == "1" if kind == "Boolean" else text
