"""Findings speak to a clerk: the page's words, amounts with their unit, near names with their score."""

import re

import pytest

from etl.problems import PROBLEMS
from etl.shown import report_text
from tests.etl.build import Bureau, enrolment, write_book

BRIDGE = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)


@pytest.mark.parametrize("code", PROBLEMS)
def test_no_finding_names_an_option_of_the_command_line(code):
    each = PROBLEMS[code]
    texts = (each.zh, each.advice_zh, each.en, each.advice_en)
    assert not [text for text in texts if re.search(r"--[a-z]|python|命令行|登记为别名|alias", text)]


def test_a_refused_name_lists_near_schools_with_their_score_and_the_page_where_to_choose(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    answer = bureau.take(enrolment(files / "b.xlsx", [("石桥镇", "石桥镇中心小", *BRIDGE[2:])]))
    advice = answer.finding("school_unknown")["advice"]
    assert re.search(r"石桥镇中心小学（石桥镇，\d+%）", advice)
    assert "请确认学校名称" in advice
    text = report_text(answer.value)
    assert text.count("--new-schools") == 1, "the command line says once what it can do"


def test_a_sum_in_ten_thousands_is_told_in_yuan_with_the_unit(bureau: Bureau, files):
    header = ["乡镇", "学校", "学段", "资助项目", "资助人数", "资助金额（万元）"]
    rows = [[*BRIDGE[:3], "寄宿生生活补助", 100, 5], ["合计", None, None, None, 100, 4.5]]
    answer = bureau.must_take(write_book(files / "s.xlsx", {"资助": [["2023年秋季学期学生资助统计表"], header, *rows]}))
    message = answer.finding("total_mismatch")["message"]
    assert "45000元" in message
    assert "50000元" in message


def test_a_jump_and_a_part_above_its_whole_carry_their_unit(bureau: Bureau, files):
    bureau.must_take(enrolment(files / "a.xlsx", [BRIDGE]))
    later = enrolment(files / "b.xlsx", [(*BRIDGE[:4], 4800, 230)], period="2024—2025学年第一学期")
    assert "由上年 480人 变为 4800人" in bureau.must_take(later).finding("changed_much")["message"]
    broken = bureau.take(enrolment(files / "c.xlsx", [(*BRIDGE[:4], 480, 481)]))
    assert "481人" in broken.finding("part_exceeds_whole")["message"]
