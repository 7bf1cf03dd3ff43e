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
