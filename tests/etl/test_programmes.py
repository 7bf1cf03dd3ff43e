"""Aid without a programme beside named programmes may be their sum: it is never added to them silently."""

from pathlib import Path
from typing import Any

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
    rows = [LIVING, "低保家庭", 20, 10000], [LIVING, "残疾学生", 5, 2500], [LIVING, None, 25, 12500]
    found = bureau.must_take(payments(files / "a.xlsx", *rows)).finding("blank_beside_named")
    assert (found["level"], found["cell"]) == ("warning", "F5")
    assert "资助对象类别" in found["message"]
