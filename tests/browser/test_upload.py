"""The main job in a browser: a file in, seen before use, in use, on a page, and taken back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from store.desk import Desk
from tests.browser.conftest import settled
from tests.browser.county import PUPILS_2023, TOTAL_2023, enrolment_file, save_sheet
from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

OpenPage = Callable[..., Page]
CORRECTED = PUPILS_2023["双河中心小学"] + 25
ASKED = "/download?indicator=pupils&level=district&periods=2023-2024-1"


def drop(page: Page, *files: Path) -> None:
    """Put files into the box. After files were taken a fresh box replaces the old one: for a moment both are there."""
    box = page.locator("input[type=file]")
    expect(box).to_have_count(1)
    box.set_input_files([str(file) for file in files])


def total_shown(page: Page, server: Server, draft: str = "") -> int:
    """The district's pupils as the screen's readers hear them: the table's only number of the first row."""
    page.goto(f"{server.url}{ASKED}{draft}")
    settled(page)
    cell = page.locator("[data-testid=stDataFrame] table tbody tr").first.locator("td").nth(3)
    expect(cell).to_have_text(re.compile(r"\d"))
    return int((cell.text_content() or "").replace(",", ""))


def sees(page: Page, server: Server, text: str) -> None:
    """Wait for a sentence; when it does not come, say how the jobs stand."""
    try:
        expect(page.get_by_text(text)).to_be_visible()
    except AssertionError as error:
        jobs = [(job.kind, job.state, job.message, job.pid, job.started) for job in Desk(server.data).jobs()]
        raise AssertionError(f"{error}\njobs: {jobs}") from error


def store_bytes(server: Server) -> dict[str, str]:
    """Every file of the store with a hash of its bytes."""
    found = sorted((server.data / "store").iterdir())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in found if file.name != "lock"}


def test_a_file_is_seen_put_in_use_and_taken_back(own: Server, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(own, "/upload")
    before = total_shown(page, own)
    assert before == TOTAL_2023

    page.goto(own.url + "/upload")
    drop(settled(page), enrolment_file(tmp_path / "更正.xlsx", 2023, 双河中心小学=CORRECTED))
    expect(page.get_by_role("heading", name=re.compile("已识别 6 行"))).to_be_visible()
    expect(page.locator(".zh-grid .meanings")).to_contain_text("在校生数")
    expect(page.locator(".zh-headlines")).to_contain_text(f"{TOTAL_2023:,} → {TOTAL_2023 + 25:,}")
    result = page.url

    preview = page.get_by_role("link", name="在看板中预览")
    draft = re.search(r"draft=([0-9a-f]+)", preview.get_attribute("href") or "")
    assert draft
    preview.click()
    expect(page.get_by_text("尚未启用").first).to_be_visible()
    assert total_shown(page, own, f"&draft={draft[1]}") == TOTAL_2023 + 25
    assert total_shown(page, own) == TOTAL_2023

    page.goto(result)
    settled(page).get_by_role("button", name="审核启用").click()
    expect(page.get_by_role("heading", name=re.compile("已启用"))).to_be_visible()
    done = page.url
    assert total_shown(page, own) == TOTAL_2023 + 25

    page.goto(done)
    settled(page).get_by_role("link", name=re.compile("入学与规模")).last.click()
    expect(page).to_have_url(re.compile("/enrolment"))
    page.goto(done)
    settled(page).get_by_role("button", name="撤销这次启用").click()
    expect(page.get_by_role("heading", name=re.compile("已撤销"))).to_be_visible()
    assert total_shown(page, own) == TOTAL_2023


def test_a_bad_file_says_what_to_correct_and_changes_nothing(own: Server, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(own, "/upload")
    before = store_bytes(own)
    drop(page, enrolment_file(tmp_path / "错.xlsx", 2023, 双河中心小学="四百一十人左右"))
    expect(page.get_by_role("heading", name=re.compile("没有启用"))).to_be_visible()
    finding = page.locator(".zh-finding").first
    expect(finding).to_contain_text("D5")
    expect(finding).to_contain_text("四百一十人左右")
    expect(page.locator(".zh-grid td.error")).to_have_text("四百一十人左右")
    expect(page.get_by_role("button", name="审核启用")).to_have_count(0)
    assert store_bytes(own) == before
    assert own.is_alive()


def test_what_is_no_spreadsheet_is_refused_in_words(own: Server, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(own, "/upload")
    before = store_bytes(own)
    (tmp_path / "照片.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "空.xlsx").write_bytes(b"")
    drop(page, tmp_path / "照片.png", tmp_path / "空.xlsx")
    expect(page.locator(".zh-notice.worse")).to_have_count(2)
    expect(page.locator(".zh-notice.worse").first).to_contain_text("不是表格文件")

    (tmp_path / "假.xlsx").write_bytes(b"PK\x03\x04 not a workbook at all")
    drop(page, tmp_path / "假.xlsx")
    expect(page.get_by_role("heading", name=re.compile("没有启用"))).to_be_visible()
    expect(page.locator(".zh-finding").first).to_contain_text("要改")
    assert store_bytes(own) == before
    assert own.is_alive()


def test_a_file_without_a_period_is_read_again_with_the_one_named(
    own: Server, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(own, "/upload")
    header = ["乡镇", "学校名称", "学段", "在校生数", "班数"]
    rows = [["云台乡", "云台中心小学", "小学", 300, 7]]
    drop(page, save_sheet(tmp_path / "无时期.xlsx", "中小学在校生情况统计表", header, rows))
    expect(page.get_by_text("没有找到时期").first).to_be_visible()
    period = page.get_by_label("时期", exact=True)
    period.fill("去年")
    period.press("Enter")
    expect(page.get_by_text("“去年”不是时期，没有改动。")).to_be_visible()
    period.fill("2024年秋季学期")
    period.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("已识别 1 行"))).to_be_visible()
    # While the page is drawn anew the old box may still stand beside the new one, so boxes are counted, not picked.
    expect(page.get_by_label("时期", exact=True).and_(page.locator('[value="2024-2025-1"]'))).to_have_count(1)
    expect(page.get_by_label("时期", exact=True)).to_have_count(1)


def test_an_upload_survives_closing_the_browser(own: Server, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(own, "/upload")
    drop(page, enrolment_file(tmp_path / "接着办.xlsx", 2023, 石桥中心小学=281))
    expect(page.get_by_role("heading", name=re.compile("已识别"))).to_be_visible()
    page.context.close()

    other = open_page(own, "/upload")
    waiting = other.locator("[class*=st-key-waiting]", has_text="接着办")
    expect(waiting).to_contain_text("待审核启用")
    waiting.get_by_role("button", name="打开").click()
    expect(other.get_by_role("heading", name=re.compile("已识别 6 行"))).to_be_visible()
    other.get_by_role("button", name="放弃这份上传").click()
    expect(other.locator("[class*=st-key-waiting]", has_text="接着办")).to_have_count(0)


def test_a_batch_is_undone_after_its_effect_was_seen(own: Server, open_page: OpenPage) -> None:
    page = open_page(own, "/batches?batch=b000003")
    page.get_by_role("button", name="撤销这一批").click()
    expect(page.locator(".zh-headlines")).to_contain_text(f"{TOTAL_2023:,} → ")
    page.get_by_role("button", name="确认撤销").click()
    sees(page, own, "（批次 b000003）")

    page.get_by_role("button", name="恢复这一批").click()
    page.get_by_role("button", name="确认恢复").click()
    sees(page, own, "已恢复“")
    assert total_shown(page, own) == TOTAL_2023
