"""The page on balance: what varies too much, which school moves it, what is lacking, and who sees schools."""

import pytest

from access import Role
from store import Store
from tests.metrics.building import File, Said, build, enrolled, ids, register
from tests.pages.screen import screen, words

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
    assert test.title[0].value == "小学优质均衡1项资源中1项差异系数超过0.50，最高是教学仪器设备值 0.515"
    text = words(test)
    assert "去掉四小，教学仪器设备值的差异系数由0.515变为0.321" in text
    assert "灰点（图书册数）是基本均衡的项目，没有单项限值" in text
    assert "的 1 所学校补到这条线" in text
    assert "学校规模：5所中1所超过上限，0所以内，4所未报" in text
    assert "2,001" in text


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
