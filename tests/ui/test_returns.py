"""The matrix of returns: who is due, who sent it, who was sent back, who is to be reminded."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from access import local_visitor
from metrics.returns import ReturnState, school_returns
from store.returns import ReturnsDesk
from tests.etl.build import Bureau, enrolment, write_book
from ui.context import Context
from ui.returns import Standing, day_of, last_owed, matrix_of, periods_of_return, reminder, years_of_returns
from ui.returns_view import matrix_html

ROWS = [
    ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230),
    ("石桥镇", "石桥初级中学", "初中", 9, 400, 190),
    ("白沙镇", "白沙九年一贯制学校", "小学", 6, 210, 100),
    ("白沙镇", "白沙九年一贯制学校", "初中", 3, 120, 60),
]
HEADER = ["乡镇", "学校", "学段", "年初在校生数", "辍学人数", "劝返复学", "是否报告"]


def monthly(path: Path, month: int, rows: list[list[object]]) -> Path:
    return write_book(path, {"月报": [[f"2024年{month}月控辍保学月报表"], HEADER, *rows]})


@pytest.fixture
def sent(tmp_path: Path) -> Bureau:
    """March: one school with a dropout, one nil return, one of whose two stages is missing. April: nothing yet."""
    bureau = Bureau(tmp_path / "data")
    bureau.must_take(enrolment(tmp_path / "a.xlsx", ROWS))
    bureau.must_take(monthly(tmp_path / "3.xlsx", 3, [
        ["石桥镇", "石桥镇中心小学", "小学", 480, 0, 0, "是"],
        ["石桥镇", "石桥初级中学", "初中", 400, 1, 0, "是"],
        ["白沙镇", "白沙九年一贯制学校", "小学", 210, 0, 0, "是"],
    ]))  # fmt: skip
    return bureau


def standings(bureau: Bureau, *periods: str) -> dict[tuple[str, str], Standing]:
    with Context(bureau.store, local_visitor(), bureau.store.current()) as context:
        units = matrix_of(context, "dropout", periods).units
    return {(each.what.school, each.what.period): each.standing for each in units}


def test_each_school_stands_as_it_reported(sent: Bureau):
    assert standings(sent, "2024-03") == {
        ("石桥镇中心小学", "2024-03"): Standing.NIL,
        ("石桥初级中学", "2024-03"): Standing.SENT,
        ("白沙九年一贯制学校", "2024-03"): Standing.PARTIAL,
    }


def test_a_month_with_a_deadline_is_due_before_anybody_sent_it(sent: Bureau):
    desk = ReturnsDesk(sent.data)
    desk.set_deadline("dropout", "2024-09", datetime.date(2024, 9, 30), "李")
    with Context(sent.store, local_visitor(), sent.store.current()) as context:
        assert periods_of_return(context, "dropout", desk.deadlines("dropout")) == ["2024-03", "2024-09"]
        assert years_of_returns(context, desk.deadlines("dropout"))[0] == "2024-2025"
    assert set(standings(sent, "2024-09").values()) == {Standing.MISSING}
    assert len(standings(sent, "2024-09")) == 3
    desk.set_deadline("dropout", "2024-09", None, "李")
    assert desk.deadlines("dropout") == {}


def test_what_was_sent_back_is_open_until_it_comes_again(sent: Bureau, tmp_path: Path):
    school = sent.rows("SELECT area_id FROM area WHERE name = '石桥初级中学'")[0]["area_id"]
    desk = ReturnsDesk(sent.data)
    desk.send_back("dropout", "2024-03", school, "与学籍系统不符", "李")
    assert standings(sent, "2024-03")["石桥初级中学", "2024-03"] is Standing.SENT_BACK
    assert [(each.area_id, each.reason, each.person) for each in desk.sent_back("dropout")] == [
        (school, "与学籍系统不符", "李")
    ]
    sent.must_take(monthly(tmp_path / "again.xlsx", 3, [["石桥镇", "石桥初级中学", "初中", 400, 2, 0, "是"]]))
    assert standings(sent, "2024-03")["石桥初级中学", "2024-03"] is Standing.SENT
    assert desk.take_back("dropout", "2024-03", school, "李")
    assert not desk.take_back("dropout", "2024-03", school, "李")


def test_the_reminder_names_who_still_owes_it(sent: Bureau):
    school = sent.rows("SELECT area_id FROM area WHERE name = '石桥初级中学'")[0]["area_id"]
    ReturnsDesk(sent.data).send_back("dropout", "2024-03", school, "数字不符", "李")
    with Context(sent.store, local_visitor(), sent.store.current()) as context:
        matrix = matrix_of(context, "dropout", ["2024-03"])
    said = (matrix, "2024-03", "控辍保学", "2024年3月")
    assert "，请尽快报送。" in reminder(*said, datetime.date(2024, 4, 1))
    due = replace(matrix, due={"2024-03": datetime.date(2024, 4, 5)})
    assert "原定4月5日前报送，现已逾期" in reminder(due, *said[1:], datetime.date(2024, 4, 6))
    assert reminder(due, *said[1:], datetime.date(2024, 4, 5)).splitlines() == [
        "【催报】2024年3月控辍保学，请于4月5日前报送。尚未报送：",
        "石桥镇（1所）：石桥初级中学（退回待改：数字不符）",
        "白沙镇（1所）：白沙九年一贯制学校（部分学段）",
    ]
    assert ">1/2<" in matrix_html(matrix)
    assert ">0/1<" in matrix_html(matrix)


def test_only_the_townships_of_the_visitor_and_only_returns_that_schools_owe(sent: Bureau):
    bridge = sent.rows("SELECT area_id FROM area WHERE level = 'township' AND name = '石桥镇'")[0]["area_id"]
    with sent.store.read() as reader:
        own = school_returns(reader, "dropout", ["2024-03"], [bridge])
        assert {each.school for each in own} == {"石桥镇中心小学", "石桥初级中学"}
        assert {each.state for each in own} == {ReturnState.NIL, ReturnState.SENT}
        assert school_returns(reader, "pair", ["2024-03"]) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-9-10", (2026, 9, 10)),
        ("2026年9月10日", (2026, 9, 10)),
        ("20260910", (2026, 9, 10)),
        ("9月10日", (2026, 9, 10)),
        ("1/10", (2027, 1, 10)),
        ("2026-13-40", None),
        ("下周五", None),
        ("119", None),
        ("", None),
    ],
)
def test_a_deadline_is_read_as_people_write_it(text: str, day: tuple[int, int, int] | None) -> None:
    assert day_of(text, datetime.date(2026, 8, 1)) == (datetime.date(*day) if day else None)


def test_the_page_begins_with_the_last_year_something_is_due_in() -> None:
    years = ["2026-2027", "2025-2026", "2024-2025"]
    assert last_owed(years, ["2024-10", "2026-03"]) == "2025-2026"
    assert last_owed(years, []) == "2026-2027"
