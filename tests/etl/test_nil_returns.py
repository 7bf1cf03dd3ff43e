"""A nil return says 0; a return that was made but leaves the number blank does not."""

from pathlib import Path
from typing import Any

import pytest

import metrics
from catalog import indicator
from tests.etl.build import Bureau, write_book

SCHOOLS = ("石桥镇中心小学", "枫林乡中心小学", "双河乡中心小学")


def returns(path: Path, header: str, *cells: tuple[Any, Any], title: str = "2024年3月控辍保学月报表") -> Path:
    rows = [[name, "小学", 300, *each] for name, each in zip(SCHOOLS, cells, strict=False)]
    return write_book(path, {"月报": [[title], ["学校", "学段", "学年初在校生数", "辍学人数", header], *rows]})


def stored(bureau: Bureau) -> dict[str, tuple[Any, Any, Any]]:
    found = bureau.rows(
        "SELECT a.name, dropouts, returned, reported FROM dropout d JOIN area a ON a.area_id = d.school_id"
        " WHERE period = '2024-03'"
    )
    return {row["name"]: (row["dropouts"], row["returned"], row["reported"]) for row in found}


@pytest.mark.parametrize("blank", [None, "—"])
def test_a_nil_return_with_a_blank_count_is_zero_and_reported(bureau: Bureau, files, blank):
    answer = bureau.must_take(
        returns(files / "a.xlsx", "报告情况", (blank, "零报告"), (blank, "已报"), (blank, "未报"))
    )
    nil, made, missing = (stored(bureau)[name] for name in SCHOOLS)
    assert nil == (0, 0, True)
    assert made == (None, None, True), "that a return was made does not tell what stood in it"
    assert missing == (None, None, False)
    found = answer.finding("nil_return")
    assert (found["level"], found["cell"]) == ("info", "E3")


def test_ticks_under_a_header_of_nil_returns_mean_the_same(bureau: Bureau, files):
    bureau.must_take(returns(files / "a.xlsx", "零报告", (None, "√"), (2, "否"), (None, "否")))
    nil, some, nothing = (stored(bureau)[name] for name in SCHOOLS)
    assert nil == (0, 0, True)
    assert some == (2, None, None), "no nil return, but a return"
    assert nothing == (None, None, None)


def test_the_report_rate_counts_nil_returns_and_the_open_cases_know_them(bureau: Bureau, files):
    bureau.must_take(returns(files / "a.xlsx", "报告情况", (None, "零报告"), (None, "未报"), (1, "已报")))
    with bureau.store.read() as reader:
        (rate,) = metrics.records(
            indicator("report_rate"), metrics.values(reader, "report_rate", "district", "2024-03", {})
        )
        schools = metrics.records(
            indicator("dropout_open"), metrics.values(reader, "dropout_open", "school", "2024-03", {})
        )
    assert (rate["numerator"], rate["denominator"]) == (2, 3)
    assert {each["area"]: each["value"] for each in schools}[SCHOOLS[0]] == 0


def test_a_number_beside_a_nil_return_is_kept_and_questioned(bureau: Bureau, files):
    answer = bureau.must_take(returns(files / "a.xlsx", "报告情况", (3, "零报告")))
    assert stored(bureau)[SCHOOLS[0]] == (3, None, True)
    found = answer.finding("nil_return_with_number")
    assert (found["level"], found["cell"], found["value"]) == ("warning", "D3", "3")


@pytest.mark.parametrize("remark", ["零报告", "本月无", "无辍学", "本月无疑似辍学学生", "未发现辍学"])
def test_a_remark_that_says_nil_is_a_nil_return(bureau: Bureau, files, remark):
    answer = bureau.must_take(returns(files / "a.xlsx", "备注", (None, remark), (2, ""), (None, "无法联系家长")))
    nil, some, nothing = (stored(bureau)[name] for name in SCHOOLS)
    assert (nil[:2], some[0], nothing[0]) == ((0, 0), 2, None)
    assert answer.finding("nil_return")["cell"] == "E3"


def test_a_remark_of_none_is_no_remark(bureau: Bureau, files):
    bureau.must_take(returns(files / "a.xlsx", "备注", (None, "无"), (0, ""), (1, "")))
    assert stored(bureau)[SCHOOLS[0]][0] is None


def test_one_nil_remark_beside_the_columns_of_several_months_fills_none(bureau: Bureau, files):
    head = ["学校", "学段", "学年初在校生数", "9月辍学人数", "10月辍学人数", "备注"]
    rows = [["2023—2024学年控辍保学月报表"], head, [SCHOOLS[0], "小学", 300, 0, None, "零报告"]]
    bureau.must_take(write_book(files / "a.xlsx", {"月报": rows}))
    assert bureau.rows("SELECT count(dropouts) AS known FROM dropout") == [{"known": 1}]
