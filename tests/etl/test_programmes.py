"""Aid is never counted twice: without a programme beside named ones, under two names of one programme, whole and in parts."""

from pathlib import Path
from typing import Any

import pytest

from catalog.aid_programmes import programme_named
from metrics import values
from tests.etl.build import Bureau, write_book

HEADER = ["学校", "学段", "资助项目", "资助对象类别", "资助人数", "资助金额（元）"]
LIVING, MEALS = "寄宿生生活补助", "营养改善计划"


def payments(path: Path, *rows: list[Any]) -> Path:
    listed = [["石桥镇中心小学", "小学", *row] for row in rows]
    return write_book(path, {"资助": [["2023年秋季学期学生资助统计表"], HEADER, *listed]})


def amount(bureau: Bureau) -> float:
    return bureau.rows("SELECT sum(amount) AS total FROM subsidy")[0]["total"]


def test_a_blank_programme_beside_named_ones_of_the_file_refuses_it_at_the_blank(bureau: Bureau, files):
    rows = [LIVING, None, 100, 50000], [MEALS, None, 300, 120000], [None, None, 400, 170000]
    answer = bureau.take(payments(files / "a.xlsx", *rows))
    found = answer.finding("blank_beside_named")
    assert (answer.status, found["level"], found["cell"], found["value"]) == (1, "error", "F5", "170000")
    for words in ("石桥镇中心小学", "2023—2024学年第一学期", LIVING, MEALS, "170000元"):
        assert words in found["message"]


def test_named_programmes_never_join_an_earlier_sum_unless_they_replace_it(bureau: Bureau, files):
    bureau.must_take(payments(files / "sum.xlsx", [None, None, 400, 170000]))
    detail = payments(files / "detail.xlsx", [LIVING, None, 100, 50000], [MEALS, None, 300, 120000])
    answer = bureau.take(detail)
    assert answer.status == 1
    assert answer.finding("blank_beside_named")["cell"] == "F3"
    assert amount(bureau) == 170000
    bureau.must_take(detail, "--replace")
    assert amount(bureau) == 170000


def test_a_sum_never_joins_named_programmes_told_before(bureau: Bureau, files):
    bureau.must_take(payments(files / "detail.xlsx", [LIVING, None, 100, 50000], [MEALS, None, 300, 120000]))
    answer = bureau.take(payments(files / "sum.xlsx", [None, None, 400, 170000]))
    assert answer.status == 1
    assert amount(bureau) == 170000


def test_a_programme_that_all_rows_lack_is_none_to_ask_about(bureau: Bureau, files):
    assert "blank_beside_named" not in bureau.must_take(payments(files / "a.xlsx", [None, None, 400, 170000])).codes


def test_a_blank_category_beside_named_ones_is_questioned(bureau: Bureau, files):
    rows = [LIVING, "低保家庭", 20, 10000], [LIVING, "残疾学生", 5, 2500], [LIVING, None, 30, 15000]
    found = bureau.must_take(payments(files / "a.xlsx", *rows)).finding("blank_beside_named")
    assert (found["level"], found["cell"]) == ("warning", "F5")
    assert "资助对象类别" in found["message"]


def test_a_blank_category_that_is_the_sum_of_the_named_ones_is_never_added_to_them(bureau: Bureau, files):
    parts = [LIVING, "低保家庭", 20, 10000], [LIVING, "残疾学生", 5, 2500]
    whole = [LIVING, None, 25, 12500]
    answer = bureau.take(payments(files / "a.xlsx", *parts, whole))
    assert (answer.status, answer.finding("blank_beside_named")["level"]) == (1, "error")
    bureau.must_take(payments(files / "b.xlsx", whole))
    assert bureau.take(payments(files / "c.xlsx", *parts)).status == 1
    assert amount(bureau) == 12500


@pytest.mark.parametrize(
    ("written", "stage", "name"),
    [
        ("营养餐", None, MEALS), ("学生营养改善计划", None, MEALS), ("营养改善计划（膳食补助）", None, MEALS), ("营养膳食补助", None, MEALS),
        ("营养改善计划中央补助", None, "营养改善计划中央补助"), ("一补", None, "家庭经济困难学生生活补助"), ("义务教育生活补助", None, "家庭经济困难学生生活补助"),
        ("两免一补", None, "两免一补"), ("困难寄宿生生活费补助", None, LIVING), ("小学寄宿生生活补助", None, "小学寄宿生生活补助"), ("小学寄宿生生活补助", "primary", LIVING),
        ("走读生生活补助", None, "非寄宿生生活补助"), ("寄宿生及非寄宿生生活补助", None, "寄宿生及非寄宿生生活补助"), ("国家助学金", None, "国家助学金"),
        ("国家助学金", "senior", "普通高中国家助学金"), ("普高国家助学金", None, "普通高中国家助学金"), ("国家助学金", "vocational", "中职国家助学金"),
        ("免学杂费", "senior", "普通高中免学杂费"), ("免学杂费", "primary", "免学杂费"), ("学前资助", None, "学前教育资助"), ("红烛助学", None, "红烛助学"),
    ],
)  # fmt: skip
def test_a_programme_has_one_name(written: str, stage: str | None, name: str):
    assert programme_named(written, stage) == name


def test_two_files_that_name_a_programme_differently_count_it_once(bureau: Bureau, files):
    header = ["学校", "学段", "资助人数", "资助金额（元）"]
    for title in ("2023年秋季学期营养改善计划发放表", "2023年秋季学期学生营养餐发放表"):
        bureau.must_take(
            write_book(files / f"{title}.xlsx", {"资助": [[title], header, ["石桥镇中心小学", "小学", 100, 50000]]})
        )
    answer = bureau.must_take(payments(files / "b.xlsx", ["营养膳食补助", None, 30, 15000]))
    assert answer.finding("programme_renamed")["value"] == "营养膳食补助"
    assert bureau.rows("SELECT programme, sum(amount) AS total FROM subsidy GROUP BY 1") == [
        {"programme": MEALS, "total": 15000}
    ]
    with bureau.store.read() as reader:
        found = values(reader, "aid_amount", "district", ["2023-2024-1"], {"programme": "营养膳食补助"})
    assert found[["programme", "value"]].to_dict("records") == [{"programme": "营养膳食补助", "value": 15000}]


def test_a_programme_that_may_hold_another_is_refused_beside_it(bureau: Bureau, files):
    bureau.must_take(payments(files / "parts.xlsx", [LIVING, None, 60, 30000], ["非寄宿生生活补助", None, 40, 10000]))
    whole = payments(files / "whole.xlsx", ["义务教育生活补助", None, 100, 40000])
    answer = bureau.take(whole)
    assert (answer.status, answer.finding("programme_holds_another")["cell"]) == (1, "F3")
    assert amount(bureau) == 40000
    bureau.must_take(payments(files / "smaller.xlsx", ["困难学生生活补助", None, 5, 1250]))


def test_a_group_of_pupils_spelled_two_ways_is_refused(bureau: Bureau, files):
    bureau.must_take(payments(files / "a.xlsx", [LIVING, "脱贫户", 30, 15000], [LIVING, "低保", 3, 1500]))
    answer = bureau.take(payments(files / "b.xlsx", [LIVING, "脱贫家庭学生", 30, 15000]))
    assert (answer.status, answer.finding("category_spelled_twice")["cell"]) == (1, "F3")
