"""A printed total beside schools that are not all there is the area's own figure; one that repeats them is not."""

from typing import Any

import pytest

import metrics
from catalog import indicator
from tests.etl.build import HEADER, Bureau, enrolment, write_book

ONE = ("石桥镇", "石桥镇中心小学", "小学", 12, 480, 230)
TWO = ("石桥镇", "石桥村小", "小学", 3, 60, 28)
THREE = ("石桥镇", "石桥镇第二小学", "小学", 6, 200, 96)
MAPLE = ("枫林乡", "枫林乡中心小学", "小学", 6, 210, 100)
ALL = [ONE, TWO, THREE, MAPLE]


def values(bureau: Bureau, name: str, by: str, period: str = "2023-2024-1", **where: Any) -> dict[str, dict[str, Any]]:
    with bureau.store.read() as reader:
        found = metrics.records(indicator(name), metrics.values(reader, name, by, period, where))
    return {each["area"]: each for each in found}


@pytest.fixture
def registered(bureau: Bureau, files) -> Bureau:
    """Three schools of 石桥镇 and one of 枫林乡, known from the year before."""
    bureau.must_take(enrolment(files / "before.xlsx", ALL, period="2022—2023学年第一学期"))
    return bureau


def test_a_townships_printed_total_answers_while_a_school_is_silent(registered: Bureau, files):
    """
    石桥镇: 480 + 60, the third school is not on the sheet, the printed total is 745
    """
    rows = [ONE, TWO, ("石桥镇", "小计", None, 21, 745, 355), MAPLE, ("枫林乡", "小计", None, 6, 210, 100)]
    answer = registered.must_take(enrolment(files / "a.xlsx", rows))
    found = values(registered, "pupils", "township")
    bridge = found["石桥镇"]
    assert (bridge["value"], bridge["own_total"], bridge["schools_counted"], bridge["schools_missing"]) == (
        745,
        True,
        2,
        1,
    )
    assert (found["枫林乡"]["value"], found["枫林乡"]["own_total"]) == (210, False)
    assert values(registered, "pupils", "district").popitem()[1]["value"] == 955
    assert answer.finding("total_stands")["cell"] == "E5"
    (sheet,) = answer.value["sheets"]
    # Three schools and the one total that says more than its rows: four entries.
    assert (sheet["rows_accepted"], sheet["skipped_because"], sheet["totals_kept"]) == (3, {"subtotal": 2}, 1)
    assert answer.value["changes"]["enrolment"]["new"] == 4


def test_when_all_have_reported_the_sum_answers_and_the_difference_is_told(registered: Bureau, files):
    rows = [*ALL[:3], ("石桥镇", "小计", None, 21, 745, 354), MAPLE]
    answer = registered.must_take(enrolment(files / "a.xlsx", rows))
    bridge = values(registered, "pupils", "township")["石桥镇"]
    assert (bridge["value"], bridge["own_total"]) == (740, False)
    assert answer.codes.count("total_mismatch") + answer.codes.count("total_differs") == 1
    assert "total_stands" not in answer.codes


def test_a_school_that_reports_late_takes_over_from_the_printed_total(registered: Bureau, files):
    registered.must_take(enrolment(files / "a.xlsx", [ONE, TWO, ("石桥镇", "小计", None, 21, 745, 355), MAPLE]))
    registered.must_take(enrolment(files / "late.xlsx", [THREE]))
    bridge = values(registered, "pupils", "township")["石桥镇"]
    assert (bridge["value"], bridge["own_total"]) == (740, False)


def test_a_total_that_repeats_its_rows_is_no_total_of_the_whole_township(registered: Bureau, files):
    """
    480 + 60 = 540 is what two of three schools have: shown with its coverage, never as the township's own figure
    """
    rows = [ONE, TWO, ("石桥镇", "小计", None, 15, 540, 258), MAPLE, ("合计", None, None, 21, 750, 358)]
    registered.must_take(enrolment(files / "a.xlsx", rows))
    bridge = values(registered, "pupils", "township")["石桥镇"]
    assert (bridge["value"], bridge["own_total"], bridge["schools_missing"]) == (540, False, 1)
    district = values(registered, "pupils", "district").popitem()[1]
    assert (district["value"], district["own_total"]) == (750, False)


def test_a_corrected_sheet_corrects_the_total_kept_before(registered: Bureau, files):
    registered.must_take(enrolment(files / "a.xlsx", [ONE, TWO, ("石桥镇", "小计", None, 21, 745, 355), MAPLE]))
    registered.must_take(enrolment(files / "b.xlsx", [ONE, TWO, ("石桥镇", "小计", None, 15, 540, 258), MAPLE]))
    assert registered.rows("SELECT pupils FROM enrolment WHERE area_level = 'township'") == [{"pupils": 540}]


