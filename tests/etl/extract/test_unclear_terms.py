"""上期 of a calendar year is spring in one province and autumn in the next: it is asked, unless something settles it."""

from pathlib import Path

import pytest

from catalog import dataset
from etl.extract.periods import period_in
from tests.etl.extract.books import Read, read_path, read_rows, write_book

HEAD = ("学校", "在校生数")


def read(tmp_path: Path, *titles: str, sheet: str = "Sheet1", period: str | None = None) -> Read:
    rows = [*((title,) for title in titles), HEAD, ("石桥小学", 300)]
    return read_rows(tmp_path, rows, sheet=sheet, period=period)


@pytest.mark.parametrize(
    "title",
    ["2024年上期小学在校生统计", "2024年上学期小学在校生统计", "2024年（下学期）小学在校生统计", "2024年下期小学在校生统计",
     "2024年第二学期小学在校生统计", "2023—2024学年下学年小学在校生", "2023-2024学年期末小学在校生统计"],
)  # fmt: skip
def test_a_term_that_may_be_two_is_asked(tmp_path: Path, title: str) -> None:
    found = read(tmp_path, title)
    assert found.codes("error") == ["term_unclear"]
    assert found.rows("period") == [(None,)]


def test_the_period_a_person_gives_answers_it(tmp_path: Path) -> None:
    found = read(tmp_path, "2024年上学期小学在校生统计", period="2023-2024-2")
    assert found.codes("error") == []
    assert found.rows("period") == [("2023-2024-2",)]


@pytest.mark.parametrize(
    ("titles", "code"),
    [
        (("2024年上学期（春季）小学在校生统计",), "2023-2024-2"),
        (("2024年上学期小学在校生统计", "统计时间：2024年9月5日"), "2024-2025-1"),
        (("2024年上学期小学在校生统计（2023-2024学年）",), "2023-2024-2"),
        (("2024年上期小学在校生统计", "填报日期：2024年4月2日"), "2023-2024-2"),  # the autumn had not begun
    ],
)
def test_something_else_on_the_sheet_settles_it(tmp_path: Path, titles: tuple[str, ...], code: str) -> None:
    assert read(tmp_path, *titles).rows("period") == [(code,)]


def test_a_form_filled_in_late_settles_nothing(tmp_path: Path) -> None:
    late = read(tmp_path, "2024年上学期小学在校生统计", "填报日期：2024年10月8日")
    assert late.codes("error") == ["term_unclear"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2023-2024学年II学期", "2023-2024-2"), ("2023-2024学年第Ⅱ学期", "2023-2024-2"), ("2023-2024学年第Ⅰ学期", "2023-2024-1"),
        ("2023-2024学年度下小学在校生", "2023-2024-2"), ("2023-2024年上学期", "2023-2024-1"), ("2024年上学期", None),
    ],
)  # fmt: skip
def test_the_ways_to_write_a_term(text: str, code: str | None) -> None:
    stated = period_in(text, dataset("enrolment"))
    assert (stated.code if stated else None) == code


def test_seasons_and_months_under_a_year_alone_are_of_that_year(tmp_path: Path) -> None:
    seasons = [
        ("2024年小学在校生统计",),
        ("学校", "春季", "秋季"),
        (None, "在校生数", "在校生数"),
        ("石桥小学", 300, 310),
    ]
    assert read_rows(tmp_path, seasons).sheet.periods == ["2023-2024-2", "2024-2025-1"]
    months = [("2024年小学控辍保学月报",), ("学校", "3月辍学人数", "9月辍学人数"), ("石桥小学", 1, 0)]
    assert read_rows(tmp_path, months).sheet.periods == ["2024-03", "2024-09"]
    column = [("2024年小学控辍保学月报",), ("学校", "月份", "辍学人数"), ("石桥小学", "3月", 1)]
    assert read_rows(tmp_path, column).rows("period") == [("2024-03",)]


