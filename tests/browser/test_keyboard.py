"""Whoever does not see, or does not use a mouse: everything has a name, Tab goes where the eye goes, the ring is seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

OpenPage = Callable[..., Page]
PAGES_WITH_NUMBERS = ("overview", "aid", "exam", "pairs", "download", "batches")

# What is shown and can be used or read, without a name: figures, tables, links, buttons, boxes.
_NAMELESS = """() => {
  const name = e => e.getAttribute('aria-label') || [...(e.labels || [])].map(l => l.innerText).join('')
    || (e.getAttribute('aria-labelledby') || '').split(' ').map(i => document.getElementById(i)?.innerText || '').join('')
    || e.innerText.trim() || e.title;
  const figures = [...document.querySelectorAll('[data-testid=stPlotlyChart]')].filter(e => !e.getAttribute('aria-label'));
  const tables = [...document.querySelectorAll('[data-testid=stDataFrame]')].filter(e => !e.querySelector('[role=region][aria-label]'));
  const controls = [...document.querySelectorAll('main button, main a[href], main input, main select, nav a, [role=slider]')]
    .filter(e => e.checkVisibility() && !name(e));
  return [...figures, ...tables, ...controls].map(e => e.outerHTML.slice(0, 200));
}"""

_HERE = """() => {
  const e = document.activeElement;
  const labels = [...(e.labels || [])].map(l => l.innerText).join('');
  return (e.getAttribute('aria-label') || labels || e.innerText || '').trim().split('\\n').pop();
}"""


def tabbed(page: Page, steps: int) -> list[str]:
    """The names of what Tab comes to, one after the other."""
    names = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        names.append(str(page.evaluate(_HERE)))
    return names


@pytest.mark.parametrize("address", PAGES_WITH_NUMBERS)
def test_every_figure_table_and_control_has_a_name(full: Server, open_page: OpenPage, address: str) -> None:
    page = open_page(full, f"/{address}")
    expect(page.get_by_role("heading").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate(_NAMELESS) == []


def test_tab_goes_from_the_menu_through_the_choices_to_the_files(full: Server, open_page: OpenPage) -> None:
    page = open_page(full, "/download?indicator=pupils&level=district")
    expect(page.get_by_role("button", name="下载 CSV")).to_be_visible()
    names = tabbed(page, 60)
    asked = ["总览", "数据下载", "指标", "层级", "时期", "学段", "乡镇", "下载 Excel", "下载 CSV"]
    places = [names.index(name) for name in asked]
    assert places == sorted(places), names


def test_tab_reaches_the_cards_and_the_list_of_the_overview_in_reading_order(full: Server, open_page: OpenPage) -> None:
    page = open_page(full, "/overview")
    expect(page.get_by_role("link", name="查看 在校生")).to_be_visible()
    names = tabbed(page, 40)
    menu, first_card = names.index("数据下载"), names.index("查看 在校生")
    assert menu < first_card
    # Each card, then the small link in its corner to where its number comes from.
    assert names[first_card + 1] == "哪来的：在校生"
    on_cards = enumerate(names[: first_card + 6])
    cards = [number for number, name in on_cards if name.startswith(("查看 ", "哪来的"))]
    assert cards == list(range(cards[0], cards[0] + len(cards)))


def test_the_keyboard_sees_where_it_is(full: Server, open_page: OpenPage) -> None:
    page = open_page(full, "/overview")
    expect(page.get_by_role("link", name="查看 在校生")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    ring = "() => getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(ring) == "solid"
    while page.evaluate(_HERE) != "查看 在校生":
        page.keyboard.press("Tab")
    card = page.locator(".st-key-card_0 .zh-card")
    assert card.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_a_closed_menu_on_a_phone_holds_no_tab(full: Server, open_page: OpenPage) -> None:
    page = open_page(full, "/download", width=390, height=844)
    expect(page.get_by_role("button", name="下载 CSV")).to_be_visible()
    assert "入学与规模" not in tabbed(page, 8)


def test_a_wide_figure_on_a_phone_says_that_it_can_be_moved(full: Server, open_page: OpenPage) -> None:
    hint = "左右滑动图表，看其余部分 →"
    expect(open_page(full, "/overview", width=390, height=844).get_by_text(hint).first).to_be_visible()
    expect(open_page(full, "/overview").get_by_text(hint).first).to_be_hidden()


@pytest.mark.parametrize(("address", "language"), [("/overview", "zh-CN"), ("/overview?lang=en", "en")])
def test_the_page_says_which_language_it_speaks(full: Server, open_page: OpenPage, address: str, language: str) -> None:
    page = open_page(full, address)
    expect(page.locator(f"html[lang={language}]")).to_have_count(1)
