"""Which period a text, a sheet and a row state."""

from pathlib import Path

import pytest

from catalog import dataset
from etl.extract.periods import period_in
from tests.etl.extract.books import HEAD, enrolment, read_path, read_rows, write_book


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("青云县2023年秋季在校生统计表", "enrolment", "2023-2024-1"),
        ("2024年春季学期", "enrolment", "2023-2024-2"),
        ("2023学年度第一学期", "enrolment", "2023-2024-1"),
        ("2023—2024学年第一学期", "enrolment", "2023-2024-1"),
        ("2023－2024学年度第二学期", "enrolment", "2023-2024-2"),
        ("2023-24学年", "enrolment", "2023-2024"),
        ("113學年度", "enrolment", "2024-2025"),
        ("2023—2024学年初", "enrolment", "2023-2024-1"),
        ("统计时间：2023年9月5日", "enrolment", "2023-2024-1"),
        ("2024年3月控辍保学月报", "dropout", "2024-03"),
        ("２０２４年３月", "dropout", "2024-03"),
        ("二〇二四年三月", "dropout", "2024-03"),
        ("二〇二三年秋季", "enrolment", "2023-2024-1"),
        ("2024年6月中考", "exam", "2023-2024-2"),
        ("2024年中考成绩", "exam", "2023-2024-2"),
        ("2023年", "subsidy", "2023"),
        ("2023年", "enrolment", "2023-2024-1"),
        ("2023年", "dropout", "2023-2024"),
        ("2024年第一季度", "dropout", "2024-Q1"),
        ("2023-2024-2", "enrolment", "2023-2024-2"),
        ("2023—2025年", "enrolment", None),
        ("没有时间", "enrolment", None),
    ],
)
def test_a_period_is_read_as_offices_write_it(text: str, name: str, code: str | None) -> None:
    stated = period_in(text, dataset(name))
    assert (stated.code if stated else None) == code


def test_a_bare_year_follows_the_dataset_and_says_so(tmp_path: Path) -> None:
    read = read_rows(tmp_path, enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110), title=("2023年在校生统计表",)))
    (bare,) = read.found("period_from_bare_year")
    assert bare.level == "info"
    assert read.sheet.period == "2023-2024-1"


def test_no_period_at_all_stops_the_file_until_it_is_given(tmp_path: Path) -> None:
    rows = enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110), title=("在校生统计表",))
    assert read_rows(tmp_path, rows).codes("error") == ["period_unknown"]
    given = read_rows(tmp_path, rows, period="2022-2023-2")
    assert given.codes("error") == []
    assert given.rows("period") == [("2022-2023-2",)]


def test_the_clerks_period_beats_the_title_and_a_period_column(tmp_path: Path) -> None:
    rows = enrolment(("石桥小学", "小学", "2022-2023-1", 240), head=("学校名称", "学段", "学期", "在校生数"))
    assert read_rows(tmp_path, rows).rows("period") == [("2022-2023-1",)]
    assert read_rows(tmp_path, rows, period="2020-2021-1").rows("period") == [("2020-2021-1",)]


def test_sheets_named_for_a_month_take_the_year_from_title_or_file_name(tmp_path: Path) -> None:
    rows = [("控辍保学月报表",), ("学校名称", "学段", "辍学人数"), ("石桥初级中学", "初中", 1)]
    read = read_path(write_book(tmp_path / "2023—2024学年控辍保学.xlsx", {"9月": rows, "3月": rows}))
    assert [each.period for each in read.sheets] == ["2023-09", "2024-03"]


def test_sheets_named_for_a_school_year_give_the_period(tmp_path: Path) -> None:
    rows = [("毕业生情况统计表",), ("学校名称", "学段", "毕业生数"), ("石桥小学", "小学", 40)]
    read = read_path(write_book(tmp_path / "毕业生.xlsx", {"2021—2022学年": rows, "2022—2023学年": rows}))
    assert [read.rows("period", "graduates", sheet=number) for number in (0, 1)] == [
        [("2021-2022", 40)],
        [("2022-2023", 40)],
    ]


def test_months_side_by_side_become_periods(tmp_path: Path) -> None:
    rows = [
        ("2023—2024学年控辍保学统计表",),
        ("学校名称", "学段", "学年初在校生数", "9月", None, "2月", None),
        (None, None, None, "辍学", "复学", "辍学", "复学"),
        ("石桥初级中学", "初中", 300, 1, 0, 2, 1),
    ]
    read = read_rows(tmp_path, rows, merges=("D2:E2", "F2:G2", "A2:A3", "B2:B3", "C2:C3"))
    assert read.rows("period", "enrolled_start", "dropouts", "returned") == [
        ("2023-09", 300, 1, 0),
        ("2024-02", 300, 2, 1),
    ]


