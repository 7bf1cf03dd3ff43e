"""A clerk puts right what was misread, in place, once; the next file of the kind goes through by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from store import Store
from store.desk import Desk
from tests.browser.conftest import settled
from tests.browser.county import TOWNSHIPS, save_sheet, stage_of
from tests.browser.server import Server
from tests.browser.test_upload import drop

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

OpenPage = Callable[..., Page]
HEADER = ["片", "点位", "层", "人头", "间"]
MEANINGS = {"A 片": "乡镇", "B 点位": "学校", "C 层": "学段", "D 人头": "在校生数", "E 间": "班数"}


def odd_file(path: Path, title: str, more: int = 0) -> Path:
    """A sheet none of whose headers we know."""
    rows = [
        [township, school, stage_of(school), 400 + more, 9]
        for township, schools in TOWNSHIPS.items()
        for school in schools
    ]
    return save_sheet(path, title, HEADER, rows)


def choose(page: Page, label: str, value: str) -> None:
    """Choose in a box by its label."""
    box = page.get_by_role("combobox", name=re.compile(f"(^|。|,|，| ){re.escape(label)}")).first
    box.click()
    box.fill(value)
    page.get_by_role("option", name=value, exact=True).first.click()
    settled(page)


def pupils(server: Server, period: str) -> int | None:
    """The pupils of a period in the published version."""
    with Store(server.data).read() as reader:
        found = reader.value("SELECT sum(pupils) FROM enrolment WHERE period = ? AND grade IS NULL", [period])
    return None if found is None else int(found)


def failed_jobs(server: Server) -> list[tuple[str, str]]:
    """Jobs that came to nothing."""
    return [(job.kind, job.message) for job in Desk(server.data).jobs() if job.state == "failed"]


def test_a_sheet_of_unknown_words_is_put_right_once(own: Server, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(own, "/upload")
    drop(page, odd_file(tmp_path / "情况.xlsx", "有关情况一览"))
    expect(page.get_by_role("heading", name=re.compile("没有启用"))).to_be_visible()
    settled(page)
    choose(page, "数据集", "在校生")
    expect(page.get_by_role("combobox", name=re.compile("D 人头"))).to_be_visible()
    for label, meaning in MEANINGS.items():
        choose(page, label, meaning)
    page.get_by_role("button", name="确定，重新识别").click()
    expect(page.locator(".zh-chip", has_text="在校生数")).to_be_visible()
    period = page.get_by_label("时期", exact=True)
    period.fill("2024-2025-1")
    period.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("已识别 6 行"))).to_be_visible()
    page.get_by_role("button", name="确认并记住").click()
    expect(page.get_by_role("button", name="已记住")).to_be_disabled()
    address = page.url
    page.context.close()

    other = open_page(own, address.removeprefix(own.url))
    expect(other.locator(".zh-chip", has_text="在校生数")).to_be_visible()
    other.get_by_role("button", name="审核启用").click()
    expect(other.get_by_role("heading", name=re.compile("已启用"))).to_be_visible()
    assert pupils(own, "2024-2025-1") == 2400
    assert failed_jobs(own) == []

    other.goto(own.url + "/upload")
    drop(settled(other), odd_file(tmp_path / "下月.xlsx", "2024—2025学年第二学期有关情况一览", 5))
    expect(other.get_by_role("heading", name=re.compile("已识别 6 行"))).to_be_visible()
    expect(other.locator(".zh-finding", has_text="按记住的版式识别")).to_be_visible()
    other.get_by_role("button", name="审核启用").click()
    expect(other.get_by_role("heading", name=re.compile("已启用"))).to_be_visible()
    assert pupils(own, "2024-2025-2") == 2430


def test_what_is_remembered_is_listed_and_can_be_taken_back(own: Server, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(own, "/upload")
    page.get_by_text("已记住：").click()
    kept = page.locator("[class*=st-key-kept]")
    expect(kept).to_contain_text("情况.xlsx")
    kept.get_by_role("button", name="取消记忆").click()
    expect(kept).to_have_count(0)
    drop(page, odd_file(tmp_path / "再来.xlsx", "2025—2026学年第一学期有关情况一览"))
    expect(page.get_by_role("heading", name=re.compile("没有启用"))).to_be_visible()


def test_a_school_is_confirmed_once_and_another_is_new(own: Server, open_page: OpenPage, tmp_path: Path) -> None:
    header = ["乡镇", "学校名称", "学段", "在校生数", "班数"]
    rows = [["双河镇", "双河中心校小学", "小学", 410, 9], ["云台乡", "云台希望小学", "小学", 66, 3]]
    page = open_page(own, "/upload")
    title = "2026—2027学年第一学期在校生情况统计表"
    drop(page, save_sheet(tmp_path / "校名.xlsx", title, header, rows))
    expect(page.get_by_role("heading", name="请确认 2 个学校名称")).to_be_visible()
    page.get_by_role("button", name="是这所学校，记住").first.click()
    expect(page.get_by_role("heading", name="请确认 1 个学校名称")).to_be_visible()
    page.get_by_role("button", name="新学校").first.click()
    expect(page.get_by_role("heading", name=re.compile("已识别 2 行"))).to_be_visible()
    page.get_by_role("button", name="审核启用").click()
    expect(page.get_by_role("heading", name=re.compile("已启用"))).to_be_visible()
    assert pupils(own, "2026-2027-1") == 476

    page.goto(own.url + "/upload")
    settled(page).get_by_text("已记住：").click()
    expect(page.locator("[class*=st-key-alias]")).to_contain_text("双河中心校小学")
    page.get_by_text("下载空白模板").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载“学校名录”模板").click()
    assert download.value.suggested_filename == "学校名录_模板.xlsx"
