"""A township or a stage alone on a row, over its schools."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.extract.book import read_file
from etl.extract.limits import LIMITS
from tests.etl.extract.books import Read, write_book

TITLE = ["测试县2023年秋季中小学在校生统计"]
NINE = "黑土九年一贯制学校"


def read(tmp_path: Path, *rows: list[object]) -> Read:
    """A sheet of these rows under the title."""
    path = write_book(tmp_path / "a.xlsx", {"表": [TITLE, *rows]})
    return Read(*read_file(path, "a", None, None, LIMITS))


@pytest.mark.parametrize("first", ["青山镇", "一、青山镇", "（一）青山镇"])
def test_townships_over_their_schools(tmp_path: Path, first: str) -> None:
    found = read(tmp_path, ["学校", "在校生数", "班数"], [first], ["中心小学", 300, 8], ["小计", 300, 8],
                 ["白水乡"], ["中心小学", None, None], ["第二小学", 80, 6], ["合计", 380, 14])  # fmt: skip
    assert found.rows("township_text", "school_text", "pupils") == [
        ("青山镇", "中心小学", 300), ("白水乡", "中心小学", None), ("白水乡", "第二小学", 80),
    ]  # fmt: skip


def test_a_number_in_the_list_beside_the_township(tmp_path: Path) -> None:
    found = read(tmp_path, ["序号", "学校", "在校生数"], ["一", "青山镇"], [1, "中心小学", 300],
                 ["二", "县直学校"], [1, "实验小学", 100])  # fmt: skip
    assert found.rows("township_text", "school_text") == [("青山镇", "中心小学"), (None, "实验小学")]


def test_stages_over_their_schools_are_no_schools(tmp_path: Path) -> None:
    found = read(tmp_path, ["学校", "在校生数"], ["一、小学"], ["石桥小学", 300], [NINE, 200], ["小计", 500],
                 ["二、初中"], [NINE, 100], ["合计", 600])  # fmt: skip
    assert found.codes("error") == []
    assert found.rows("school_text", "stage", "pupils") == [
        ("石桥小学", "primary", 300), (NINE, "primary", 200), (NINE, "junior", 100),
    ]  # fmt: skip


def test_stages_within_townships(tmp_path: Path) -> None:
    found = read(tmp_path, ["学校", "在校生数"], ["青山镇"], ["小学"], ["中心小学", 300], ["小计", 300], ["初中"],
                 ["青山中学", 400], ["小计", 400], ["白水乡"], ["小学"], ["中心小学", 100])  # fmt: skip
    assert found.rows("township_text", "school_text", "stage") == [
        ("青山镇", "中心小学", "primary"), ("青山镇", "青山中学", "junior"), ("白水乡", "中心小学", "primary"),
    ]  # fmt: skip


def test_a_sum_over_its_schools_names_their_township(tmp_path: Path) -> None:
    found = read(tmp_path, ["学校", "在校生数", "班数"], ["测试县", 480, 18], ["青山镇", 300, 8], ["中心小学", 300, 8],
                 ["白水乡", 180, 10], ["中心小学", 180, 10])  # fmt: skip
    assert found.rows("township_text", "school_text", "pupils") == [
        ("青山镇", "中心小学", 300), ("白水乡", "中心小学", 180),
    ]  # fmt: skip


def test_a_school_called_by_its_township_is_no_heading(tmp_path: Path) -> None:
    found = read(tmp_path, ["学校", "在校生数"], ["青山镇"], ["白水乡", 180], ["石桥小学", 100])
    assert ("青山镇", None) in found.rows("school_text", "pupils")


@pytest.mark.parametrize("sums", ["{}", "{}小计"])
def test_sums_of_stages_over_their_schools(tmp_path: Path, sums: str) -> None:
    found = read(tmp_path, ["学校", "在校生数", "班数"], [sums.format("小学"), 500, 14], ["石桥小学", 300, 8], [NINE, 200, 6],
                 [sums.format("初中"), 400, 9], [NINE, 400, 9], ["合计", 900, 23])  # fmt: skip
    assert not {"total_mismatch", "duplicate_key"} & set(found.codes())
    assert found.rows("school_text", "stage", "pupils") == [
        ("石桥小学", "primary", 300), (NINE, "primary", 200), (NINE, "junior", 400),
    ]  # fmt: skip


def test_stages_without_schools_are_nobodys(tmp_path: Path) -> None:
    found = read(tmp_path, ["学校", "在校生数"], ["小学", 500], ["初中", 400])
    assert found.cells("stage_for_a_school") == ["A3", "A4"]


def test_the_last_total_of_several_tables_is_of_them_all(tmp_path: Path) -> None:
    header = ["学校", "在校生数", "班数"]
    rows = [["一、小学"], header, ["石桥小学", 300, 8], ["小计", 300, 8], ["二、初中"], header, ["石桥中学", 600, 13],
            ["小计", 600, 13]]  # fmt: skip
    right, wrong = read(tmp_path, *rows, ["总计", 900, 21]), read(tmp_path, *rows, ["总计", 910, 21])
    assert "total_mismatch" not in right.codes()
    assert wrong.cells("total_mismatch") == ["B10"]
    kept = [each.area_totals.num_rows for each in (*right.sheets, *wrong.sheets) if each.area_totals is not None]
    assert not any(kept)


def test_one_total_beside_two_halves_of_a_table(tmp_path: Path) -> None:
    found = read(tmp_path, ["学校", "在校生数", "学校", "在校生数"], ["石桥小学", 300, "清水小学", 100],
                 [None, None, "合计", 400])  # fmt: skip
    assert "total_mismatch" not in found.codes()


def test_a_school_of_another_stage_under_a_heading_is_asked(tmp_path: Path) -> None:
    found = read(tmp_path, ["学校", "在校生数"], ["小学"], ["石桥小学", 300], ["石桥初级中学", 400])
    assert found.cells("heading_contradicts_name") == ["A5"]
    beside = read(tmp_path, ["学校", "在校生数"], ["幼儿园"], ["石桥小学", 30], ["石桥幼儿园", 100])
    assert [each.level for each in beside.found("heading_contradicts_name")] == ["warning"]