def test_the_districts_printed_total_answers_while_a_township_is_incomplete(registered: Bureau, files):
    rows = [ONE, TWO, MAPLE, ("全县合计", None, None, 27, 955, 455)]
    registered.must_take(enrolment(files / "a.xlsx", rows))
    district = values(registered, "pupils", "district").popitem()[1]
    assert (district["value"], district["own_total"], district["schools_missing"]) == (955, True, 1)


def test_a_total_of_some_townships_is_not_the_districts(registered: Bureau, files):
    registered.must_take(enrolment(files / "a.xlsx", [ONE, TWO, ("合计", None, None, 21, 745, 355)]))
    assert registered.rows("SELECT area_level FROM enrolment WHERE area_level = 'district'") == []


def test_a_total_below_what_its_schools_have_is_only_told(registered: Bureau, files):
    answer = registered.must_take(
        enrolment(files / "a.xlsx", [ONE, TWO, ("石桥镇", "小计", None, 14, 500, 250), MAPLE])
    )
    assert answer.finding("total_mismatch")["cell"][1:] == "5"
    assert values(registered, "pupils", "township")["石桥镇"]["value"] == 540


def test_a_total_over_several_stages_is_kept_for_none_of_them(registered: Bureau, files):
    junior = ("石桥镇", "石桥镇初级中学", "初中", 6, 300, 150)
    rows = [ONE, TWO, junior, ("石桥镇", "小计", None, 27, 1045, 505)]
    registered.must_take(enrolment(files / "a.xlsx", rows), "--new-schools")
    assert registered.rows("SELECT 1 FROM enrolment WHERE area_level <> 'school'") == []


def test_sheets_of_the_same_townships_schools_never_lend_each_other_a_total(registered: Bureau, files):
    title = ["2023—2024学年第一学期在校生情况统计表"]
    sheets = {
        "一": [title, list(HEADER), list(ONE), ["石桥镇", "小计", None, 13, 481, 230]],
        "二": [title, list(HEADER), list(TWO), ["石桥镇", "小计", None, 4, 61, 28]],
    }
    registered.must_take(write_book(files / "a.xlsx", sheets))
    assert registered.rows("SELECT 1 FROM enrolment WHERE area_level <> 'school'") == []


def test_a_nine_year_schools_sum_over_its_stages_is_no_township(bureau: Bureau, files):
    rows = [
        ("石桥镇", "石桥镇学校", "小学", 6, 240, 110), ("石桥镇", "石桥镇学校", "初中", 3, 150, 70),
        ("石桥镇", "小计", None, 10, 400, 190),
    ]  # fmt: skip
    bureau.must_take(enrolment(files / "a.xlsx", rows))
    assert bureau.rows("SELECT 1 FROM enrolment WHERE area_level <> 'school'") == []


def test_a_draft_keeps_the_printed_totals_for_its_publication(registered: Bureau, files):
    from etl.options import Options
    from etl.prepare import prepare, publish

    path = enrolment(files / "a.xlsx", [ONE, TWO, ("石桥镇", "小计", None, 21, 745, 355), MAPLE])
    publish(registered.store, prepare(registered.store, path, Options(), "clerk"), "clerk")
    assert values(registered, "pupils", "township")["石桥镇"]["value"] == 745


def test_money_of_a_programme_is_kept_under_the_programme_of_its_sheet(registered: Bureau, files):
    header = ["乡镇", "学校", "学段", "资助项目", "资助人数", "资助金额（万元）"]
    rows = [
        [*ONE[:3], "寄宿生生活补助", 100, 5], [*TWO[:3], "寄宿生生活补助", 20, 1], ["石桥镇", "小计", None, None, 150, 7.5],
    ]  # fmt: skip
    registered.must_take(write_book(files / "s.xlsx", {"资助": [["2023年秋季学期学生资助统计表"], header, *rows]}))
    found = registered.rows("SELECT programme, recipients, amount FROM subsidy WHERE area_level = 'township'")
    assert found == [{"programme": "寄宿生生活补助", "recipients": 150, "amount": 75000.0}]


def test_a_plain_total_under_one_township_may_be_the_districts_and_is_kept_for_neither(registered: Bureau, files):
    registered.must_take(enrolment(files / "a.xlsx", [ONE, TWO, ("合计", None, None, 40, 1500, 700)]))
    assert registered.rows("SELECT 1 FROM enrolment WHERE area_level <> 'school'") == []


def test_a_plain_total_on_a_townships_own_sheet_is_the_townships(registered: Bureau, files):
    title = ["2023—2024学年第一学期在校生情况统计表"]
    rows = [title, list(HEADER), list(ONE), list(TWO), ["合计", None, None, 21, 745, 355]]
    registered.must_take(write_book(files / "a.xlsx", {"石桥镇": rows}))
    found = registered.rows("SELECT area_level, pupils FROM enrolment WHERE area_level <> 'school'")
    assert found == [{"area_level": "township", "pupils": 745}]
