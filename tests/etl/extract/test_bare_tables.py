"""Tables without a title, and groups whose parts stand under the whole."""

from pathlib import Path

import pytest

from tests.etl.extract.books import read_rows

SCHOOLS = [("青山镇中心小学", "小学", 300), ("白水乡中心小学", "小学", 120), ("青山镇初级中学", "初中", 500)]
BARE = [("学校名称", "学段", "在校生数"), *SCHOOLS]


@pytest.mark.parametrize("dataset", [None, "enrolment"])
def test_a_table_without_title_begins_with_its_header(tmp_path: Path, dataset: str | None) -> None:
    read = read_rows(tmp_path, BARE, dataset=dataset, period="2023-2024-1")
    assert (read.sheet.dataset, read.sheet.header_rows, read.codes()) == ("enrolment", [1], [])
    assert read.rows("school_text", "pupils") == [(school, pupils) for school, _, pupils in SCHOOLS]


def test_schools_and_pupils_alone_are_enough(tmp_path: Path) -> None:
    rows = [("学校", "在校生数"), *((school, pupils) for school, _, pupils in SCHOOLS)]
    read = read_rows(tmp_path, rows, period="2023-2024-1")
    assert read.rows("pupils") == [(300,), (120,), (500,)]


def test_a_bare_table_with_a_column_nobody_knows_is_no_enrolment(tmp_path: Path) -> None:
    rows = [("学校", "在校生数", "接种第二针"), ("青山镇中心小学", 300, 20), ("白水乡中心小学", 120, 10)]
    assert "sheet_not_recognised" in read_rows(tmp_path, rows, period="2023-2024-1").codes()


def test_boarders_under_the_group_of_pupils_are_read(tmp_path: Path) -> None:
    rows = [
        ("青云县2023—2024学年度中小学在校生情况统计表", None, None, None, None),
        ("学校名称", "班数", "在校生数", None, None),
        (None, None, "合计", "其中：女", "寄宿生"),
        ("双河乡中心小学", 12, 486, 231, 40),
        ("云台乡中心小学", 8, 301, 122, 44),
    ]
    read = read_rows(tmp_path, rows)
    assert read.rows("classes", "pupils", "girls", "boarders") == [(12, 486, 231, 40), (8, 301, 122, 44)]
    assert "columns_unknown" not in read.codes()
