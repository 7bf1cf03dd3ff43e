"""这个数哪来的: every number on a page leads to the page that explains it, within what the visitor may see."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from access import Role, Visitor
from store import Store
from tests.metrics.building import File, Said, build, enrolled, register
from tests.pages.county import RISING, county, school_of
from tests.pages.screen import screen, words
from ui.context import Context
from ui.lineage import trace_of
from ui.lineage_link import Asked

PAGE = "pages.data.lineage"
PAPER = {"stage": "junior", "subject": "总分"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the small county."""
    return county(tmp_path_factory.mktemp("county")).folder.root


def id_of(data: Path, name: str) -> str:
    """The id of a place of the small county."""
    with Store(data).read() as reader:
        return str(reader.value("SELECT area_id FROM area WHERE name = ?", [name]))


def number(
    data: Path, indicator: str, place: str, period: str, role: Role = Role.ADMIN, scope=None, **where: str
) -> AppTest:
    """The page of one number."""
    asked = {"of": indicator, "at": id_of(data, place), "on": period, "with": json.dumps(where)}
    return screen(data, PAGE, role, scope, **asked)


def cells_of(page: AppTest) -> list[dict]:
    """The rows of its table of cells."""
    return page.dataframe[0].value.to_dict("records")


def links_of(page: AppTest) -> list[dict[str, str]]:
    """What every linked number on a page asks about."""
    pieces = words(page).split('href="lineage?')[1:]
    asked = [parse_qs(urlsplit("?" + each.split('"')[0].replace("&amp;", "&")).query) for each in pieces]
    return [{name: unquote(values[0]) for name, values in each.items()} for each in asked]


def test_a_link_opens_the_source_of_one_number(filled):
    page = number(filled, "pupils", RISING, "2023-2024")
    assert not page.exception
    assert "东山乡 2023—2024学年 在校生：380人" in words(page)
    assert "重新相加，与显示的数一致" in words(page)
    assert [(row["文件"], row["数值"], row["单元格"] is not None) for row in cells_of(page)] == [
        ("2.xlsx", "380 人", True)
    ]


def test_a_rate_is_shown_with_its_division(filled):
    shown = words(number(filled, "dropout_rate", RISING, "2024-2025", stage="junior"))
    assert all(each in shown for each in ("<b>11</b>", "<b>370</b>", "<b>2.97%</b>"))


def test_without_an_address_it_asks_for_a_number(filled):
    assert "选一个数" in words(screen(filled, PAGE))
    assert "选一个数" in words(screen(filled, PAGE, of="pupils", at="T1", on="2023-2024", **{"with": "no conditions"}))


@pytest.mark.parametrize(
    "module",
    [
        "pages.explore.enrolment",
        "pages.explore.dropout",
        "pages.explore.exam",
        "pages.explore.aid",
        "pages.pairs.pairs",
    ],
)
def test_the_numbers_of_a_table_lead_to_their_own_sources(filled, module):
    page = screen(filled, module, township=id_of(filled, "西河镇"))
    assert not page.exception
    links = links_of(page)
    assert links
    for asked in (links[0], links[-1]):
        page = screen(filled, PAGE, **{name: value for name, value in asked.items() if name != "back"})
        assert not page.exception
        assert "怎么算出来的" in words(page), asked


def test_a_gap_is_shown_with_both_its_ends(filled):
    links = [each for each in links_of(screen(filled, "pages.pairs.pairs")) if "to" in each]
    page = screen(filled, PAGE, **links[-1])
    assert f"与{school_of('北原镇')}的差距" in words(page)


@pytest.mark.parametrize(
    ("name", "columns"), [("exam_z", {"总成绩", "实考人数", "成绩平方和"}), ("exam_mean", {"总成绩", "实考人数"})]
)
def test_an_exam_leads_to_the_sums_behind_a_township(filled, name, columns):
    page = number(filled, name, RISING, "2024-2025", **PAPER)
    assert not page.exception
    assert {row["列"] for row in cells_of(page)} == columns


def test_outsiders_are_told_why_they_see_no_sources(filled):
    page = number(filled, "pupils", RISING, "2023-2024", Role.VIEWER)
    assert "对外显示时不提供数据溯源" in words(page)
    assert len(page.dataframe) == 0
    assert "380" not in words(page)


def test_places_that_go_without_names_have_none_here(filled):
    store = Store(filled)
    asked = Asked("pupils", id_of(filled, RISING), "2023-2024")
    with Context(store, Visitor("测试员", Role.ADMIN, None), store.current()) as context:
        context.unnamed = True
        trace = trace_of(context, asked)
    assert RISING not in str(trace)
    assert {cell.file for cell in trace.cells} == {None}


def test_a_number_of_the_district_names_only_the_schools_one_may_see(filled):
    page = number(filled, "pupils", "青山县", "2024-2025", Role.CLERK, (id_of(filled, RISING),))
    assert not page.exception
    assert {row["学校或区域"] for row in cells_of(page)} == {school_of(RISING)}
    assert "所以这里不能重新相加" in words(page)


def test_a_place_nobody_knows_is_said_and_nothing_is_shown(filled):
    page = screen(filled, PAGE, of="pupils", at="T9999", on="2023-2024")
    assert "不在您的查看范围内" in words(page)
    assert len(page.dataframe) == 0


def test_a_missing_original_is_said(filled):
    page = number(filled, "pupils", RISING, "2023-2024")
    box = next(each for each in page.selectbox if each.label == "看原表中的哪一格")
    box.select(box.options[0]).run()
    assert "原文件已不在数据文件夹里" in words(page)


def test_what_one_school_has_of_an_item_is_divided_by_its_pupils(tmp_path):
    school, year = "一小", "2023-2024"
    rows = [*register(school, "东镇", ["primary"]), enrolled(school, f"{year}-1", pupils=200)]
    rows.append(Said("resource", year, {"stage": "primary", "item": "books", "quantity": 3000.0}, school))
    build(tmp_path, [File(rows)])
    where = {"stage": "primary", "item": "books", "school": id_of(tmp_path, school)}
    shown = words(number(tmp_path, "balance_cv", "青山县", year, **where))
    assert f"{school} 2023—2024学年 图书" in shown
    assert all(each in shown for each in ("<b>3,000</b>", "<b>200</b>", "<b>15</b>", "重新相加，与显示的数一致"))
