"""The page of alerts: what it says, opening one, noting how it is handled, who may, and the workbook."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from access import Role, Visitor
from metrics.alerts import find_alerts
from store import Store
from store.alerts import AlertDesk, AlertState
from tests.metrics.building import ids
from tests.pages.county import RISING, TOWNSHIPS, county, school_of
from tests.pages.screen import screen, words
from tests.store.build import add
from ui.alert_trend import blocks
from ui.alerts import Wanted, alerts_title, cases_of, chosen, grouped, note_step, rows_of
from ui.alerts_file import alerts_file
from ui.context import Context

PAGE = "pages.explore.alerts"
YEAR = "2024-2025"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return county(tmp_path_factory.mktemp("county"))


@pytest.fixture
def out(store: Store):
    """The alert on children still out in the township where dropout rises."""
    with store.read() as reader:
        return next(
            row
            for row in find_alerts(reader, YEAR)
            if row.area == school_of(RISING) and row.alert.name == "open_dropouts"
        )


def test_the_title_counts_what_there_is_to_do_and_an_opened_alert_gives_its_grounds(store: Store, out):
    page = screen(store.folder.root, PAGE, alert="~".join(out.key))
    assert not page.exception
    said = words(page)
    assert "需立即处理" in page.title[0].value
    assert out.sentence() in said.replace("\\", "")
    assert "控辍保学动态清零" in said
    assert "还没有人登记" in said


def test_a_year_few_have_reported_for_is_no_all_clear(tmp_path: Path):
    own = county(tmp_path)
    coming = "2025-2026-1"
    with own.write("tester") as writer:
        add(
            writer,
            "enrolment",
            [{"school": school_of(RISING), "township": RISING, "stage": "junior", "period": coming, "pupils": 9}],
        )
        writer.rebuild(["enrolment"])
        writer.publish("import")
    page = screen(tmp_path, PAGE)
    assert not page.exception
    assert "2024—2025" in page.title[0].value
    assert "需立即处理" in page.title[0].value


def test_handling_is_noted_with_who_and_when_and_writes_no_version(tmp_path: Path, out):
    own = county(tmp_path)
    before, code = own.current(), "~".join(out.key)
    page = screen(tmp_path, PAGE, alert=code)
    page.radio(key=f"alert_state_{code}").set_value("处理中")
    page.text_input(key=f"alert_unit_{code}").set_value("东山乡中心校")
    page.text_input(key=f"alert_day_{code}").set_value("2030-09-10")
    page.button[0].click().run()
    assert "已登记" in words(page)
    step = AlertDesk(tmp_path).last()[out.key]
    assert (step.state, step.unit, step.person, step.value) == (AlertState.WORKING, "东山乡中心校", "测试员", out.value)
    page.radio(key=f"alert_state_{code}").set_value("已关闭")
    page.button[0].click().run()
    assert "没有登记" in words(page)
    page.text_input(key=f"alert_day_{code}").set_value("哪天")
    page.button[0].click().run()
    assert "看不懂这个日期" in words(page)
    assert AlertDesk(tmp_path).last()[out.key].state is AlertState.WORKING
    assert own.current() == before


def test_who_only_looks_has_no_form_and_may_not_note(store: Store, out):
    with Context(store, Visitor("看", Role.VIEWER), store.current()) as context:
        shown = cases_of(context, YEAR)[0]
    page = screen(store.folder.root, PAGE, Role.VIEWER, alert=shown.code)
    assert "不能登记" in words(page)
    assert "可对外显示" in page.title[0].value
    assert not page.radio
    with Context(store, Visitor("看", Role.VIEWER), store.current()) as context, pytest.raises(PermissionError):
        note_step(context, out, AlertState.WORKING, "", "", None)


def test_a_township_notes_its_own_alerts_only_and_sees_no_other(store: Store, out):
    with store.read() as reader:
        west = ids(reader)["西河镇"]
    with Context(store, Visitor("西河", Role.CLERK, frozenset({west})), store.current()) as context:
        assert {row.township for row in rows_of(context, YEAR)} <= {"西河镇"}
        with pytest.raises(PermissionError):
            note_step(context, out, AlertState.WORKING, "", "", None)
    assert "已不存在" in words(screen(store.folder.root, PAGE, Role.CLERK, (west,), alert="~".join(out.key)))


def test_filters_select_and_the_worst_township_stands_first(store: Store):
    with Context(store, Visitor("甲", Role.ADMIN), store.current()) as context:
        cases = cases_of(context, YEAR)
    kept = chosen(cases, Wanted(kind="open_dropouts"), {})
    assert kept
    assert {case.row.alert.name for case in kept} == {"open_dropouts"}
    assert not chosen(cases, Wanted(states=(AlertState.CLOSED,)), {})
    assert next(name for name, _ in grouped(cases) if name != "全县") == RISING
    assert alerts_title([], YEAR) == f"{YEAR}没有需处理、需关注的预警"


def test_the_workbook_holds_the_sentences_the_handling_and_what_each_alert_means(store: Store, out):
    with Context(store, Visitor("甲", Role.ADMIN), store.current()) as context:
        book = openpyxl.load_workbook(BytesIO(alerts_file(context, cases_of(context, YEAR), [("学年", YEAR)])))
    rows = list(book["数据"].iter_rows(values_only=True))
    assert out.sentence() in {row[4] for row in rows}
    assert any(
        row[0] == "有辍学学生未复学" and "动态清零" in row[4] for row in book["口径"].iter_rows(values_only=True)
    )
    assert ("学年", YEAR) in set(book["说明"].iter_rows(values_only=True))


def test_a_trend_is_drawn_from_three_known_values_on():
    assert blocks((1, 2, 3)) == "▁▅█"
    assert blocks((1, None, 2, 3)) == "▁·▅█"
    assert blocks((1, 1, 1)) == "▄▄▄"
    assert blocks((1, None, 3)) == ""


def test_from_outside_small_counts_are_left_out_and_nobody_is_named(store: Store, out):
    with Context(store, Visitor("看", Role.VIEWER), store.current()) as context:
        shown = rows_of(context, YEAR)
        assert out.area in {row.area for row in shown}  # eleven out of 370: k is ten
        assert not [row for row in shown if row.alert.name == "open_dropouts" and (row.value or 0) < 10]
        context.unnamed = True
        said = " ".join(case.sentence for case in cases_of(context, YEAR))
    assert said
    assert not [township for township in TOWNSHIPS if township in said]
