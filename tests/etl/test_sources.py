"""The same year told twice, as a whole and by its terms or months: a difference is information, never a sum."""

from pathlib import Path
from typing import Any

import metrics
from catalog import indicator
from tests.etl.build import Answer, Bureau, write_book


def dropouts(path: Path, title: str, count: int | None) -> Path:
    header = ["学校", "学段", "学年初在校生数", "辍学人数", "劝返复学人数"]
    return write_book(path, {"表": [[title], header, ["石桥镇初级中学", "初中", 300, count, 0]]})


def aid(path: Path, title: str, amount: float) -> Path:
    header = ["学校", "学段", "资助项目", "资助人数", "资助金额（元）"]
    return write_book(path, {"表": [[title], header, ["石桥镇初级中学", "初中", "寄宿生生活补助", 100, amount]]})


def told(answer: Answer) -> list[tuple[str, str, str]]:
    found = [each for each in answer.value["findings"] if each["code"] == "sources_differ"]
    return [(each["level"], each["cell"], each["value"]) for each in found]


def amount(bureau: Bureau, period: str) -> Any:
    with bureau.store.read() as reader:
        (row,) = metrics.records(indicator("aid_amount"), metrics.values(reader, "aid_amount", "district", period, {}))
    return row["value"]


def test_a_year_and_its_terms_that_differ_are_told_once_both_terms_are_in(bureau: Bureau, files):
    bureau.must_take(aid(files / "y.xlsx", "2023—2024学年学生资助统计表", 100000))
    assert told(bureau.must_take(aid(files / "1.xlsx", "2023—2024学年第一学期学生资助统计表", 48000))) == []
    answer = bureau.must_take(aid(files / "2.xlsx", "2023—2024学年第二学期学生资助统计表", 50000))
    assert told(answer) == [("info", "E3", "100000")]
    message = answer.finding("sources_differ")["message"]
    assert "98000元" in message
    assert "2000元" in message
    assert amount(bureau, "2023-2024") == 100000, "one of the two, never both"


def test_terms_that_already_exceed_their_year_are_told_at_once(bureau: Bureau, files):
    bureau.must_take(aid(files / "1.xlsx", "2023—2024学年第一学期学生资助统计表", 48000))
    assert told(bureau.must_take(aid(files / "y.xlsx", "2023—2024学年学生资助统计表", 40000))) == [
        ("info", "E3", "40000")
    ]


def test_a_year_that_its_terms_make_up_is_not_mentioned(bureau: Bureau, files):
    for number, (title, value) in enumerate((("第一学期", 48000), ("第二学期", 50000), ("", 98000))):
        answer = bureau.must_take(aid(files / f"{number}.xlsx", f"2023—2024学年{title}学生资助统计表", value))
        assert told(answer) == []


def test_a_calendar_year_meets_the_terms_that_begin_in_it(bureau: Bureau, files):
    bureau.must_take(aid(files / "1.xlsx", "2022—2023学年第二学期学生资助统计表", 30000))
    bureau.must_take(aid(files / "2.xlsx", "2023—2024学年第一学期学生资助统计表", 48000))
    assert told(bureau.must_take(aid(files / "y.xlsx", "2023年度学生资助统计表", 80000))) == [("info", "E3", "80000")]


def test_months_meet_the_year(bureau: Bureau, files):
    months = [(2023, month) for month in (9, 10, 11, 12)] + [(2024, month) for month in range(1, 8)]
    for year, month in months:
        bureau.must_take(dropouts(files / f"{month}.xlsx", f"{year}年{month}月控辍保学月报表", 1))
    answer = bureau.must_take(dropouts(files / "y.xlsx", "2023—2024学年控辍保学统计表", 12))
    assert told(answer) == [("info", "D3", "12")]
    assert "各月（11 期）相加 11人" in answer.finding("sources_differ")["message"]
