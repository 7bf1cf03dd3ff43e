"""The page on balance: what varies too much, which school moves it, what is lacking, and who sees schools."""

import re

import pytest

from access import Role
from catalog import indicator
from catalog.settings.standards import SEVEN
from charts.series import Line
from store import Store
from tests.metrics.building import File, Said, build, enrolled, ids, register
from tests.pages.screen import screen, words
from ui.balance import Balance, balance_title
from ui.lineage import references_of

MODULE = "pages.explore.balance"
YEAR = "2023-2024"
# Pupils and what they have as a published example has it: the coefficient is 0.515. Of equipment it has a limit, of books none.
PUBLISHED = (("一小", 45, 279), ("二小", 37, 137), ("三小", 89, 935), ("四小", 76, 160), ("五小", 55, 402))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("balance")
    rows = [
        Said("resource", YEAR, {"stage": "primary", "item": item, "quantity": float(q), "pupils": p}, name)
        for name, p, q in PUBLISHED
        for item in ("books", "equipment_yuan")
    ]
    places = [
        said for name, _, _ in PUBLISHED for said in register(name, "西镇" if name == "四小" else "东镇", ["primary"])
    ]
    large = enrolled("一小", f"{YEAR}-1", pupils=2001)
    build(made, [File([*places, *rows, large])])
    return made


def test_the_finding_the_schools_and_the_what_if(folder):
    test = screen(folder, MODULE)
    assert not test.exception
    assert test.title[0].value == "小学优质均衡7项中有数据的1项，其中1项差异系数超过0.50，最高是教学仪器设备值 0.515"
    text = words(test)
    assert "去掉四小，教学仪器设备值的差异系数由0.515变为0.321" in text
    assert "灰点（图书册数）是基本均衡的项目，没有单项限值" in text
    assert "的 1 所学校补到这条线" in text
    assert "学校规模：5所中1所超过上限，0所以内，4所未报" in text
    assert "2,001" in text
    (pupils,) = set(re.findall(r'href="(lineage[^"]*)"[^>]*>76</a>', text))
    assert "side=denominator" in pupils


def test_what_the_older_scheme_alone_counts_is_held_against_no_limit(folder):
    text = words(screen(folder, MODULE, item="books"))
    assert "去掉四小，图书册数的差异系数由0.515变为0.321" in text
    assert "这一项没有限值" in text
    assert "补到这条线" not in text


def test_a_viewer_sees_the_district_and_no_school(folder):
    test = screen(folder, MODULE, Role.VIEWER)
    assert "0.515" in test.title[0].value
    assert "三小" not in words(test)
    assert not test.dataframe


def test_where_some_of_the_seven_are_not_known_the_finding_says_of_how_many_it_speaks():
    def titled(values, *, outside=False):
        lines = tuple(
            Line(item, item, "", (value,), (None,), (None,), (0,), (0,))
            for item, value in zip([each.item for each in SEVEN], values, strict=False)
        )
        return balance_title(Balance(None, "junior", YEAR, (YEAR,), lines, 0.45), outside=outside)

    five = (0.5, 0.6, 0.7, 0.1, 0.2, None, None)
    assert titled(five, outside=True).startswith("初中优质均衡7项中可显示5项，其中3项差异系数超过0.45，最高是")
    assert titled(five).startswith("初中优质均衡7项中有数据的5项，其中3项差异系数超过0.45，最高是")
    assert titled(five[3:5], outside=True).startswith("初中优质均衡7项中可显示2项，差异系数都在0.45以内，最高是")
    assert titled((*five[:5], 0.3, 0.4), outside=True).startswith("初中优质均衡7项资源中3项差异系数超过0.45，最高是")


def test_only_the_seven_between_schools_are_held_against_the_limit():
    cv = indicator("balance_cv")
    asked = {"stage": "junior", "item": "sports_area_m2"}
    assert [each.value for each in references_of(cv, asked)] == [0.45]
    assert [each.value for each in references_of(cv, asked | {"item": ["sports_area_m2"]})] == [0.45]
    assert not references_of(cv, asked | {"item": "books"})
    assert not references_of(cv, asked | {"school": "S000001"})


def test_a_clerk_reads_only_of_his_own_schools(folder):
    with Store(folder).read() as reader:
        west = ids(reader)["西镇"]
    test = screen(folder, MODULE, Role.CLERK, (west,))
    assert not test.exception
    assert "三小" not in words(test)
    assert "去掉四小" in words(test)


def test_a_stage_without_data_and_an_empty_store(folder, tmp_path):
    assert screen(folder, MODULE, stage="junior").info
    assert screen(tmp_path, MODULE).title
