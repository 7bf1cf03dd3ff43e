"""Every page in a browser: nothing complained about, nobody outside asked, filters kept, downloads that open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from pages import PAGES
from tests.browser.conftest import run_server, settled
from tests.browser.county import TOTAL_2023
from tests.browser.server import Server
from tests.pages.county import county
from tests.reports.reopen import formula_cells

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

OpenPage = Callable[..., Page]
ADDRESSES = [f"/{each.url}" for each in PAGES]


def no_exception(page: Page) -> None:
    """The page ran to its end and shows something."""
    assert page.locator("[data-testid=stException]").all_inner_texts() == []
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_a_deep_link_works_on_the_very_first_visit_after_a_restart(own: Server, open_page: OpenPage) -> None:
    own.restart()
    page = open_page(own, "/download?indicator=mean_class_size&level=school&stage=junior&periods=2023-2024-1")
    no_exception(page)
    expect(page.get_by_role("heading", name="平均班额，共 3 行")).to_be_visible()
    expect(page.get_by_label("学段")).to_have_value("初中")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_runs_clean_with_data(full: Server, open_page: OpenPage, address: str) -> None:
    no_exception(open_page(full, address))


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_runs_clean_without_data(empty: Server, open_page: OpenPage, address: str) -> None:
    no_exception(open_page(empty, address))


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_fits_a_phone(full: Server, open_page: OpenPage, address: str) -> None:
    page = open_page(full, address, width=390, height=844)
    no_exception(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.fixture(scope="module")
def of_many_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a county with years enough for a trend."""
    folder = tmp_path_factory.mktemp("years")
    county(folder)
    yield from run_server(folder)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1440, 390])
def test_the_trends_in_the_list_of_alerts_never_wrap(of_many_years: Server, open_page: OpenPage, width: int) -> None:
    page = open_page(of_many_years, "/alerts?severity=all", width=width, height=900)
    trends = page.locator(".st-key-lines p .stMarkdownColoredText")
    expect(trends.first).to_be_visible()
    places = trends.evaluate_all(
        """found => found.map(trend => {
            const [own, row] = [trend, trend.closest('p')].map(each => each.getBoundingClientRect());
            return [Math.round(own.right - row.right), Math.round(own.top - row.top), own.height < 30];
        })"""
    )
    assert [each for each in places if each != [0, 0, True]] == []


def test_a_workbook_is_downloaded_and_opens(full: Server, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(full, "/download?indicator=pupils&level=district&periods=2023-2024-1")
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载 Excel").click()
    path = tmp_path / coming.value.suggested_filename
    coming.value.save_as(path)
    book = load_workbook(path)
    assert book.sheetnames == ["数据", "口径", "来源"]
    rows = list(book["数据"].iter_rows(values_only=True))
    assert dict(zip(rows[0], rows[1], strict=True))["在校生（人）"] == TOTAL_2023
    assert formula_cells(path) == []
    assert "在校生2023.xlsx" in {row[1] for row in book["来源"].iter_rows(values_only=True)}


def test_a_csv_is_downloaded_that_excel_opens_right(full: Server, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(full, "/download?get=dataset&dataset=enrolment&periods=2023-2024-1")
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载 CSV").click()
    coming.value.save_as(tmp_path / "rows.csv")
    written = (tmp_path / "rows.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    lines = written.decode("utf-8-sig").split("\r\n")
    assert len(lines) == 1 + 6 + 1
    assert "云台中心小学" in written.decode("utf-8-sig")


def test_filters_survive_moving_between_pages_and_a_reload(full: Server, open_page: OpenPage) -> None:
    page = open_page(full, "/enrolment?stage=primary&indicator=classes")
    page.get_by_role("link", name="数据下载").click()
    expect(page).to_have_url(re.compile("/download"))
    settled(page)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["stage"] == ["primary"]
    assert asked["indicator"] == ["classes"]
    expect(page.get_by_label("学段")).to_have_value("小学")
    page.reload()
    settled(page)
    expect(page.get_by_label("学段")).to_have_value("小学")
    expect(page.get_by_role("heading", name=re.compile("班数，共"))).to_be_visible()
    page.get_by_role("link", name="入学与规模").click()
    expect(page).to_have_url(re.compile(r"/enrolment\?.*stage=primary"))


def test_a_choice_goes_into_the_address(full: Server, open_page: OpenPage) -> None:
    page = open_page(full, "/download")
    page.get_by_label("学段").click()
    page.get_by_role("option", name="初中").click()
    expect(page).to_have_url(re.compile("stage=junior"))
    expect(page.get_by_label("学段")).to_have_value("初中")
