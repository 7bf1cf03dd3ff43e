"""Read a workbook's cells through calamine, after a look at the XML for what would stop it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from etl.extract.biff import scan_xls
from etl.extract.biff12 import scan_xlsb
from etl.extract.cells import Merge, RawSheet
from etl.extract.container import Container
from etl.extract.limits import Limits
from etl.extract.markup import read_markup
from etl.extract.odsxml import scan_ods
from etl.extract.rawxml import SheetScan, scan_workbook
from etl.extract.sparse import TooWideApart
from etl.extract.text import cell_name
from etl.model import Finding
from etl.problems import finding

MOST_COLUMNS = 1 << 14  # more than a spreadsheet program has: a damaged address


def read_workbook(path: Path, container: Container, limits: Limits) -> tuple[list[RawSheet], list[Finding]]:
    """The sheets of the workbook in order, or the finding that says why it cannot be read."""
    if container in (Container.XML, Container.PAGE):
        return read_markup(path, container, limits)
    try:
        scans = scan_workbook(path) if container is Container.XLSX else {}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, NotImplementedError) as error:
        return [], [finding("file_broken", detail=type(error).__name__)]
    for name, scan in scans.items():
        if scan.area > limits.cells:
            return [], [finding("sheet_too_wide_apart", sheet=name, cell=cell_name(scan.far_row, scan.far_column))]
    try:
        return _sheets(path, scans, _other_scans(path, container), limits), []
    except TooWideApart as found:
        return [], [finding("sheet_too_wide_apart", sheet=found.sheet, cell=cell_name(found.row, found.column))]
    except PasswordError:
        return [], [finding("file_encrypted")]
    except (CalamineError, OSError, ValueError) as error:
        return [], [finding("file_broken", detail=_reason(error))]
    except BaseException as error:  # calamine's PanicException derives from BaseException
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        return [], [finding("file_broken", detail=type(error).__name__)]


def _other_scans(path: Path, container: Container) -> dict[int, SheetScan]:
    """Scans of .xls, .xlsb and .ods by the sheet's position; of a file odd enough to defeat them, none."""
    try:
        if container is Container.OLE:
            return scan_xls(path)
        if container is not Container.PACKED:
            return {}
        with zipfile.ZipFile(path) as archive:
            is_xlsb = any(name.lower() == "xl/workbook.bin" for name in archive.namelist())
        return scan_xlsb(path) if is_xlsb else scan_ods(path)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, NotImplementedError, struct.error):
        return {}  # the reader itself decides whether the file can be read


def _reason(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:80] or type(error).__name__


def _sheets(
    path: Path, scans: dict[str, SheetScan], by_position: dict[int, SheetScan], limits: Limits
) -> list[RawSheet]:
    workbook = CalamineWorkbook.from_path(str(path))
    sheets = []
    for number, metadata in enumerate(workbook.sheets_metadata, start=1):
        if metadata.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        if sheet.total_width > MOST_COLUMNS or sheet.total_width * sheet.total_height > limits.cells:
            raise TooWideApart(metadata.name, sheet.total_height - 1, sheet.total_width - 1)
        scan = scans.get(metadata.name) or by_position.get(number - 1)
        sheets.append(
            RawSheet(
                name=metadata.name,
                number=number,
                rows=_rows(sheet, scan),
                merges=[Merge(*start, *end) for start, end in sheet.merged_cell_ranges or ()] or _merges(scan),
                hidden=metadata.visible is not SheetVisibleEnum.Visible,
                faults=scan.faults if scan else {},
                percents=scan.percents if scan else set(),
                units=scan.units if scan else {},
                hidden_rows=scan.hidden_rows if scan else set(),
                hidden_columns=scan.hidden_columns if scan else set(),
                filtered=bool(scan and scan.filtered),
            )
        )
    return sheets


def _merges(scan: SheetScan | None) -> list[Merge]:
    return scan.merges if scan else []


def _rows(sheet: CalamineSheet, scan: SheetScan | None) -> list[list[object]]:
    rows: list[list[object]] = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]
    if scan and scan.faults:
        # Faults may stand beyond the last cell with a value.
        height = max(row for row, _ in scan.faults) + 1
        width = max(max(column for _, column in scan.faults) + 1, len(rows[0]) if rows else 0)
        rows = [row + [""] * (width - len(row)) for row in rows]
        rows += [[""] * width for _ in range(height - len(rows))]
    return rows
