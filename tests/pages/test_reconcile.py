"""The page on cross-checks: what does not agree, both sides with their cells, and who may look."""

import re

import pytest

from access import Role
from tests.metrics.building import File, aid, build, enrolled, ids, register
from tests.pages.screen import screen, words

MODULE = "pages.data.reconcile"
YEAR, AUTUMN = "2023-2024", "2023-2024-1"


def district(folder):
    """Two schools in two townships; one with more girls than pupils, one with more recipients than pupils."""
    return build(folder, [File([
        *register("甲小", "东镇", ["primary"]), *register("乙小", "西镇", ["primary"]),
        enrolled("甲小", AUTUMN, pupils=100, girls=101, classes=2), enrolled("乙小", AUTUMN, pupils=50, girls=20, classes=2),
        aid("乙小", AUTUMN, programme="营养改善计划", recipients=60, amount=1.0),
        *register("丙小", "西镇", ["primary"]), enrolled("丙小", AUTUMN, girls=5, classes=1),
    ])])  # fmt: skip


def test_failures_come_first_and_open_to_their_cells(tmp_path):
    store = district(tmp_path)
    test = screen(tmp_path, MODULE)
    assert test.title[0].value == "2023—2024学年有2处必须成立的核对不成立，另有0处需核对"
    with store.read() as reader:
        code = f"girls_within_pupils~{ids(reader)['甲小']}~primary~{AUTUMN}~"
    opened = screen(tmp_path, MODULE, row=code, year=YEAR)
    assert not opened.exception
    assert "女生 101 人，多于在校生 100 人" in words(opened)
    (left, right) = [each.value for each in opened.dataframe]
    assert left["单元格"][0].startswith("E")
    assert "101" in str(left.iloc[0].tolist())
    assert "100" in str(right.iloc[0].tolist())


@pytest.mark.parametrize(
    ("outcome", "school", "sides"), [("failed", "甲小", 2), ("passed", "乙小", 2), ("unchecked", "丙小", 1)]
)
def test_each_side_leads_to_the_row_of_its_cell_and_to_the_batch(tmp_path, outcome, school, sides):
    store = district(tmp_path)
    with store.read() as reader:
        code = f"girls_within_pupils~{ids(reader)[school]}~primary~{AUTUMN}~"
    opened = screen(tmp_path, MODULE, row=code, year=YEAR, outcome=outcome)
    assert not opened.exception
    shown = words(opened)
    # The store of this test keeps no files: what would be their rows says so, once for each side that has a cell.
    assert shown.count("原文件已不在数据文件夹里") == sides
    assert len(re.findall(r"原表：\S+\.xlsx · \S+ · 第 \d+ 行", shown)) == sides
    assert len(re.findall(r"入库，批次 b\d+", shown)) == sides
    assert ("这一边没有填报的单元格" in shown) is (sides == 1)


def test_a_clerk_of_one_township_sees_its_own_and_a_viewer_nothing(tmp_path):
    store = district(tmp_path)
    with store.read() as reader:
        west = ids(reader)["西镇"]
    mine = screen(tmp_path, MODULE, Role.CLERK, (west,))
    assert mine.title[0].value == "2023—2024学年有1处必须成立的核对不成立，另有0处需核对"
    assert "甲小" not in words(mine)
    assert not screen(tmp_path, MODULE, Role.VIEWER).title


def test_what_agrees_is_there_when_asked_for(tmp_path):
    district(tmp_path)
    test = screen(tmp_path, MODULE, outcome="passed", kind="girls_within_pupils")
    assert not test.exception
    assert "一致：1 处" in words(test)
    none = screen(tmp_path, MODULE, outcome="passed", kind="aid_within_enrolment")
    assert none.info[0].value.startswith("所选条件下没有")


def test_an_empty_store_says_what_to_do(tmp_path):
    assert "甲小" not in words(screen(tmp_path, MODULE))
    assert screen(tmp_path, MODULE).title
