"""A small writer of OpenDocument spreadsheets: values, percentages, dates, errors, merged and hidden cells."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tests.corpus.page import Page
from tests.corpus.table import Day, ErrorCell, Formula, Percent, Signed

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
_HIDDEN = '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>'
_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_ods(pages: Sequence[Page], path: Path) -> None:
    """The sheets as an .ods file."""
    tables = "".join(_table(page) for page in pages)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.2"><office:automatic-styles>{_HIDDEN}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _TYPE, compress_type=zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)


def _table(page: Page) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in page.merges}
    covered = {
        (row, column)
        for top, left, bottom, right in page.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    rows = []
    for at, line in enumerate(page.grid):
        cells = "".join(
            "<table:covered-table-cell/>"
            if (at, column) in covered
            else _cell(line[column] if column < len(line) else None, spans.get((at, column)))
            for column in range(page.width)
        )
        hidden = ' table:visibility="collapse"' if at in page.hidden_rows else ""
        rows.append(f"<table:table-row{hidden}>{cells}</table:table-row>")
    style = ' table:style-name="hidden"' if page.hidden else ""
    return f"<table:table table:name={quoteattr(page.name)}{style}>{''.join(rows)}</table:table>"


def _cell(value: object, span: tuple[int, int] | None) -> str:
    spanned = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    match value:
        case None | "":
            return f"<table:table-cell{spanned}/>"
        case Percent(number):
            kind, shown = f'office:value-type="percentage" office:value="{number}"', f"{number * 100:.2f}%"
        case Signed(number):
            kind, shown = f'office:value-type="float" office:value="{number}"', f"{number:.2f}%"
        case Day(day):
            kind, shown = (
                f'office:value-type="date" office:date-value="{day.isoformat()}"',
                f"{day.year}/{day.month}/{day.day}",
            )
        case ErrorCell(text):
            kind, shown = 'table:formula="of:=1/0" office:value-type="string" office:string-value=""', text
        case Formula(text, None):
            kind, shown = f'table:formula="of:={escape(text)}"', ""
        case str():
            kind, shown = 'office:value-type="string"', value
        case _:
            kind, shown = f'office:value-type="float" office:value="{value}"', str(value)
    return f"<table:table-cell {kind}{spanned}><text:p>{escape(str(shown))}</text:p></table:table-cell>"
