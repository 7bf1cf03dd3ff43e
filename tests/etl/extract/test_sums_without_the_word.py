"""Rows that would be counted twice: sums without the word, parts of the row above; and cells with units of their own."""

from __future__ import annotations

from pathlib import Path

from tests.etl.extract.books import enrolment, read_rows

HEAD = ("学校", "学段", "班数", "在校生数")
ONE = ("石桥镇中心小学", "小学", 12, 500)
TWO = ("石桥镇第二小学", "小学", 6, 200)
THREE = ("双河乡中心小学", "小学", 9, 310)


def test_a_township_named_among_its_schools_with_what_they_add_up_to_is_their_sum(tmp_path: Path) -> None:
    rows = enrolment(("石桥镇", None, 18, 700), ONE, TWO, ("双河乡", None, 9, 310), THREE, head=HEAD)
    read = read_rows(tmp_path, rows)
    assert read.rows("school_text", "pupils") == [(ONE[0], 500), (TWO[0], 200), (THREE[0], 310)]
    assert read.sheet.skipped_because == {"subtotal": 2}
    assert read.found("total_mismatch") == []


def test_such_sums_under_their_schools_and_the_districts_at_the_end_are_left_out_too(tmp_path: Path) -> None:
    rows = enrolment(
        ONE, TWO, ("石桥镇", None, 18, 700), THREE, ("双河乡", None, 9, 310), ("青云县", None, 27, 1010), head=HEAD
    )
    read = read_rows(tmp_path, rows)
    assert [pupils for (pupils,) in read.rows("pupils")] == [500, 200, 310]
    assert read.sheet.skipped_because == {"subtotal": 2, "total": 1}
    assert read.found("total_mismatch") == []


def test_a_slip_in_one_of_several_such_sums_is_reported_and_makes_it_no_school(tmp_path: Path) -> None:
    rows = enrolment(("石桥镇", None, 18, 700), ONE, TWO, ("双河乡", None, 9, 311), THREE, head=HEAD)
    read = read_rows(tmp_path, rows)
    assert len(read.rows("pupils")) == 3
    assert read.cells("total_mismatch") == ["D6"]


def test_a_school_called_by_its_township_stays_a_school_when_the_numbers_are_its_own(tmp_path: Path) -> None:
    rows = enrolment(ONE, TWO, ("清水乡", "小学", 6, 150), THREE, head=HEAD)
    assert ("清水乡", 150) in read_rows(tmp_path, rows).rows("school_text", "pupils")


def test_the_district_named_where_townships_stand_is_the_sum_of_all_and_no_township(tmp_path: Path) -> None:
    rows = enrolment(
        ("青云县", None, None, 27, 1010, 490),
        ("石桥镇", None, None, 18, 700, 340),
        ("石桥镇", *ONE, 240),
        ("石桥镇", *TWO, 100),
        ("双河乡", *THREE, 150),
    )
    read = read_rows(tmp_path, rows)
    assert [pupils for (pupils,) in read.rows("pupils")] == [500, 200, 310]
    assert read.sheet.skipped_because == {"total": 1, "subtotal": 1}
    assert read.found("total_mismatch") == []


def test_a_row_of_which_is_a_part_of_the_row_above_and_no_school(tmp_path: Path) -> None:
    rows = enrolment(
        ("石桥镇", *ONE, 240),
        ("石桥镇", "其中：寄宿生", None, None, 60, None),
        ("石桥镇", "其中女生", None, None, 240, None),
        ("石桥镇", *TWO, 100),
        ("石桥镇", "合计", None, 18, 700, 340),
    )
    read = read_rows(tmp_path, rows)
    assert [pupils for (pupils,) in read.rows("pupils")] == [500, 200]
    assert read.sheet.skipped_because == {"of_which": 2, "total": 1}
    assert read.found("total_mismatch") == []


def test_yuan_written_in_a_cell_holds_against_ten_thousands_of_yuan_over_the_column(tmp_path: Path) -> None:
    rows = [
        ("青云县2023年秋季学期学生资助发放情况表（单位：人、万元）",),
        ("乡镇", "学校", "学段", "资助项目", "资助人数", "资助金额"),
        ("石桥镇", "石桥小学", "小学", "生活补助", 40, 2.5),
        ("石桥镇", "双河小学", "小学", "生活补助", "20人", "12500元"),
    ]
    assert read_rows(tmp_path, rows).rows("recipients", "amount") == [(40, 25000.0), (20, 12500.0)]


def test_a_low_rate_of_one_half_beside_rates_of_eighty_five_is_not_guessed(tmp_path: Path) -> None:
    rows = [
        ("青云县2023-2024学年第一学期期末质量检测成绩统计表（七年级语文）",),
        ("学校", "实考人数", "平均分", "及格率", "优秀率", "低分率"),
        ("石桥初级中学", 100, 72.5, 85, 30, 0.5),
        ("双河初级中学", 200, 70, 80.5, 20, 1),
    ]
    read = read_rows(tmp_path, rows)
    assert read.cells("rate_ambiguous") == ["F3", "F4"]
    assert set(read.codes("error")) == {"rate_ambiguous"}


def test_rates_all_written_as_fractions_are_read_as_such(tmp_path: Path) -> None:
    rows = [
        ("青云县2023-2024学年第一学期期末质量检测成绩统计表（七年级语文）",),
        ("学校", "实考人数", "平均分", "及格率", "优秀率", "低分率"),
        ("石桥初级中学", 100, 72.5, 0.85, 0.3, 0.05),
        ("双河初级中学", 200, 70, 0.8, 0.2, 0.1),
    ]
    assert read_rows(tmp_path, rows).rows("n_pass", "n_low") == [(85, 5), (160, 20)]
