"""Spreadsheets that are text with tags: Excel 2003 XML, and web pages that a system exported under the name .xls.

Nothing outside the file is ever fetched: the XML parser refuses every DTD and entity, the HTML parser knows neither.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from etl.extract.cells import RawSheet
from etl.extract.container import Container
from etl.extract.delimited import UnreadableText, decode
from etl.extract.limits import Limits
from etl.extract.sparse import TooWideApart
from etl.extract.spreadsheet_xml import SpreadsheetXml, without_declaration
from etl.extract.text import cell_name
from etl.extract.web_page import WebPage
from etl.model import Finding
from etl.problems import finding


def read_markup(path: Path, container: Container, limits: Limits) -> tuple[list[RawSheet], list[Finding]]:
    """The sheets, or the finding that says why there are none."""
    try:
        text = decode(path.read_bytes())
        sheets = _from_xml(text, limits) if container is Container.XML else _from_page(text, limits)
    except UnreadableText:
        return [], [finding("text_not_readable")]
    except TooWideApart as found:
        return [], [finding("sheet_too_wide_apart", sheet=found.sheet, cell=cell_name(found.row, found.column))]
    except (ParseError, DefusedXmlException, AssertionError, RecursionError) as error:
        # HTMLParser asserts what it believes of a page that is none.
        return [], [finding("file_broken", detail=type(error).__name__)]
    return sheets, [] if sheets else [finding("html_as_spreadsheet")]


def _from_xml(text: str, limits: Limits) -> list[RawSheet]:
    workbook = SpreadsheetXml(limits.cells)
    parser = DefusedXMLParser(target=workbook, forbid_dtd=True)
    parser.feed(without_declaration(text))
    parser.close()
    return workbook.sheets


def _from_page(text: str, limits: Limits) -> list[RawSheet]:
    page = WebPage(limits.cells)
    page.feed(text)
    page.close()
    return page.sheets()
