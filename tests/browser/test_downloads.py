"""A download that cannot be made says so on the page, and the next one works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_file_that_cannot_be_read_is_said_in_words(own: Server, open_page: Callable[..., Page]) -> None:
    own.restart()
    page = open_page(own, "/download?indicator=pupils&level=district&periods=2023-2024-1")
    versions = own.data / "store"
    expect(page.get_by_role("button", name="下载 CSV")).to_be_visible()
    versions.rename(own.data / "away")
    try:
        page.get_by_role("button", name="下载 CSV").click()
        expect(page.get_by_role("status").filter(has_text="文件没有生成，数据没有受影响")).to_be_visible()
    finally:
        (own.data / "away").rename(versions)
    with page.expect_download() as coming:
        settled(page).get_by_role("button", name="下载 CSV").click()
    assert coming.value.suggested_filename.endswith(".csv")
    expect(page.get_by_text("文件没有生成")).to_have_count(0)