def test_sheets_named_after_seasons_of_a_year(tmp_path: Path) -> None:
    table = [("2024年小学在校生统计",), HEAD, ("石桥小学", 300)]
    book = read_path(write_book(tmp_path / "a.xlsx", {"春季": table, "秋季": table}))
    assert [each.periods for each in book.sheets] == [["2023-2024-2"], ["2024-2025-1"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("小学生活补助（2023年9月-2024年7月）", "2023-2024"), ("2023年9月至2024年1月", "2023-2024-1"), ("2024.2.26-2024.7.5", "2023-2024-2"),
        ("2024年1月—12月", "2024"), ("2024年1-6月", "2024-H1"), ("2023年10月-2024年3月", None), ("2023-2024学年（2023年9月-2024年7月）", "2023-2024"),
        ("2024年3月", "2024-03"), ("统计时间：2024.3.5", "2024-03"),
    ],
)  # fmt: skip
def test_a_span_of_months_is_no_month(text: str, code: str | None) -> None:
    stated = period_in(text, dataset("subsidy"))
    assert (stated.code if stated else None) == code


def test_terms_named_in_a_column_are_both_read(tmp_path: Path) -> None:
    rows = [
        ("2023-2024学年小学生活补助（元）",),
        ("学校", "学期", "资助金额"),
        ("石桥小学", "上学期", 100),
        ("石桥小学", "下学期", 200),
    ]
    assert read_rows(tmp_path, rows).rows("period", "amount") == [("2023-2024-1", 100), ("2023-2024-2", 200)]


def test_terms_over_columns_are_no_programmes(tmp_path: Path) -> None:
    head = [("学校", "上学期", None, "下学期", None), (None, "资助人数", "资助金额", "资助人数", "资助金额")]
    found = read_rows(tmp_path, [("2023-2024学年小学学生资助（元）",), *head, ("石桥小学", 1, 100, 2, 200)])
    expected = [("2023-2024-1", None, 100), ("2023-2024-2", None, 200)]
    assert found.rows("period", "programme", "amount") == expected
    beside_a_term = read_rows(
        tmp_path, [("2023-2024学年第二学期小学学生资助（元）",), *head, ("石桥小学", 1, 100, 2, 200)]
    )
    assert beside_a_term.codes("error")


@pytest.mark.parametrize("whole", ["全年", "全学年", "两学期合计", "年度"])
def test_a_whole_year_beside_its_terms_is_checked_and_not_added(tmp_path: Path, whole: str) -> None:
    head = [("学校", "上学期", None, "下学期", None, whole, None), (None, *["资助人数", "资助金额"] * 3)]
    rows = [("石桥小学", 1, 100, 2, 200, 3, 300), ("双河小学", 1, 100, 2, 200, 3, 350)]
    found = read_rows(tmp_path, [("2023-2024学年小学营养改善计划（元）",), *head, *rows])
    assert found.rows("period", "programme", "amount") == [
        (f"2023-2024-{term}", "营养改善计划", amount) for term, amount in ((1, 100), (1, 100), (2, 200), (2, 200))
    ]
    assert [each.cell for each in found.found("row_total_mismatch")] == ["G5"]


@pytest.mark.parametrize("group", ["第一季度", "第一批", "中央资金", "结余", "石桥镇", "县级财政补助"])
def test_a_group_of_columns_that_names_no_programme_becomes_none(tmp_path: Path, group: str) -> None:
    head = [("学校", "营养餐", None, group, None), (None, *["资助人数", "资助金额"] * 2)]
    found = read_rows(tmp_path, [("2023年秋季小学学生资助（元）",), *head, ("石桥小学", 1, 100, 2, 200)])
    assert found.rows("programme", "amount") == [("营养改善计划", 100)]
    assert [each.cell for each in found.found("aid_groups_unknown")] == ["D3"]


def test_a_school_years_number_counted_in_spring_is_asked(tmp_path: Path) -> None:
    rows = [("统计时间：2024年3月5日",), ("学校", "班数", "在校生数"), ("石桥小学", 8, 300)]
    assert "term_unclear" in read_rows(tmp_path, [("2023-2024学年小学在校生统计表",), *rows]).codes("error")
    autumn = [("2023-2024学年小学在校生统计表",), ("统计时间：2023年9月5日",), *rows[1:]]
    assert read_rows(tmp_path, autumn).codes("error") == []
