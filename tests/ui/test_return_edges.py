"""Returns at the edges: closed and opened schools, central schools, deadlines to come, batches taken back, silence as none."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from access import local_visitor
from store.history import redo, undo
from store.returns import ReturnsDesk
from tests.etl.build import Bureau, write_book
from ui.context import Context
from ui.returns import Matrix, matrix_of, periods_of_return, reminder
from ui.returns_view import matrix_html, matrix_title

REGISTER = [
    ["2023—2024学年学校名录"],
    ["学校", "区县", "乡镇", "学段", "主管学校", "状态", "建校日期", "停办日期"],
    ["石桥镇中心小学", "青云县", "石桥镇", "小学", "", "正常", None, None],
    ["石桥村小", "青云县", "石桥镇", "小学", "石桥镇中心小学", "正常", None, None],
    ["白沙九年制学校", "青云县", "白沙镇", "小学", "", "正常", None, None],
    ["白沙九年制学校", "青云县", "白沙镇", "初中", "", "正常", None, None],
    ["枫林小学", "青云县", "枫林乡", "小学", "", "停办", None, datetime.date(2024, 3, 15)],
    ["新城小学", "青云县", "枫林乡", "小学", "", "正常", datetime.date(2024, 5, 10), None],
]
HEADER = ["乡镇", "学校", "学段", "年初在校生数", "辍学人数", "劝返复学", "是否报告"]
CENTRAL, BOTH = "石桥镇中心小学", "白沙九年制学校"


def row(school: str, stage: str = "小学", dropouts: int = 0) -> list[object]:
    return ["石桥镇" if "石桥" in school else "白沙镇", school, stage, 480, dropouts, 0, "是"]


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register, and returns of February (one school), March (with its village school) and April (one stage of two)."""
    folder = tmp_path_factory.mktemp("returns")
    bureau = Bureau(folder / "data")
    bureau.must_take(write_book(folder / "register.xlsx", {"学校名录": REGISTER}))
    for month, rows in ((2, [row(CENTRAL)]), (3, [row(f"{CENTRAL}（含村小）")]), (4, [row(BOTH, dropouts=1)])):
        bureau.must_take(monthly(folder / f"{month}.xlsx", month, rows))
    return bureau.data


@pytest.fixture
def county(taken: Path, tmp_path: Path) -> Bureau:
    """What was taken in, to be changed by one test."""
    shutil.copytree(taken, tmp_path / "data")
    return Bureau(tmp_path / "data")


def monthly(path: Path, month: int, rows: list[list[object]]) -> Path:
    return write_book(path, {"月报": [[f"2024年{month}月控辍保学月报表"], HEADER, *rows]})


def seen(bureau: Bureau, *periods: str, today: datetime.date | None = None) -> Matrix:
    with Context(bureau.store, local_visitor(), bureau.store.current()) as context:
        return matrix_of(context, "dropout", periods, today)


def standings(bureau: Bureau, period: str, today: datetime.date | None = None) -> dict[str, str]:
    return {each.what.school: each.standing.value for each in seen(bureau, period, today=today).units}


def test_a_school_is_asked_from_its_opening_to_its_closing_and_a_central_school_answers_for_its_village(county: Bureau):
    assert standings(county, "2024-02") == {
        CENTRAL: "nil", "石桥村小": "missing", BOTH: "missing", "枫林小学": "missing"
    }  # fmt: skip
    assert standings(county, "2024-03") == {CENTRAL: "nil", BOTH: "missing", "枫林小学": "missing"}
    assert standings(county, "2024-04") == {CENTRAL: "missing", "石桥村小": "missing", BOTH: "partial"}


def test_a_period_nobody_answered_is_due_from_the_schools_of_that_day(county: Bureau):
    assert standings(county, "2024-05") == dict.fromkeys((CENTRAL, "石桥村小", BOTH, "新城小学"), "missing")
    asked = {"periods": ("2024-03", "2024-05"), "today": None}
    assert {each.what.school for each in seen(county, *asked["periods"]).units if each.what.period == "2024-05"} == {
        CENTRAL, BOTH, "新城小学"
    }, "as the last one collected: the village school was answered for, the closed one is gone"  # fmt: skip


def test_before_the_deadline_nobody_is_late(county: Bureau):
    ReturnsDesk(county.data).set_deadline("dropout", "2024-05", datetime.date(2024, 6, 5), "李")
    ReturnsDesk(county.data).set_deadline("dropout", "2024-04", datetime.date(2024, 6, 5), "李")
    day, next_day = datetime.date(2024, 6, 5), datetime.date(2024, 6, 6)
    assert set(standings(county, "2024-05", day).values()) == {"not_due"}
    assert standings(county, "2024-04", day)[BOTH] == "partial"
    waiting, late = (seen(county, "2024-04", "2024-05", today=each) for each in (day, next_day))
    assert "error" not in matrix_html(waiting)
    assert "未到期" in matrix_html(waiting)
    assert "已过期" not in matrix_html(waiting)
    assert matrix_title(waiting, "2024-05") == "2024年5月控辍保学：4所应报，4所尚未报（6-05截止，未到期）"
    assert set(standings(county, "2024-05", next_day).values()) == {"missing"}
    assert "已过期" in matrix_html(late)
    said = reminder(waiting, "2024-05", "控辍保学", "2024年5月", day)
    assert said.startswith("【催报】2024年5月控辍保学，请于6月5日前报送。尚未报送：")
    assert CENTRAL in said


def test_a_return_that_was_taken_back_is_owed_again_and_its_period_stays(county: Bureau, tmp_path: Path):
    may = county.must_take(monthly(tmp_path / "5.xlsx", 5, [row(CENTRAL)])).value["batch"]
    april = county.rows("SELECT max(batch_id) AS b FROM batch WHERE batch_id < ?", may)[0]["b"]
    assert standings(county, "2024-04")[BOTH] == "partial"
    undo(county.store, april, "李")
    assert standings(county, "2024-04")[BOTH] == "missing"
    with Context(county.store, local_visitor(), county.store.current()) as context:
        assert periods_of_return(context, "dropout", {}) == ["2024-02", "2024-03", "2024-04", "2024-05"]
    redo(county.store, april, "李")
    assert standings(county, "2024-04")[BOTH] == "partial"
    undo(county.store, may, "李")
    with Context(county.store, local_visitor(), county.store.current()) as context:
        assert "2024-05" not in periods_of_return(context, "dropout", {}), (
            "the last one may have been a slip of the title"
        )


def test_silence_inside_a_list_of_aid_is_a_nil_return(county: Bureau, tmp_path: Path):
    header = ["乡镇", "学校", "学段", "资助项目", "资助人数", "资助金额（元）"]
    rows = [["石桥镇", CENTRAL, "小学", "寄宿生生活补助", 10, 5000]]
    county.must_take(write_book(tmp_path / "s.xlsx", {"资助": [["2024年春季学期学生资助统计表"], header, *rows]}))
    with Context(county.store, local_visitor(), county.store.current()) as context:
        units = matrix_of(context, "subsidy", ["2023-2024-2"]).units
    found = {each.what.school: each.standing.value for each in units}
    assert found == {CENTRAL: "sent", "石桥村小": "nil", BOTH: "missing", "枫林小学": "missing", "新城小学": "missing"}