def test_graduates_of_an_autumn_return_are_last_years(tmp_path: Path) -> None:
    rows = enrolment(("石桥小学", "小学", 240, 40, 3), head=("学校名称", "学段", "在校生数", "毕业生数", "转入"))
    read = read_rows(tmp_path, rows)
    assert read.rows("period", "pupils", "graduates", "transfer_in") == [
        ("2023-2024-1", 240, None, None),
        ("2022-2023", None, 40, 3),
    ]
    assert read.found("graduates_of_last_year")[0].level == "info"


def test_graduates_of_last_year_in_so_many_words_shift_on_a_bare_school_year_too(tmp_path: Path) -> None:
    head = ("學年度", "學校名稱", "學校級別", "學生人數", "上學年男畢業生", "上學年女畢業生")
    read = read_rows(tmp_path, [head, (113, "石橋國小", "國民小學", 240, 20, 22)])
    assert read.rows("period", "pupils", "graduates") == [("2024-2025", 240, None), ("2023-2024", None, 42)]


@pytest.mark.parametrize("title", ["2023—2024学年毕业生统计表", "2023—2024学年第二学期毕业生统计表"])
def test_graduates_of_a_school_year_or_spring_stay(tmp_path: Path, title: str) -> None:
    read = read_rows(
        tmp_path, enrolment(("石桥小学", "小学", 40), head=("学校名称", "学段", "毕业生数"), title=(title,))
    )
    assert read.rows("graduates") == [(40,)]
    assert str(read.rows("period")[0][0]).startswith("2023-2024")


def test_a_period_of_a_kind_the_dataset_does_not_have_is_refused(tmp_path: Path) -> None:
    read = read_rows(tmp_path, enrolment(("石桥镇", "石桥小学", "小学", 6, 240, 110), head=HEAD), period="2023")
    assert "period_kind_wrong" in read.codes("error")


def test_the_day_on_which_a_form_was_filled_in_is_no_period(tmp_path: Path) -> None:
    rows = [
        ("控辍保学情况月报表",),
        ("填报单位：青云县", None, "填报日期：2024年4月2日"),
        ("学校名称", "疑似辍学", "辍学人数"),
        ("石桥小学", 1, 0),
    ]
    assert read_rows(tmp_path, rows, sheet="2024年3月").sheet.periods == ["2024-03"]
    assert read_rows(tmp_path, rows, name="2024年3月月报").sheet.periods == ["2024-03"]
    assert read_rows(tmp_path, rows).codes("error") == ["period_unknown"]
    apart = [rows[0], ("填报日期：", "2024年4月2日"), *rows[2:]]
    assert read_rows(tmp_path, apart).codes("error") == ["period_unknown"]


def test_the_day_a_return_speaks_of_counts_when_no_period_is_stated(tmp_path: Path) -> None:
    rows = [("控辍保学情况表",), ("统计时间：2024年3月31日",), ("学校名称", "疑似辍学", "辍学人数"), ("石桥小学", 1, 0)]
    assert read_rows(tmp_path, rows).sheet.periods == ["2024-03"]
    assert read_rows(tmp_path, rows, sheet="2024年2月").sheet.periods == ["2024-02"]


def test_the_subject_may_stand_in_the_files_name_only(tmp_path: Path) -> None:
    rows = [("学校名称", "参考人数", "平均分"), ("石桥初级中学", 40, 80)]
    read = read_rows(tmp_path, rows, name="青云县2023年秋季期末八年级数学成绩统计表")
    assert read.rows("subject", "grade", "sum_score") == [("数学", 8, 3200.0)]


def test_one_word_over_all_grades_needs_no_merged_cells(tmp_path: Path) -> None:
    rows = [
        ("青云县2023年秋季分年级统计表",),
        (None, None, "在校生数", None, None, None),
        (None, None, "一年级", None, "二年级", None),
        ("学校名称", "班数", "计", "女", "计", "女"),
        ("石桥小学", 6, 40, 20, 41, 19),
    ]
    read = read_rows(tmp_path, rows)
    assert read.rows("grade", "pupils", "girls") == [(None, None, None), (1, 40, 20), (2, 41, 19)]
