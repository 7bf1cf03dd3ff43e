"""A dataset's rows as they leave: names, words, units, filters and the visitor's scope."""

from pathlib import Path

import pytest

from catalog import DATASETS, dataset
from reports import Download, write_workbook
from reports.datasets import dataset_download, dataset_row_count
from reports.selection import Selection
from store import Store
from tests.metrics.building import ids
from tests.reports.district import AUTUMN, EVIL, SPRING, occasion, small_district
from tests.reports.reopen import formula_cells, rows_by_openpyxl


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small district, built once: no test writes into it."""
    return small_district(tmp_path_factory.mktemp("district"))


def column_of(download: Download, title: str) -> list:
    """The cells under a title."""
    return list(download.columns[[field.title for field in download.fields].index(title)])


def test_rows_carry_names_words_and_numbers(store: Store) -> None:
    with store.read() as reader:
        found = dataset_download(reader, dataset("enrolment"), occasion(reader), None)
    assert set(column_of(found, "学校")) == {EVIL, "云台中心小学", "双河小学"}
    by_school = dict(zip(column_of(found, "学校"), zip(*found.columns, strict=True), strict=True))
    row = dict(zip([field.header for field in found.fields], by_school["云台中心小学"], strict=True))
    assert row["区县"] == "青山县"
    assert row["乡镇"] == "云台乡"
    assert row["层级"] == "学校"
    assert row["学段"] == "小学"
    assert row["时期"] == "2023—2024学年第一学期"
    assert row["时期代码"] == AUTUMN
    assert row["在校生数（人）"] == 300
    assert row["寄宿生数（人）"] == 0
    assert row["来源批次"] == "b000001"


def test_a_blank_stays_unknown(store: Store) -> None:
    with store.read() as reader:
        found = dataset_download(reader, dataset("enrolment"), occasion(reader), None)
    girls = dict(zip(column_of(found, "学校"), column_of(found, "女生数"), strict=True))
    assert girls[EVIL] is None
    assert girls["双河小学"] == 90


def test_a_batch_that_was_taken_back_is_neither_counted_nor_named(store: Store) -> None:
    with store.read() as reader:
        found = dataset_download(reader, dataset("enrolment"), occasion(reader), None)
    assert 999 not in column_of(found, "在校生数")
    assert "3.xlsx" not in {row[1] for row in found.notes[1].rows}


def test_a_total_given_for_a_township_is_called_one(store: Store) -> None:
    with store.read() as reader:
        found = dataset_download(reader, dataset("subsidy"), occasion(reader), None)
    total = next(index for index, level in enumerate(column_of(found, "层级")) if level == "乡镇合计")
    assert column_of(found, "学校")[total] is None
    assert column_of(found, "乡镇")[total] == "云台乡"
    assert column_of(found, "资助金额")[total] == 5678.25


def test_pairs_name_both_schools(store: Store) -> None:
    with store.read() as reader:
        found = dataset_download(reader, dataset("pair"), occasion(reader), None)
    assert column_of(found, "核心校") == ["云台中心小学"]
    assert column_of(found, "成员校") == ["双河小学"]
    assert column_of(found, "结对类型") == ["共建型"]


def test_filters_leave_what_they_name(store: Store) -> None:
    with store.read() as reader:
        township = ids(reader)["双河镇"]
        found = dataset_download(reader, dataset("enrolment"), occasion(reader, townships=(township,)), None)
        assert column_of(found, "学校") == ["双河小学"]
        for selection, rows in [
            (Selection(periods=(AUTUMN,)), 3),
            (Selection(periods=(SPRING,)), 0),
            (Selection(stages=("junior",)), 0),
            (Selection(levels=("school",)), 3),
        ]:
            assert dataset_row_count(reader, dataset("enrolment"), selection, None) == rows


def test_nobody_takes_home_another_townships_rows(store: Store) -> None:
    with store.read() as reader:
        own = [ids(reader)["双河镇"]]
        for each in DATASETS:
            found = dataset_download(reader, each, occasion(reader), own)
            assert found.row_count == dataset_row_count(reader, each, Selection(), own)
            if each.places == ("",):
                assert set(column_of(found, "乡镇")) <= {"双河镇"}
        assert dataset_row_count(reader, dataset("enrolment"), Selection(), []) == 0


@pytest.mark.parametrize("name", [each.name for each in DATASETS])
def test_every_dataset_becomes_a_workbook_without_a_formula(store: Store, name: str, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with store.read() as reader:
        found = dataset_download(reader, dataset(name), occasion(reader), None)
    write_workbook(path, found)
    assert len({field.header for field in found.fields}) == len(found.fields)
    assert formula_cells(path) == []
    assert len(rows_by_openpyxl(path)) == found.row_count + 1


def test_the_workbook_says_what_it_means_and_where_it_came_from(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with store.read() as reader:
        write_workbook(path, dataset_download(reader, dataset("enrolment"), occasion(reader, periods=(AUTUMN,)), None))
    said = dict(rows_by_openpyxl(path, "口径")[1:])
    assert said["数据集"] == "在校生（Enrolment）"
    assert said["筛选·时期"] == "2023—2024学年第一学期"
    assert said["筛选·乡镇"] == "全部"
    assert said["数据版本"] == "000001"
    assert said["下载"] == "测试员，2024-09-01 08:00"
    assert said["列·在校生数"] == "单位：人；时点数（某一天的数）"
    sources = rows_by_openpyxl(path, "来源")
    assert sources[0] == ["批次", "文件", "工作表", "数据集", "时期", "采用行数", "上传人", "时间"]
    assert [row[:4] for row in sources[1:]] == [["b000001", "1.xlsx", "在校生", "在校生"]]
    assert sources[1][6] == "tester"


def test_a_preview_has_the_first_rows_only(store: Store) -> None:
    with store.read() as reader:
        found = dataset_download(reader, dataset("enrolment"), occasion(reader), None, limit=2)
    assert found.row_count == 2
    assert found.notes == ()
