"""From a point of a chart to the cell, the row as it stood in the file, the batch and its undo; by mouse and by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled


def click_a_point(page: Page) -> None:
    """Click the last point of the coloured line of the trend."""
    chart = page.locator(".st-key-figure_trend .js-plotly-plot")
    expect(chart.locator(".scatterlayer .trace").last).to_be_visible()
    points = chart.locator(".scatterlayer .trace").last.locator(".points path")
    box = points.last.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_point_leads_to_its_cell_its_row_its_batch_and_the_undo(full, open_page):
    page = open_page(full, "/enrolment")
    click_a_point(page)
    page.wait_for_url(re.compile(r"/lineage\?.*of="))
    settled(page)
    expect(page.get_by_text("已用下面列出的单元格重新相加", exact=False)).to_be_visible()
    box = page.get_by_label("看原表中的哪一格")
    box.focus()
    box.press("ArrowDown")
    page.get_by_role("option").first.click()
    settled(page)
    expect(page.locator(".zh-excerpt td.marked")).to_have_count(1)
    page.locator(".st-key-panel_lineage_batches [data-testid=stPageLink-NavLink]").first.click()
    page.wait_for_url(re.compile(r"/batches\?.*batch=b"))
    settled(page)
    expect(page.get_by_role("button", name=re.compile("撤销"))).to_be_visible()


@pytest.mark.slow
def test_a_number_of_a_table_is_reached_by_tab_and_enter_and_leads_back(full, open_page):
    page = open_page(full, "/enrolment")
    number = page.locator("a.zh-number").first
    number.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/lineage\?"))
    settled(page)
    expect(page.locator(".zh-term.result b").first).to_be_visible()
    page.get_by_role("link", name=re.compile("返回")).click()
    page.wait_for_url(re.compile(r"/enrolment"))


@pytest.mark.slow
def test_what_agrees_shows_the_rows_of_both_sides_and_leads_to_the_batch(full, open_page):
    page = open_page(full, "/reconcile?year=2023-2024&outcome=passed")
    row = page.locator(".st-key-lines [data-testid=stPageLink-NavLink]").first
    row.press("Enter")
    expect(page.locator(".st-key-panel_reconciled")).to_be_visible()
    settled(page)
    expect(page.locator(".st-key-opened .zh-excerpt")).to_have_count(2)
    expect(page.locator(".st-key-opened .zh-excerpt td.marked").first).to_be_visible()
    page.locator(".st-key-opened").get_by_role("link", name=re.compile("查看这一批，可撤销")).first.click()
    page.wait_for_url(re.compile(r"/batches\?.*batch=b"))
    settled(page)
    expect(page.get_by_role("button", name=re.compile("撤销"))).to_be_visible()
