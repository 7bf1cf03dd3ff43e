"""Opening what we wrote with readers that are not ours."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from defusedxml import ElementTree
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_by_openpyxl(path: Path, sheet: str = "数据") -> list[list[Any]]:
    """The rows of a sheet as openpyxl gives them, formulas as formulas."""
    book = load_workbook(path, read_only=False, data_only=False)
    try:
        return [list(row) for row in book[sheet].iter_rows(values_only=True)]
    finally:
        book.close()


def rows_by_calamine(path: Path, sheet: str = "数据") -> list[list[Any]]:
    """The rows of a sheet as python-calamine gives them; blanks are ''."""
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def formula_cells(path: Path) -> list[str]:
    """The addresses of every cell of the workbook that holds a formula, read from the parts themselves."""
    found = []
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                cells = ElementTree.fromstring(parts.read(name)).iter(f"{_MAIN}c")
                found += [f"{name}!{cell.get('r')}" for cell in cells if cell.find(f"{_MAIN}f") is not None]
    return found
