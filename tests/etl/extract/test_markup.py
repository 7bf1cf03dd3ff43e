"""Excel 2003 XML and web pages named .xls: read like any other sheet, and nothing outside the file is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract.book import read_file
from etl.extract.limits import LIMITS, Limits
from tests.corpus.composer import compose
from tests.corpus.markup import spreadsheet_xml, web_page, write_markup
from tests.corpus.measure import compare
from tests.corpus.page import Book, Page
from tests.corpus.table import ErrorCell, Formula, Percent
from tests.etl.extract.books import HEAD, TITLE, Read, read_path

ROWS: list[list[object]] = [
    [*TITLE],
    [*HEAD],
    ["石桥镇", "石桥小学", "小学", 6, 240, 110],
    [None, "双河小学", "小学", 3, 90, 41],
]
PAGE = Page("在校生", ROWS, [(0, 0, 0, 5), (2, 0, 3, 0)])
EXAM: list[list[object]] = [
    ["青云县2024年春季期末八年级语文成绩统计表"],
    ["学校名称", "参考人数", "平均分", "及格率（%）"],
    ["石桥初级中学", 200, 71.5, Percent(0.855)],
]
TABLE = (
    "<table><tr><th>学校名称<th>学段<th>在校生数<tr><td>石桥小学<td>小学<td>1,240<tr><td>双河小学<td>小学<td>90</table>"
)


def read_text(folder: Path, text: str, encoding: str = "utf-8", limits: Limits = LIMITS) -> Read:
    """What is read of this text, named as offices name it."""
    path = folder / "2023年秋季在校生.xls"
    path.write_bytes(text.encode(encoding))
    return Read(*read_file(path, path.stem, None, None, limits))


@pytest.mark.parametrize("form", ["xml", "html"])
def test_it_is_read_like_a_workbook(tmp_path: Path, form: str) -> None:
    read = read_path(write_markup(Book("表", form, [PAGE], frozenset()), tmp_path, form))
    assert read.codes() == (["web_page_read"] if form == "html" else [])
    assert read.rows("row_no", "township_text", "school_text", "pupils", "girls") == [
        (3, "石桥镇", "石桥小学", 240, 110),
        (4, "石桥镇", "双河小学", 90, 41),
    ]


@pytest.mark.parametrize("form", ["xml", "html"])
def test_a_percentage_is_a_fraction_and_is_not_rounded_as_shown(tmp_path: Path, form: str) -> None:
    read = read_path(write_markup(Book("表", form, [Page("Sheet1", EXAM)], frozenset()), tmp_path, form))
    assert read.codes("error") == []
    assert read.rows("n_pass") == [(171,)]


def test_errors_and_formulas_without_a_result_are_named(tmp_path: Path) -> None:
    rows = [*ROWS[:3], ["石桥镇", "双河小学", "小学", ErrorCell("#REF!"), Formula("SUM(A1:A2)"), 41]]
    read = read_text(tmp_path, spreadsheet_xml([Page("在校生", rows)]))
    assert {each.code: each.cell for each in read.findings if each.stops} == {
        "error_cell": "D4",
        "formula_without_value": "E4",
    }


@pytest.mark.parametrize("form", ["xml", "html"])
def test_composed_sheets_say_the_same_in_markup(tmp_path: Path, form: str) -> None:
    for seed in range(40, 70):
        book = compose(seed)
        if form == "html":
            book.pages = book.pages[:1]
        path = write_markup(book, tmp_path, form)
        outcomes = compare(book, *read_file(path, path.stem, None, None, LIMITS))
        wrong = [each for outcome in outcomes for each in outcome.wrong]
        # On a page, a formula without a result is blank and nothing shows it.
        assert [each for each in wrong if form == "xml" or each != "damage not noticed"] == [], seed


@pytest.mark.parametrize(
    "page",
    [
        f"<h2>2023年秋季在校生统计表</h2><p>单位：人</p>{TABLE}",
        f"<table><tr><td>2023年秋季在校生统计表<tr><td>{TABLE}<td></table>",
        TABLE.replace("<tr><td>", "</table><table><tr><td>", 1),
        f"<script>var a='<table><tr><td>1</td>';</script><style>td{{}}</style>{TABLE}",
        TABLE.replace("在校生数", "在校<br>\n   生数").replace("1,240", "&nbsp;1240&nbsp;"),
    ],
    ids=["title outside", "layout table", "header in a table of its own", "script", "breaks"],
)
def test_pages_are_laid_out_in_many_ways(tmp_path: Path, page: str) -> None:
    assert read_text(tmp_path, f"<html><body>{page}</body></html>", "gb18030").rows("pupils") == [(1240,), (90,)]


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><p>登录超时，请重新登录</p></body></html>",
        "<?xml version='1.0'?><feed><entry>1</entry></feed>",
        "MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html><table>",
    ],
)
def test_a_page_without_a_table_is_refused(tmp_path: Path, text: str) -> None:
    assert read_text(tmp_path, text).codes() == ["html_as_spreadsheet"]


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("entity", ["&b;", "&c;", ""])
def test_entities_and_document_types_are_never_followed(tmp_path: Path, entity: str) -> None:
    text = spreadsheet_xml([PAGE]).replace("<Workbook", BOMB + "<Workbook").replace("石桥小学", entity)
    assert read_text(tmp_path, text).codes() == ["file_broken"]
    page = web_page(PAGE).replace("<html>", BOMB).replace("双河小学", f"x{entity}")
    assert "root" not in str(read_text(tmp_path, "<html>" + page, "gb18030").sheets[0].grid)


def test_cells_placed_far_away_are_not_laid_out(tmp_path: Path) -> None:
    text = spreadsheet_xml([PAGE]).replace('ss:Index="4"', 'ss:Index="1048576"')
    assert read_text(tmp_path, text, limits=Limits(cells=100_000)).codes() == ["sheet_too_wide_apart"]
    page = TABLE.replace("<td>", "<td colspan=999999999 rowspan=99999999>")
    assert read_text(tmp_path, page, limits=Limits(cells=1000)).codes() == ["sheet_too_wide_apart"]
