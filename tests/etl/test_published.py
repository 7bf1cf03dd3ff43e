"""
What others published stands beside the district's numbers and never in them:

    公布地区   公布指标   学段   2024-2025   ->  no district, township or school value changes; a year of its own adds no school year
    青云市     巩固率     初中   95.4 %
"""

import datetime
from pathlib import Path

import pytest

from catalog import indicator
from metrics.published import published
from metrics.register import school_years
from store import undo
from tests.etl.build import Bureau, write_book

HEAD = [
    "公布地区",
    "公布指标",
    "学段",
    "学年",
    "公布比率（%）",
    "公布数值",
    "计量单位",
    "公布文件",
    "文号",
    "页码",
    "公布日期",
]
ROWS = [
    ["邻山县", "巩固率", "初中", "2024-2025", 95.4, None, None, "2025年邻山县教育事业统计公报", "邻教发〔2025〕2号", 7, "2025年3月18日"],
    ["全市平均", "巩固率", "初中", "2024-2025", "96.1%", None, None, "全市教育事业统计公报", None, None, None],
    ["全市平均", "生师比", "小学", "2014-2015", None, 17.2, "∶1", "全市教育事业统计公报", None, 12, None],
    ["全市平均", "高考上线人数", None, "2024-2025", None, 1234, "人", "全市教育事业统计公报", None, None, None],
]  # fmt: skip


@pytest.fixture
def filled(bureau: Bureau, files: Path) -> Bureau:
    pupils = [["学校", "学段", "在校生数"], ["甲小学", "小学", 100], ["乙小学", "小学", 200]]
    bureau.must_take(write_book(files / "own.xlsx", {"在校生": [["2024—2025学年第一学期在校生统计表"], *pupils]}))
    return bureau


def take(bureau: Bureau, files: Path):
    return bureau.must_take(write_book(files / "p.xlsx", {"公布": [["邻山县等地公布数据（对照）"], HEAD, *ROWS]}))


def test_it_is_read_with_its_source_and_adds_to_nothing(filled: Bureau, files: Path):
    with filled.store.read() as reader:
        before = (reader.rows("FROM enrolment_totals"), reader.rows("FROM area"), school_years(reader))
    answer = take(filled, files)
    (sheet,) = answer.value["sheets"]
    assert (sheet["dataset"], sheet["rows_accepted"]) == ("published", 4)
    with filled.store.read() as reader:
        assert (reader.rows("FROM enrolment_totals"), reader.rows("FROM area"), school_years(reader)) == before
        retention = published(reader, indicator("retention_rate"), "junior")
        assert [(each.area, each.value, each.period) for each in retention] == [
            ("全市平均", pytest.approx(0.961), "2024-2025"), ("邻山县", pytest.approx(0.954), "2024-2025")
        ]  # fmt: skip
        assert retention[1].source == "2025年邻山县教育事业统计公报，邻教发〔2025〕2号，第7页，2025-03-18"
        assert retention[1].day == datetime.date(2025, 3, 18)
        assert published(reader, indicator("retention_rate"), "primary") == []
        assert [each.value for each in published(reader, indicator("pupil_teacher_ratio"))] == [17.2]
        assert len(published(reader)) == 4


def test_it_is_undone_like_any_file(filled: Bureau, files: Path):
    answer = take(filled, files)
    undo(filled.store, answer.value["batch"], "测试员")
    with filled.store.read() as reader:
        assert published(reader) == []


def test_without_the_document_it_is_no_figure_to_show(filled: Bureau, files: Path):
    bare = [[*row[:7], None, *row[8:]] for row in ROWS[:1]]
    answer = filled.take(write_book(files / "p.xlsx", {"公布": [["公布数据（对照）"], HEAD, *bare]}))
    assert answer.finding("key_missing")["level"] == "error"
    assert "公布文件" in answer.finding("key_missing")["message"]
