"""Sheets as Excel 2003 XML and as the web pages that systems export: values, percentages, merged and hidden cells."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from xml.sax.saxutils import quoteattr

from tests.corpus.page import Book, Page
from tests.corpus.table import Day, ErrorCell, Formula, Percent

_SPACES = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
_HIDDEN = (
    '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
)
_PERCENT = '<Styles><Style ss:ID="p"><NumberFormat ss:Format="0.00%"/></Style></Styles>'


def write_markup(book: Book, folder: Path, form: str) -> Path:
    """The book as `xml` or, its first sheet only, as `html`; both under the name .xls, as they come."""
    path = folder / f"{book.stem}.xls"
    text = spreadsheet_xml(book.pages) if form == "xml" else web_page(book.pages[0])
    path.write_bytes(text.encode("utf-8" if form == "xml" else "gb18030", "replace"))
    return path


def spreadsheet_xml(pages: Sequence[Page]) -> str:
    """Excel 2003 XML."""
    sheets = "".join(
        f"<Worksheet ss:Name={quoteattr(page.name)}><Table>{_xml_rows(page)}</Table>{_HIDDEN if page.hidden else ''}</Worksheet>"
        for page in pages
    )
    return f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook {_SPACES}>{_PERCENT}{sheets}</Workbook>'


def _xml_rows(page: Page) -> str:
    covered, spans = _merged(page)
    columns = "".join(f'<Column ss:Index="{at + 1}" ss:Hidden="1"/>' for at in sorted(page.hidden_columns))
    rows = []
    for at, line in enumerate(page.grid):
        cells = "".join(
            _xml_cell(column, value, spans.get((at, column)))
            for column, value in enumerate(line)
            if (at, column) not in covered and (value not in (None, "") or (at, column) in spans)
        )
        hidden = ' ss:Hidden="1"' if at in page.hidden_rows else ""
        rows.append(f'<Row ss:Index="{at + 1}"{hidden}>{cells}</Row>')
    return columns + "".join(rows)


def _xml_cell(column: int, value: object, span: tuple[int, int] | None) -> str:
    said = f' ss:Index="{column + 1}"'
    if span:
        said += f' ss:MergeDown="{span[0] - 1}" ss:MergeAcross="{span[1] - 1}"'
    match value:
        case Percent(number):
            return f'<Cell{said} ss:StyleID="p"><Data ss:Type="Number">{number}</Data></Cell>'
        case Day(day):
            return f'<Cell{said}><Data ss:Type="DateTime">{day.isoformat()}T00:00:00.000</Data></Cell>'
        case ErrorCell(text):
            return f'<Cell{said} ss:Formula="=1/0"><Data ss:Type="Error">{text}</Data></Cell>'
        case Formula(text, None):
            return f'<Cell{said} ss:Formula="={escape(text)}"/>'
        case int() | float():
            return f'<Cell{said}><Data ss:Type="Number">{value}</Data></Cell>'
        case None:
            return f"<Cell{said}/>"
        case _:
            return f'<Cell{said}><Data ss:Type="String">{escape(str(value))}</Data></Cell>'


def web_page(page: Page) -> str:
    """A page with one table; a row that only holds a title stands above it as a paragraph."""
    covered, spans = _merged(page)
    rows = []
    for at, line in enumerate(page.grid):
        cells = "".join(
            _html_cell(line[column] if column < len(line) else None, spans.get((at, column)))
            for column in range(page.width)
            if (at, column) not in covered
        )
        hidden = " style='display:none'" if at in page.hidden_rows else ""
        rows.append(f"<tr{hidden}>{cells}\n")  # as many do: without </tr>
    return f"<html><head><meta charset=gb2312><style>td {{}}</style></head><body><table border=1>{''.join(rows)}</table></body></html>"


def _html_cell(value: object, span: tuple[int, int] | None) -> str:
    spanned = f" rowspan={span[0]} colspan={span[1]}" if span else ""
    match value:
        case None | "":
            return f"<td{spanned}>&nbsp;</td>"
        case Percent(number):
            return f"<td{spanned} x:num={number}>{number * 100:.0f}%</td>"
        case Day(day):
            return f"<td{spanned}>{day.isoformat()}</td>"
        case ErrorCell(text):
            return f"<td{spanned}>{text}</td>"
        case Formula(_, None):
            return f"<td{spanned}></td>"
        case _:
            return f"<td{spanned}>{escape(str(value))}</td>"


def _merged(page: Page) -> tuple[set[tuple[int, int]], dict[tuple[int, int], tuple[int, int]]]:
    """(cells that another covers, rows and columns that a cell spans)."""
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merges}
    covered = {
        (top + down, left + across)
        for (top, left), (height, width) in spans.items()
        for down in range(height)
        for across in range(width)
        if down or across
    }
    return covered, spans
